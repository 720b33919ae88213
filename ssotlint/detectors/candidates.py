"""Which variants are worth comparing: an inverted index over statements, never all pairs.

The search is SourcererCC's (Sajnani et al., ICSE 2016) with statements in place of tokens: of
two bags that share the part ``share`` of their elements, the rarest elements of one must meet
those of the other, so that only those are indexed (the prefix filter). What many variants hold is
no trace of copying and is not indexed at all: it would cost the square of its frequency.

A variant is entered under terms; two that share a term are compared. So after an edit those are
compared again of which one is touched: entered under other terms, or told by something else.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from ssotlint.index.imprints import number_of

if TYPE_CHECKING:
    from ssotlint.detectors.outlines import Outline

Term = tuple[int, int]
"""A name and a statement, as numbers; 0 for what does not matter."""
SHARE = 0.5
"""Of the statements, and of their weight: a copy of which fewer are equal is out of reach (see ``worth``)."""
HARDLY = 4
"""A statement of some tokens that no more functions hold is a trace of copying."""
FEW = 32
"""So few namesakes are compared without an index."""
ANONYMOUS = 4
"""Fewer statements say too little unless names agree."""
IDIOM = 24
"""With more holders than this a statement is an idiom. Copies that share nothing rarer are found
when they are equal, and then they are one variant."""


def holders_of(variants: Iterable[Outline]) -> Counter[int]:
    """How many variants hold each statement."""
    return Counter(statement for variant in variants for statement in variant.statements)


def terms_of(variants: Sequence[Outline], holders: Mapping[int, int]) -> list[list[Term]]:
    """The terms of each variant; ``holders`` are those of all statements."""
    found: list[list[Term]] = [[] for _ in variants]
    named: dict[str, list[int]] = defaultdict(list)
    for position, variant in enumerate(variants):
        for name in variant.names:
            named[name].append(position)
        if variant.length >= ANONYMOUS:
            found[position] += [(0, s) for s in rarest(variant.statements, holders)]
    for name, group in named.items():
        number = number_of(name)
        few = len(group) <= FEW
        own = {} if few else holders_of(variants[i] for i in group)
        for position in group if len(group) > 1 else ():
            said = (0,) if few else rarest(variants[position].statements, own)
            found[position] += [(number, s) for s in said]
    return found


_HALF = 32  # bits of a number that stands for a pair


class Holders(Protocol):
    """How many hold each statement."""

    def __getitem__(self, statement: int, /) -> int: ...


def rarest(statements: Iterable[int], holders: Holders) -> list[int]:
    """Those of a variant's statements, each given once, under which it is found."""
    counts = [(holders[statement], statement) for statement in statements]
    prefix = len(counts) - math.ceil(SHARE * len(counts)) + 1
    alone = sum(count == 1 for count, _ in counts)  # they come first, and lead to nobody
    if alone >= prefix:
        return []
    shared = sorted(pair for pair in counts if pair[0] > 1)
    return [s for count, s in shared[: prefix - alone] if count <= IDIOM]


def candidates(
    terms: Sequence[Iterable[Term]], touched: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of positions that share a term and of which one is touched, each once, in order."""
    entered: dict[Term, list[int]] = defaultdict(list)
    for position, own in enumerate(terms):
        for term in own:
            entered[term].append(position)
    found: set[int] = set()  # as a number each: pairs take three times as much
    for held in entered.values():
        for one in held if len(held) > 1 else ():
            if one in touched:
                found.update(
                    one << _HALF | other if one < other else other << _HALF | one
                    for other in held if other != one
                )  # fmt: skip
    del entered
    return ((pair >> _HALF, pair & (1 << _HALF) - 1) for pair in sorted(found))
