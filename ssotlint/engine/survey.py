"""All files looked at, each by itself, by several processes at once, before questions are asked.

Most questions begin with a look at each file (see ``index.aspects``). Processes that are forked when
all facts are at hand take some neighbouring files at a time, look at them for all questions, and hand
over what is remembered of it. What nobody hands over, since a process is gone or a look failed, is
found out when a question asks for it.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from ssotlint.engine.forks import forked
from ssotlint.index.store import StoreLostError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection

    from ssotlint.detectors.view import View
    from ssotlint.index.aspect import Aspect
    from ssotlint.index.index import Index

_FILES = 48  # at a time: they share what their names lead to
_AHEAD = 2  # errands that a process has at hand, so that it need not wait
_Errand = tuple[int, int]
_NONE: _Errand = (0, 0)


def survey(view: View, aspects: Iterable[Aspect[Any, Any]], processes: int, *, few: bool) -> None:
    """Look at all files, as far as that is kept; of many, also where their imports lead."""
    if not few:
        with _left_to_who_asks():
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
    return list(found.values())


def _divided(index: Index, parts: Sequence[Sequence[Aspect[Any, Any]]], count: int) -> None:
    """Some files at a time for each process, until there are none.

    This one hears what they say. What a look remembers for the next one is theirs, and gone with them.
    """
    from multiprocessing.connection import wait

    size = len(index.modules)
    errands = deque((start, min(start + _FILES, size)) for start in range(0, size, _FILES))
    forks = forked(index.store, count, partial(_serve, index, parts))
    lines: list[Any] = [fork.line for fork in forks]
    try:
        for line in lines * _AHEAD:
            with suppress(OSError):  # that it is gone shows below
                line.send(_next(errands))
        while lines:
            ready: list[Any] = wait(lines)
            for line in ready:
                try:
                    _learn(index, line.recv())
                    line.send(_next(errands))
                except (EOFError, OSError):  # it has done its part, or is gone
                    lines.remove(line)
    finally:
        for fork in forks:
            fork.end()


def _next(errands: deque[_Errand]) -> _Errand:
    return errands.popleft() if errands else _NONE


def _learn(index: Index, told: dict[str, bytes]) -> None:
    if index.aspects is not None:
        index.aspects.learn(told)


def _serve(index: Index, parts: Sequence[Sequence[Aspect[Any, Any]]], line: Connection) -> None:
    if index.aspects is not None:
        index.aspects.begin()
    while (errand := line.recv()) != _NONE:
        _look(index, parts, *errand)
        line.send(index.aspects.tell(ends=True) if index.aspects is not None else {})


def _look(index: Index, parts: Sequence[Sequence[Aspect[Any, Any]]], start: int, end: int) -> None:
    """Look at some files in this process."""
    for several in parts:
        with _left_to_who_asks():
            if index.aspects is not None:
                deque(index.aspects.looks(several, index.modules[start:end]), maxlen=0)


@contextmanager
def _left_to_who_asks() -> Iterator[None]:
    """A look that fails is taken again by whoever asks for it, and fails there."""
    try:
        yield
    except StoreLostError:
        raise
    except Exception:  # noqa: BLE001, S110
        pass
