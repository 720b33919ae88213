"""What a command costs: time and memory of its whole process tree."""

import resource
import subprocess
import threading
import time
from pathlib import Path
from typing import IO, NamedTuple


class Measure(NamedTuple):
    """One run of a command."""

    wall: float  # seconds
    cpu: float  # seconds, user and system, children included
    memory: float  # megabytes, the peak of the sum over the process tree


def measure(command: list[str], cwd: Path, told: IO[bytes] | None = None) -> Measure:
    """Run a command to its end; its exit code does not matter, findings are expected.

    What it prints goes to ``told``, else nowhere.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=told or subprocess.DEVNULL, stderr=subprocess.DEVNULL
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
