"""Checkstyle's XML, which Jenkins, reviewdog and many editors read."""

from itertools import groupby

from ssotlint.model.report import Finding, Report
from ssotlint.model.severity import Severity
from ssotlint.report.markup import DECLARATION, block, element
from ssotlint.report.options import TextOptions

_WORDS = {Severity.NOTE: "info", Severity.WARNING: "warning", Severity.ERROR: "error"}


def render(report: Report, options: TextOptions) -> str:
    """One ``file`` a path, one ``error`` a finding."""
    in_order = sorted(report.findings, key=lambda finding: finding.place.path)
    files = [
        element("file", {"name": options.shown(path)}, block([_error(one) for one in findings]))
        for path, findings in groupby(in_order, key=lambda finding: finding.place.path)
    ]
    return DECLARATION + element("checkstyle", {"version": "4.3"}, block(files)) + "\n"


def _error(finding: Finding) -> str:
    return element(
        "error",
        {
            "line": finding.place.line,
            "column": finding.place.span.column,
            "severity": _WORDS[finding.severity],
            "message": finding.message,
            "source": f"ssotlint.{finding.rule}",
        },
    )
