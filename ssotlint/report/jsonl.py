"""One finding a line, each as it stands in ``findings`` of the JSON report."""

from ssotlint.model.report import Report
from ssotlint.report.json import finding_of
from ssotlint.report.jsontext import compact
from ssotlint.report.options import TextOptions


def render(report: Report, options: TextOptions) -> str:
    """All findings, in the order of the report."""
    del options  # what is for programs does not depend on a screen
    return "".join(f"{compact(finding_of(finding))}\n" for finding in report.findings)
