"""The last report, told again after edits that bring few cases and take few.

Most cases of the last run are those of now, and so is all that was made of them; what is said of a
case may be something else, and places may have moved: then it is told anew. The cases that stand in
edited files are judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ssotlint import __version__
from ssotlint.engine import cases, enrolment, record
from ssotlint.engine.alignment import aligned
from ssotlint.engine.edited import Edited, OtherwiseError
from ssotlint.engine.shifts import Shifts
from ssotlint.engine.snippets import Snippets
from ssotlint.engine.telling import Telling
from ssotlint.engine.turnover import Apart, Turnover
from ssotlint.index import codec
from ssotlint.model.report import Report, RuleCard, Scope

if TYPE_CHECKING:
    from ssotlint.engine.detection import Question
    from ssotlint.engine.lanes import Looked
    from ssotlint.engine.opening import Project
    from ssotlint.engine.outline import Company, Outline, Where
    from ssotlint.engine.record import Kept
    from ssotlint.engine.request import Request
    from ssotlint.engine.sights import Sights
    from ssotlint.index.index import Index
    from ssotlint.model.case import Case
    from ssotlint.model.source import SourceFile
    from ssotlint.rulebook.book import Rulebook


class Found(NamedTuple):
    """The cases of an answer of now before and after they were judged."""

    suspected: list[bytes]
    confirmed: list[bytes]


@dataclass
class Retelling:
    """Raises OtherwiseError as soon as something cannot be told; that may be when somebody asks.

    ``again`` has questions that were asked again, by their positions; of ``uncounted`` answers the
    importers are counted again. Without an ``index`` no case may come or go.
    """

    request: Request
    edited: Edited
    index: Index | None = None
    again: dict[int, Looked] = field(default_factory=dict)
    uncounted: set[int] = field(default_factory=set)
    count: Callable[[str], int] = field(default=lambda _: 0)
    recounted: bool = False
    rows: dict[Where, bytes] = field(default_factory=dict)  # cases with places in these files
    turnover: Turnover = field(default_factory=Turnover)
    now: dict[int, Found] = field(default_factory=dict)  # answers that are others, or have moved
    companies: tuple[Company, ...] | None = None  # the rows of the ledger of now
    _shifts: Shifts = field(init=False)
    _told: dict[int, list[bytes]] = field(default_factory=dict)
    _asked: dict[int, Question] = field(default_factory=dict)

    def report(self) -> Report:
        """The report of now."""
        self._shifts = Shifts(self.edited.edits)
        self._move()
        if not (self._shifts.keep_order() and self.last.torn.isdisjoint(self.rows)):
            raise OtherwiseError
        self._part()
        telling, project = self.telling, self.project
        snippets = Snippets(project.root, self.edited.digests, project.store, project.memory)
        excerpts = snippets.of(row.place for row in telling.findings)
        self.companies = enrolment.mended(telling, lasting=self.advances)
        project.contents.remember()
        return Report(
            version=__version__, scope=self._scope(), findings=tuple(telling.findings),
            groups=telling.groups,
            rules={c.name: RuleCard(c.name, c.family, c.summary, c.help, c.severity)
                   for c in self.last.cards},
            excerpts=excerpts, suppressed=self.last.suppressed, mixed=snippets.changed,
        )  # fmt: skip

    @property
    def project(self) -> Project:
        """What the report is about."""
        return self.edited.project

    @property
    def last(self) -> Outline:
        """What the last report told."""
        return self.edited.last

    @property
    def advances(self) -> bool:
        """Whether what the last run has left is to be brought up to now: much was found out."""
        if self.index is None:
            return False
        turned = self.again or self.turnover.come or self.turnover.gone or self.recounted
        return bool(turned) or self.edited.are_many

    # -- what has moved

    def _move(self) -> None:
        """Find the cases that say something else, or stand in files that have changed."""
        for number in sorted(self.again):
            self._take(number, self._found(number, self.again[number]))
        for number in sorted({*self._moved, *self.uncounted} - self.again.keys()):
            self._take(number, self._recounted(number, self._recalled(number)))

    def _recalled(self, number: int) -> Found:
        """An answer of then, with its places where they are now."""
        if number not in self._moved:
            suspected = _rows(self._blob(self.edited.answers[number].suspected))
            return Found(suspected, self.confirmed(number))
        moved = self._moved[number]
        if moved is None:
            raise OtherwiseError
        return Found(moved.suspected, self._judged_again(number, moved))

    def _recounted(self, number: int, found: Found) -> Found:
        """An answer with as many importers as there are now, where others may have come or gone."""
        if number not in self.uncounted:
            return found
        now = Found(
            *([cases.recounted(row, self.count) if row else row for row in rows] for rows in found)
        )
        self.recounted = self.recounted or now != found
        return now

    def _take(self, number: int, found: Found) -> None:
        """Hold the cases of an answer against what they were, one by one."""
        before, now = self.confirmed(number), found.confirmed
        self.now[number], alike = found, aligned(before, now)
        if alike is None:
            raise OtherwiseError
        for position, there in alike.kept:
            one, other = before[position], now[there]
            self._shifts.compare(one, other)
            if other != one or any(name in other for name in self.edited.names):
                self.rows[number, position] = other
        if not self._shifts.same:
            raise OtherwiseError
        self.turnover.take(number, alike)

    def _part(self) -> None:
        """See that cases that come or go have nothing to do with others."""
        if not (self.turnover.come or self.turnover.gone):
            return
        if self.index is None:
            raise OtherwiseError
        asked = [self.question(number) for number in range(len(self.last.questions))]
        apart = Apart(asked, self.project.config, self.last.addressed)
        for where in sorted(self.turnover.gone):
            apart.drafts(where, self.confirmed)
        self.telling.came = {
            where: apart.drafts(where, self._confirmed_now) for where in self.turnover.come
        }

    def _confirmed_now(self, number: int) -> list[bytes]:
        """The cases of an answer as they are now."""
        found = self.now.get(number)
        return found.confirmed if found is not None else self.confirmed(number)

    @cached_property
    def telling(self) -> Telling:
        """What is told."""
        return Telling(self)

    def source_of(self, path: str) -> SourceFile:
        """A file of now; one that could not be read at all is nobody's."""
        module = self.index.by_path.get(path) if self.index is not None else None
        if module is None:
            raise OtherwiseError
        return module.source

    @property
    def lost(self) -> list[int]:
        """The answers of which some text may tell a line that is another one now."""
        return [number for number, moved in self._moved.items() if moved is None]

    @cached_property
    def _moved(self) -> dict[int, record.Open | None]:
        """The answers that speak of files that have changed, with their places of now.

        None where one is not certain.
        """
        found = {}
        for number, kept in enumerate(self.edited.answers):
            if self._speaks(kept):
                suspected = _rows(self._blob(kept.suspected))
                confirmed = [*self.confirmed(number)]
                found[number] = record.opened(
                    suspected, confirmed, self.edited.names, self.edited.moves
                )
        return found

    def _speaks(self, kept: Kept) -> bool:
        """Whether an answer names a file that has changed."""
        data = self._blob(kept.confirmed)
        return self.edited.stand_in(kept) or any(name in data for name in self.edited.names)

    def _blob(self, key: str) -> bytes:
        data = self.project.store.recall(record.kind(self.project.memory), key)
        if data is None:
            raise OtherwiseError
        return data

    def confirmed(self, number: int) -> list[bytes]:
        """The cases of an answer, as they were when it was found."""
        known = self._told.get(number)
        if known is None:
            known = self._told[number] = _rows(self._blob(self.edited.answers[number].confirmed))
        return known

    def _judged_again(self, number: int, moved: record.Open) -> list[bytes]:
        """The cases of an answer, those judged again that stand in a file that has changed."""
        confirmed = moved.confirmed
        if moved.positions:
            for position, verdict in self._verdicts(number, moved):
                confirmed[position] = verdict
        return confirmed

    def _verdicts(self, number: int, moved: record.Open) -> Iterator[tuple[int, bytes]]:
        """The verdicts of now on the cases that stand in files that have changed."""
        question, positions = self.question(number), moved.positions
        unpack = cases.Unpacking(question.detector).case
        now = [unpack(moved.suspected[p]) for p in positions]
        suspected = _rows(self._blob(self.edited.answers[number].suspected))
        pairs = [(unpack(suspected[p]), case) for p, case in zip(positions, now, strict=True)]
        known = self._sights.verdicts(question, pairs, [moved.confirmed[p] for p in positions])
        left = [case for case, row in zip(now, known, strict=True) if row is None]
        judged = iter(self._judged(number, left) if left else ())
        for position, row in zip(positions, known, strict=True):
            yield position, next(judged) if row is None else row

    @cached_property
    def _sights(self) -> Sights:
        from ssotlint.engine.sights import Sights  # with it come detectors

        return Sights(self.edited)

    def _found(self, number: int, looked: Looked) -> Found:
        """The answer to a question that was asked again."""
        if looked.fault is not None:
            raise OtherwiseError
        suspects = looked.question.cases
        return Found([cases.packed(case) for case in suspects], self._judged(number, suspects))

    def question(self, number: int) -> Question:
        """A question of the last run: rules, options and configuration are the same."""
        known = self._asked.get(number)
        if known is None:
            from ssotlint.engine.detection import questions
            from ssotlint.rulebook.selection import again

            rules = again(self._book, self.project.config, self.last.questions[number][2])
            (known,) = questions(rules)
            self._asked[number] = known
        return known

    @cached_property
    def _book(self) -> Rulebook:
        from ssotlint.rulebook import book

        return book.load([self.project.root / pack for pack in self.project.config.rule_packs])

    def _judged(self, number: int, suspects: Sequence[Case]) -> list[bytes]:
        """What judging makes of cases; b"" of those of which nothing is left."""
        from ssotlint.engine.judging import begin
        from ssotlint.engine.workers import Workers
        from ssotlint.model.value import replace

        part = replace(self.question(number), cases=[*suspects], rules=[])
        with Workers(1) as workers:
            judging = begin(
                part, self.edited.digests, self.project.root, self.project.store, workers
            )
            if judging.end(self.project.store) or judging.disturbed:
                raise OtherwiseError
        return [cases.packed(case) if case is not None else b"" for case in judging.confirmed]

    # -- what is told besides

    def _scope(self) -> Scope:
        read, lines, reported, own = self.last.numbers
        for path, edit in self.edited.edits.items():
            more = codec.head(edit.new[3]).lines - codec.head(edit.old[3]).lines
            lines += more
            own += more if self.project.survey.reports(path) else 0
        return Scope(self.last.roots, read, lines, reported, self.project.survey.skipped, own)


def _rows(data: bytes) -> list[bytes]:
    return msgspec.msgpack.decode(data, type=list[bytes])
