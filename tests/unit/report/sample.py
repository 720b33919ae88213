"""Reports of every shape that a format has to tell: the tests of this folder share them."""

from ssotlint.model.report import Fault, Group, Report, RuleStatistics, Scope
from ssotlint.model.source import Role, Skipped
from ssotlint.model.value import replace
from tests.unit.report.sample_groups import (
    CARDS,
    EVIL,
    EXCERPTS,
    SAFE_STATE,
    CloneEvidence,
    DriftEvidence,
    EditEvidence,
    call,
    clones,
    cycle,
    loners,
    paths,
    place,
)

__all__ = [
    "CARDS",
    "EVIL",
    "SAFE_STATE",
    "CloneEvidence",
    "clean",
    "drift",
    "place",
    "sample",
    "single",
]


def sample() -> Report:
    """Several groups, drift, roles, odd names, a fault of ours."""
    groups: dict[str, Group] = {}
    findings = loners()
    for group, found in (clones(), paths(), cycle(), call()):
        groups[group.id] = group
        findings += found
    findings.sort(key=lambda f: (f.place.path, f.place.line, f.place.span.column, f.rule))
    names = {finding.rule for finding in findings}
    return Report(
        version="0.1.0",
        scope=Scope(
            roots=(".",),
            read=1825,
            lines=445_012,
            reported=1204,
            skipped=(
                Skipped("chat/generated/tables.py", "larger than max-file-size"),
                *(Skipped(f"old/part_{i}.py", "not UTF-8") for i in range(1, 6)),
                Skipped(EVIL, "a folder loop"),
            ),
            reported_lines=301_555,
        ),
        findings=tuple(findings),
        groups=groups,
        rules={name: card for name, card in CARDS.items() if name in names},
        suppressed=2,
        baselined=11,
        faults=(
            Fault(
                "detectors.concepts",
                "KeyError: 'MessageRouter'",
                'Traceback (most recent call last):\n  File "concepts.py", line 3, in find\n'
                "KeyError: 'MessageRouter'\n",
            ),
        ),
        statistics={
            "duplicate-helper": RuleStatistics(1240, 4, 1236, 1.25),
            "import-cycle": RuleStatistics(2, 2, 0, 0.0105),
        },
        excerpts=EXCERPTS,
        seconds=1.834,
    )


def drift() -> Report:
    """One copy beside its canonical member, compared statement by statement."""
    group, findings = clones()
    drifted = next(finding for finding in findings if finding.drifted)
    edits = (
        EditEvidence("a guard is missing", 0, "", 14, "if state is None:"),
        EditEvidence("a guard is missing", 0, "", 15, 'return "unknown"'),
        EditEvidence("another message", 142, 'log("`state`")', 17, 'log("state")', changes=False),
        EditEvidence("another bound", 144, "while tries <= limit:", 19, "while tries < limit:"),
    )
    evidence = DriftEvidence(proof="judges.clones", similarity=0.7, edits=edits)
    finding = replace(drifted, evidence=evidence)
    return replace(
        clean(),
        findings=(finding,),
        groups={group.id: group},
        rules={finding.rule: CARDS[finding.rule]},
    )


def clean() -> Report:
    """Nothing found."""
    return Report(
        version="0.1.0",
        scope=Scope(("src",), 14, 320, 14, reported_lines=320),
        findings=(),
        groups={},
        rules={},
        seconds=0.0412,
    )


def single() -> Report:
    """One note, alone."""
    report = sample()
    only = [finding for finding in report.findings if finding.fingerprint == "f7"]
    return replace(
        report,
        findings=tuple(replace(finding, role=Role.PRODUCTION) for finding in only),
        groups={},
        suppressed=0,
        baselined=0,
        faults=(),
        statistics={},
        scope=Scope(("scripts",), 1, 40, 1, reported_lines=40),
    )
