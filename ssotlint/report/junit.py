"""JUnit's XML: one suite a rule, one failing case a finding.

A note is advice and passes with its text as output; a fault of ssotlint itself fails. A report
without findings holds one case that passes, because no cases at all reads as "nothing was run".
"""

from itertools import groupby

from ssotlint.model.report import Fault, Finding, Report
from ssotlint.model.severity import Severity
from ssotlint.model.value import replace
from ssotlint.report.lines import line
from ssotlint.report.markup import DECLARATION, block, element, safe
from ssotlint.report.options import TextOptions
from ssotlint.report.words import scanned

_CHECK = "ssotlint"


def render(report: Report, options: TextOptions) -> str:
    """Suites by the name of the rule, cases in the order of the report."""
    in_order = sorted(report.findings, key=lambda finding: finding.rule)
    suites = [
        _rule(rule, list(findings), options)
        for rule, findings in groupby(in_order, key=lambda finding: finding.rule)
    ]
    if report.faults:
        faults = [_fault(fault) for fault in report.faults]
        suites.append(_suite(_CHECK, faults, len(faults)))
    if not suites:
        case = {"classname": _CHECK, "name": scanned(replace(report, seconds=0.0))}
        suites.append(_suite(_CHECK, [element("testcase", case)], 0))
    return DECLARATION + element("testsuites", {"name": _CHECK}, block(suites)) + "\n"


def _rule(rule: str, findings: list[Finding], options: TextOptions) -> str:
    failures = sum(finding.severity is not Severity.NOTE for finding in findings)
    return _suite(rule, [_case(finding, options) for finding in findings], failures)


def _suite(name: str, cases: list[str], failures: int) -> str:
    numbers: dict[str, str | int] = {
        "name": name,
        "tests": len(cases),
        "failures": failures,
        "errors": 0,
        "skipped": 0,
    }
    return element("testsuite", numbers, block(cases))


def _case(finding: Finding, options: TextOptions) -> str:
    place = finding.place
    name = f"{options.shown(place.path)}:{place.line}:{place.span.column}"
    text = safe(line(finding, options))
    if finding.remedy:
        text += f"\n{safe(finding.remedy)}"
    if finding.severity is Severity.NOTE:
        content = element("system-out", {}, text)
    else:
        words = {"type": finding.severity.value, "message": finding.message}
        content = element("failure", words, text)
    return element("testcase", {"classname": finding.rule, "name": name}, content)


def _fault(fault: Fault) -> str:
    text = "\n".join(safe(row) for row in fault.trace.splitlines())
    content = element("failure", {"type": "bug in ssotlint", "message": fault.what}, text)
    return element("testcase", {"classname": _CHECK, "name": fault.where}, content)
