import json
import re
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from ssotlint.model.report import Related, Report
from ssotlint.model.severity import Severity
from ssotlint.model.value import replace
from ssotlint.report import TextOptions, render, sarif
from tests.unit.report.sample import CARDS, clean, place, sample
from tests.unit.report.snapshots import assert_same


def run(report: Report, options: TextOptions | None = None) -> dict[str, Any]:
    log = json.loads(render("sarif", report, options or TextOptions()))
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


def texts(value: object) -> list[str]:
    """All strings of a document."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []


def test_report() -> None:
    assert_same("sarif.json", render("sarif", sample()))


def test_every_result_names_its_rule() -> None:
    only = run(sample())
    rules = only["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    assert len(only["results"]) == len(sample().findings)
    for result in only["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_rule_without_a_card_is_named_too() -> None:
    only = run(replace(sample(), rules={}))
    assert all(rule["shortDescription"]["text"] for rule in only["tool"]["driver"]["rules"])


def test_required_texts_are_never_empty_and_never_too_long() -> None:
    card = replace(CARDS["import-cycle"], summary="", help="")
    long = replace(CARDS["duplicate-helper"], summary="x" * 2000, help="y" * 2000)
    report = replace(sample(), rules={card.name: card, long.name: long})
    for rule in run(report)["tool"]["driver"]["rules"]:
        for key in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[key]["text"]) <= 1024
        assert rule["help"]["text"]
    silent = replace(sample().findings[0], message="")
    assert run(replace(sample(), findings=(silent,)))["results"][0]["message"]["text"]


def test_the_region_is_the_reported_place() -> None:
    for result, finding in zip(run(sample())["results"], sample().findings, strict=True):
        span = finding.place.span
        physical = result["locations"][0]["physicalLocation"]
        assert physical["region"] == {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
        path = unquote_to_bytes(physical["artifactLocation"]["uri"])
        assert path.decode("utf-8", "surrogateescape") == finding.place.path


def test_addresses_are_relative_and_encoded() -> None:
    options = TextOptions(repository_prefix="backend/")
    for result in run(sample(), options)["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"backend/[A-Za-z0-9%._~/-]+", uri)


def test_the_message_links_to_the_related_places() -> None:
    for result in run(sample())["results"]:
        text = re.sub(r"\\.", "", result["message"]["text"])
        links = [int(number) for number in re.findall(r"\[[^\]]*\]\((\d+)\)", text)]
        ids = [related["id"] for related in result["relatedLocations"]]
        assert links == ids[:5]
        assert all(related["message"]["text"] for related in result["relatedLocations"])


def test_brackets_of_a_message_make_no_link() -> None:
    finding = replace(sample().findings[0], message="see [here](1)", related=())
    (result,) = run(replace(sample(), findings=(finding,)))["results"]
    assert result["message"]["text"] == r"see \[here\](1)"


def test_a_result_has_a_hundred_related_places_at_most() -> None:
    related = tuple(Related(place(f"a{i}.py", 1, 1, 2), f"a{i}.f", "") for i in range(150))
    finding = replace(sample().findings[0], related=related)
    (result,) = run(replace(sample(), findings=(finding,)))["results"]
    assert len(result["relatedLocations"]) == 100


def test_the_hash_that_github_computes_itself_is_left_to_it() -> None:
    for result, finding in zip(run(sample())["results"], sample().findings, strict=True):
        assert result["partialFingerprints"] == {"ssotlint/v1": finding.fingerprint}


def test_what_went_wrong_or_was_left_out_is_said() -> None:
    (invocation,) = run(sample())["invocations"]
    assert invocation["executionSuccessful"] is False
    notes = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert len(notes) == len(sample().scope.skipped) + 1
    assert notes[0] == "not read: larger than max-file-size"
    assert notes[-1].startswith("detectors.concepts failed: KeyError")
    assert run(clean())["invocations"][0]["executionSuccessful"] is True


def test_the_worst_are_kept_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif._RESULTS == 25_000  # what code scanning takes
    monkeypatch.setattr(sarif, "_RESULTS", 50)
    some = replace(sample().findings[0], related=(), severity=Severity.NOTE)
    bad = replace(some, severity=Severity.ERROR)
    only = run(replace(sample(), findings=(some,) * 51 + (bad,), excerpts={}))
    assert len(only["results"]) == 50
    assert only["results"][-1]["level"] == "error"
    notes = [n["message"]["text"] for n in only["invocations"][0]["toolExecutionNotifications"]]
    assert "2 findings of low severity are left out" in notes


@pytest.mark.parametrize("report", [sample(), clean()])
def test_no_text_is_empty(report: Report) -> None:
    without = json.loads(render("sarif", report))
    for result in without["runs"][0]["results"]:
        del result["properties"]
    assert "" not in texts(without)
