"""Variants as their imprints tell them: all that it takes to know which ones to compare."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from ssotlint.detectors.domains import Borders
from ssotlint.detectors.fragments import Variant
from ssotlint.index.imprints import ANONYMOUS, DELEGATE, EXPECTED, SUBSTANTIAL

if TYPE_CHECKING:
    from ssotlint.detectors.functions import Function, Functions
    from ssotlint.detectors.meanings import Meanings
    from ssotlint.detectors.view import View

# So many delegates in the same two modules were copied with them; with more holders than
# ``_HABIT`` one is what everybody writes.
_TOGETHER, _HABIT = 3, 24
REPEATED = 10
"""A delegate in so many classes that most bearers of its name are it belongs into a base."""


class Outline:
    """The functions of one domain with one text."""

    __slots__ = ("domain", "functions", "length", "names", "statements")

    def __init__(self, domain: str, functions: Sequence[Function]) -> None:
        self.domain, self.functions = domain, functions
        said = functions[0].imprint.statements
        self.length = len(said)
        once = tuple(dict.fromkeys(said))  # a set takes eight times as much
        self.statements = said if len(once) == len(said) else once
        self.names = frozenset(one.name for one in functions)

    @property
    def places(self) -> tuple[tuple[str, int], ...]:
        """Where its functions stand."""
        return tuple(one.place for one in self.functions)

    def opened(self, functions: Functions) -> Variant:
        """The variant with what it says, to be compared."""
        fragments = [functions.compared(one) for one in self.functions]
        found = Variant(fragments[0].text, self.domain)
        found.fragments += fragments
        return found


def outlines_of(
    every: Iterable[Function], view: View, meanings: Meanings, credited: Collection[str]
) -> list[Outline]:
    """The functions that are no boilerplate by text and domain, in the order of their places.

    Of those that are ``credited``, copies that name their original and these, all are looked at.

    Where a text says too little to be known again under any name, by name too; where it says too
    little to be worth sharing whatever its global names stand for, by what they stand for.
    """
    borders, companions = Borders(view), _companions(every)
    found: dict[tuple[int, str], list[Function]] = defaultdict(list)
    for one in every:
        is_told = one.symbol in credited or one.place in companions
        if is_told or not one.has(EXPECTED):
            found[one.imprint.text, borders.of(one.module)].append(one)
    outlines = [
        Outline(domain, part)
        for (_, domain), whole in found.items()
        for part in _parts(whole, meanings)
    ]
    held: dict[frozenset[str], frozenset[str]] = {}
    for outline in outlines:  # a set takes as much as all else of most
        outline.names = held.setdefault(outline.names, outline.names)
    return sorted(outlines, key=lambda outline: outline.functions[0].place)


def _companions(every: Iterable[Function]) -> set[tuple[str, int]]:
    """Functions that only call another one, but stand in two modules with several of their kind.

    One such function proves nothing; that they came together does. So does one method that ten
    classes of one base and more have, when hardly anybody else has another one of that name.
    """
    holders: dict[tuple[str, int, bool], list[Function]] = defaultdict(list)
    bearers: Counter[str] = Counter()
    for one in every:
        bearers[one.name] += 1
        if one.has(DELEGATE):
            holders[one.name, one.imprint.text, bool(one.imprint.scope)].append(one)
    found: set[tuple[str, int]] = set()
    shared: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for (name, _, is_method), held in holders.items():
        if is_method:
            if len(held) >= max(REPEATED, bearers[name] / 2):
                found.update(one.place for one in _of_one_base(held))
        elif len(held) <= _HABIT:
            for first, second in combinations(held, 2):
                shared[first.module.path, second.module.path] += first.place, second.place
    return found.union(*(p for p in shared.values() if len(p) >= 2 * _TOGETHER))


def _of_one_base(methods: Iterable[Function]) -> Sequence[Function]:
    """Those methods whose classes say that they have one base, if they are many."""
    by_base: dict[str, list[Function]] = defaultdict(list)
    for one in methods:
        row = one.module.definition(one.imprint.position)
        for base in one.module.definition(row.owner).bases:
            by_base[base.rpartition(".")[2]].append(one)
    most = max(by_base.values(), key=len, default=[])
    return most if len(most) >= REPEATED else ()


def _parts(whole: Sequence[Function], meanings: Meanings) -> Iterable[Sequence[Function]]:
    if len(whole) < 2 or whole[0].has(SUBSTANTIAL):
        return (whole,)
    anonymous = whole[0].has(ANONYMOUS)
    parts: dict[tuple[object, ...], list[Function]] = defaultdict(list)
    for one in whole:
        parts["" if anonymous else one.name, meanings.of(one)].append(one)
    return parts.values()
