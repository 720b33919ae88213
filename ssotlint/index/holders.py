"""Who holds which numbers, as bytes: before some of them have changed what they hold, and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet

import msgspec

from ssotlint.index import columns
from ssotlint.index.columns import LARGE


class Held(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Columns: all ``numbers`` in order, and of each the positions of those that hold it."""

    numbers: bytes
    holders: tuple[bytes, bytes]


def held(all_said: Iterable[Collection[int]]) -> Held:
    """What each position holds, turned round."""
    found: dict[int, list[int]] = defaultdict(list)
    for position, said in enumerate(all_said):
        for number in said:
            holders = found[number]
            if not holders or holders[-1] != position:
                holders.append(position)
    numbers = sorted(found)
    return Held(columns.packed(numbers, LARGE), columns.packed_rows(found[n] for n in numbers))


class Holders:
    """The holders of each number."""

    def __init__(self, data: Held) -> None:
        self._numbers = columns.column(data.numbers, LARGE)
        self._rows = columns.Rows(data.holders)
        self._gone: dict[int, set[int]] = defaultdict(set)
        self._come: dict[int, set[int]] = defaultdict(set)
        self.changed: set[int] = set()
        """Who holds something else now."""

    def change(self, position: int, old: Iterable[int], new: Iterable[int]) -> None:
        """One holds other numbers now."""
        before, now = set(old), set(new)
        self.changed.add(position)
        for number in before - now:
            self._gone[number].add(position)
        for number in now - before:
            self._come[number].add(position)

    def moved(self) -> list[int]:
        """The numbers that others hold now than before."""
        return sorted(self._gone.keys() | self._come.keys())

    def movers(self, number: int) -> set[int]:
        """Those that hold it now and did not, or did."""
        return self._gone.get(number, set()) | self._come.get(number, set())

    def are_others(self, number: int) -> bool:
        """Whether somebody holds a number who holds what he held."""
        return not self.before(number) <= self.changed

    def crosses(self, number: int, limit: int) -> bool:
        """Whether a number that others hold came to have more holders than a limit, or no more."""
        few = {self.count(number, now=now) <= limit for now in (False, True)}
        return len(few) > 1 and self.are_others(number)

    def before(self, number: int) -> set[int]:
        """Who held a number."""
        at = columns.find(self._numbers, number)
        return set(self._rows[at]) if at >= 0 else set()

    def now(self, number: int) -> set[int]:
        """Who holds it."""
        return self.before(number) - self._gone.get(number, set()) | self._come.get(number, set())

    def count(self, number: int, *, now: bool) -> int:
        """How many hold it, or held it."""
        at = columns.find(self._numbers, number)
        found = self._rows.size(at) if at >= 0 else 0
        if now:
            found += len(self._come.get(number, ())) - len(self._gone.get(number, ()))
        return found

    def number_at(self, position: int) -> int:
        """The number at a position among all."""
        return self._numbers[position]

    def within(self, number: int, group: AbstractSet[int], *, now: bool) -> int:
        """How many of a group hold it, or held it."""
        return len((self.now(number) if now else self.before(number)) & group)
