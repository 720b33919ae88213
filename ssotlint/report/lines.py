"""One line a finding: ``path:line:column: severity: message [rule-name]``.

Editors, problem matchers and people on a pipe read it; it has no colours and never wraps.
"""

from functools import partial

from ssotlint.model.report import Finding, Report
from ssotlint.report.escape import no_order, plain, shown_path
from ssotlint.report.options import TextOptions
from ssotlint.report.page import Page


def render(report: Report, options: TextOptions) -> str:
    """All findings of all roles, in the order of the report."""
    page = Page()
    write(report, options, page)
    return bytes(page.text()).decode()


def write(report: Report, options: TextOptions, page: Page) -> None:
    """The same in UTF-8, finding by finding."""
    for finding in report.findings:
        page.piece(finding.key, partial(_encoded, finding, options))


def _encoded(finding: Finding, options: TextOptions) -> bytes:
    return f"{line(finding, options)}\n".encode()


def line(finding: Finding, options: TextOptions) -> str:
    """One finding, safe to print."""
    span = finding.place.span
    return no_order(
        f"{shown_path(options.shown(finding.place.path))}:{span.line}:{span.column}: {finding.severity}: "
        f"{plain(finding.message)} [{plain(finding.rule)}]"
    )
