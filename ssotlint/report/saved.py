"""Reads a JSON report back, so that it can be told again in another format."""

import codecs
from typing import NoReturn

import msgspec

from ssotlint.model.errors import InputError
from ssotlint.model.place import Place, Span
from ssotlint.model.report import (
    Fault,
    Finding,
    Group,
    GroupMember,
    Related,
    Report,
    RuleCard,
    Scope,
)
from ssotlint.model.source import Skipped
from ssotlint.report import wire
from ssotlint.report.evidence import SavedEvidence

# What Windows shells put in front of redirected output. UTF-32 begins like UTF-16 and is not met.
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class _Numbered(msgspec.Struct):
    """As much of a document as tells whether the rest can be understood."""

    schema: int


def read(data: bytes, source: str) -> Report:
    """The report that ``data`` holds; ``source`` is its file, for messages.

    Time and statistics of the run are not part of the JSON form. Raises InputError when this is
    no report, one of another schema, or one that contradicts itself.
    """
    document = _document(data, source)
    groups = {key: _group(key, group, source) for key, group in document.groups.items()}
    for number, finding in enumerate(document.findings):
        if finding.group is not None and finding.group not in groups:
            _refuse(f"findings[{number}] names a group {finding.group!r} that is not there", source)
    scope, summary = document.scope, document.summary
    return Report(
        version=document.tool.version,
        scope=Scope(
            tuple(scope.roots),
            scope.read,
            scope.lines,
            summary.files,
            tuple(Skipped(one.path, one.why) for one in scope.skipped),
            summary.lines,
        ),
        findings=tuple(_finding(finding) for finding in document.findings),
        groups=groups,
        rules={
            name: RuleCard(name, rule.family, rule.summary, rule.help, rule.severity)
            for name, rule in document.rules.items()
        },
        suppressed=summary.suppressed,
        baselined=summary.baselined,
        faults=tuple(Fault(one.where, one.what, one.trace) for one in document.errors),
        excerpts=_excerpts(document.excerpts, source),
    )


def _document(data: bytes, source: str) -> wire.Document:
    try:
        text = _decoded(data)
        number = msgspec.json.decode(text, type=_Numbered).schema
        if number != wire.SCHEMA:
            _refuse(f"this report has schema {number}, known is {wire.SCHEMA}", source)
        return msgspec.json.decode(text, type=wire.Document)
    except msgspec.ValidationError as error:
        _refuse(f"not a report of ssotlint: {error}", source)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        _refuse(f"not JSON: {error}", source)


def _decoded(data: bytes) -> str:
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            return data.decode(encoding)
    return data.decode("utf-8")


def _refuse(message: str, source: str) -> NoReturn:
    raise InputError(message, path=source, remedy="make it with --format json")


def _group(key: str, group: wire.GroupObject, source: str) -> Group:
    members = tuple(
        GroupMember(
            _place(member.path, member.line, member.end_line),
            member.symbol,
            member.importers,
            member.drifted,
            member.note,
            member.unused,
        )
        for member in group.members
    )
    owner = group.canonical
    if owner is None:
        return Group(key, group.rule, group.title, members, None, "")
    wanted = (owner.symbol, owner.path, owner.line)
    for position, member in enumerate(members):
        if (member.symbol, member.place.path, member.place.line) == wanted:
            return Group(key, group.rule, group.title, members, position, owner.why)
    _refuse(f"groups.{key}: the canonical place is none of its members", source)


def _finding(finding: wire.FindingObject) -> Finding:
    related = tuple(
        Related(_place(one.path, one.line, one.end_line), one.symbol, one.message)
        for one in finding.related
    )
    span = Span(finding.line, finding.column, finding.end_line, finding.end_column)
    return Finding(
        rule=finding.rule,
        family=finding.family,
        severity=finding.severity,
        message=finding.message,
        place=Place(finding.path, span),
        symbol=finding.symbol,
        role=finding.role,
        domain=finding.domain,
        group=finding.group or "",
        evidence=SavedEvidence(facts=tuple(finding.evidence.items())),
        fingerprint=finding.fingerprint,
        canonical=_canonical(finding.canonical, related),
        related=related,
        also=tuple(finding.also),
        importers=finding.impact.importers,
        copies=finding.impact.copies,
        drifted=finding.impact.drifted,
        remedy=finding.remedy,
    )


def _canonical(owner: wire.OwnerObject | None, related: tuple[Related, ...]) -> Related | None:
    if owner is None:
        return None
    for one in related[:1]:
        if (one.place.path, one.place.line) == (owner.path, owner.line):
            return one
    return Related(_place(owner.path, owner.line, owner.line), owner.symbol, "")


def _place(path: str, line: int, end_line: int) -> Place:
    """A place of which the report tells lines only."""
    return Place(path, Span(line, 1, end_line, 1))


def _excerpts(saved: dict[str, dict[str, str]], source: str) -> dict[str, dict[int, str]]:
    try:
        return {
            path: {int(number): text for number, text in lines.items()}
            for path, lines in saved.items()
        }
    except ValueError:
        _refuse("excerpts: a key is no line number", source)
