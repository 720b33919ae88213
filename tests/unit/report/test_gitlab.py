import json

from ssotlint.model.value import replace
from ssotlint.report import TextOptions, render
from tests.unit.report.sample import clean, sample
from tests.unit.report.snapshots import assert_same


def test_report() -> None:
    assert_same("gitlab.json", render("gitlab", sample()))
    assert json.loads(render("gitlab", clean())) == []


def test_what_the_parser_demands_is_there() -> None:
    # GitLab's schema: four keys of these types; one issue that lacks one ends the reading.
    issues = json.loads(render("gitlab", sample()))
    assert len(issues) == len(sample().findings)
    for issue in issues:
        assert isinstance(issue["description"], str)
        assert isinstance(issue["fingerprint"], str)
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert isinstance(issue["location"]["lines"]["begin"], int)
        assert not issue["location"]["path"].startswith(("./", "/"))


def test_no_byte_order_mark() -> None:
    assert render("gitlab", sample())[0] == "["


def test_equal_fingerprints_do_not_collapse() -> None:
    findings = tuple(replace(finding, fingerprint="same") for finding in sample().findings)
    issues = json.loads(render("gitlab", replace(sample(), findings=findings)))
    assert issues[0]["fingerprint"] == "same"
    assert len({issue["fingerprint"] for issue in issues}) == len(findings)


def test_paths_are_those_of_the_repository() -> None:
    options = TextOptions(repository_prefix="backend/", cwd_prefix="../")
    paths = {one["location"]["path"] for one in json.loads(render("gitlab", sample(), options))}
    assert "backend/chat/auth.py" in paths
