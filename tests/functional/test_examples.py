"""Every example of every rule is true: what is marked is reported, and nothing else."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ssotlint.engine.session import check_world
from ssotlint.model.rule import Example
from ssotlint.rulebook.book import load
from ssotlint.rulebook.examples import Mark, Verdict, outcome


def _examples() -> Iterator[object]:
    for rule in load().rules.values():
        for example in rule.examples:
            kind = "bad" if example.bad else "good"
            yield pytest.param(rule.name, example, id=f"{rule.name}-{kind}-{example.title}")


@pytest.mark.parametrize(("rule", "example"), list(_examples()))
def test_an_example_is_true(rule: str, example: Example, tmp_path: Path) -> None:
    def check(files: Mapping[str, str]) -> set[Mark]:
        report = check_world(dict(files), tmp_path)
        assert report.faults == ()
        return {Mark(f.place.path, f.place.line, f.rule) for f in report.findings}

    result = outcome(rule, example, check)

    assert result.verdict is Verdict.OK, str(result)
