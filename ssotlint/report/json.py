"""Everything a run found, for programs; ``docs/schema/report.schema.json`` describes it."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec

from ssotlint.model.place import Place
from ssotlint.model.report import Finding, Group, Related, Report
from ssotlint.report import wire
from ssotlint.report.evidence import facts_of
from ssotlint.report.jsontext import pretty, pretty_bytes
from ssotlint.report.options import TextOptions
from ssotlint.report.page import Page

_Value = TypeVar("_Value")

_RELATED = 20  # places beside the canonical one; the group has them all


def render(report: Report, options: TextOptions) -> str:
    """The report as indented JSON with a stable order of keys."""
    page = Page()
    write(report, options, page)
    return bytes(page.text()).decode()


def write(report: Report, options: TextOptions, page: Page) -> None:
    """The same in UTF-8, group by group and finding by finding."""
    del options  # what is for programs does not depend on a screen
    before, groups, rest = pretty_bytes(_frame(report)).partition(b'\n  "groups": {')
    between, findings, after = rest.partition(b'\n  "findings": [')
    page.lines(before + groups)
    _write_groups([*report.groups.values()], page)
    page.put((b"\n  " if report.groups else b"") + between + findings)
    _write_findings(report.findings, page)
    page.lines((b"\n  " if report.findings else b"") + after)


def _write_groups(groups: Sequence[Group], page: Page) -> None:
    between = [b',\n    "%b": ' % group.id.encode() for group in groups]
    between[:1] = [text[1:] for text in between[:1]]
    keys = [_key(b"g", group.key) for group in groups]
    page.pieces(zip(between, keys, strict=True), lambda number: _inside(groups[number], _group))


def _write_findings(findings: Sequence[Finding], page: Page) -> None:
    """Each in two pieces, since the number of its group is another one where groups come or go."""
    rows = [
        row
        for number, finding in enumerate(findings)
        for row in (
            (b",\n    " if number else b"\n    ", _key(b"b", finding.key)),
            (
                b'"%b"' % finding.group.encode() if finding.group else b"null",
                _key(b"a", finding.key),
            ),
        )
    ]
    halves = lru_cache(maxsize=1)(lambda number: _halves(findings[number]))
    page.pieces(rows, lambda number: halves(number // 2)[number % 2])


def _key(kind: bytes, key: bytes) -> bytes:
    return kind + key if key else b""


def _halves(finding: Finding) -> tuple[bytes, bytes]:
    """What stands before the id of a finding's group, and what stands behind it."""
    before, name, rest = _inside(finding, finding_of).partition(b'\n      "group": ')
    return before + name, rest[rest.index(b",\n") :]


def _inside(value: _Value, form: Callable[[_Value], object]) -> bytes:
    """A value as it is indented in a list of the document."""
    return pretty_bytes(form(value))[:-1].replace(b"\n", b"\n    ")


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


def _frame(report: Report) -> wire.Document:
    """The report without its groups and findings, as the types of its JSON form."""
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
        groups={},
        findings=[],
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
