"""A session of lasting edits, as in an editor: each stays, and is followed by a run.

    python -m benchmarks.session [TREE] [--steps 24] [--seed 1] [--compare 6]

The tree is copied and checked once. Each step edits a file that is drawn with the seed: a kind of
``benchmarks.edits``, a file that cannot be read any more and one that can again, a finding that comes
and one that goes. ``--compare`` holds the report of every so many steps, and the last one, against
one from nothing.
"""

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from benchmarks.edits import CHECK, Edit, dotted, drawn, hubs, is_equal, kinds
from benchmarks.measure import Measure, measure

_BROKEN = "\n\ndef broken_of_late(value:\n"
_FINDING = "\n\ndef finding_of_late():\n    from {ours} import nothing_of_this_name\n"


class Step(NamedTuple):
    """An edit that stays, and the run after it."""

    kind: str
    path: str
    cost: Measure
    is_equal: bool | None  # to a report from nothing; None: not compared


def steps(ours: str) -> dict[str, Edit]:
    """What is done to a file, by its name; what is taken back was done to the same file before."""
    finding = _FINDING.format(ours=ours)
    return {
        **kinds(ours),
        "a file broken": lambda text: text + _BROKEN,
        "a file repaired": lambda text: text.removesuffix(_BROKEN),
        "a finding brought": lambda text: text + finding,
        "a finding taken away": lambda text: text.removesuffix(finding),
    }


_AGAIN = {"a file repaired", "a finding taken away"}  # of the file of the step before


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", nargs="?", default="fixtures/chatapp", type=Path)
    parser.add_argument("--steps", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--compare", type=int, default=0, metavar="STEPS")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(options.tree, tree, symlinks=True)
        measure(CHECK, tree)
        taken = list(_taken(tree, options.steps, random.Random(options.seed), options.compare))
    _print(taken)


def _taken(tree: Path, count: int, dice: random.Random, every: int) -> Iterator[Step]:
    """The steps, one after the other."""
    files = sorted(path for path in tree.rglob("*.py") if path.is_file())
    edits = steps(dotted(tree, hubs(tree, files, 1)[0]))
    paths = cycle(drawn(files, count, dice))
    path, done = next(paths), 0
    for kind, edit in cycle(edits.items()):
        if done == count:
            break
        path = path if kind in _AGAIN else next(paths)
        before = path.read_text(encoding="utf-8")
        after = edit(before)
        if after is None or after == before:
            continue
        path.write_text(after, encoding="utf-8")
        done += 1
        cost = measure(CHECK, tree)
        compared = every and (done % every == 0 or done == count)
        name = path.relative_to(tree).as_posix()
        print(f"{done:4} {kind:24}{cost.wall:8.2f} s{cost.cpu:8.2f} CPU s  {name}", file=sys.stderr)
        yield Step(kind, name, cost, is_equal(tree) if compared else None)


def _print(taken: list[Step]) -> None:
    print(
        f"{'edit':24}{'runs':>5}{'median s':>10}{'worst s':>9}{'median CPU':>12}{'worst CPU':>11}"
    )
    rows: dict[str, list[Measure]] = {}
    for step in taken:
        rows.setdefault(step.kind, []).append(step.cost)
        rows.setdefault("all", []).append(step.cost)
    rows["all"] = rows.pop("all", [])
    for kind, costs in rows.items():
        walls, cpus = [cost.wall for cost in costs], [cost.cpu for cost in costs]
        print(f"{kind:24}{len(costs):5}{statistics.median(walls):10.2f}{max(walls):9.2f}"
              f"{statistics.median(cpus):12.2f}{max(cpus):11.2f}")  # fmt: skip
    for step in taken:
        if step.is_equal is False:
            print(f"DIFFERS from a run from nothing: {step.kind} in {step.path}")
    compared = [step for step in taken if step.is_equal is not None]
    if compared:
        print(f"{sum(step.is_equal is True for step in compared)} of {len(compared)} equal")


if __name__ == "__main__":
    main()
