"""Cases that have come into the last answers, and those that are gone from them.

They are put into the report, or taken out of it, where nothing else in it depends on that: no other
finding yields to one of theirs or absorbs it, none bears an ordinal behind theirs, and no exception
in the code may stand at one of their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ssotlint.engine import cases
from ssotlint.engine.edited import OtherwiseError

if TYPE_CHECKING:
    from ssotlint.engine.alignment import Aligned
    from ssotlint.engine.detection import Question
    from ssotlint.engine.drafts import Draft
    from ssotlint.engine.outline import Where
    from ssotlint.model.case import Case
    from ssotlint.model.config import Config

_MOST = 40  # cases; where more come or go, the report is made as a whole

Rows = Callable[[int], Sequence[bytes]]
"""The cases of an answer by the position of its question."""


@dataclass
class Turnover:
    """Cases by where they are in the answers: those that came as it is now, the others as it was."""

    come: list[Where] = field(default_factory=list)
    gone: set[Where] = field(default_factory=set)
    _there: dict[int, dict[int, int]] = field(default_factory=dict)

    def take(self, number: int, found: Aligned) -> None:
        """What has become of the cases of an answer."""
        self.come += ((number, position) for position in found.come)
        self.gone.update((number, position) for position in found.gone)
        if len(self.come) + len(self.gone) > _MOST:
            raise OtherwiseError
        if any(one != other for one, other in found.kept):
            self._there[number] = dict(found.kept)

    def now(self, where: Where) -> Where:
        """Where a case that stayed is now."""
        number, position = where
        there = self._there.get(number)
        return where if there is None else (number, there[position])


@dataclass
class Apart:
    """Whether the drafts of a case have nothing to do with those of others.

    Raises OtherwiseError where they may have.
    """

    questions: Sequence[Question]
    config: Config
    addressed: Sequence[str]  # files whose comments make exceptions

    def drafts(self, where: Where, rows: Rows) -> list[Draft]:
        """The drafts of a case that stands among others, in the order of the report."""
        from ssotlint.engine.overrides import overridden

        number, position = where
        case = cases.Unpacking(self.questions[number].detector).case(rows(number)[position])
        if not _paths(case).isdisjoint(self.addressed):
            raise OtherwiseError
        found = self._numbered(where, case, rows(number))
        self._refuse_folds(where, case, found, rows)
        return overridden(found, self.config.overrides)

    def _numbered(self, where: Where, case: Case, rows: Sequence[bytes]) -> list[Draft]:
        """With their fingerprints, as they are among all that stand in the same symbols."""
        from ssotlint.engine.drafts import drafts_of

        question, position = self.questions[where[0]], where[1]
        names = [m.symbol.encode("utf-8", "surrogatepass") for m in case.members if m.suspect]
        before, behind = (
            [*_unpacked(question, part, names)] for part in (rows[:position], rows[position + 1 :])
        )
        alone = drafts_of([replace(question, cases=[*before, *behind])])
        together = drafts_of([replace(question, cases=[*before, case, *behind])])
        others = [draft.fingerprint for draft in together if draft.case is not case]
        if others != [draft.fingerprint for draft in alone]:
            raise OtherwiseError
        return [draft for draft in together if draft.case is case]

    def _refuse_folds(self, where: Where, case: Case, drafts: Sequence[Draft], rows: Rows) -> None:
        """Raise if one of some drafts may yield to another one, or absorb it."""
        from ssotlint.engine.drafts import drafts_of, may_fold

        rules = {draft.name for draft in drafts}
        related = {name for name, others in self._absorbers.items() if others & rules}
        related |= {other for rule in rules for other in self._absorbers[rule]}
        names = [path.encode("utf-8", "surrogatepass") for path in _paths(case)]
        around: list[Question] = []
        for number, question in enumerate(self.questions):
            if related.isdisjoint(chosen.rule.name for chosen in question.rules):
                continue
            found = [*rows(number)]
            if number == where[0]:
                found[where[1]] = b""
            around.append(replace(question, cases=[*_unpacked(question, found, names)]))
        if may_fold(drafts, drafts_of(around), self._absorbers):
            raise OtherwiseError

    @cached_property
    def _absorbers(self) -> dict[str, set[str]]:
        from ssotlint.engine.drafts import absorbers

        return absorbers(self.questions)


def _unpacked(question: Question, rows: Iterable[bytes], names: Sequence[bytes]) -> Iterator[Case]:
    """The cases of an answer that may say one of some names."""
    unpack = cases.Unpacking(question.detector).case
    return (unpack(row) for row in rows if row and any(name in row for name in names))


def _paths(case: Case) -> set[str]:
    return {path for m in case.members for path in (m.place.path, m.extent.path, *m.files)}
