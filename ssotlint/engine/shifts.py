"""Whether cases say after an edit what they said before, but for places that kept their order.

All that is made of cases (what folds into what, in which order it is told) asks of two places in a
file only which one comes first, and whether they share a line. So it comes out as before where
that is as before.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

_Span = tuple[int, ...]
_NUMBERS = 4  # of a span
_DEEP = 2  # a case is a list with one of members
_Parts = list[msgspec.Raw]


class Shifts:
    """Where the places of cases in some files have gone; ``same`` while all else is equal."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = paths
        self._names = [path.encode("utf-8", "surrogatepass") for path in paths]
        self._spans: dict[str, set[tuple[_Span, _Span]]] = {}
        self.same = True

    def compare(self, before: bytes, after: bytes) -> None:
        """Hold a case against what it is now; b"" is none."""
        if before and after:
            self._unpack(before, after, _DEEP)
        else:
            self.same = self.same and before == after

    def _unpack(self, before: bytes, after: bytes, deep: int) -> None:
        """Compare what is packed, part by part: most of a case names none of the files."""
        if before == after and not any(path in before for path in self._names):
            return
        try:
            one, other = (msgspec.msgpack.decode(d, type=_Parts) for d in (before, after))
        except msgspec.ValidationError:  # no list
            self._compare(msgspec.msgpack.decode(before), msgspec.msgpack.decode(after))
            return
        if not deep or len(one) != len(other):
            self._compare(msgspec.msgpack.decode(before), msgspec.msgpack.decode(after))
            return
        for a, b in zip(one, other, strict=True):
            self._unpack(bytes(a), bytes(b), deep - 1)

    def _compare(self, one: object, other: object) -> None:
        if not isinstance(one, list | dict):
            self.same = self.same and one == other and type(one) is type(other)
        elif type(one) is not type(other) or len(one) != len(other):
            self.same = False
        elif isinstance(one, dict) and isinstance(other, dict):
            self._compare([*one.items()], [*other.items()])
        elif isinstance(one, list) and isinstance(other, list) and not self._is_place(one, other):
            for a, b in zip(one, other, strict=True):
                self._compare(a, b)

    def _is_place(self, one: list[object], other: list[object]) -> bool:
        """Whether these are a place in one of the files; where it has gone is noted then."""
        if len(one) != 2 or not isinstance(one[0], str) or one[0] not in self._paths:
            return False
        spans = one[1], other[1]
        if one[0] != other[0] or not all(map(_is_span, spans)):
            return False
        self._spans.setdefault(one[0], set()).add((tuple(one[1]), tuple(other[1])))  # type: ignore[arg-type]
        return True

    def keep_order(self) -> bool:
        """Whether all said the same, and places have kept their order and shared lines."""
        return self.same and all(map(_keep_order, self._spans.values()))


def _is_span(value: object) -> bool:
    return isinstance(value, list) and len(value) == _NUMBERS and all(type(n) is int for n in value)


def _keep_order(spans: Iterable[tuple[_Span, _Span]]) -> bool:
    starts, ends, lines = (set[tuple[_Span, _Span]]() for _ in range(3))
    for one, other in spans:
        starts.add((one[:2], other[:2]))
        ends.add((one[2:], other[2:]))
        lines.update(((one[:1], other[:1]), (one[2:3], other[2:3])))
    return _rises(starts) and _rises(ends) and _rises(lines)


def _rises(pairs: Iterable[tuple[_Span, _Span]]) -> bool:
    """Whether each is where one other was, and they stand in the same order."""
    return all(a < c and b < d for (a, b), (c, d) in pairwise(sorted(pairs)))
