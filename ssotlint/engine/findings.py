"""From confirmed cases to findings and groups, with their fingerprints."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from ssotlint.detectors.view import View
from ssotlint.engine.detection import Question
from ssotlint.model.case import Case, Member
from ssotlint.model.place import Place, Span
from ssotlint.model.report import Finding, Group, GroupMember, Related
from ssotlint.model.source import Role
from ssotlint.rulebook.message import render
from ssotlint.rulebook.selection import Chosen

_RELATED = 20


@dataclass(slots=True)
class Findings:
    """Findings with the groups that they belong to."""

    rows: list[Finding] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)


def findings_of(asked: Iterable[Question], view: View) -> Findings:
    """A finding for each suspect member, a group for each case; in the order of the report."""
    found = Findings()
    drafts: list[tuple[Chosen, Case, Member]] = []
    for question in asked:
        for case in question.cases:
            for member in case.members:
                rule = _rule_for(member, question.rules)
                if member.suspect and rule is not None:
                    drafts.append((rule, case, member))
    drafts.sort(key=lambda d: (d[2].place.path, d[2].place.span, d[0].rule.name, d[2].symbol,
                               d[2].target))  # fmt: skip
    names: dict[int, str] = {}
    ordinals: dict[str, int] = defaultdict(int)
    for rule, case, member in drafts:
        name = names.get(id(case))
        if name is None:
            name = names[id(case)] = f"g{len(names) + 1}"
            found.groups[name] = _group(name, rule, case)
        found.rows.append(_finding(rule, case, member, name, view, ordinals))
    return found


def _rule_for(member: Member, rules: list[Chosen]) -> Chosen | None:
    for chosen in rules:
        if not chosen.rule.verdict or chosen.rule.verdict == member.verdict:
            return chosen
    return None


def _group(name: str, rule: Chosen, case: Case) -> Group:
    members = tuple(
        GroupMember(_whole(m), m.symbol, m.importers, m.drifted, m.note) for m in case.members
    )
    return Group(name, rule.rule.name, case.title, members, case.canonical, case.why)


def _finding(rule: Chosen, case: Case, member: Member, group: str, view: View,
             ordinals: dict[str, int]) -> Finding:  # fmt: skip
    canonical = case.members[case.canonical] if case.canonical is not None else None
    others = [m for m in case.members if m is not member and m is not canonical]
    related = ([canonical] if canonical is not None and canonical is not member else []) + others
    module = view.index.by_path.get(member.place.path)
    return Finding(
        rule=rule.rule.name,
        family=rule.rule.family,
        severity=rule.severity_of(member.evidence),
        message=render(rule.rule.message, case, member),
        place=member.place,
        symbol=member.symbol,
        role=module.source.role if module else Role.PRODUCTION,
        domain=module.source.domain if module else "",
        group=group,
        evidence=member.evidence,
        fingerprint=_fingerprint(rule.rule.name, member, ordinals),
        canonical=_related(canonical) if canonical is not None else None,
        related=tuple(_related(m) for m in related[:_RELATED]),
        importers=member.importers,
        copies=sum(m.suspect for m in case.members if m is not member),
        drifted=member.drifted,
        remedy=render(rule.rule.remedy, case, member),
    )


def _whole(member: Member) -> Place:
    """From the reported line to the end of what is judged: decorators stand above the line."""
    if member.place.path != member.extent.path:
        return member.place
    span = member.place.span
    end = max((span.end_line, span.end_column), member.extent.span[2:])
    return Place(member.place.path, Span(span.line, span.column, *end))


def _related(member: Member) -> Related:
    return Related(member.place, member.symbol, member.note or member.symbol)


def _fingerprint(rule: str, member: Member, ordinals: dict[str, int]) -> str:
    """Rule, symbol and target, and an ordinal among equals: never a line."""
    identity = f"{rule}\0{member.symbol}\0{member.target}"
    ordinals[identity] += 1
    text = f"{identity}\0{ordinals[identity]}"
    return blake2b(text.encode("utf-8", "replace"), digest_size=10).hexdigest()


def fold(found: Findings, asked: Iterable[Question]) -> Findings:
    """One fault, one finding: a finding yields to one of an absorbing rule at the same place.

    The absorbing finding is the one that stands there, or, where the place is the canonical
    member or another member without a finding, the first of that group.
    """
    absorbers = _absorbers(asked)
    if not any(absorbers.values()):
        return found
    held: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    first: dict[str, Finding] = {}
    for row in found.rows:
        held[row.place.path, row.place.line].append(row)
        first.setdefault(row.group, row)
    for name, group in found.groups.items():
        for member in group.members:
            at = (member.place.path, member.place.line)
            if name in first and not any(r.group == name for r in held[at]):
                held[at].append(first[name])
    also: dict[str, list[Finding]] = defaultdict(list)
    gone: set[int] = set()
    for row in found.rows:
        for other in held[row.place.path, row.place.line]:
            if other.rule in absorbers[row.rule] and id(other) not in gone:
                gone.add(id(row))
                also[f"{id(other)}"].append(row)
                break
    rows = [_absorbing(r, also.get(f"{id(r)}", [])) for r in found.rows if id(r) not in gone]
    groups = {r.group for r in rows}
    return Findings(rows, {n: g for n, g in found.groups.items() if n in groups})


def _absorbing(row: Finding, folded: list[Finding]) -> Finding:
    names = dict.fromkeys(n for f in folded for n in (f.rule, *f.also))
    return replace(row, also=tuple(names)) if names else row


def _absorbers(asked: Iterable[Question]) -> dict[str, set[str]]:
    """For each rule the selected rules that it yields to, directly or through others."""
    yields = {c.rule.name: c.rule.yields_to for q in asked for c in q.rules}
    closed: dict[str, set[str]] = {}
    for name, direct in yields.items():
        reached: set[str] = set()
        pending = list(direct)
        while pending:
            other = pending.pop()
            if other not in reached:
                reached.add(other)
                pending.extend(yields.get(other, ()))
        closed[name] = reached & yields.keys()
    return closed
