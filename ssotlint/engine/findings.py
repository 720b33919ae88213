"""From drafts to findings and groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b

from ssotlint.detectors.view import View
from ssotlint.engine.cases import key_of
from ssotlint.engine.drafts import Draft
from ssotlint.engine.outline import parts_of
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


def findings_of(drafts: Sequence[Draft], view: View) -> Findings:
    """A finding for each draft, a group for each case; in the order of the drafts.

    Of each is known at once where it stands and how bad it is; what it says is made when somebody
    asks: after an edit most of it was said before.
    """
    found = Findings()
    names: dict[int, str] = {}
    parts = parts_of(drafts)
    for draft in drafts:
        name = names.get(id(draft.case))
        if name is None:
            name = names[id(draft.case)] = f"g{len(names) + 1}"
            found.groups[name] = group_of(name, draft.name, draft.case)
        part = parts[id(draft.case), id(draft.member)]
        module = view.index.by_path.get(draft.member.place.path)
        role = module.source.role if module else Role.PRODUCTION
        domain = module.source.domain if module else ""
        found.rows.append(finding_of(draft, name, part, role, domain))
    return found


def group_of(name: str, rule: str, case: Case) -> Group:
    """A group by its id."""
    key = _key(case, rule)
    return Group.late({"id": name, "rule": rule, "key": key}, partial(listed, case))


def listed(case: Case) -> Mapping[str, object]:
    """What a group says of its case."""
    members = tuple(
        GroupMember(_whole(m), m.symbol, m.importers, m.drifted, m.note) for m in case.members
    )
    return {"title": case.title, "members": members, "canonical": case.canonical, "why": case.why}


def finding_of(draft: Draft, group: str, part: int, role: Role, domain: str) -> Finding:
    """A finding: ``part`` is the position of its member in the case."""
    rule, member = draft.rule.rule, draft.member
    severity, also = _severity(draft), draft.also
    known = {
        "rule": rule.name,
        "family": rule.family,
        "severity": severity,
        "place": member.place,
        "role": role,
        "domain": domain,
        "group": group,
        "fingerprint": draft.fingerprint,
        "also": also,
        "key": _key(
            draft.case, rule.name, str(part), severity.value, role.value, domain,
            draft.fingerprint, draft.note, *also,
        ),
    }  # fmt: skip
    return Finding.late(known, partial(said_of, draft))


def said_of(draft: Draft) -> Mapping[str, object]:
    """What a finding says besides where it stands."""
    rule, case, member = draft.rule.rule, draft.case, draft.member
    canonical = case.owner
    others = [m for m in case.members if m is not member and m is not canonical]
    related = ([canonical] if canonical is not None and canonical is not member else []) + others
    return {
        "message": render(rule.message, case, member) + draft.note,
        "symbol": member.symbol,
        "evidence": member.evidence,
        "canonical": _related(canonical) if canonical is not None else None,
        "related": tuple(_related(m) for m in related[:_RELATED]),
        "importers": member.importers,
        "copies": sum(m.suspect for m in case.members if m is not member),
        "drifted": member.drifted,
        "remedy": render(rule.remedy, case, member),
    }


def _key(case: Case, *told: str) -> bytes:
    """What is equal for all that says the same of a case; empty where nobody can tell."""
    name = key_of(case)
    rest = "\0".join(told).encode("utf-8", "surrogatepass")
    return blake2b(name + rest, digest_size=12).digest() if name else b""


def _severity(draft: Draft) -> Severity:
    rule = draft.rule
    # Evidence that nothing is asked of is not made.
    own = rule.severity_of(draft.member.evidence) if rule.rule.lower else rule.severity
    if draft.severity is None:
        return own
    # What lowers a finding lowers it wherever it stands.
    lowered = own if own.rank < rule.severity.rank else draft.severity
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
