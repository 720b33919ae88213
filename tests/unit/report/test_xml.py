from xml.etree import ElementTree as ET

from junitparser import Failure, JUnitXml

from ssotlint.model.severity import Severity
from ssotlint.model.value import replace
from ssotlint.report import TextOptions, render
from ssotlint.report.escape import plain
from tests.unit.report.sample import clean, sample
from tests.unit.report.snapshots import assert_same


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own output


def test_junit_is_read_by_its_consumers() -> None:
    read = JUnitXml.fromstring(render("junit", sample()).encode())
    cases = [case for suite in read for case in suite]
    failed = [case for case in cases if any(isinstance(r, Failure) for r in case.result)]
    findings = sample().findings
    assert len(cases) == len(findings) + len(sample().faults)
    notes = [finding for finding in findings if finding.severity is Severity.NOTE]
    assert len(failed) == len(cases) - len(notes)
    assert {suite.name for suite in read} == {f.rule for f in findings} | {"ssotlint"}
    for suite in read:
        assert suite.tests == len(list(suite))
        assert suite.failures == sum(bool(case.result) for case in suite)


def test_junit_knows_no_words_that_the_schema_lacks() -> None:
    # Jenkins' junit-10.xsd: a case has neither `file` nor `line`, a suite has all five.
    root = parsed(render("junit", sample()))
    assert root.tag == "testsuites"
    for suite in root:
        assert set(suite.attrib) == {"name", "tests", "failures", "errors", "skipped"}
        for case in suite:
            assert set(case.attrib) == {"classname", "name"}
            assert {child.tag for child in case} <= {"failure", "system-out"}


def test_junit_without_findings_has_a_case_that_passes() -> None:
    (suite,) = JUnitXml.fromstring(render("junit", clean()).encode())
    (case,) = suite
    assert case.is_passed
    assert case.name == "read 14 files, 320 lines"


def test_junit() -> None:
    assert_same("junit.xml", render("junit", sample()))


def test_checkstyle() -> None:
    assert_same("checkstyle.xml", render("checkstyle", sample()))


def test_checkstyle_says_what_was_found() -> None:
    # As reviewdog reads it: checkstyle/file@name/error@line,column,severity,message,source.
    root = parsed(render("checkstyle", sample()))
    read = [
        (file.get("name"), error.get("line"), error.get("column"), error.get("severity"),
         error.get("message"), error.get("source"))
        for file in root for error in file
    ]  # fmt: skip
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}
    assert sorted(read) == sorted(
        (plain(f.place.path), str(f.place.line), str(f.place.span.column), words[f.severity],
         plain(f.message), f"ssotlint.{f.rule}")
        for f in sample().findings
    )  # fmt: skip
    assert len({file.get("name") for file in root}) == len(root)
    assert len(parsed(render("checkstyle", clean()))) == 0


def test_one_file_is_one_element_whatever_the_order() -> None:
    report = replace(sample(), findings=tuple(reversed(sample().findings)))
    root = parsed(render("checkstyle", report))
    assert len({file.get("name") for file in root}) == len(root)


def test_paths_are_seen_from_the_working_directory() -> None:
    options = TextOptions(cwd_prefix="backend/")
    for name in ("junit", "checkstyle"):
        assert '"backend/chat/auth.py' in render(name, sample(), options)
