"""Everything a run found, for programs; ``docs/schema/report.schema.json`` describes it."""

from collections import Counter

import msgspec

from ssotlint.model.place import Place
from ssotlint.model.report import Finding, Group, Related, Report
from ssotlint.report import wire
from ssotlint.report.evidence import facts_of
from ssotlint.report.jsontext import pretty, pretty_bytes
from ssotlint.report.options import TextOptions

_RELATED = 20  # places beside the canonical one; the group has them all


def render(report: Report, options: TextOptions) -> str:
    """The report as indented JSON with a stable order of keys."""
    return encoded(report, options).decode()


def encoded(report: Report, options: TextOptions) -> bytes:
    """The same in UTF-8."""
    del options  # what is for programs does not depend on a screen
    return pretty_bytes(document(report))


def schema() -> str:
    """The JSON schema (2020-12) of the report, as it is published."""
    (reference,), components = msgspec.json.schema_components(
        [wire.Document], ref_template="#/$defs/{name}"
    )
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ssotlint report",
        **reference,
        "$defs": {name: components[name] for name in sorted(components)},
    }
    return pretty(whole)


def document(report: Report) -> wire.Document:
    """The report as the types of its JSON form."""
    scope = report.scope
    return wire.Document(
        schema=wire.SCHEMA,
        tool=wire.ToolObject("ssotlint", report.version),
        scope=wire.ScopeObject(
            list(scope.roots),
            scope.read,
            scope.lines,
            [wire.OmittedObject(skipped.path, skipped.why) for skipped in scope.skipped],
        ),
        summary=_summary(report),
        rules={
            name: wire.RuleObject(card.family, card.summary, card.help, card.severity)
            for name, card in sorted(report.rules.items())
        },
        groups={group.id: _group(group) for group in report.groups.values()},
        findings=[finding_of(finding) for finding in report.findings],
        errors=[wire.ErrorObject(fault.where, fault.what, fault.trace) for fault in report.faults],
        excerpts={
            path: {str(line): text for line, text in sorted(lines.items())}
            for path, lines in sorted(report.excerpts.items())
        },
    )


def finding_of(finding: Finding) -> wire.FindingObject:
    """A finding as the type of its JSON form."""
    span, owner = finding.place.span, finding.canonical
    return wire.FindingObject(
        rule=finding.rule,
        family=finding.family,
        also=list(finding.also),
        severity=finding.severity,
        message=finding.message,
        path=finding.place.path,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        symbol=finding.symbol,
        role=finding.role,
        domain=finding.domain,
        group=finding.group or None,
        canonical=wire.OwnerObject(owner.symbol, owner.place.path, owner.place.line)
        if owner
        else None,
        related=_related(finding),
        impact=wire.ImpactObject(finding.importers, finding.copies, finding.drifted),
        evidence=facts_of(finding.evidence),
        fingerprint=finding.fingerprint,
        remedy=finding.remedy,
    )


def _summary(report: Report) -> wire.SummaryObject:
    by_rule = Counter(finding.rule for finding in report.findings)
    return wire.SummaryObject(
        files=report.scope.reported,
        lines=report.scope.reported_lines,
        findings=len(report.findings),
        suppressed=report.suppressed,
        baselined=report.baselined,
        by_rule=dict(sorted(by_rule.items())),
    )


def _group(group: Group) -> wire.GroupObject:
    owner = None
    if group.canonical is not None:
        member = group.members[group.canonical]
        owner = wire.GroupOwnerObject(
            member.symbol, member.place.path, member.place.line, group.why
        )
    members = [
        wire.MemberObject(
            path=member.place.path,
            line=member.place.line,
            end_line=member.place.span.end_line,
            symbol=member.symbol,
            importers=member.importers,
            drifted=member.drifted,
            note=member.note,
            unused=member.unused,
        )
        for member in group.members
    ]
    return wire.GroupObject(group.rule, group.title, owner, members)


def _related(finding: Finding) -> list[wire.RelatedObject]:
    def is_owner(related: Related) -> bool:
        owner = finding.canonical
        return owner is not None and _position(owner.place) == _position(related.place)

    first = [related for related in finding.related if is_owner(related)][:1]
    others = [related for related in finding.related if related not in first]
    return [
        wire.RelatedObject(
            related.place.path,
            related.place.line,
            related.place.span.end_line,
            related.symbol,
            related.message,
        )
        for related in first + others[:_RELATED]
    ]


def _position(place: Place) -> tuple[str, int]:
    return place.path, place.line
