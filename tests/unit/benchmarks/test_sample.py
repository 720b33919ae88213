"""Samples are drawn the same way every time, and their summary adds up."""

import json
from pathlib import Path

import pytest

from benchmarks.sample import SAMPLES, Precision, Row, Sample, draw, load, main, summary


def a_finding(number: int, rule: str, family: str = "imports") -> dict[str, object]:
    return {"fingerprint": f"{rule}{number:04}", "rule": rule, "family": family, "line": number,
            "path": f"shop/m{number}.py", "symbol": "shop.m", "message": "says so"}  # fmt: skip


def judged(rule: str, *verdicts: str) -> Sample:
    rows = [
        Row(fingerprint=f"{n}", rule=rule, path="a.py", line=n, symbol="a", message="",
            verdict=verdict, reason="because")
        for n, verdict in enumerate(verdicts)
    ]  # fmt: skip
    return Sample(tree="t", command="", seed=1, rows=rows)


FINDINGS = [
    *(a_finding(n, "unresolved-import") for n in range(200)),
    *(a_finding(n, "competing-import-paths") for n in range(100)),
    *(a_finding(n, "import-cycle") for n in range(2)),
    *(a_finding(n, "unparsable-file", "hygiene") for n in range(9)),
]


def test_the_same_seed_draws_the_same_findings_in_whatever_order_they_come() -> None:
    assert draw(FINDINGS, "imports", 7, 30) == draw(FINDINGS[::-1], "imports", 7, 30)


def test_another_seed_draws_others() -> None:
    assert draw(FINDINGS, "imports", 7, 30) != draw(FINDINGS, "imports", 8, 30)


def test_each_rule_gives_its_share_and_one_at_least() -> None:
    rules = [row["rule"] for row in draw(FINDINGS, "imports", 7, 30)]
    assert len(rules) == 30
    assert rules.count("unresolved-import") in {19, 20}
    assert rules.count("import-cycle") == 1


def test_a_family_with_few_findings_is_read_whole() -> None:
    assert len(draw(FINDINGS, "hygiene", 7, 30)) == 9


def test_precision_counts_what_was_read_and_nothing_else() -> None:
    samples = [judged("a", "right", "wrong", ""), judged("a", "right"), judged("b", "wrong")]
    assert summary(samples) == {"a": Precision(2, 3), "b": Precision(0, 1)}


def test_the_table_sums_up_a_family(tmp_path: Path) -> None:
    for tree, verdicts in (("one", ("right", "right")), ("two", ("wrong", "right"))):
        text = json.dumps(judged("import-cycle", *verdicts))
        (tmp_path / f"imports-{tree}.json").write_text(text)
    family, rule = main(["--summary", "--samples", str(tmp_path)]).splitlines()
    assert family.split() == ["imports", "3", "of", "4", "right", "75.0%"]
    assert rule.split()[0] == "import-cycle"


def test_a_sample_is_never_drawn_over(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"findings": FINDINGS}))
    order = [str(report), "--family", "hygiene", "--tree", "one", "--samples", str(tmp_path)]
    assert "9 findings" in main(order)
    with pytest.raises(SystemExit):
        main(order)


def test_a_verdict_without_a_reason_is_refused(tmp_path: Path) -> None:
    sample = judged("a", "right")
    sample["rows"][0]["reason"] = ""
    (tmp_path / "a-t.json").write_text(json.dumps(sample))
    with pytest.raises(ValueError, match="and why"):
        load(tmp_path / "a-t.json")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_the_samples_that_are_kept_can_be_read(path: Path) -> None:
    assert load(path)["rows"]
