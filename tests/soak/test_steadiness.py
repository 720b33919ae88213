"""Runs that are killed, starved, interrupted or disturbed lose nothing and never say another thing."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Event, Thread

import pytest

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX"),
]
KILLS = 200
INTERRUPTS = 40
PAIRS = 20
SEED = 20260915
PACKAGES = ("asyncio", "concurrent", "email", "http", "json", "logging", "urllib", "xml")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Real code of a size that takes a second: packages of the standard library, and chatapp."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "fixtures" / "chatapp", root)
    for package in PACKAGES:
        library = Path(sysconfig.get_path("stdlib")) / package
        shutil.copytree(library, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    for number in range(600):  # so many files that suspects are sought in several processes
        (root / f"part{number}.py").write_text(f"def part{number}(x):\n    return x + {number}\n")
    return root


def begin(project: Path, cache: Path | None, **how: object) -> subprocess.Popen[bytes]:
    """A run of its own, in a group of processes of its own."""
    memory = ["--cache-dir", str(cache)] if cache else ["--no-cache"]
    arguments = ["check", "--format", "json", "--exit-zero", "--jobs", "2", *memory]
    process: subprocess.Popen[bytes] = subprocess.Popen(
        [sys.executable, "-m", "ssotlint", *arguments], cwd=project,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        **how,  # type: ignore[call-overload]
    )  # fmt: skip
    return process


def said(process: subprocess.Popen[bytes]) -> bytes:
    """What a run says that comes to its end."""
    out, err = process.communicate(timeout=300)
    assert (process.returncode, b"Traceback" in err) == (0, False), err.decode()
    return out


def truth_of(project: Path) -> tuple[bytes, float]:
    """What a run without a cache says, and how long it takes: a random moment is one of that time."""
    began = time.monotonic()
    return said(begin(project, None)), time.monotonic() - began


def told(
    process: subprocess.Popen[bytes], moment: float, tell: Callable[[subprocess.Popen[bytes]], None]
) -> bytes:
    """What a run that is told something after so many seconds has to complain of."""
    with process:
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            tell(process)
        _, err = process.communicate(timeout=300)  # waits for all who hold the other end
    return err


def test_a_run_killed_at_any_moment_leaves_a_cache_that_tells_the_truth(
    project: Path, tmp_path: Path
) -> None:
    dice, cache = Random(SEED), tmp_path / "cache"
    truth, length = truth_of(project)
    for number in range(1, KILLS + 1):
        told(begin(project, cache), dice.uniform(0, 1.5 * length),
             lambda one: os.killpg(one.pid, signal.SIGKILL))  # fmt: skip
        if number % 10 == 0:
            assert said(begin(project, cache)) == truth
            if dice.random() < 0.5:
                shutil.rmtree(cache)  # so that filling it is interrupted too


def test_an_interrupt_is_130_and_leaves_a_cache_that_tells_the_truth(
    project: Path, tmp_path: Path
) -> None:
    dice, cache = Random(SEED), tmp_path / "cache"
    truth, length = truth_of(project)
    stopped = 0
    for _ in range(INTERRUPTS):
        shutil.rmtree(cache, ignore_errors=True)
        process = begin(project, cache)
        moment = dice.uniform(0.2, 1.5) * length
        err = told(process, moment, lambda one: os.killpg(one.pid, signal.SIGINT))
        if b"init_import_site" in err:
            continue  # Python itself was not ready yet
        assert b"Traceback" not in err, err.decode()
        # Where the signal met a text in `exec`, as dataclasses run them, Python ends by the signal
        # itself, though we have caught it: every shell says 130 to that, too.
        assert process.returncode in {0, 130, -signal.SIGINT}
        stopped += process.returncode != 0
        assert said(begin(project, cache)) == truth
    assert stopped


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_told_to_end_takes_his_processes_along_and_leaves_a_cache_that_tells_the_truth(
    project: Path, tmp_path: Path, number: signal.Signals
) -> None:
    """A shell says 143 or 129 to that, as to any program."""
    dice, cache = Random(SEED), tmp_path / "cache"
    truth, length = truth_of(project)
    for _ in range(INTERRUPTS // 2):
        shutil.rmtree(cache, ignore_errors=True)
        process = begin(project, cache)
        moment = dice.uniform(0.2, 1.5) * length
        err = told(process, moment, lambda one: one.send_signal(number))  # the others by nobody
        assert (process.returncode, err) in {(-number, b""), (0, b"")}
        assert said(begin(project, cache)) == truth


def test_two_runs_on_one_cache_say_what_one_says(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    truth = said(begin(project, None))
    for _ in range(PAIRS):
        shutil.rmtree(cache, ignore_errors=True)
        pair = [begin(project, cache), begin(project, cache)]
        assert [said(process) for process in pair] == [truth, truth]


@pytest.mark.parametrize("room", [0, 1_000, 20_000, 100_000, 400_000])
def test_a_full_disk_costs_memory_and_no_truth(project: Path, tmp_path: Path, room: int) -> None:
    """No file may grow beyond ``room`` bytes, as on a disk that has no more."""
    truth = said(begin(project, None))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    for _ in range(2):
        assert said(begin(project, tmp_path / "cache", preexec_fn=limit)) == truth
    assert said(begin(project, tmp_path / "cache")) == truth


def test_files_that_come_change_and_go_during_a_run_end_nothing(
    project: Path, tmp_path: Path
) -> None:
    dice, over = Random(SEED), Event()
    files = sorted(project.rglob("*.py"))

    def disturb() -> None:
        while not over.wait(0.001):
            path = dice.choice(files)
            text = path.read_bytes() if path.exists() else b"import gone\n"
            path.unlink(missing_ok=True)
            if dice.random() < 0.7:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(text[: dice.randrange(len(text) + 1)])

    other = Thread(target=disturb)
    other.start()
    try:
        for _ in range(15):
            said(begin(project, tmp_path / "cache"))
    finally:
        over.set()
        other.join()
    assert said(begin(project, tmp_path / "cache")) == said(begin(project, None))
