"""One line a finding: ``path:line:column: severity: message [rule-name]``.

Editors, problem matchers and people on a pipe read it; it has no colours and never wraps.
"""

from ssotlint.model.report import Finding, Report
from ssotlint.report.escape import no_order, plain, shown_path
from ssotlint.report.options import TextOptions


def render(report: Report, options: TextOptions) -> str:
    """All findings of all roles, in the order of the report."""
    return "".join(f"{line(finding, options)}\n" for finding in report.findings)


def line(finding: Finding, options: TextOptions) -> str:
    """One finding, safe to print."""
    span = finding.place.span
    return no_order(
        f"{shown_path(options.shown(finding.place.path))}:{span.line}:{span.column}: {finding.severity}: "
        f"{plain(finding.message)} [{plain(finding.rule)}]"
    )
