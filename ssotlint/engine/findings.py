"""From drafts to findings and groups."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ssotlint.detectors.view import View
from ssotlint.engine.drafts import Draft
from ssotlint.model.case import Case, Member
from ssotlint.model.place import Place, Span
from ssotlint.model.report import Finding, Group, GroupMember, Related
from ssotlint.model.severity import Severity
from ssotlint.model.source import Role
from ssotlint.rulebook.message import render

_RELATED = 20


@dataclass(slots=True)
class Findings:
    """Findings with the groups that they belong to."""

    rows: list[Finding] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)


def findings_of(drafts: Iterable[Draft], view: View) -> Findings:
    """A finding for each draft, a group for each case; in the order of the drafts."""
    found = Findings()
    names: dict[int, str] = {}
    for draft in drafts:
        name = names.get(id(draft.case))
        if name is None:
            name = names[id(draft.case)] = f"g{len(names) + 1}"
            found.groups[name] = _group(name, draft.name, draft.case)
        found.rows.append(_finding(draft, name, view))
    return found


def _group(name: str, rule: str, case: Case) -> Group:
    members = tuple(
        GroupMember(_whole(m), m.symbol, m.importers, m.drifted, m.note) for m in case.members
    )
    return Group(name, rule, case.title, members, case.canonical, case.why)


def _finding(draft: Draft, group: str, view: View) -> Finding:
    rule, case, member = draft.rule.rule, draft.case, draft.member
    canonical = case.members[case.canonical] if case.canonical is not None else None
    others = [m for m in case.members if m is not member and m is not canonical]
    related = ([canonical] if canonical is not None and canonical is not member else []) + others
    module = view.index.by_path.get(member.place.path)
    return Finding(
        rule=rule.name,
        family=rule.family,
        severity=_severity(draft),
        message=render(rule.message, case, member) + draft.note,
        place=member.place,
        symbol=member.symbol,
        role=module.source.role if module else Role.PRODUCTION,
        domain=module.source.domain if module else "",
        group=group,
        evidence=member.evidence,
        fingerprint=draft.fingerprint,
        canonical=_related(canonical) if canonical is not None else None,
        related=tuple(_related(m) for m in related[:_RELATED]),
        also=draft.also,
        importers=member.importers,
        copies=sum(m.suspect for m in case.members if m is not member),
        drifted=member.drifted,
        remedy=render(rule.remedy, case, member),
    )


def _severity(draft: Draft) -> Severity:
    own = draft.rule.severity_of(draft.member.evidence)
    if draft.severity is None:
        return own
    # What lowers a finding lowers it wherever it stands.
    lowered = own if own.rank < draft.rule.severity.rank else draft.severity
    return min(lowered, draft.severity, key=lambda severity: severity.rank)


def _whole(member: Member) -> Place:
    """From the reported line to the end of what is judged: decorators stand above the line."""
    if member.place.path != member.extent.path:
        return member.place
    span = member.place.span
    end = max((span.end_line, span.end_column), member.extent.span[2:])
    return Place(member.place.path, Span(span.line, span.column, *end))


def _related(member: Member) -> Related:
    return Related(member.place, member.symbol, member.note or member.symbol)
