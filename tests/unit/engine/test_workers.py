"""Work beside the main process, which goes on when a process dies."""

import os
import signal
import subprocess
import sys
from multiprocessing import connection, parent_process
from pathlib import Path
from time import sleep

import pytest

from ssotlint.engine.workers import Workers


def doubled(number: int) -> int:
    if number == 3 and parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def half_told(number: int) -> bytes:
    """A process dies while it writes what it has found, as for want of memory."""

    def write(self: connection.Connection, data: bytes) -> None:
        os.write(self.fileno(), bytes(data)[:2])
        os.kill(os.getpid(), signal.SIGKILL)

    if number == 3 and parent_process() is not None:
        connection.Connection._send = write  # type: ignore[attr-defined]
    return bytes([number]) * 100_000


def opened(gate: str) -> bool:
    """Wait for a file."""
    while not Path(gate).exists():
        sleep(0.01)
    return True


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    with Workers(jobs) as workers:
        workers.start()
        assert list(workers.map(abs, range(20))) == list(range(20))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_what_a_killed_process_leaves_is_done_here() -> None:
    with Workers(2) as workers:
        workers.start()
        assert list(workers.map(doubled, range(20))) == list(range(0, 40, 2))
        assert list(workers.map(doubled, range(5))) == list(range(0, 10, 2))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_process_that_is_killed_while_it_tells_keeps_nobody_waiting() -> None:
    """It holds the lock under which all tell, and its word is never at an end."""
    with Workers(2) as workers:
        workers.start()
        for count in (20, 5):
            found = list(workers.map(half_told, range(count)))
            assert found == [bytes([number]) * 100_000 for number in range(count)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes that fork")
def test_processes_end_with_the_one_that_they_work_for() -> None:
    script = (
        "import multiprocessing, time; from ssotlint.engine.workers import Workers\n"
        "with Workers(3) as workers:\n"
        "    workers.start()\n"
        "    print(*(p.pid for p in multiprocessing.active_children()), flush=True)\n"
        "    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        beside = [int(number) for number in process.stdout.readline().split()]
        process.kill()
    assert len(beside) == 3
    while any(map(is_there, beside)):  # a test that never ends has failed, too
        sleep(0.05)


def is_there(process: int) -> bool:
    """Whether a process lives; what has ended and is not buried yet does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except FileNotFoundError:
        return False
    return state[0] != "Z"


def test_tasks_that_are_not_done_are_waiting(tmp_path: Path) -> None:
    gates = [tmp_path / name for name in "abc"]
    with Workers(2) as workers:
        workers.start()
        assert workers.waiting == 0
        results = workers.map(opened, map(str, gates))
        assert workers.waiting == 3
        gates[0].touch()
        assert next(results)
        assert workers.waiting == 2
        for gate in gates:
            gate.touch()
        assert list(results) == [True, True]
        assert workers.waiting == 0


def priority(_: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


@pytest.mark.skipif(not hasattr(os, "setpriority"), reason="priorities of POSIX")
def test_processes_give_way_to_the_main_one() -> None:
    with Workers(2) as workers:
        workers.give_way()  # there are none yet
        workers.start()
        before = priority(0)
        assert set(workers.map(priority, range(8))) == {before}
        workers.give_way()
        assert all(beside > before for beside in workers.map(priority, range(8)))
        assert priority(0) == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes that fork")
def test_an_interrupt_while_processes_are_forked_is_not_lost() -> None:
    """Python swallows what is raised in a handler of a fork, as that of `logging` is one."""
    sent: list[int] = []

    def interrupt() -> None:
        if not sent:
            sent.append(os.getpid())
            os.kill(os.getpid(), signal.SIGINT)

    os.register_at_fork(before=interrupt)
    with Workers(2) as workers, pytest.raises(KeyboardInterrupt):
        workers.start()
    assert sent == [os.getpid()]
