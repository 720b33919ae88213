"""Annotations for GitHub Actions: workflow commands, and Markdown for the job summary.

GitHub shows ten annotations of each level a step and drops the rest in silence. So each group is
one annotation, at its worst finding in production code; the most urgent groups come first and the rest is counted.
"""

from collections import Counter

from ssotlint.model.numbers import counted, listed
from ssotlint.model.report import Report
from ssotlint.model.severity import Severity
from ssotlint.report.blocks import Block, arrange
from ssotlint.report.escape import cut, plain
from ssotlint.report.markdown import pieces
from ssotlint.report.options import TextOptions
from ssotlint.report.words import verdict

_LEVELS = {Severity.NOTE: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}
_PER_LEVEL = 10
_MESSAGE = 4096  # UTF-16 units; the runner cuts what is longer
_SUMMARY = 1024 * 1024  # bytes of all that one step writes; the runner drops what is larger
_PLACES = 10


def render(report: Report, options: TextOptions) -> str:
    """Workflow commands, then the verdict as a line of the log."""
    shown: Counter[Severity] = Counter()
    rows: list[str] = []
    left: list[Block] = []
    for block in arrange(report, report.findings):
        severity = block.head.severity
        if shown[severity] < _PER_LEVEL:
            shown[severity] += 1
            rows.append(_command(block, options))
        else:
            left.append(block)
    rows.append(f"ssotlint: {verdict(report)}")
    if left:
        findings = sum(len(block.findings) for block in left)
        rows.append(
            f"ssotlint: {counted(len(left), 'group')} with {counted(findings, 'finding')} not"
            f" annotated, because GitHub shows {_PER_LEVEL} annotations of a level;"
            " the job summary has them all"
        )
    return "".join(f"{row}\n" for row in rows)


def job_summary(report: Report, options: TextOptions) -> str:
    """Markdown for the file that ``GITHUB_STEP_SUMMARY`` names, within its limit."""
    room = _SUMMARY - 1000  # for the closing sentence, and for line ends that Windows doubles
    taken: list[str] = []
    document = list(pieces(report, options))
    for piece in document:
        room -= len(piece.encode()) + piece.count("\n")
        if room < 0:
            left = len(document) - len(taken)
            taken.append(f"\nGitHub takes no more; {counted(left, 'more section')} left out.\n")
            break
        taken.append(piece)
    return "".join(taken)


def _command(block: Block, options: TextOptions) -> str:
    finding = block.head
    span = finding.place.span
    properties: dict[str, str | int] = {
        "file": plain(options.in_repository(finding.place.path)),
        "line": span.line,
        "endLine": max(span.end_line, span.line),
    }
    if span.line == span.end_line:  # the runner drops columns of more than one line
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"ssotlint: {plain(finding.rule)}"
    words = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return (
        f"::{_LEVELS[finding.severity]} {words}::{_data(cut(_message(block, options), _MESSAGE))}"
    )


def _message(block: Block, options: TextOptions) -> str:
    head = block.head
    rows = [plain(head.message)]
    entry = block.canonical
    if entry:
        why = f" ({plain(block.why)})" if block.why else ""
        rows.append(f"Canonical: {_place(entry.path, entry.line, options)}{why}")
    others = [
        _place(entry.path, entry.line, options) + (" (drifted)" if entry.drifted else "")
        for entry in block.entries
        if not entry.canonical and head not in entry.findings
    ]
    if others:
        rows.append(f"Also: {listed(others, _PLACES)}")
    if head.remedy:
        rows.append(plain(head.remedy))
    return "\n".join(rows)


def _place(path: str, line: int, options: TextOptions) -> str:
    return f"{plain(options.in_repository(path))}:{line}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
