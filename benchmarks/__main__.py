"""Cold, warm and after an edit, beside a bare parse of the same files: a table.

    python -m benchmarks [TREE] [--runs N]

Wall and CPU seconds are those of the whole process tree; memory is the sum of the largest sizes
of its processes. The tree is copied to a temporary folder first: nothing of it is changed.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.edits import dotted, hubs, kinds
from benchmarks.measure import Measure, measure

_FLOOR = "bare parse, two processes"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", nargs="?", default="fixtures/chatapp")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(options.tree, tree, symlinks=True)
        rows = _rows(tree, options.runs)
    _print(rows)


def _rows(tree: Path, runs: int) -> dict[str, list[Measure]]:
    tool = [sys.executable, "-m", "ssotlint"]
    check = [*tool, "check", "--exit-zero", "--format", "json", "."]
    floor = [sys.executable, str(Path(__file__).with_name("floor.py")), "."]
    os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent)
    files = sorted(path for path in tree.rglob("*.py") if path.is_file())
    hub = hubs(tree, files, 1)[0]
    victim = max(files, key=lambda path: (path.stat().st_size < 40_000, path.stat().st_size))
    rows: dict[str, list[Measure]] = {}
    for _ in range(runs):
        rows.setdefault(_FLOOR, []).append(measure(floor, tree))
        shutil.rmtree(tree / ".ssotlint_cache", ignore_errors=True)
        rows.setdefault("cold", []).append(measure(check, tree))
        rows.setdefault("warm, nothing changed", []).append(measure(check, tree))
        for what, path in (("one file", victim), ("a hub", hub)):
            original = path.read_text(encoding="utf-8")
            for kind, edit in kinds(dotted(tree, hub)).items():
                text = edit(original)
                if text is None:
                    continue
                path.write_text(text, encoding="utf-8")
                rows.setdefault(f"{what}: {kind}", []).append(measure(check, tree))
                path.write_text(original, encoding="utf-8")
                measure(check, tree)
        rows.setdefault("--version", []).append(measure([*tool, "--version"], tree))
    return rows


def _print(rows: dict[str, list[Measure]]) -> None:
    floor = statistics.median(m.wall for m in rows[_FLOOR])
    print(f"{'':32}{'wall s':>9}{'x floor':>9}{'CPU s':>9}{'MB':>8}")
    for name, measures in rows.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*measures, strict=True))
        print(f"{name:32}{wall:9.2f}{wall / floor:9.3f}{cpu:9.2f}{memory:8.0f}")


if __name__ == "__main__":
    main()
