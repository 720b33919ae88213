"""Processes that go on from where this one is: with index and graph, at no price.

The system copies what somebody writes to. They have no connection to the database of before the
fork, and write nothing.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.engine.workers import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from ssotlint.index.store import Store


class Fork(NamedTuple):
    """A process, and the line to it."""

    process: BaseProcess
    line: Connection

    def end(self) -> None:
        """It is not needed any more; it holds nothing of the user's."""
        self.process.kill()
        self.process.join()
        self.line.close()


def forked(
    store: Store, count: int, serve: Callable[[Connection], None], beside: Sequence[Fork] = ()
) -> list[Fork]:
    """So many processes that ``serve`` at their end of a line, or fewer; some are there already."""
    from multiprocessing import get_context

    context, found = get_context("fork"), list[Fork]()
    store.release()
    try:
        with suppress(OSError), uninterrupted():  # no more processes: then it is those
            for _ in range(count):
                ours, theirs = context.Pipe()
                others = [ours, *(fork.line for fork in (*beside, *found))]
                what = (theirs, others, store, serve)
                process = context.Process(target=_live, args=what, daemon=True)
                process.start()
                theirs.close()
                found.append(Fork(process, ours))
    finally:
        store.resume()
    return found


def _live(
    line: Connection, others: Sequence[Connection], store: Store,
    serve: Callable[[Connection], None],
) -> None:  # fmt: skip
    # The parent decides what an interrupt means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for other in others:  # else their ends are never seen
            other.close()
        store.resume_reading()
        serve(line)
    finally:
        os._exit(0)
