import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssotlint.model.errors import InputError
from ssotlint.model.report import Finding, Report
from ssotlint.model.severity import Severity
from ssotlint.model.value import replace
from ssotlint.report import TextOptions, render
from ssotlint.report.escape import no_order, plain, shown_path
from ssotlint.report.lines import line
from ssotlint.report.problem_matcher import WATCH_BEGINS, WATCH_ENDS, pattern, problem_matcher
from tests.unit.report.runner import Issue, Matchers
from tests.unit.report.sample import place, sample, single
from tests.unit.report.snapshots import assert_same

GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
VSCODE = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def vscode(text: str) -> Issue | None:
    """What VS Code makes of a line: the first matcher whose expression fits."""
    for matcher in json.loads(problem_matcher("vscode")):
        match = re.match(matcher["pattern"]["regexp"], text, re.ASCII)
        if match:
            path, number, column, message, code = match.groups()
            return Issue(matcher["severity"], path, int(number), int(column), message, code)
    return None


def expected(finding: Finding, word: str) -> Issue:
    span = finding.place.span
    message = no_order(plain(finding.message))
    path = no_order(shown_path(finding.place.path))
    return Issue(word, path, span.line, span.column, message, finding.rule)


@pytest.mark.parametrize("consumer", ["github", "vscode"])
def test_matchers(consumer: str) -> None:
    assert_same(f"problem-matcher-{consumer}.json", problem_matcher(consumer))


def test_other_consumers_are_refused() -> None:
    with pytest.raises(InputError, match=r"emacs.*github or vscode"):
        problem_matcher("emacs")


@pytest.mark.parametrize("report", [sample(), single()])
def test_real_output_is_read_back(report: Report) -> None:
    github = Matchers(problem_matcher("github"))
    rows = render("lines", report).splitlines()
    for row, finding in zip(rows, report.findings, strict=True):
        assert github.issue(row) == expected(finding, GITHUB[finding.severity])
        assert vscode(row) == expected(finding, VSCODE[finding.severity])


ODD_PATHS = [
    r"C:\work\shop\a.py",
    "C:/work/shop/a.py",
    r"\\server\share\a b.py",
    "a:1:2: error: b.py",
    "a:1:2",
    "a:7",
    "a:1:2:",
    "12:3: note: x [y].py",
    " leading and trailing ",
    "::error::a.py",
    "##[error]a.py",
    "größe/中文 [x].py",
    "new\nline\x1b[0m.py",
]


@pytest.mark.parametrize("path", ODD_PATHS)
@pytest.mark.parametrize("severity", Severity)
def test_odd_names_are_read_back(path: str, severity: Severity) -> None:
    _assert_read_back(path, "says [x] a.py:3:4: error: b [c]", severity)


# Text that is likely to look like the format itself.
pieces = st.sampled_from(
    [":", " ", "1", "23", ": ", "error", "warning: ", "note: ", "[x]", "a", "::", "##[", "]", "\n"]
)
texts = st.lists(pieces | st.text(max_size=3), min_size=1, max_size=12).map("".join)


@given(texts.filter(bool), texts.filter(lambda text: text.strip()), st.sampled_from(Severity))
def test_every_line_has_one_reading(path: str, message: str, severity: Severity) -> None:
    _assert_read_back(path, message, severity)


def _assert_read_back(path: str, message: str, severity: Severity) -> None:
    finding = replace(
        sample().findings[0], place=place(path, 12, 3, 9), message=message, severity=severity,
        rule="some-rule2",
    )  # fmt: skip
    row = line(finding, TextOptions())
    assert sum(bool(re.match(pattern(one), row, re.ASCII)) for one in Severity) == 1
    assert Matchers(problem_matcher("github")).issue(row) == expected(finding, GITHUB[severity])
    assert vscode(row) == expected(finding, VSCODE[severity])


@pytest.mark.parametrize(
    "text",
    ["ssotlint: 3 findings in 2 files", "a.py:3: error: x [y]", "a.py:3:1: fatal: x [y]",
     "a.py:3:1: error: x", "Traceback (most recent call last):"],
)  # fmt: skip
def test_other_output_is_left_alone(text: str) -> None:
    assert Matchers(problem_matcher("github")).issue(text) is None
    assert vscode(text) is None


def test_a_long_line_costs_little() -> None:
    # A runner gives an expression one second, three times.
    for hostile in ("a:1:2" * 20_000, "x" * 100_000, "a.py:1:1: error: " + "[a] " * 20_000):
        for severity in Severity:
            re.match(pattern(severity), hostile, re.ASCII)


def test_vscode_sees_where_a_watched_run_begins_and_ends() -> None:
    for matcher in json.loads(problem_matcher("vscode")):
        background = matcher["background"]
        assert re.match(background["beginsPattern"], WATCH_BEGINS)
        for count in ("0 findings", "1 finding", "12 findings"):
            assert re.match(background["endsPattern"], WATCH_ENDS + count)


def test_expressions_use_what_net_and_javascript_share() -> None:
    python_only: list[Callable[[str], bool]] = [
        lambda text: "(?P" in text,
        lambda text: "\\A" in text or "\\Z" in text,
        lambda text: "(?<" in text,
        lambda text: "\\p" in text,
    ]
    for severity in Severity:
        assert not any(found(pattern(severity)) for found in python_only)
