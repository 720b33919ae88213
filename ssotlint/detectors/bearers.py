"""Whether it matters to others that one more function bears a name, or one less.

How many bear a name decides how much copies under it must have in common (``worth``), and what
many files side by side define is asked of them (``hooks``): most that come and go decide nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ssotlint.detectors.candidates import FEW
from ssotlint.detectors.families import FAMILY
from ssotlint.detectors.hooks import ASKED, seats
from ssotlint.detectors.outlines import REPEATED
from ssotlint.detectors.worth import BODIES
from ssotlint.index import columns
from ssotlint.index.columns import LARGE
from ssotlint.index.holders import Held
from ssotlint.index.imprints import DELEGATE, NAMED, Imprint, number_of

if TYPE_CHECKING:
    from ssotlint.detectors.functions import Function

_LEVELS = (*BODIES, FAMILY, FEW + 1)
_OPEN, _NAMED = 2, 1  # it may be a hook; its own file names it


def held(functions: Iterable[Function], positions: Mapping[str, int]) -> Held:
    """Who bears each name: the position of the file, and what may make a hook of it."""
    found: dict[int, list[int]] = {}
    for one in functions:
        row = positions[one.module.path] << 2 | _marks(one.imprint)
        found.setdefault(number_of(one.name), []).append(row)
    numbers = sorted(found)
    return Held(columns.packed(numbers, LARGE), columns.packed_rows(found[n] for n in numbers))


def repeated(functions: Iterable[Function]) -> set[int]:
    """The names of methods that do nothing but call another one, and stand in many classes."""
    kinds = Counter(
        (one.name, one.imprint.text) for one in functions if one.imprint.scope and one.has(DELEGATE)
    )
    return {told_of("repeated", name) for (name, _), times in kinds.items() if times >= REPEATED}


def told_of(what: str, name: str) -> int:
    """A number that stands for something that was asked of a name."""
    return number_of(f"{what} {name}")


def crosses(before: int, now: int) -> bool:
    """Whether so many bodies of a name, and so many now, are taken for different things."""
    return any((before >= level) != (now >= level) for level in _LEVELS)


class Bearers:
    """The functions of each name in a crowd; ``paths`` are those of all files."""

    def __init__(self, data: Held, paths: Sequence[str]) -> None:
        self._numbers, self._rows = columns.column(data.numbers, LARGE), columns.Rows(data.holders)
        self._paths = paths

    def share(self, name: str, *, comes: bool) -> int:
        """How many equal functions of a name are most that bear it then, or are no more; 0 for none."""
        count = len(self._named(name)) - (not comes)
        return count // 2 if count % 2 == 0 else 0

    def count(self, name: str) -> int:
        """How many bear a name."""
        return len(self._named(name))

    def makes_hooks(self, file: int, one: Imprint, *, comes: bool) -> bool:
        """Whether it may make hooks of others that one comes into a file, or goes from there.

        Where others are hooks it may decide what most of them say.
        """
        marks = _marks(one)
        if not marks & _OPEN:
            return False
        rows = [row for row in self._named(one.plain_name) if row & _OPEN]
        for seat in seats(self._paths[file]):
            beside = [row for row in rows if seat in seats(self._paths[row >> 2])]
            every, free = len(beside), sum(not row & _NAMED for row in beside)
            now = every + (1 if comes else -1)
            if (every >= ASKED) != (now >= ASKED):
                return True
            if every >= ASKED and not marks & _NAMED and free + comes >= ASKED:
                return True
        return False

    def may_be_hook(self, file: int, one: Imprint) -> bool:
        """Whether so many beside a function bear its name that it may be a hook."""
        rows = [row for row in self._named(one.plain_name) if row & _OPEN]
        return any(
            sum(seat in seats(self._paths[row >> 2]) for row in rows) >= ASKED
            for seat in seats(self._paths[file])
        )

    def _named(self, name: str) -> Sequence[int]:
        at = columns.find(self._numbers, number_of(name))
        return self._rows[at] if at >= 0 else ()


def _marks(one: Imprint) -> int:
    is_open = not one.scope and not one.name.startswith("_")
    return is_open * _OPEN | bool(one.marks & NAMED) * _NAMED
