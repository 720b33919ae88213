"""One finding a line, each as it stands in ``findings`` of the JSON report."""

from ssotlint.model.report import Report
from ssotlint.report.escape import json_text
from ssotlint.report.json import encode, finding_of
from ssotlint.report.options import TextOptions


def render(report: Report, options: TextOptions) -> str:
    """All findings, in the order of the report."""
    del options  # what is for programs does not depend on a screen
    return "".join(
        f"{json_text(encode(finding_of(finding)).decode())}\n" for finding in report.findings
    )
