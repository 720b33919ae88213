"""Cold, warm and after an edit, beside a bare parse of the same files: a table.

    python -m benchmarks [TREE] [--runs N]

Wall and CPU seconds are those of the whole process tree; memory is the sum of the largest sizes
of its processes. The tree is copied to a temporary folder first: nothing of it is changed.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple


class Measure(NamedTuple):
    """One run of a command."""

    wall: float  # seconds
    cpu: float  # seconds, user and system, children included
    memory: float  # megabytes, the peak of the sum over the process tree


def measure(command: list[str], cwd: Path) -> Measure:
    """Run a command to its end; its exit code does not matter, findings are expected."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watcher.start()
    process.wait()
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    watcher.join(1.0)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measure(wall, cpu, peak[0])


def _watch(process: "subprocess.Popen[bytes]", peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], _tree_memory(process.pid))
        time.sleep(0.02)


def _tree_memory(pid: int) -> float:
    """Proportional set size of a process and its children in megabytes (Linux; 0 elsewhere)."""
    total = 0.0
    pending = [pid]
    while pending:
        one = pending.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            total += int(rollup.split("\nPss:")[1].split()[0]) / 1024
            children = Path(f"/proc/{one}/task/{one}/children").read_text()
            pending.extend(int(c) for c in children.split())
        except (OSError, IndexError, ValueError):
            continue
    return total


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
    check = [sys.executable, "-m", "ssotlint", "check", "--exit-zero", "--format", "json", "."]
    floor = [sys.executable, str(Path(__file__).with_name("floor.py")), "."]
    env_root = str(Path(__file__).parent.parent)
    os.environ["PYTHONPATH"] = env_root
    rows: dict[str, list[Measure]] = {}
    victim = max(tree.rglob("*.py"), key=lambda p: (p.stat().st_size < 40_000, p.stat().st_size))  # fmt: skip
    original = victim.read_bytes()
    for number in range(runs):
        rows.setdefault("bare parse, two processes", []).append(measure(floor, tree))
        shutil.rmtree(tree / ".ssotlint_cache", ignore_errors=True)
        rows.setdefault("cold", []).append(measure(check, tree))
        rows.setdefault("warm, nothing changed", []).append(measure(check, tree))
        victim.write_bytes(
            original + f"\n\ndef edited_{number}(value):\n    return value\n".encode()
        )
        rows.setdefault("one file edited", []).append(measure(check, tree))
        victim.write_bytes(original)
    return rows


def _print(rows: dict[str, list[Measure]]) -> None:
    floor = statistics.median(m.wall for m in rows["bare parse, two processes"])
    print(f"{'':28}{'wall s':>9}{'x floor':>9}{'CPU s':>9}{'MB':>8}")
    for name, measures in rows.items():
        wall, cpu, memory = (statistics.median(column) for column in zip(*measures, strict=True))
        print(f"{name:28}{wall:9.2f}{wall / floor:9.3f}{cpu:9.2f}{memory:8.0f}")


if __name__ == "__main__":
    main()
