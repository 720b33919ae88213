"""The findings and groups of the last report as they are now, and the outline of that.

What is told of cases that stayed is told again, or anew where they say something else or have moved;
what was told of cases that are gone is left out, and what there is to tell of those that came is put
in where it belongs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from ssotlint.engine import cases, outline
from ssotlint.engine.edited import OtherwiseError
from ssotlint.engine.outline import Headed, Told
from ssotlint.model.report import Finding, Group
from ssotlint.model.severity import Severity

if TYPE_CHECKING:
    from ssotlint.engine.drafts import Draft
    from ssotlint.engine.outline import Company, Outline, Where
    from ssotlint.engine.retelling import Retelling
    from ssotlint.model.case import Case
    from ssotlint.model.place import Place
    from ssotlint.rulebook.selection import Chosen


class _Entry(NamedTuple):
    """A finding as it was told, or as far as that is known; ``group`` names its case.

    With a ``draft`` it is told anew.
    """

    group: int | Where
    told: Told
    draft: Draft | None = None

    @property
    def place(self) -> Place:
        """Where it stands now."""
        return self.draft.member.place if self.draft is not None else self.told.place


@dataclass
class Telling:
    """Raises OtherwiseError as soon as something cannot be told; that may be when somebody asks.

    ``came`` has by where they are now the drafts of the cases that came.
    """

    retelling: Retelling
    came: Mapping[Where, Sequence[Draft]] = field(default_factory=dict)
    _cases: dict[Where, Case] = field(default_factory=dict)

    @property
    def _last(self) -> Outline:
        return self.retelling.last

    # -- which findings there are

    @cached_property
    def _entries(self) -> list[_Entry]:
        """All of them in the order of the report."""
        found = [*self._stayed()]
        if not self.came:
            return found
        from ssotlint.engine.drafts import rank

        places = [rank(entry.place, entry.told.rule) for entry in found]
        for entry in self._coming():
            place = rank(entry.place, entry.told.rule)
            at = bisect_left(places, place)
            while places[at : at + 1] == [place] and self._precedes(found[at], entry):
                at += 1
            places.insert(at, place)
            found.insert(at, entry)
        return found

    def _precedes(self, one: _Entry, other: _Entry) -> bool:
        """Which of two findings of one rule at one place comes first: their symbols tell."""
        from ssotlint.engine.drafts import beside

        drafts = [entry.draft or self._draft(entry.told) for entry in (one, other)]
        first, second = (beside(draft.member) for draft in drafts)
        if first == second:
            raise OtherwiseError
        return first < second

    def _stayed(self) -> Iterator[_Entry]:
        rows, gone = self.retelling.rows, self.retelling.turnover.gone
        for told in self._last.findings:
            if told.case in rows:
                yield _Entry(told.group, told, self._draft(told))
            elif told.case not in gone:
                yield _Entry(told.group, told)

    def _coming(self) -> Iterator[_Entry]:
        from ssotlint.engine.outline import parts_of

        for where, drafts in self.came.items():
            parts = parts_of(drafts)
            for draft in drafts:
                source = self.retelling.source_of(draft.member.place.path)
                told = Told(
                    where, parts[id(draft.case), id(draft.member)], draft.name,
                    draft.rule.severity, draft.member.place, source.role, source.domain, 0,
                    draft.fingerprint, (), draft.note, draft.severity or "", b"",
                )  # fmt: skip
                yield _Entry(where, told, draft)

    @cached_property
    def _numbers(self) -> dict[int | Where, int]:
        """The numbers of the groups: in the order in which their first findings stand."""
        known = dict.fromkeys(entry.group for entry in self._entries)
        return {group: number for number, group in enumerate(known, 1)}

    # -- what is told of them

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings."""
        families = {card.name: card.family for card in self._last.cards}
        return [self._finding(entry, families[entry.told.rule]) for entry in self._entries]

    def _finding(self, entry: _Entry, family: str) -> Finding:
        told, group = entry.told, f"g{self._numbers[entry.group]}"
        if entry.draft is not None:
            from ssotlint.engine.findings import finding_of

            return finding_of(entry.draft, group, told.part, told.role, told.domain)
        known = {
            "rule": told.rule, "family": family, "severity": told.severity,
            "place": told.place, "role": told.role, "domain": told.domain, "group": group,
            "fingerprint": told.fingerprint, "also": told.also, "key": told.key,
        }  # fmt: skip
        return Finding.late(known, partial(self._said, told))

    def _said(self, told: Told) -> Mapping[str, object]:
        from ssotlint.engine.findings import said_of

        return said_of(self._draft(told))

    @cached_property
    def groups(self) -> dict[str, Group]:
        """The groups by their names."""
        first = {entry.group: entry for entry in reversed(self._entries)}
        found = {}
        for group, number in self._numbers.items():
            name = f"g{number}"
            found[name] = self._group(name, group, first[group])
        return found

    def _group(self, name: str, group: int | Where, first: _Entry) -> Group:
        headed = self._last.groups[group - 1] if isinstance(group, int) else None
        if headed is None or headed.case in self.retelling.rows:
            from ssotlint.engine.findings import group_of

            rule = first.told.rule if headed is None else headed.rule
            case = (
                self.case(headed.case) if headed is not None else self.came[first.told.case][0].case
            )
            return group_of(name, rule, case)
        known = {"id": name, "rule": headed.rule, "key": headed.key}
        return Group.late(known, partial(self._listed, headed.case))

    def _listed(self, where: Where) -> Mapping[str, object]:
        from ssotlint.engine.findings import listed

        return listed(self.case(where))

    # -- what it is told from

    def case(self, where: Where) -> Case:
        """A case that stayed with its places of now, or one as it was before it went."""
        if where not in self._cases:
            if where == outline.UNKNOWN:
                raise OtherwiseError
            number, position = where
            row = self.retelling.rows.get(where) or self.retelling.confirmed(number)[position]
            unpack = cases.Unpacking(self.retelling.question(number).detector).case
            self._cases[where] = unpack(row)
        return self._cases[where]

    def company(self, company: Company) -> list[Draft]:
        """The drafts of a row of the ledger."""
        from ssotlint.engine.drafts import Draft

        case, rule = self.case(company.case), self._rule(company.rule)
        return [Draft(rule, case, case.members[part], name) for part, name in company.drafts]

    def _draft(self, told: Told) -> Draft:
        """A finding as it was before it was told; of what it absorbed the rules are known."""
        from ssotlint.engine.drafts import Draft  # with it come detectors

        case = self.case(told.case)
        member = case.members[told.part]
        return Draft(
            self._rule(told.rule), case, member, told.fingerprint,
            tuple(Draft(self._rule(name), case, member, "") for name in told.also),
            Severity(told.changed) if told.changed else None, told.note,
        )  # fmt: skip

    def _rule(self, name: str) -> Chosen:
        """A rule with what the project says of it."""
        chosen = self.retelling.question(self._askers[name]).rules
        return {one.rule.name: one for one in chosen}[name]

    @cached_property
    def _askers(self) -> dict[str, int]:
        """Which question each rule asks."""
        asked = enumerate(self._last.questions)
        return {name: number for number, (_, _, names) in asked for name in names}

    # -- what the next report is told from

    @property
    def tellers(self) -> Iterator[tuple[Where, str]]:
        """Of each finding the case, where it is now, and the rule."""
        return ((self._now(entry), entry.told.rule) for entry in self._entries)

    def outlined(self) -> tuple[tuple[Told, ...], tuple[Headed, ...]]:
        """Findings and groups for the outline of what is told."""
        rows = zip(self._entries, self.findings, strict=True)
        groups = self.groups.values()
        first = {entry.group: self._now(entry) for entry in reversed(self._entries)}
        return (
            tuple(self._outlined(entry, finding) for entry, finding in rows),
            tuple(
                Headed(first[token], group.rule, group.key)
                for token, group in zip(self._numbers, groups, strict=True)
            ),
        )

    def _outlined(self, entry: _Entry, finding: Finding) -> Told:
        return replace(
            entry.told, case=self._now(entry), severity=finding.severity, place=finding.place,
            group=self._numbers[entry.group], key=finding.key,
        )  # fmt: skip

    def _now(self, entry: _Entry) -> Where:
        """Where the case of a finding is in the answers of now."""
        where = entry.told.case
        is_coming = not isinstance(entry.group, int) or where == outline.UNKNOWN
        return where if is_coming else self.retelling.turnover.now(where)
