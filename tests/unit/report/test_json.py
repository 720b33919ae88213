import json
from pathlib import Path

import jsonschema
import pytest

from ssotlint.model.evidence import Evidence
from ssotlint.model.place import Place, Span
from ssotlint.model.report import Related, Report
from ssotlint.model.value import replace
from ssotlint.report import render
from ssotlint.report.evidence import differences, facts_of, similarity
from ssotlint.report.json import schema
from tests.unit.report.sample import CloneEvidence, clean, place, sample, single
from tests.unit.report.snapshots import assert_same

PUBLISHED = Path(__file__).parents[3] / "docs" / "schema" / "report.schema.json"


def test_the_published_schema_is_the_one_of_the_code() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema()


@pytest.mark.parametrize("report", [sample(), clean(), single()])
def test_every_report_fits_the_schema(report: Report) -> None:
    rules = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(rules)
    jsonschema.validate(json.loads(render("json", report)), rules)


def test_the_whole_report() -> None:
    assert_same("report.json", render("json", sample()))


def test_keys_stand_in_the_order_of_the_contract() -> None:
    document = json.loads(render("json", sample()))
    assert list(document)[:8] == [
        "schema", "tool", "scope", "summary", "rules", "groups", "findings", "errors",
    ]  # fmt: skip
    finding = next(f for f in document["findings"] if f["group"] == "g1")
    assert list(finding)[:19] == [
        "rule", "family", "also", "severity", "message", "path", "line", "column", "end_line",
        "end_column", "symbol", "role", "domain", "group", "canonical", "related", "impact",
        "evidence", "fingerprint",
    ]  # fmt: skip
    group = document["groups"]["g1"]
    assert list(group) == ["rule", "title", "canonical", "members"]
    assert list(group["canonical"]) == ["symbol", "path", "line", "why"]
    assert list(group["members"][0])[:6] == [
        "path", "line", "end_line", "symbol", "importers", "drifted",
    ]  # fmt: skip


def test_related_places_begin_with_the_canonical_and_are_capped() -> None:
    owner = Related(place("z.py", 9, 1, 2), "z.f", "the owner")
    others = tuple(Related(place(f"a{i:02}.py", 1, 1, 2), f"a{i}.f", "") for i in range(30))
    finding = replace(sample().findings[0], canonical=owner, related=(*others, owner))
    document = json.loads(render("json", replace(sample(), findings=(finding,))))
    related = document["findings"][0]["related"]
    assert [r["path"] for r in related] == ["z.py", *(f"a{i:02}.py" for i in range(20))]


def test_without_a_canonical_twenty_places_are_related() -> None:
    others = tuple(Related(place(f"a{i:02}.py", 1, 1, 2), f"a{i}.f", "") for i in range(30))
    finding = replace(sample().findings[0], canonical=None, related=others)
    document = json.loads(render("json", replace(sample(), findings=(finding,))))
    assert len(document["findings"][0]["related"]) == 20


def test_one_finding_a_line_as_in_the_report() -> None:
    lines = render("jsonl", sample()).splitlines()
    document = json.loads(render("json", sample()))
    assert [json.loads(line) for line in lines] == document["findings"]
    assert render("jsonl", clean()) == ""


class _Odd(Evidence, frozen=True, kw_only=True):
    place: Place
    by_line: dict[int, str]
    nothing: None = None


def test_evidence_is_told_by_field() -> None:
    odd = _Odd(proof="x", place=Place("a.py", Span(1, 2, 3, 4)), by_line={3: "c"})
    assert facts_of(odd) == {
        "proof": "x",
        "place": ["a.py", [1, 2, 3, 4]],
        "by_line": {"3": "c"},
        "nothing": None,
    }


def test_two_facts_have_a_meaning_to_every_reader() -> None:
    clone = CloneEvidence(similarity=0.5, differences=("a", "b"))
    assert (differences(clone), similarity(clone)) == (("a", "b"), 0.5)
    assert (differences(Evidence()), similarity(Evidence())) == ((), None)
