"""The rules that come with ssotlint, each of them complete."""

import subprocess
import sys

import pytest

from ssotlint.model.rule import Rule
from ssotlint.rulebook import contract
from ssotlint.rulebook.book import load

RULES = load().rules


@pytest.fixture(params=RULES.values(), ids=list(RULES))
def rule(request: pytest.FixtureRequest) -> Rule:
    """Each shipped rule."""
    found: Rule = request.param
    return found


def test_a_rule_says_why_in_three_to_ten_lines(rule: Rule) -> None:
    lines = rule.rationale.splitlines()

    assert 3 <= len(lines) <= 10
    assert all(len(line) <= 100 for line in lines)


def test_a_summary_is_one_sentence(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 100


def test_a_rule_fits_its_detector(rule: Rule) -> None:
    contract.hold(rule)


def test_the_examples_of_a_rule_have_titles_of_their_own(rule: Rule) -> None:
    titles = [example.title for example in rule.examples]

    assert len(set(titles)) == len(titles)


def test_the_examples_of_a_rule_are_python(rule: Rule) -> None:
    if rule.name == "unparsable-file":
        return
    for example in rule.examples:
        for path, text in example.files.items():
            if path.endswith(".py"):
                compile(text, path, "exec", dont_inherit=True)


def test_reading_rules_loads_neither_syntax_nor_graph_nor_a_detector() -> None:
    program = (
        "import sys; from ssotlint.rulebook.book import load; load();"
        "print(*(m for m in ('libcst', 'networkx', 'ssotlint.syntax', 'ssotlint.detectors')"
        " if m in sys.modules))"
    )

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert loaded.stdout.split() == []
