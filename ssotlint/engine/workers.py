"""Processes that read and judge beside the main one."""

from __future__ import annotations

import gc
import os
import signal
from contextlib import contextmanager, suppress
from importlib import import_module
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Any, Self, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

_PATIENCE = 1.0  # seconds until it is looked whether the processes are alive
_COURTESY = 3  # steps of priority: each of two beside the main process has half of its time
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Workers:
    """A pool that is started on first use; with one job everything runs in this process."""

    def __init__(self, jobs: int) -> None:
        self.jobs = max(jobs, 1)
        self._pool: ProcessPoolExecutor | None = None
        self._processes: Sequence[BaseProcess] = ()
        self._given: WeakSet[Future[Any]] = WeakSet()
        self._lost = False  # a process died while it handed something over

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self._pool is None:
            return
        if error is None and not self._lost:
            self.end()
            return
        # Nobody waits for what they are at; they hold nothing of the user's. Nor does anybody wait
        # for the thread of the pool: what a killed process was writing, it would read for ever.
        from multiprocessing import active_children  # loaded already: there are processes

        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in active_children():
            process.kill()
            process.join()

    def start(self) -> None:
        """Start the processes now, while this one is small."""
        if self.jobs > 1 and self._pool is None:
            # A full disk or a closed sandbox has no semaphores: then this process does it all.
            with suppress(OSError):
                self._pool, self._processes = _pool(self.jobs)

    def end(self) -> None:
        """Let the processes go, when all is done: their memory is wanted. More is done in this one."""
        if self._pool is not None and not self._lost:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def give_way(self) -> None:
        """Leave a processor to the main process, where it has the longest way before it."""
        if self._pool is None or not hasattr(os, "setpriority"):
            return
        from multiprocessing import active_children  # loaded already: there are processes

        lower = os.getpriority(os.PRIO_PROCESS, 0) + _COURTESY
        for process in active_children():
            with suppress(OSError):  # it is gone, or may not be told
                os.setpriority(os.PRIO_PROCESS, process.pid or 0, lower)

    @property
    def waiting(self) -> int:
        """How many tasks the processes have not done yet."""
        return sum(not future.done() for future in self._given)

    def map(self, work: Callable[[_Task], _Result], tasks: Iterable[_Task]) -> Iterator[_Result]:
        """The result of each task, in the order of the tasks.

        The processes begin at once; without them each task waits until its result is wanted.
        What a process that was killed (for its memory, as a rule) leaves is done in this one.
        """
        if self._pool is None or self._lost:
            return map(work, tasks)
        from concurrent.futures import BrokenExecutor

        tasks = list(tasks)
        try:
            futures = [self._pool.submit(work, task) for task in tasks]
            self._given.update(futures)
        except BrokenExecutor:
            return map(work, tasks)
        return self._results(work, list(zip(futures, tasks, strict=True)))

    def _results(
        self, work: Callable[[_Task], _Result], waiting: list[tuple[Future[_Result], _Task]]
    ) -> Iterator[_Result]:
        from concurrent.futures import BrokenExecutor

        waiting.reverse()
        while waiting:
            future, task = waiting.pop()
            try:
                result = self._awaited(future)
            except BrokenExecutor:
                result = work(task)
            del future  # let go of the bytes
            yield result

    def _awaited(self, future: Future[_Result]) -> _Result:
        """The result of a task; raises BrokenExecutor where it will never come.

        A process that is killed while it writes a result holds the only pen: the others wait for
        that, and the pool reads on, for ever.
        """
        from concurrent.futures import BrokenExecutor

        dead = False  # since we looked last: the pool has had its time to see that
        while not future.done():
            if self._lost or dead:
                self._lost = True
                raise BrokenExecutor
            dead = any(not process.is_alive() for process in self._processes)
            with suppress(TimeoutError):
                future.exception(_PATIENCE)
        return future.result()


def _pool(jobs: int) -> tuple[ProcessPoolExecutor, Sequence[BaseProcess]]:
    """A pool, and the processes of it, which run; raises OSError where the system has none to give."""
    import multiprocessing  # a question to the cache needs no processes
    from concurrent.futures import ProcessPoolExecutor

    import_module("ssotlint.judges.excerpts")  # loads LibCST: once here, or in each of them
    method = "fork" if can_fork() else "spawn"
    before = multiprocessing.active_children()
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _begin)
    with uninterrupted():
        # The pool forks at its first tasks: give it one for each process.
        for future in [pool.submit(os.getpid) for _ in range(jobs)]:
            future.result()
    return pool, [p for p in multiprocessing.active_children() if p not in before]


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Interrupts wait until processes are forked: Python loses one that comes meanwhile.

    And a process that was just forked has not yet said what an interrupt means to it. To block the
    signal would not do: another thread may take it, and it is still this one that is interrupted.
    """
    before = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or before is None:  # nobody interrupts this one
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


def can_fork() -> bool:
    """Whether a process can go on as two."""
    return hasattr(os, "fork")


def default_jobs() -> int:
    """As many processes as this one may use processors, at most eight."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), 8)
    return min(os.cpu_count() or 1, 8)


def _begin() -> None:
    # The parent decides what an interrupt means; trees and facts hold no cycles worth collecting.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed tells nobody, and its processes would wait for tasks for ever."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
