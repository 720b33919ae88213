"""Questions asked by several processes at once: by this one, and by lanes that are forked from it.

What breaks is asked first, and here: each such case is judged by itself. If that keeps the judges at
work, all processors are busy, and a lane would cost its memory for nothing. Else lanes are forked.
A lane has the index and the graph as they were then; the system copies what somebody writes to,
which is most of it. It looks for suspects and hands them over, with what they were made from; it
writes nothing. A thread for each lane gives it what to ask, so that no lane waits until this process
has found its own suspects.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.engine import detection
from ssotlint.engine.forks import forked
from ssotlint.engine.ledger import favourites_of
from ssotlint.index.store import StoreLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

    from ssotlint.detectors.view import View
    from ssotlint.engine.detection import Question
    from ssotlint.engine.forks import Fork
    from ssotlint.engine.workers import Workers
    from ssotlint.index.reads import Trace
    from ssotlint.index.store import Memo
    from ssotlint.model.case import Case
    from ssotlint.model.report import Fault

_BUSY = 96  # tasks of judging: some seconds of work for a process


class Looked(NamedTuple):
    """A question whose suspects are known, and what they were made from."""

    question: Question
    trace: Trace
    fault: Fault | None


def look(question: Question, view: View) -> Looked:
    """Ask a question in this process."""
    with view.index.apart(looks=True) as reads:  # nobody asks for all that all have read
        fault = detection.detect(question, view)
    trace = reads.trace(view.index.positions, view.index.bundles)
    return Looked(question, trace, fault)


class _Found(NamedTuple):
    """What a lane says of a question: suspects, their trace, and what the next run may recall."""

    cases: list[Case]
    suspects: int
    seconds: float
    trace: Trace
    fault: Fault | None
    memos: list[Memo]
    told: dict[str, bytes]


class _Lost(NamedTuple):
    """Facts cannot be read any more."""

    why: str


_Said = _Found | _Lost


class _Heard(NamedTuple):
    """What a lane says of a question, and what it leaves to ask; without both it is at its end."""

    position: int = -1
    said: _Said | None = None
    left: Sequence[int] = ()


_END = _Heard()


class _Lane:
    """A process that asks, and a thread that gives it errands and hears what it says."""

    def __init__(self, fork: Fork, errands: deque[list[int]], heard: SimpleQueue[_Heard]) -> None:
        self._fork, self._line = fork, fork.line
        self._errands, self._heard = errands, heard
        self._thread = Thread(target=self._tend, daemon=True)

    def begin(self) -> None:
        """Give it errands until there are none, or it is dead."""
        self._thread.start()

    def end(self) -> None:
        """It is not needed any more; it holds nothing of the user's."""
        self._fork.process.kill()
        if self._thread.ident is not None:
            self._thread.join()
        self._fork.end()

    def _tend(self) -> None:
        errand: list[int] = []
        try:
            while errand := self._next():
                while errand:
                    self._line.send(errand[0])
                    said: _Said = self._line.recv()
                    self._heard.put(_Heard(errand.pop(0), said))
        except (EOFError, OSError):
            self._heard.put(_Heard(left=errand))
        finally:
            self._fork.process.kill()  # its memory is wanted
            self._heard.put(_END)

    def _next(self) -> list[int]:
        with suppress(IndexError):
            return self._errands.popleft()
        return []


class Lanes:
    """Some processes for a list of questions; those of one that dies are asked in this one."""

    def __init__(
        self, questions: Sequence[Question], view: View, count: int, workers: Workers
    ) -> None:
        """``count`` is how many there may be beside this one, and beside the ``workers``."""
        self._questions, self._view, self._workers = questions, view, workers
        errands = detection.together(questions)
        breaking = [any(questions[position].breaks for position in errand) for errand in errands]
        own = [
            position
            for errand, breaks in zip(errands, breaking, strict=True)
            for position in errand
            if breaks
        ]
        # What is asked here. The judges have work of what was short to ask while the rest is asked.
        self._own = deque(sorted(own, key=lambda position: detection.delay(questions[position])))
        self._errands = deque(
            errand for errand, breaks in zip(errands, breaking, strict=True) if not breaks
        )
        self._heard: SimpleQueue[_Heard] = SimpleQueue()
        self._count = count
        self._lanes: list[_Lane] = []
        self._busy = 0

    def looked(self, began: Callable[[Question], None]) -> Iterator[Looked]:
        """Every question when its suspects are known; ``began`` hears when one is asked here."""
        try:
            while self._own:
                yield self._look(self._own.popleft(), began)
            if self._view.index.aspects is not None:
                self._view.index.aspects.stow()  # the judges are at work
            if len(self._errands) > 1 and self._workers.waiting < _BUSY:
                self._fork()
            while (position := self._next()) is not None or self._busy:
                if position is not None:
                    yield self._look(position, began)
                yield from self._hear(wait=position is None)
        finally:
            for lane in self._lanes:
                lane.end()

    def _look(self, position: int, began: Callable[[Question], None]) -> Looked:
        began(self._questions[position])
        return look(self._questions[position], self._view)

    def _fork(self) -> None:
        """Fork all lanes before a thread begins."""
        self._view.graph.prepare()
        serve = partial(_serve, self._questions, self._view)
        forks = forked(self._view.index.store, min(self._count, len(self._errands)), serve)
        self._lanes = [_Lane(fork, self._errands, self._heard) for fork in forks]
        self._busy = len(self._lanes)
        for lane in self._lanes:
            lane.begin()

    def _hear(self, *, wait: bool) -> Iterator[Looked]:
        """What lanes have found; ``wait`` for the next word if there is nothing else to do."""
        while self._busy and (wait or not self._heard.empty()):
            heard, wait = self._heard.get(), False
            self._own += heard.left
            self._busy -= heard == _END
            found = self._taken(heard)
            if found is not None:
                yield found

    def _next(self) -> int | None:
        """What this process asks next: what nobody else can answer, or what nobody has taken."""
        if not self._own:
            with suppress(IndexError):
                self._own += self._errands.popleft()
        return self._own.popleft() if self._own else None

    def _taken(self, heard: _Heard) -> Looked | None:
        """What a lane has found, taken over; None when that is no answer."""
        said = heard.said
        if isinstance(said, _Lost):
            raise self._view.index.store.lose(StoreLostError(said.why))
        if said is None:
            return None
        if self._view.index.aspects is not None:
            self._view.index.aspects.learn(said.told)
        question = self._questions[heard.position]
        question.cases, question.suspects = said.cases, said.suspects
        question.seconds += said.seconds
        for memo in said.memos:
            self._view.index.store.remember(memo.kind, memo.values, only=memo.only)
        return Looked(question, said.trace, said.fault)


def _serve(questions: Sequence[Question], view: View, line: Connection) -> None:
    """The life of a lane: it answers until nobody asks any more."""
    if view.index.aspects is not None:
        view.index.aspects.begin()
    while True:
        line.send(_said(questions[line.recv()], view))


def _said(question: Question, view: View) -> _Said:
    store, aspects = view.index.store, view.index.aspects
    store.unsaved = []
    before, had = question.seconds, view.graph.has("reaches")
    try:
        looked = look(question, view)
        if not had and view.graph.has("reaches"):
            favourites_of(view.index, view.graph)  # else the first process makes it all for these
    except StoreLostError as error:
        return _Lost(str(error))
    told = aspects.tell() if aspects is not None else {}
    return _Found(
        question.cases, question.suspects, question.seconds - before, looked.trace, looked.fault,
        store.unsaved, told,
    )  # fmt: skip
