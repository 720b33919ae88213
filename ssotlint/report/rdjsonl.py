"""reviewdog's diagnostic format, one diagnostic a line."""

import json

from ssotlint.model.report import Report
from ssotlint.report.escape import json_text
from ssotlint.report.options import TextOptions
from ssotlint.report.rdjson import diagnostic


def render(report: Report, options: TextOptions) -> str:
    """All findings, in the order of the report."""
    diagnostics = (diagnostic(finding, report, options) for finding in report.findings)
    return "".join(f"{json_text(json.dumps(one, ensure_ascii=False))}\n" for one in diagnostics)
