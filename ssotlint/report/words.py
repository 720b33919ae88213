"""Sentences about numbers, the same in every format that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ssotlint.model.numbers import counted
from ssotlint.model.severity import Severity

if TYPE_CHECKING:
    from ssotlint.model.report import Finding, Report

WORST_FIRST = tuple(sorted(Severity, key=lambda severity: -severity.rank))


def severities(findings: Iterable[Finding]) -> str:
    """How many of each, worst first, without what there is none of: "2 errors, 1 note"."""
    numbers = Counter(finding.severity for finding in findings)
    return ", ".join(
        counted(numbers[severity], severity.value) for severity in WORST_FIRST if numbers[severity]
    )


def verdict(report: Report) -> str:
    """How many findings there are and how many were left out, in one sentence."""
    findings = report.findings
    if findings:
        files = len({finding.place.path for finding in findings})
        sentence = f"{counted(len(findings), 'finding')} in {counted(files, 'file')}"
        sentence += f": {severities(findings)}"
    else:
        sentence = "no findings"
    hidden = [
        f"{number:,} {word}"
        for number, word in ((report.suppressed, "suppressed"), (report.baselined, "baselined"))
        if number
    ]
    return "; ".join([sentence, ", ".join(hidden)] if hidden else [sentence])


def scanned(report: Report) -> str:
    """What was looked at, and how long it took where that is known."""
    scope = report.scope
    sentence = f"read {counted(scope.read, 'file')}, {counted(scope.lines, 'line')}"
    if report.seconds:
        sentence += f" in {seconds(report.seconds)}"
    if scope.reported != scope.read:
        sentence += f"; reported on {scope.reported:,} of them"
    return sentence


def seconds(value: float) -> str:
    """A duration with as many digits as matter."""
    if value >= 100:
        return f"{value // 60:.0f} min {value % 60:.0f} s"
    return f"{value:.1f} s" if value >= 1 else f"{value:.2f} s"
