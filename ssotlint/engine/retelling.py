"""The last report, told again after edits that bring no case and take none.

The cases of the last run are those of now, and so is all that was made of them; what is said of a
case may be something else, and places may have moved: then it is told anew. The cases that stand in
edited files are judged again. What the last run left stays as it is: a later run counts from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

import msgspec

from ssotlint import __version__
from ssotlint.engine import cases, ledger, outline, record
from ssotlint.engine.edited import Edited, OtherwiseError
from ssotlint.engine.held import Later
from ssotlint.engine.shifts import Shifts
from ssotlint.engine.snippets import Snippets
from ssotlint.index import codec
from ssotlint.model.report import Finding, Group, Report, RuleCard, Scope
from ssotlint.model.severity import Severity

if TYPE_CHECKING:
    from ssotlint.engine.detection import Question
    from ssotlint.engine.drafts import Draft
    from ssotlint.engine.lanes import Looked
    from ssotlint.engine.opening import Project
    from ssotlint.engine.outline import Company, Outline, Told, Where
    from ssotlint.engine.record import Kept
    from ssotlint.engine.request import Request
    from ssotlint.engine.sights import Sights
    from ssotlint.model.case import Case
    from ssotlint.rulebook.book import Rulebook
    from ssotlint.rulebook.selection import Chosen


@dataclass
class Retelling:
    """Raises OtherwiseError as soon as something cannot be told; that may be when somebody asks.

    ``later`` are the answers, by their positions, as they were when all answers were last seen to
    hold, where that is not what they were first. ``again`` has questions that were asked again.
    """

    request: Request
    edited: Edited
    later: Mapping[int, Later] = field(default_factory=dict)
    again: dict[int, Looked] = field(default_factory=dict)
    rows: dict[Where, bytes] = field(default_factory=dict)  # cases with places in these files
    _shifts: Shifts = field(init=False)
    _told: dict[int, list[bytes]] = field(default_factory=dict)
    _cases: dict[Where, Case] = field(default_factory=dict)
    _asked: dict[int, Question] = field(default_factory=dict)

    def report(self) -> Report:
        """The report of now."""
        self._shifts = Shifts(self.edited.edits)
        self._move()
        if not (self._shifts.keep_order() and self.last.torn.isdisjoint(self.rows)):
            raise OtherwiseError
        findings, groups = tuple(self._findings()), self._groups()
        project = self.project
        snippets = Snippets(project.root, self.edited.digests, project.store, project.memory)
        excerpts = snippets.of(row.place for row in findings)
        self._mend_ledger()
        self.edited.project.contents.remember()
        return Report(
            version=__version__, scope=self._scope(), findings=findings, groups=groups,
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

    # -- what has moved

    def _move(self) -> None:
        """Find the cases that say something else, or stand in files that have changed."""
        for number in sorted(self.again):
            self._take(number, self.found[number].confirmed)
        for number, moved in self._moved.items():
            if number not in self.again:
                if moved is None:
                    raise OtherwiseError
                self._take(number, self._judged_again(number, moved))

    def _take(self, number: int, confirmed: Iterable[bytes]) -> None:
        """Hold the cases of an answer against what they were, one by one."""
        before = [(at, row) for at, row in enumerate(self._confirmed(number)) if row]
        now = [row for row in confirmed if row]
        if len(before) != len(now):
            raise OtherwiseError
        for (position, one), other in zip(before, now, strict=True):
            self._shifts.compare(one, other)
            if other != one or any(name in other for name in self.edited.names):
                self.rows[number, position] = other
        if not self._shifts.same:
            raise OtherwiseError

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
            if number in self.later:
                suspected, confirmed = self.later[number]
                opened = record.opened(
                    suspected, [*confirmed], self.edited.names, self.edited.moves_since
                )
                found[number] = opened
            elif self._speaks(kept):
                suspected = _rows(self._blob(kept.suspected))
                confirmed = [*self._confirmed(number)]
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

    def _confirmed(self, number: int) -> list[bytes]:
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
        known: Sequence[bytes | None] = [None] * len(now)
        if number not in self.later:
            suspected = _rows(self._blob(self.edited.answers[number].suspected))
            pairs = [(unpack(suspected[p]), case) for p, case in zip(positions, now, strict=True)]
            rows = [moved.confirmed[p] for p in positions]
            known = self._sights.verdicts(question, pairs, rows)
        left = [case for case, row in zip(now, known, strict=True) if row is None]
        judged = iter(self._judged(number, left) if left else ())
        for position, row in zip(positions, known, strict=True):
            yield position, next(judged) if row is None else row

    @cached_property
    def _sights(self) -> Sights:
        from ssotlint.engine.sights import Sights  # with it come detectors

        return Sights(self.edited)

    @cached_property
    def found(self) -> dict[int, Later]:
        """The answers to the questions that were asked again."""
        return {number: self._found(number, looked) for number, looked in self.again.items()}

    def _found(self, number: int, looked: Looked) -> Later:
        if looked.fault is not None:
            raise OtherwiseError
        suspects = looked.question.cases
        return Later([cases.packed(case) for case in suspects], self._judged(number, suspects))

    def changed(self) -> dict[int, Later]:
        """Those of them that are not what they were."""
        return {n: row for n, row in self.found.items() if row.confirmed != self._confirmed(n)}

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

    # -- what is told

    def _case(self, where: Where) -> Case:
        """A case with its places of now."""
        if where not in self._cases:
            if where == outline.UNKNOWN:
                raise OtherwiseError
            number, position = where
            row = self.rows.get(where) or self._confirmed(number)[position]
            unpack = cases.Unpacking(self.question(number).detector).case
            self._cases[where] = unpack(row)
        return self._cases[where]

    def _rule(self, name: str) -> Chosen:
        """A rule with what the project says of it."""
        chosen = self.question(self._askers[name]).rules
        return {one.rule.name: one for one in chosen}[name]

    @cached_property
    def _askers(self) -> dict[str, int]:
        """Which question each rule asks."""
        asked = enumerate(self.last.questions)
        return {name: number for number, (_, _, names) in asked for name in names}

    def _draft(self, told: Told) -> Draft:
        """A finding as it was before it was told; of what it absorbed the rules are known."""
        from ssotlint.engine.drafts import Draft  # with it come detectors

        case = self._case(told.case)
        member = case.members[told.part]
        return Draft(
            self._rule(told.rule), case, member, told.fingerprint,
            tuple(Draft(self._rule(name), case, member, "") for name in told.also),
            Severity(told.changed) if told.changed else None, told.note,
        )  # fmt: skip

    def _findings(self) -> Iterator[Finding]:
        families = {card.name: card.family for card in self.last.cards}
        for told in self.last.findings:
            group = f"g{told.group}"
            if told.case in self.rows:
                from ssotlint.engine.findings import finding_of

                yield finding_of(self._draft(told), group, told.part, told.role, told.domain)
                continue
            known = {
                "rule": told.rule, "family": families[told.rule], "severity": told.severity,
                "place": told.place, "role": told.role, "domain": told.domain, "group": group,
                "fingerprint": told.fingerprint, "also": told.also, "key": told.key,
            }  # fmt: skip
            yield Finding.late(known, partial(self._said, told))

    def _said(self, told: Told) -> Mapping[str, object]:
        from ssotlint.engine.findings import said_of

        return said_of(self._draft(told))

    def _groups(self) -> dict[str, Group]:
        found = {}
        for number, headed in enumerate(self.last.groups, 1):
            name = f"g{number}"
            if headed.case in self.rows:
                from ssotlint.engine.findings import group_of

                found[name] = group_of(name, headed.rule, self._case(headed.case))
            else:
                known = {"id": name, "rule": headed.rule, "key": headed.key}
                found[name] = Group.late(known, partial(self._listed, headed.case))
        return found

    def _listed(self, where: Where) -> Mapping[str, object]:
        from ssotlint.engine.findings import listed

        return listed(self._case(where))

    def _scope(self) -> Scope:
        read, lines, reported, own = self.last.numbers
        for path, edit in self.edited.edits.items():
            more = codec.head(edit.new[3]).lines - codec.head(edit.old[3]).lines
            lines += more
            own += more if self.project.survey.reports(path) else 0
        return Scope(self.last.roots, read, lines, reported, self.project.survey.skipped, own)

    def _mend_ledger(self) -> None:
        """What is known by name moves along."""
        if self.last.companies is None:
            return
        moved: dict[str, ledger.Entered] = {}
        earlier = ledger.mended(self.project)  # by edits that may be taken back by now
        for company in self.last.companies:
            if company.case in self.rows or company.key in earlier:
                row = ledger.entered(self.project, self._company(company), company.fate)
                if moved.setdefault(company.key, row).key != row.key:
                    raise OtherwiseError
        if not ledger.mend(self.project, moved):
            raise OtherwiseError

    def _company(self, company: Company) -> list[Draft]:
        from ssotlint.engine.drafts import Draft

        case, rule = self._case(company.case), self._rule(company.rule)
        return [Draft(rule, case, case.members[part], name) for part, name in company.drafts]


def _rows(data: bytes) -> list[bytes]:
    return msgspec.msgpack.decode(data, type=list[bytes])
