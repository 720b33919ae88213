"""reviewdog's diagnostic format, one diagnostic a line."""

from ssotlint.model.report import Report
from ssotlint.report.jsontext import compact
from ssotlint.report.options import TextOptions
from ssotlint.report.rdjson import diagnostic


def render(report: Report, options: TextOptions) -> str:
    """All findings, in the order of the report."""
    diagnostics = (diagnostic(finding, report, options) for finding in report.findings)
    return "".join(f"{compact(one)}\n" for one in diagnostics)
