"""Marks, and what becomes of an example."""

from collections.abc import Mapping

import pytest

from ssotlint.model.rule import Example
from ssotlint.rulebook.examples import Mark, Verdict, marks, outcome

FILES = {
    "a.py": "x = 1\ny = 2  # <- one-rule\n",
    "b/c.py": "z = 3  # why  # <- one-rule, other-rule\n",
}
MARKED = {
    Mark("a.py", 2, "one-rule"),
    Mark("b/c.py", 1, "one-rule"),
    Mark("b/c.py", 1, "other-rule"),
}


def test_marks_name_lines_and_rules() -> None:
    assert marks(FILES) == MARKED


@pytest.mark.parametrize("line", ["x = 1  # <-", "x = 1  # <- One", "x = 1  # <- a b"])
def test_a_mark_that_names_no_rule_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"a\.py:1: a mark is a comment"):
        marks({"a.py": line})


EXTRA = Mark("a.py", 1, "one-rule")
LAST = Mark("b/c.py", 1, "other-rule")
VERDICTS = [
    (MARKED, Verdict.OK),
    (MARKED | {EXTRA}, Verdict.NOISY),
    (MARKED - {LAST}, Verdict.MISSING),
    (MARKED - {LAST} | {EXTRA}, Verdict.WRONG),
]


@pytest.mark.parametrize(("found", "verdict"), VERDICTS)
def test_the_verdict_tells_what_differs(found: set[Mark], verdict: Verdict) -> None:
    def check(files: Mapping[str, str]) -> set[Mark]:
        assert files == FILES
        return found

    result = outcome("one-rule", Example("two files", FILES, bad=True), check)

    assert result.verdict is verdict
    assert set(result.unexpected) == found - MARKED
    assert set(result.absent) == MARKED - found


def test_an_outcome_says_which_lines_are_wrong() -> None:
    result = outcome("one-rule", Example("two files", FILES, bad=True), lambda _: {EXTRA})

    assert str(result).splitlines() == [
        'one-rule, bad example "two files": wrong',
        "  reported, not marked: a.py:1 [one-rule]",
        "  silent: a.py:2 [one-rule]",
        "  silent: b/c.py:1 [one-rule]",
        "  silent: b/c.py:1 [other-rule]",
    ]


def test_a_good_example_that_is_reported_is_noisy() -> None:
    result = outcome("one-rule", Example("fine", {"a.py": "x = 1\n"}, bad=False), lambda _: {EXTRA})

    assert result.verdict is Verdict.NOISY
