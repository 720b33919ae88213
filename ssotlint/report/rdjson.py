"""reviewdog's diagnostic format as one JSON object; ``rdjsonl`` has one diagnostic a line."""

from ssotlint.model.place import Place
from ssotlint.model.report import Finding, Report
from ssotlint.model.severity import Severity
from ssotlint.report.escape import plain
from ssotlint.report.jsontext import pretty
from ssotlint.report.options import TextOptions

_WORDS = {Severity.NOTE: "INFO", Severity.WARNING: "WARNING", Severity.ERROR: "ERROR"}
_SOURCE = {"name": "ssotlint"}


def render(report: Report, options: TextOptions) -> str:
    """A ``DiagnosticResult`` with all findings."""
    result: dict[str, object] = {
        "source": _SOURCE,
        "diagnostics": [diagnostic(one, report, options) for one in report.findings],
    }
    worst = max(report.findings, key=lambda finding: finding.severity.rank, default=None)
    if worst:
        result["severity"] = _WORDS[worst.severity]
    return pretty(result)


def diagnostic(finding: Finding, report: Report, options: TextOptions) -> dict[str, object]:
    """A ``Diagnostic``."""
    return {
        "message": _message(finding),
        "location": {
            "path": plain(options.shown(finding.place.path)),
            "range": _range(finding.place, report.excerpts.get(finding.place.path, {})),
        },
        "severity": _WORDS[finding.severity],
        "source": _SOURCE,
        "code": {"value": finding.rule},
        "related_locations": [
            {
                "message": plain(related.message or related.symbol),
                "location": {
                    "path": plain(options.shown(related.place.path)),
                    "range": {"start": {"line": related.place.line}},
                },
            }
            for related in finding.related
        ],
    }


def _message(finding: Finding) -> str:
    message = plain(finding.message)
    return f"{message}\n{plain(finding.remedy)}" if finding.remedy else message


def _range(place: Place, excerpt: dict[int, str]) -> dict[str, object]:
    span = place.span
    positions = {"start": (span.line, span.column), "end": (span.end_line, span.end_column)}
    return {
        word: {"line": line, "column": _in_bytes(excerpt.get(line, ""), column)}
        for word, (line, column) in positions.items()
    }


def _in_bytes(text: str, column: int) -> int:
    """The column in bytes of UTF-8, as reviewdog counts; ASCII where the line is not known."""
    before = text[: column - 1]
    return column + len(before.encode("utf-8", "surrogatepass")) - len(before)
