"""Columns of whole numbers as bytes: read where they lie, without being decoded."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import Final, Literal

Kind = Literal["I", "Q"]
SMALL: Final = "I"
LARGE: Final = "Q"
"""Numbers of four bytes, as positions are, and of eight, as those are that stand for texts."""


def packed(numbers: Iterable[int], kind: Kind = SMALL) -> bytes:
    """Numbers one behind the other."""
    return array(kind, numbers).tobytes()


def column(data: bytes, kind: Kind = SMALL) -> Sequence[int]:
    """The numbers that were packed."""
    return memoryview(data).cast(kind)


def find(column: Sequence[int], number: int) -> int:
    """Where a number stands in a column that rises, -1 for nowhere."""
    at = bisect_left(column, number)
    return at if at < len(column) and column[at] == number else -1


class Rows:
    """Rows of positions, some longer than others: one column, and another one of where each ends."""

    __slots__ = ("_ends", "_numbers")

    def __init__(self, data: tuple[bytes, bytes]) -> None:
        self._numbers, self._ends = map(column, data)

    def __getitem__(self, row: int) -> Sequence[int]:
        return self._numbers[self._ends[row] : self._ends[row + 1]]

    def size(self, row: int) -> int:
        """How long a row is."""
        return self._ends[row + 1] - self._ends[row]


def packed_rows(rows: Iterable[Sequence[int]]) -> tuple[bytes, bytes]:
    """Rows of positions as ``Rows`` takes them."""
    held = [*rows]
    numbers = array(SMALL, chain.from_iterable(held))
    ends = array(SMALL, accumulate(map(len, held), initial=0))
    return numbers.tobytes(), ends.tobytes()
