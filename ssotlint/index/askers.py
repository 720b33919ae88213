"""Whose results an edit may concern: who has asked which questions, and has read which other files.

Ten thousand results are tested without a look at one of them. What is replaced stays noted: that
makes a result be looked at once more, and no more.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from ssotlint.index import names

if TYPE_CHECKING:
    from ssotlint.index.results import Row

_MANY = 0xFFFF_FFFF  # in place of the number of one who has asked
_SPARE = 1_000  # questions that may be noted in vain
_FEW = 64  # results that replace others; for more all is noted anew


class Askers(msgspec.Struct, array_like=True):
    """By the numbers of results: ``questions``, sorted, with the one that has asked each of them.

    ``readers`` are by the part that was read, and by the path of the file. ``added`` questions were
    noted since all were.
    """

    questions: bytes = b""
    askers: bytes = b""
    readers: dict[str, dict[str, list[int]]] = {}
    added: int = 0

    def concerned(self, turned: frozenset[int] | None, changed: Collection[str]) -> set[int] | None:
        """Who has asked one of some questions or read one of some files; None for any number.

        Without ``turned`` all questions are meant.
        """
        found = set[int]()
        for paths in self.readers.values():
            found.update(chain.from_iterable(paths[path] for path in changed & paths.keys()))
        if turned is None:
            return None if self.questions else found
        questions, askers = names.unpacked(self.questions), names.unpacked(self.askers)
        for question in turned if questions else ():
            at = _place(questions, question)
            if at is not None:
                found.add(askers[at])
        return None if _MANY in found else found

    def has(self, question: int) -> bool:
        """Whether somebody has asked a question."""
        return _place(names.unpacked(self.questions), question) is not None

    def read(self) -> dict[str, set[str]]:
        """The files that were read, part by part."""
        return {part: {*paths} for part, paths in self.readers.items()}

    def renumbered(self, numbers: Sequence[int | None]) -> Askers:
        """The same with other numbers: by those of then, None for one whose result is gone."""
        if [*numbers] == [*range(len(numbers))]:
            return self
        now = [0 if number is None else number for number in numbers]  # to be looked at in vain
        told = (_MANY if who == _MANY else now[who] for who in names.unpacked(self.askers))
        readers = {
            part: {path: [now[who] for who in found] for path, found in paths.items()}
            for part, paths in self.readers.items()
        }
        return Askers(self.questions, array("I", told).tobytes(), readers, self.added)

    def together_with(self, rows: Mapping[int, Row]) -> Askers | None:
        """The same with a few results that replace others; None where all had better be noted."""
        fresh = noted(rows.items())
        if (
            len(rows) > _FEW
            or self.added + len(fresh.questions) > len(self.questions) // 8 + _SPARE
        ):
            return None
        questions, askers = names.unpacked(self.questions), names.unpacked(self.askers)
        more = zip(names.unpacked(fresh.questions), names.unpacked(fresh.askers), strict=True)
        for question, asker in more:
            at = bisect_left(questions, question)
            if at < len(questions) and questions[at] == question:
                askers[at] = asker if askers[at] == asker else _MANY
            else:
                questions.insert(at, question)
                askers.insert(at, asker)
        readers = {part: dict(paths) for part, paths in self.readers.items()}
        for part, paths in fresh.readers.items():
            known = readers.setdefault(part, {})
            for path, who in paths.items():
                known[path] = sorted({*known.get(path, ()), *who})
        added = self.added + len(fresh.questions)
        return Askers(questions.tobytes(), askers.tobytes(), readers, added)


def noted(rows: Iterable[tuple[int, Row]]) -> Askers:
    """What some results by their numbers have asked and read."""
    asked, several = dict[int, int](), set[int]()
    readers: dict[str, dict[str, list[int]]] = {}
    for number, row in rows:
        if row.names:
            own = dict.fromkeys(names.unpacked(row.names), number)
            several |= own.keys() & asked.keys()
            asked |= own
        for part, paths in row.reads.items():
            known = readers.setdefault(part, {})
            for path in paths:
                known.setdefault(path, []).append(number)
    asked |= dict.fromkeys(several, _MANY)
    questions = sorted(asked)
    who = map(asked.__getitem__, questions)
    return Askers(array("I", questions).tobytes(), array("I", who).tobytes(), readers)


def _place(questions: Sequence[int], question: int) -> int | None:
    at = bisect_left(questions, question)
    return at if at < len(questions) and questions[at] == question else None


def joined(files: Iterable[Mapping[str, Iterable[str]]]) -> dict[str, set[str]]:
    """Files by the part that was read, of several."""
    found: dict[str, set[str]] = {}
    for read in files:
        for part, paths in read.items():
            found.setdefault(part, set()).update(paths)
    return found
