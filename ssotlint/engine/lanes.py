"""Questions asked by several processes at once, forked from this one when all facts are at hand.

A lane has the index and the graph as they were when it was forked, for nothing: the system copies
what somebody writes to. It looks for suspects and hands them over, with what they were made from;
it writes nothing. One lane alone makes the dear answers of the graph: a question that turns out to
need one is given back by the others, and asked there.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.engine import detection
from ssotlint.engine.workers import uninterrupted
from ssotlint.graph.derived import ElsewhereError
from ssotlint.index.store import StoreLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from ssotlint.detectors.view import View
    from ssotlint.engine.detection import Question
    from ssotlint.index.reads import Trace
    from ssotlint.index.store import Memo
    from ssotlint.model.case import Case
    from ssotlint.model.report import Fault


class Looked(NamedTuple):
    """A question whose suspects are known, and what they were made from."""

    question: Question
    trace: Trace
    fault: Fault | None


def look(question: Question, view: View) -> Looked:
    """Ask a question in this process."""
    with view.index.recorded() as reads:
        fault = detection.detect(question, view)
    return Looked(question, reads.trace(view.index.positions), fault)


class _Found(NamedTuple):
    """What a lane says of a question: suspects, their trace, and what the next run may recall."""

    cases: list[Case]
    suspects: int
    seconds: float
    trace: Trace
    fault: Fault | None
    memos: list[Memo]
    told: dict[str, bytes]


class _Elsewhere(NamedTuple):
    """The question needs an answer that the first lane makes; what was found out until then."""

    told: dict[str, bytes]


class _Lost(NamedTuple):
    """Facts cannot be read any more."""

    why: str


_Said = _Found | _Elsewhere | _Lost


@dataclass(slots=True, eq=False)
class _Lane:
    """A process that asks, the line to it, and the position of what it is asked."""

    process: BaseProcess
    line: Connection
    at: int | None = None


class Lanes:
    """Some processes for a list of questions; those of one that dies are asked in this one."""

    def __init__(self, questions: Sequence[Question], view: View, count: int) -> None:
        self._questions, self._view = questions, view
        self._waiting = deque(range(len(questions)))
        self._given_back: deque[int] = deque()  # for the first lane
        self._told: dict[int, dict[str, bytes]] = {}  # with what others found out about them
        self._left: list[int] = []
        self._lanes: list[_Lane] = []
        self._first: _Lane | None = None
        self._fork(count)

    def looked(self, began: Callable[[Question], None]) -> Iterator[Looked]:
        """Every question when its suspects are known; ``began`` hears when one is asked."""
        from multiprocessing.connection import wait

        try:
            self._give(began)
            while busy := {lane.line: lane for lane in self._lanes if lane.at is not None}:
                for line in wait(list(busy)):
                    lane = busy[line]  # type: ignore[index]  # what was waited for
                    found = self._heard(lane)
                    self._give(began)
                    if found is not None:
                        yield found
        finally:
            self._end(self._lanes)
        for position in sorted([*self._left, *self._given_back, *self._waiting]):
            began(self._questions[position])
            yield look(self._questions[position], self._view)

    def _give(self, began: Callable[[Question], None]) -> None:
        """Something to do for every lane that has nothing to do."""
        for lane in list(self._lanes):
            if lane.at is not None:
                continue
            first = lane is self._first
            line = self._given_back if first and self._given_back else self._waiting
            if line:
                lane.at = line.popleft()
                began(self._questions[lane.at])
                with suppress(OSError):  # then it is dead, and waiting for it tells
                    lane.line.send((lane.at, self._told.get(lane.at, {})))
            elif not first:
                self._end([lane])  # its memory is wanted

    def _heard(self, lane: _Lane) -> Looked | None:
        """What a lane says of its question; None when that is no answer."""
        position, lane.at = lane.at, None
        assert position is not None  # noqa: S101 - only lanes that are asked are heard
        try:
            said: _Said = lane.line.recv()
        except (EOFError, OSError):
            self._left.append(position)
            self._end([lane])
            return None
        if isinstance(said, _Lost):
            raise self._view.index.store.lose(StoreLostError(said.why))
        if isinstance(said, _Elsewhere):
            self._given_back.append(position)
            self._told[position] = said.told
            self._learn(said.told)
            return None
        return self._taken(self._questions[position], said)

    def _taken(self, question: Question, found: _Found) -> Looked:
        question.cases, question.suspects = found.cases, found.suspects
        question.seconds += found.seconds
        index = self._view.index
        for memo in found.memos:
            index.store.remember(memo.kind, memo.values, only=memo.only)
        self._learn(found.told)
        return Looked(question, found.trace, found.fault)

    def _learn(self, told: dict[str, bytes]) -> None:
        if self._view.index.aspects is not None:
            self._view.index.aspects.learn(told)

    def _fork(self, count: int) -> None:
        from multiprocessing import get_context

        context, store = get_context("fork"), self._view.index.store
        store.release()
        try:
            with suppress(OSError), uninterrupted():  # no more processes: then it is those
                for number in range(count):
                    ours, theirs = context.Pipe()
                    lines = [ours, *(lane.line for lane in self._lanes)]
                    what = (theirs, lines, self._questions, self._view, number > 0)
                    process = context.Process(target=_serve, args=what, daemon=True)
                    process.start()
                    theirs.close()
                    self._lanes.append(_Lane(process, ours))
        finally:
            store.resume()
        self._first = self._lanes[0] if self._lanes else None

    def _end(self, lanes: Sequence[_Lane]) -> None:
        """Some lanes are not needed any more; they hold nothing of the user's."""
        for lane in list(lanes):
            lane.process.kill()
            lane.process.join()
            lane.line.close()
            self._lanes.remove(lane)


def _serve(
    line: Connection, others: Sequence[Connection], questions: Sequence[Question], view: View,
    elsewhere: bool,
) -> None:  # fmt: skip
    """The life of a lane: it answers until nobody asks any more."""
    # The parent decides what an interrupt means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for other in others:  # else their ends are never seen
            other.close()
        view.index.store.resume_reading()
        view.graph.elsewhere = elsewhere
        while True:
            position, told = line.recv()
            if view.index.aspects is not None:
                view.index.aspects.learn(told)
            line.send(_said(questions[position], view))
    finally:
        os._exit(0)


def _said(question: Question, view: View) -> _Said:
    store, aspects = view.index.store, view.index.aspects
    store.unsaved = []
    before = question.seconds
    try:
        looked = look(question, view)
    except ElsewhereError:
        return _Elsewhere(aspects.tell() if aspects is not None else {})
    except StoreLostError as error:
        return _Lost(str(error))
    told = aspects.tell() if aspects is not None else {}
    return _Found(
        question.cases, question.suspects, question.seconds - before, looked.trace, looked.fault,
        store.unsaved, told,
    )  # fmt: skip
