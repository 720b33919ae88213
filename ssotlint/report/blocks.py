"""Findings arranged for people: one block a group, what to fix first in front."""

from collections import defaultdict
from collections.abc import Iterable

from ssotlint.model.report import Finding, Group, Related, Report
from ssotlint.model.severity import Severity
from ssotlint.model.source import Role
from ssotlint.model.value import Value
from ssotlint.report.evidence import changes, similarity


class Entry(Value, frozen=True, kw_only=True):
    """One place of a block, and the findings that it carries."""

    path: str
    line: int
    symbol: str
    importers: int = 0
    drifted: bool = False
    unused: bool = False
    note: str = ""
    canonical: bool = False
    findings: tuple[Finding, ...] = ()


class Block(Value, frozen=True, kw_only=True):
    """A group with its findings, or a finding that stands alone.

    The canonical entry is first, then those that have drifted, then the rest in the group's order.
    ``title`` is the message where one finding says it all; ``rules`` begins with the worst.
    """

    title: str
    why: str
    family: str
    rules: tuple[str, ...]
    severity: Severity
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]

    @property
    def head(self) -> Finding:
        """The finding that stands for all: the worst, production before the rest."""
        return min(
            self.findings,
            key=lambda f: (f.role is not Role.PRODUCTION, -f.severity.rank, not f.drifted),
        )

    @property
    def canonical(self) -> Entry | None:
        """The member that should own the fact."""
        first = self.entries[0]
        return first if first.canonical else None

    @property
    def drifted(self) -> int:
        """How many places have drifted."""
        return sum(entry.drifted for entry in self.entries)

    @property
    def importers(self) -> int:
        """How many importers all places have together."""
        return sum(entry.importers for entry in self.entries)

    @property
    def copies(self) -> int:
        """How many places there are beside the one that should stay."""
        return len(self.entries) - (self.canonical is not None)

    @property
    def of_copies(self) -> bool:
        """Whether its places are copies of one thing: then they were measured against it."""
        return any(similarity(finding.evidence) is not None for finding in self.findings)

    @property
    def rank(self) -> tuple[object, ...]:
        """Sorts what to fix first in front: severity, drift, importers, copies, then place."""
        place = self.head.place
        return (
            all(finding.role is not Role.PRODUCTION for finding in self.findings),
            -self.severity.rank,
            not self.drifted,
            -self.importers,
            -self.copies,
            place.path,
            place.line,
        )


def arrange(report: Report, findings: Iterable[Finding]) -> list[Block]:
    """The blocks of ``findings``, what to fix first in front."""
    by_group: dict[str, list[Finding]] = defaultdict(list)
    blocks: list[Block] = []
    for finding in findings:
        if finding.group in report.groups:
            by_group[finding.group].append(finding)
        else:
            blocks.append(_alone(finding))
    blocks += [_together(report.groups[key], found) for key, found in by_group.items()]
    return sorted(blocks, key=lambda block: block.rank)


def _alone(finding: Finding) -> Block:
    entries = [_context(finding.canonical)] if finding.canonical else []
    return Block(
        title=finding.message,
        why="",
        family=finding.family,
        rules=(finding.rule, *finding.also),
        severity=finding.severity,
        entries=(*entries, _entry(finding)),
        findings=(finding,),
    )


def _context(owner: Related) -> Entry:
    return Entry(
        path=owner.place.path,
        line=owner.place.line,
        symbol=owner.symbol,
        note=owner.message,
        canonical=True,
    )


def _entry(finding: Finding) -> Entry:
    return Entry(
        path=finding.place.path,
        line=finding.place.line,
        symbol=finding.symbol,
        importers=finding.importers,
        drifted=finding.drifted,
        findings=(finding,),
    )


def _together(group: Group, findings: list[Finding]) -> Block:
    held: dict[int, list[Finding]] = defaultdict(list)
    strangers: list[Entry] = []
    for finding in findings:
        position = _position(group, finding)
        if position is None:
            strangers.append(_entry(finding))
        else:
            held[position].append(finding)
    order = sorted(
        range(len(group.members)),
        key=lambda i: (i != group.canonical, not group.members[i].drifted, i),
    )
    members = [
        Entry(
            path=member.place.path,
            line=held[i][0].place.line if i in held else member.place.line,
            symbol=member.symbol,
            importers=member.importers,
            drifted=member.drifted,
            unused=member.unused,
            note=member.note,
            canonical=i == group.canonical,
            findings=tuple(held.get(i, ())),
        )
        for i, member in ((i, group.members[i]) for i in order)
    ]
    by_weight = sorted(findings, key=lambda f: (-f.severity.rank, f.rule != group.rule))
    rules = [f.rule for f in by_weight] + [rule for f in by_weight for rule in f.also]
    worst = by_weight[0]
    return Block(
        title=group.title if group.title and _is_told(findings) else worst.message,
        why=group.why,
        family=worst.family,
        rules=tuple(dict.fromkeys(rules)),
        severity=worst.severity,
        entries=(*members, *strangers),
        findings=tuple(findings),
    )


def _is_told(findings: list[Finding]) -> bool:
    """Whether a block's places say what its one message would: a list, or the code that differs."""
    return len(findings) > 1 or any(changes(finding.evidence) for finding in findings)


def _position(group: Group, finding: Finding) -> int | None:
    """The member at which a finding stands: its line first, then its symbol, then its extent."""
    path, line = finding.place.path, finding.place.line
    near = [(i, m) for i, m in enumerate(group.members) if m.place.path == path]
    for i, member in near:
        if member.place.line == line:
            return i
    for i, member in near:
        if member.symbol == finding.symbol:
            return i
    for i, member in near:
        if member.place.line <= line <= member.place.span.end_line:
            return i
    return None
