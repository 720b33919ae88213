"""Draw findings to be read by a person, and sum up what the reading said.

    python -m benchmarks.sample REPORT.json --family imports --tree NAME [--seed N] [--count N]
    python -m benchmarks.sample --summary

A sample is a file ``benchmarks/samples/<family>-<tree>.json``; whoever reads a row writes
``right`` or ``wrong`` into its ``verdict`` and why into its ``reason``. A sample that exists is
not drawn over: its verdicts are work.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

SAMPLES = Path(__file__).parent / "samples"
_SEED = 20260907  # any number; one for all samples, so that nobody can draw until it fits


class Row(TypedDict):
    """A finding to be read; ``verdict`` is "right", "wrong", or "" while nobody has read it."""

    fingerprint: str
    rule: str
    path: str
    line: int
    symbol: str
    message: str
    verdict: str
    reason: str


class Sample(TypedDict):
    """Findings of a family in a tree: its revision, the command of the report, the seed."""

    tree: str
    command: str
    seed: int
    rows: list[Row]


class Precision(NamedTuple):
    """How many findings were read and how many of them are right."""

    right: int
    read: int

    @property
    def share(self) -> float:
        """Right among read, 0.0 when nothing was read."""
        return self.right / self.read if self.read else 0.0


def draw(findings: Iterable[Mapping[str, object]], family: str, seed: int, count: int) -> list[Row]:
    """A sample stratified by rule: each rule of a family gives its share, and one at least.

    Shares are rounded by largest remainder. The draw depends on the fingerprints and the seed,
    not on the order of the findings. At most ``count`` rows when there are no more rules than that.
    """
    by_rule: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for finding in findings:
        if finding["family"] == family:
            by_rule[str(finding["rule"])].append(finding)
    chance = random.Random(seed)
    rows: list[Row] = []
    for rule, size in _shares(
        {rule: len(by_rule[rule]) for rule in sorted(by_rule)}, count
    ).items():
        ordered = sorted(by_rule[rule], key=lambda finding: str(finding["fingerprint"]))
        rows += [_row(finding) for finding in chance.sample(ordered, size)]
    return sorted(rows, key=lambda row: (row["rule"], row["path"], row["line"], row["fingerprint"]))


def _shares(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    total = sum(sizes.values())
    if total <= count:
        return dict(sizes)
    exact = {rule: count * size / total for rule, size in sizes.items()}
    shares = {rule: max(1, int(share)) for rule, share in exact.items()}
    for rule in sorted(sizes, key=lambda rule: (int(exact[rule]) - exact[rule], rule)):
        if sum(shares.values()) < count and shares[rule] < sizes[rule]:
            shares[rule] += 1
    while sum(shares.values()) > count and max(shares.values()) > 1:
        shares[max(sorted(shares), key=lambda rule: shares[rule])] -= 1
    return shares


def _row(finding: Mapping[str, object]) -> Row:
    return Row(
        fingerprint=str(finding["fingerprint"]),
        rule=str(finding["rule"]),
        path=str(finding["path"]),
        line=cast("int", finding["line"]),
        symbol=str(finding["symbol"]),
        message=str(finding["message"]),
        verdict="",
        reason="",
    )


def summary(samples: Iterable[Sample]) -> dict[str, Precision]:
    """Precision by rule, over all samples; rows that nobody has judged do not count."""
    right: dict[str, int] = defaultdict(int)
    read: dict[str, int] = defaultdict(int)
    for sample in samples:
        for row in sample["rows"]:
            if row["verdict"]:
                read[row["rule"]] += 1
                right[row["rule"]] += row["verdict"] == "right"
    return {rule: Precision(right[rule], read[rule]) for rule in sorted(read)}


def load(path: Path) -> Sample:
    """Read a sample; ValueError names the row whose verdict is no verdict or has no reason."""
    sample = cast("Sample", json.loads(path.read_text(encoding="utf-8")))
    for row in sample["rows"]:
        if row["verdict"] not in {"", "right", "wrong"} or (row["verdict"] and not row["reason"]):
            raise ValueError(f"{path}: {row['fingerprint']}: a verdict is right or wrong, and why")
    return sample


def main(arguments: Sequence[str]) -> str:
    """Do what the command line says; what it has to tell."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sample")
    parser.add_argument("report", nargs="?", type=Path, help="a report of --format json")
    parser.add_argument("--family", default="")
    parser.add_argument("--tree", default="tree", help="the name or revision of what was checked")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--samples", type=Path, default=SAMPLES, help="the folder of the samples")
    parser.add_argument("--summary", action="store_true")
    given = parser.parse_args(arguments)
    if given.summary:
        return _table(given.samples)
    if given.report is None or not given.family:
        parser.error("name a report and a family, or ask for the --summary")
    target: Path = given.samples / f"{given.family}-{given.tree}.json"
    if target.exists():
        parser.error(f"{target} exists: its verdicts would be lost")
    findings = json.loads(given.report.read_text(encoding="utf-8"))["findings"]
    sample = Sample(
        tree=given.tree,
        command="ssotlint check --format json",
        seed=given.seed,
        rows=draw(findings, given.family, given.seed, given.count),
    )
    given.samples.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(sample, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return f"{target}: {len(sample['rows'])} findings to read"


def _table(folder: Path) -> str:
    """Precision per family and rule."""
    by_family: dict[str, list[Sample]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        by_family[path.stem.partition("-")[0]].append(load(path))
    lines = []
    for family, samples in by_family.items():
        rules = summary(samples)
        whole = Precision(sum(p.right for p in rules.values()), sum(p.read for p in rules.values()))
        lines += [_line(family, whole), *(_line(f"  {rule}", p) for rule, p in rules.items())]
    return "\n".join(lines) or "nothing was read yet"


def _line(name: str, precision: Precision) -> str:
    return f"{name:28} {precision.right:4} of {precision.read:4} right  {precision.share:6.1%}"


if __name__ == "__main__":
    print(main(sys.argv[1:]))
