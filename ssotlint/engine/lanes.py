"""Questions asked by several processes at once: by this one, and by lanes that are forked from it.

A lane has the index and the graph as they were when it was forked, for nothing: the system copies
what somebody writes to. It looks for suspects and hands them over, with what they were made from;
it writes nothing. This process alone makes the dear answers of the graph: a question that turns out
to need one is given back by the lanes, and asked here. A thread for each lane gives it what to ask,
so that no lane waits until this process has found its own suspects.
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
from ssotlint.graph.derived import ElsewhereError
from ssotlint.index.store import StoreLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

    from ssotlint.detectors.view import View
    from ssotlint.engine.detection import Question
    from ssotlint.engine.forks import Fork
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


class _Elsewhere(NamedTuple):
    """The question needs an answer that the first process makes; what was found out until then."""

    told: dict[str, bytes]


class _Lost(NamedTuple):
    """Facts cannot be read any more."""

    why: str


_Said = _Found | _Elsewhere | _Lost


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
                    if isinstance(said, _Elsewhere):  # the others of the errand share its answers
                        self._heard.put(_Heard(errand[0], said, errand))
                        errand = []
                    else:
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

    def __init__(self, questions: Sequence[Question], view: View, count: int) -> None:
        """``count`` is how many there are beside this one."""
        self._questions, self._view = questions, view
        self._errands = deque(detection.together(questions))
        self._own: deque[int] = deque()  # what is asked here
        self._heard: SimpleQueue[_Heard] = SimpleQueue()
        forks = forked(view.index.store, count, partial(_serve, questions, view))
        self._lanes = [_Lane(fork, self._errands, self._heard) for fork in forks]
        self._busy = len(self._lanes)

    def looked(self, began: Callable[[Question], None]) -> Iterator[Looked]:
        """Every question when its suspects are known; ``began`` hears when one is asked here."""
        try:
            for lane in self._lanes:
                lane.begin()
            self._prepare()
            while (position := self._next()) is not None or self._busy:
                if position is not None:
                    began(self._questions[position])
                    yield look(self._questions[position], self._view)
                yield from self._hear(wait=position is None)
        finally:
            for lane in self._lanes:
                lane.end()

    def _prepare(self) -> None:
        """Make first what the lanes give questions back for: the longest way begins at once."""
        try:
            self._view.graph.make_dear()
        except StoreLostError:
            raise
        except Exception:  # noqa: BLE001, S110 - every question that needs it will say so
            pass

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
        if isinstance(said, _Elsewhere):
            return None
        question = self._questions[heard.position]
        question.cases, question.suspects = said.cases, said.suspects
        question.seconds += said.seconds
        for memo in said.memos:
            self._view.index.store.remember(memo.kind, memo.values, only=memo.only)
        return Looked(question, said.trace, said.fault)


def _serve(questions: Sequence[Question], view: View, line: Connection) -> None:
    """The life of a lane: it answers until nobody asks any more."""
    view.graph.elsewhere = True
    if view.index.aspects is not None:
        view.index.aspects.begin()
    while True:
        line.send(_said(questions[line.recv()], view))


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
