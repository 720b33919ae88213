"""Whether cases are after an edit what they were before, but for places that kept their order.

All that is made of cases until they are told (what folds into what, in which order) asks of two
places in a file only which one comes first, and whether they share a line. So it comes out as
before where that is as before. What is said of a case may be something else.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import TYPE_CHECKING

from ssotlint.engine import cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssotlint.model.place import Span

_Point = tuple[int, ...]


class Shifts:
    """Where the places of cases in some files have gone; ``same`` while all else is equal."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = paths
        self._names = [path.encode("utf-8", "surrogatepass") for path in paths]
        self._spans: dict[str, set[tuple[Span, Span]]] = {}
        self.same = True

    def compare(self, before: bytes, after: bytes) -> None:
        """Hold a case against what it is now."""
        if before == after and not any(path in before for path in self._names):
            return
        one, other = cases.standing(before), cases.standing(after)
        self.same = self.same and one.told == other.told
        for place, there in zip(one.places, other.places, strict=False):
            if place.path in self._paths and place.path == there.path:
                self._spans.setdefault(place.path, set()).add((place.span, there.span))
            else:
                self.same = self.same and place == there

    def keep_order(self) -> bool:
        """Whether all is what it was, and places have kept their order and shared lines."""
        return self.same and all(map(_keep_order, self._spans.values()))


def _keep_order(spans: Iterable[tuple[Span, Span]]) -> bool:
    starts, ends, lines = (set[tuple[_Point, _Point]]() for _ in range(3))
    for one, other in spans:
        starts.add((one[:2], other[:2]))
        ends.add((one[2:], other[2:]))
        lines.update(((one[:1], other[:1]), (one[2:3], other[2:3])))
    return _rises(starts) and _rises(ends) and _rises(lines)


def _rises(pairs: Iterable[tuple[_Point, _Point]]) -> bool:
    """Whether each is where one other was, and they stand in the same order."""
    return all(a < c and b < d for (a, b), (c, d) in pairwise(sorted(pairs)))
