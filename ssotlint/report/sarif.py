"""SARIF 2.1.0, as GitHub code scanning wants it.

The region of a result is what the finding's place is, a header or a statement: code scanning
shows an alert in a pull request only when all its lines were changed. Places of the same group
are related locations, and the message links to them, because unlinked ones are not shown.
"""

from collections.abc import Iterable

from ssotlint.model.report import Fault, Finding, Related, Report, RuleCard
from ssotlint.model.severity import Severity
from ssotlint.model.source import Skipped
from ssotlint.report.escape import address, plain
from ssotlint.report.evidence import facts_of
from ssotlint.report.jsontext import pretty
from ssotlint.report.options import TextOptions

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_BASE = "%SRCROOT%"
_RESULTS = 25_000  # code scanning refuses a run with more
_RELATED = 100  # shown of one result
_LINKED = 5  # in the words of the message
_SKIPPED = 100
_TEXT = 1024  # characters of a rule's description
_PROBLEM = {
    Severity.NOTE: "recommendation",
    Severity.WARNING: "warning",
    Severity.ERROR: "error",
}


def render(report: Report, options: TextOptions) -> str:
    """One run with all findings; the most severe where there are too many for the consumer."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, options)]}
    return pretty(log)


def _run(report: Report, options: TextOptions) -> dict[str, object]:
    findings = report.findings
    if len(findings) > _RESULTS:
        ranked = sorted(range(len(findings)), key=lambda i: -findings[i].severity.rank)
        findings = tuple(findings[i] for i in sorted(ranked[:_RESULTS]))
    cards = _cards(report, findings)
    positions = {name: i for i, name in enumerate(cards)}
    return {
        "tool": {
            "driver": {
                "name": "ssotlint",
                "version": report.version,
                "semanticVersion": report.version,
                "rules": [_rule(card) for card in cards.values()],
            }
        },
        "automationDetails": {"id": "ssotlint/"},
        "originalUriBaseIds": {_BASE: {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, len(report.findings) - len(findings), options)],
        "results": [_result(one, positions[one.rule], options) for one in findings],
    }


def _cards(report: Report, findings: Iterable[Finding]) -> dict[str, RuleCard]:
    """The card of each rule that is named, in order of name."""
    cards = dict(report.rules)
    for one in findings:
        if one.rule not in cards:
            cards[one.rule] = RuleCard(one.rule, one.family, one.rule, one.rule, one.severity)
    return dict(sorted(cards.items()))


def _rule(card: RuleCard) -> dict[str, object]:
    summary = card.summary.strip() or card.name  # empty strings are not accepted
    text = card.help.strip() or summary
    return {
        "id": card.name,
        "shortDescription": {"text": summary[:_TEXT]},
        "fullDescription": {"text": text[:_TEXT]},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": card.severity.value},
        "properties": {
            "tags": [card.family],
            "precision": "high",
            "problem.severity": _PROBLEM[card.severity],
        },
    }


def _result(finding: Finding, index: int, options: TextOptions) -> dict[str, object]:
    place = finding.place
    region = {
        "startLine": place.span.line,
        "startColumn": place.span.column,
        "endLine": place.span.end_line,
        "endColumn": place.span.end_column,
    }
    location = _location(place.path, region, options)
    if finding.symbol:
        location["logicalLocations"] = [{"fullyQualifiedName": plain(finding.symbol)}]
    related = finding.related[:_RELATED]
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": _message(finding, related)},
        "locations": [location],
        "relatedLocations": [_related(i, one, options) for i, one in enumerate(related, 1)],
        "partialFingerprints": {"ssotlint/v1": finding.fingerprint},
        "properties": {
            "family": finding.family,
            "role": finding.role.value,
            "domain": finding.domain,
            "group": finding.group,
            "evidence": facts_of(finding.evidence),
        },
    }


def _message(finding: Finding, related: tuple[Related, ...]) -> str:
    text = _unlinked(plain(finding.message)) or finding.rule
    links = [
        f"[{_unlinked(plain(one.symbol or one.place.path))}]({i})"
        for i, one in enumerate(related[:_LINKED], 1)
    ]
    if links:
        more = len(related) - len(links)
        text += f"\nSee {', '.join(links)}{f' and {more} more' if more else ''}."
    return f"{text}\n{_unlinked(plain(finding.remedy))}" if finding.remedy else text


def _unlinked(text: str) -> str:
    """Brackets in a message would make a link."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _related(number: int, related: Related, options: TextOptions) -> dict[str, object]:
    place = related.place
    region = {"startLine": place.line, "endLine": place.span.end_line}
    message = plain(related.message or related.symbol) or "related"
    location = _location(place.path, region, options)
    return {"id": number, **location, "message": {"text": message}}


def _location(path: str, region: dict[str, int], options: TextOptions) -> dict[str, object]:
    uri = address(options.in_repository(path))
    artifact = {"uri": uri, "uriBaseId": _BASE}
    physical: dict[str, object] = {"artifactLocation": artifact}
    if region:
        physical["region"] = region
    return {"physicalLocation": physical}


def _invocation(report: Report, dropped: int, options: TextOptions) -> dict[str, object]:
    """What went wrong and what was left out: a reader must not take silence for health."""
    notes = [_skipped(one, options) for one in report.scope.skipped[:_SKIPPED]]
    rest = len(report.scope.skipped) - _SKIPPED
    if rest > 0:
        notes.append(_note(f"{rest} more paths were not read", "note"))
    if dropped:
        notes.append(_note(f"{dropped} findings of low severity are left out", "warning"))
    notes += [_fault(fault) for fault in report.faults]
    return {"executionSuccessful": not report.faults, "toolExecutionNotifications": notes}


def _note(text: str, level: str) -> dict[str, object]:
    return {"message": {"text": text}, "level": level}


def _skipped(skipped: Skipped, options: TextOptions) -> dict[str, object]:
    note = _note(f"not read: {plain(skipped.why)}", "note")
    return {**note, "locations": [_location(skipped.path, {}, options)]}


def _fault(fault: Fault) -> dict[str, object]:
    return _note(f"{plain(fault.where)} failed: {plain(fault.what)}\n{fault.trace}", "error")
