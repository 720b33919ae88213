"""Which definition has which number in its file, before an edit and after it.

A definition is told by its position among those of its file, which is short and opens no file. An
edit gives other numbers to those behind it; each is still the one with its qualified name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec

from ssotlint.model.facts import Call, Definition, MemberUse
from ssotlint.model.place import NOWHERE

_Use = TypeVar("_Use", Call, MemberUse)

GONE = -3
"""The number of what is not there any more; other negative ones stand for no definition."""
Renumbered = Mapping[str, Mapping[int, int]]
"""By file: the number of now of each definition that was there before."""
Mark = tuple[str, int]
"""A definition by its qualified name, and how many before it have that."""


class _Named(Protocol):
    @property
    def qualname(self) -> str: ...


_Row = TypeVar("_Row", bound=_Named)


def marks(rows: Iterable[_Named]) -> list[Mark]:
    """The definitions of a file by all that tells them apart but their numbers."""
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        found.append((row.qualname, seen[row.qualname]))
        seen[row.qualname] += 1
    return found


def by_mark(rows: Sequence[_Row]) -> dict[Mark, _Row]:
    """The definitions of a file by what tells them apart."""
    return dict(zip(marks(rows), rows, strict=True))


def renumbered(before: Iterable[Definition], after: Iterable[Definition]) -> dict[int, int]:
    """The number of now of each definition that was there before; {} where all have kept theirs."""
    now = {mark: number for number, mark in enumerate(marks(after))}
    found = {old: now[mark] for old, mark in enumerate(marks(before)) if mark in now}
    return found if any(old != new for old, new in found.items()) else {}


Renumbering = Callable[[str, bytes, Renumbered], bytes]
"""What was found out about a file, with the numbers that definitions have now."""


class Numbers:
    """The numbers of now in files where some definitions have others than in the last run.

    ``ways`` are how to give them to what was found out, by its name.
    """

    def __init__(self, files: Renumbered, ways: Mapping[str, Renumbering]) -> None:
        self._files, self._ways = files, ways
        # As results have them.
        self._paths = [path.encode("utf-8", "surrogatepass") for path in files]

    def of(self, path: str) -> Mapping[int, int]:
        """Those of one file; {} where all definitions have kept theirs."""
        return self._files.get(path, {})

    def concerned(self, name: str, rows: Mapping[str, msgspec.Raw]) -> set[str]:
        """The files of which something, as it is packed, may tell a number of then."""
        if name not in self._ways:
            return set()
        texts = ((path, bytes(row)) for path, row in rows.items() if self._paths)
        return {path for path, text in texts if any(one in text for one in self._paths)}

    def told(self, name: str, path: str, data: bytes) -> bytes:
        """What was found out about a file, with the numbers that definitions have now."""
        way = self._ways.get(name)
        if way is None or not self._files:
            return data
        named = path in self._files or any(one in data for one in self._paths)
        return way(path, data, self._files) if named else data


def number_now(numbers: Renumbered, path: str, number: int) -> int:
    """The number of now of a definition of a file."""
    return now(numbers[path], number) if path in numbers else number


def now(numbers: Mapping[int, int], number: int) -> int:
    """The same where the file is known; {} stands for one in which all have kept theirs."""
    return numbers.get(number, GONE) if numbers and number >= 0 else number


def unplaced(row: _Use, numbers: Mapping[int, int]) -> _Use:
    """A use with the number of now of the definition in which it stands, wherever on the page."""
    return row._replace(span=NOWHERE, owner=now(numbers, row.owner))
