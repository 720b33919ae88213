"""Which variants are worth comparing: an inverted index over statements, never all pairs.

The search is SourcererCC's (Sajnani et al., ICSE 2016) with statements in place of tokens: of
two bags that share the part ``share`` of their elements, the rarest elements of one must meet
those of the other, so that only those are indexed (the prefix filter). What many variants hold is
no trace of copying and is not indexed at all: it would cost the square of its frequency.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from ssotlint.detectors.fragments import Variant

# A copy of which fewer statements are equal is out of reach (see ``worth``).
_SHARE = 0.5
# With more holders than this a statement is an idiom. Copies that share nothing rarer are found
# when they are equal, and then they are one variant.
_IDIOM = 24
# So few namesakes are compared without an index.
_FEW = 32
# Fewer statements say too little unless names agree.
_ANONYMOUS = 4


def holders_of(variants: Iterable[Variant]) -> Counter[str]:
    """How many variants hold each statement."""
    return Counter(statement for variant in variants for statement in set(variant.statements))


def candidates(variants: Sequence[Variant], holders: Counter[str]) -> list[tuple[int, int]]:
    """Pairs of positions in ``variants``, each once, in order; ``holders`` are those of all."""
    found: set[tuple[int, int]] = set()
    named: dict[str, list[int]] = defaultdict(list)
    for position, variant in enumerate(variants):
        for name in variant.names:
            named[name].append(position)
    for group in named.values():
        if len(group) > _FEW:
            found |= _overlapping(group, variants, holders_of(variants[i] for i in group))
        else:
            found.update(combinations(group, 2))
    large = [i for i, v in enumerate(variants) if len(v.statements) >= _ANONYMOUS]
    found |= _overlapping(large, variants, holders)
    return sorted(found)


def _overlapping(
    group: Iterable[int], variants: Sequence[Variant], holders: Counter[str]
) -> set[tuple[int, int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for position in group:
        own = set(variants[position].statements)
        rare = sorted(own, key=lambda statement: (holders[statement], statement))
        prefix = len(rare) - math.ceil(_SHARE * len(rare)) + 1
        for statement in rare[:prefix]:
            if 1 < holders[statement] <= _IDIOM:
                index[statement].append(position)
    return {pair for held in index.values() for pair in combinations(held, 2)}
