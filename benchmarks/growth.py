"""How time and memory grow with a tree: a table with the measured exponents.

    python -m benchmarks.growth [TREE] [--files N]

Parts of TREE (its files in an order that is shuffled with a fixed seed, so that each part is made
like the whole) are copied into temporary folders that double in size, and checked cold, with the
bare parse of the same files beside. ``--files`` adds a synthetic tree of so many small packages'
files that import and call each other. An exponent of 1 means that the cost of a line is constant.
"""

import argparse
import math
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Measure, measure

_SMALLEST = 10_000  # lines
_SEED = 20260907


class Row(NamedTuple):
    """One tree: its size, a cold run, and the bare parse of its files."""

    name: str
    files: int
    lines: int
    cold: Measure
    floor: Measure


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", nargs="?", default="fixtures/chatapp", type=Path)
    parser.add_argument("--files", type=int, default=0, help="size of a synthetic tree")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent)
    rows: list[Row] = []
    for name, files in _parts(options.tree):
        rows.append(_measured(name, files, options.tree))
        _print(rows)
    if options.files:
        with tempfile.TemporaryDirectory() as folder:
            made = list(_synthetic(Path(folder), options.files))
            print(f"\nsynthetic, {options.files} files")
            _print([_measured("synthetic", made, Path(folder))])


def _parts(tree: Path) -> Iterator[tuple[str, list[Path]]]:
    """Parts of a tree that double in lines, then the whole of it."""
    files = sorted(p for p in tree.rglob("*.py") if p.is_file())
    random.Random(_SEED).shuffle(files)
    wanted, seen = _SMALLEST, 0
    for position, path in enumerate(files):
        seen += path.read_bytes().count(b"\n")
        if seen >= wanted:
            yield f"{seen // 1000} k", files[: position + 1]
            wanted = seen * 2
    yield "all", files


def _measured(name: str, files: list[Path], tree: Path) -> Row:
    lines = sum(path.read_bytes().count(b"\n") for path in files)
    with tempfile.TemporaryDirectory() as made:
        part = Path(made) / "tree"
        for path in files:
            target = part / path.relative_to(tree)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        check = [sys.executable, "-m", "ssotlint", "check", "--exit-zero", "--quiet", "."]
        floor = [sys.executable, str(Path(__file__).with_name("floor.py")), "."]
        return Row(name, len(files), lines, measure(check, part), measure(floor, part))


def _synthetic(root: Path, count: int) -> Iterator[Path]:
    """Packages of twenty modules; each module imports from the one before and calls it."""
    for number in range(count):
        package = f"area{number // 400}.part{number // 20}"
        path = root / package.replace(".", "/") / f"module{number % 20}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        first = number % 20 == 0
        before = f"{package}.module{number % 20 - 1}"
        path.write_text(
            ("" if first else f"from {before} import make{number - 1}\n\n\n")
            + f"def make{number}(value):\n"
            + f"    found = {f'value * {number}' if first else f'make{number - 1}(value)'}\n"
            + f"    return found + {number}\n\n\n"
            + f"class Part{number}:\n    def open(self, name):\n"
            + f"        self.name{number % 7} = name\n        return make{number}(name)\n",
            encoding="utf-8",
        )
        yield path


def _print(rows: list[Row]) -> None:
    if len(rows) == 1:
        print(f"{'part':12}{'files':>8}{'lines':>11}{'wall s':>9}{'CPU s':>9}"
              f"{'x parse':>9}{'us/line':>9}{'MB':>7}{'CPU ^':>8}{'MB ^':>8}")  # fmt: skip
    row = rows[-1]
    cold, floor = row.cold, row.floor
    growth = ("", "")
    if len(rows) > 1:
        first = rows[0]
        times = math.log(row.lines / first.lines)
        growth = (
            f"{math.log(cold.cpu / first.cold.cpu) / times:.2f}",
            f"{math.log(cold.memory / first.cold.memory) / times:.2f}",
        )
    print(f"{row.name:12}{row.files:8}{row.lines:11}{cold.wall:9.2f}{cold.cpu:9.2f}"
          f"{cold.cpu / floor.cpu:9.2f}{cold.cpu / row.lines * 1e6:9.1f}{cold.memory:7.0f}"
          f"{growth[0]:>8}{growth[1]:>8}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
