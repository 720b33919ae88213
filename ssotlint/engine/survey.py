"""All files looked at, each by itself, by several processes at once, before questions are asked.

Most questions begin with a look at each file (see ``index.aspects``). Processes that are forked when
all facts are at hand take some neighbouring files at a time, look at them for all questions, and hand
over what is remembered of it. What nobody hands over, since a process is gone or a look failed, is
found out when a question asks for it. What a look remembers for the next one takes more memory than
what is handed over: after some files a process ends, and another one begins without it. What files
say by themselves, a process begins to look at while this one finds out what all looks need.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager, suppress
from functools import partial
from mmap import mmap
from typing import TYPE_CHECKING, Any

import msgspec

from ssotlint.engine.forks import forked
from ssotlint.index.store import StoreLostError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection

    from ssotlint.detectors.view import View
    from ssotlint.engine.forks import Fork
    from ssotlint.index.aspect import Aspect
    from ssotlint.index.index import Index

_FILES = 48  # at a time: they share what their names lead to
_AHEAD = 2  # errands that a process has at hand, so that it need not wait
_MOST = 16  # errands of one process: what it remembers pays for itself until then
_Errand = tuple[int, int]
_NONE: _Errand = (0, 0)
_told = msgspec.msgpack.Decoder(dict[str, memoryview])


def survey(view: View, aspects: Iterable[Aspect[Any, Any]], processes: int, *, few: bool) -> None:
    """Look at all files, as far as that is kept; of many, also where their imports lead."""
    aspects = [*aspects]
    if not few:
        with _begun(view.index, [a for a in aspects if a.alone], processes), _left_to_who_asks():
            view.graph.prepare_looks()
        aspects = [*view.graph.looks(), *aspects]
    parts = _by_part(aspects)
    if processes > 1:
        _divided(view.index, parts, processes)
        return
    for several in parts:
        if len(several) > 1 and view.index.aspects is not None:
            with _left_to_who_asks():
                view.index.aspects.look_together(several)


def _by_part(aspects: Iterable[Aspect[Any, Any]]) -> list[list[Aspect[Any, Any]]]:
    """Aspects, those of one list read the same part of a file."""
    found: dict[str, list[Aspect[Any, Any]]] = {}
    for aspect in aspects:
        found.setdefault(aspect.part, []).append(aspect)
    return [found[part] for part in sorted(found)]  # who asks for uses goes back to shapes


@contextmanager
def _begun(index: Index, aspects: Sequence[Aspect[Any, Any]], processes: int) -> Iterator[None]:
    """Meanwhile a process looks at the last files for what they say by themselves."""
    begin = partial(_serve_until, index, _by_part(aspects))
    forks = forked(index.store, 1, begin) if processes > 1 else []
    try:
        yield
        for fork in forks:
            looker = _Looker(fork, 0)
            looker.send(deque())
            looker.hear(index)
    finally:
        for fork in forks:
            fork.end()


def _divided(index: Index, parts: Sequence[Sequence[Aspect[Any, Any]]], count: int) -> None:
    """Some files at a time for each process, until there are none.

    This one hears what they say. What a look remembers for the next one is theirs, and gone with them.
    """
    from multiprocessing.connection import wait

    size = len(index.all)
    errands = deque((start, min(start + _FILES, size)) for start in range(0, size, _FILES))
    lookers: dict[Connection, _Looker] = {}
    share = -(-len(errands) // count)
    most = -(-share // -(-share // _MOST)) if share else 0  # in equal parts

    def begin(count: int) -> None:
        beside = [looker.fork for looker in lookers.values()]
        for fork in forked(index.store, count, partial(_serve, index, parts), beside):
            # One ends at a time: the first of them has half of what the others have.
            looker = lookers[fork.line] = _Looker(fork, most if lookers else -(-most // 2))
            for _ in range(_AHEAD):
                looker.send(errands)

    begin(count)
    try:
        while lookers:
            ready: list[Any] = wait([*lookers])
            for line in ready:
                if lookers[line].hear(index):
                    lookers[line].send(errands)
                else:
                    lookers.pop(line).fork.end()  # it has done its part, or is gone
                idle = count - sum(looker.goes_on for looker in lookers.values())
                # While the one before is still at its last errand; one such at a time.
                if errands and idle and len(lookers) <= count:
                    begin(1)
    finally:
        for looker in lookers.values():
            looker.fork.end()


class _Looker:
    """A process that looks at files, and how many errands it may still take."""

    def __init__(self, fork: Fork, most: int) -> None:
        self.fork, self.line = fork, fork.line
        self._left = most

    def send(self, errands: deque[_Errand]) -> None:
        """Give it the next errand, or let it end."""
        self._left -= 1
        with suppress(OSError):  # that it is gone shows when it is heard
            self.line.send(errands.popleft() if errands and self._left >= 0 else _NONE)

    @property
    def goes_on(self) -> bool:
        """Whether it takes more errands."""
        return self._left >= 0

    def hear(self, index: Index) -> bool:
        """Take over what it has found out; whether it is still there."""
        try:
            told = self.line.recv_bytes()
        except (EOFError, OSError):
            return False
        if index.aspects is not None:
            index.aspects.learn(_told.decode(_apart(told)))
        return True


def _apart(data: bytes) -> mmap:
    """Bytes in pages of their own: those of a heap do not go back to the system when they are free."""
    pages = mmap(-1, len(data))
    pages.write(data)
    return pages


def _serve(index: Index, parts: Sequence[Sequence[Aspect[Any, Any]]], line: Connection) -> None:
    if index.aspects is not None:
        index.aspects.begin()
    while (errand := line.recv()) != _NONE:
        _look(index, parts, *errand)
        _tell(index, line)


def _serve_until(
    index: Index, parts: Sequence[Sequence[Aspect[Any, Any]]], line: Connection
) -> None:
    """Look at the last files, and at those before them, until the other side wants to know."""
    if index.aspects is not None:
        index.aspects.begin()
    for start in range(len(index.all) - _FILES, 0, -_FILES):
        if line.poll():
            break
        _look(index, parts, start, start + _FILES)
    _tell(index, line)


def _tell(index: Index, line: Connection) -> None:
    """Hand over what was found out since this was done last."""
    told = index.aspects.tell(ends=True) if index.aspects is not None else {}
    line.send_bytes(msgspec.msgpack.encode(told))


def _look(index: Index, parts: Sequence[Sequence[Aspect[Any, Any]]], start: int, end: int) -> None:
    """Look at some files in this process."""
    for several in parts:
        with _left_to_who_asks():
            if index.aspects is not None:
                deque(index.aspects.looks(several, index.all[start:end]), maxlen=0)


@contextmanager
def _left_to_who_asks() -> Iterator[None]:
    """A look that fails is taken again by whoever asks for it, and fails there."""
    try:
        yield
    except StoreLostError:
        raise
    except Exception:  # noqa: BLE001, S110
        pass
