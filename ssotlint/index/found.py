"""What is found out about files, and what depends on all of them, for who asks an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ssotlint.index.aspect import covered, parts_of
from ssotlint.index.layouts import each
from ssotlint.index.names import FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ssotlint.index.aspect import Aspect
    from ssotlint.index.index import Index, Module

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")


def looked(index: Index, aspect: Aspect[_Part, _Result]) -> dict[str, _Result]:
    """What is found out about all files that an aspect covers, by path; the run's trace learns it."""
    paths = {m.path for m in covered(index, aspect)}
    index.reads.note(aspect.name, paths)
    index.reads.note(each(FILES, aspect.name), ())
    return found_out(index, aspect)


def found_out(index: Index, aspect: Aspect[_Part, _Result]) -> dict[str, _Result]:
    """The same for who notes by himself what he has read of it."""
    if index.aspects is not None:
        return index.aspects.all(aspect)
    found = {}
    for module, part in parts_of(index, aspect, covered(index, aspect)):
        with index.apart():
            found[module.path] = aspect.look(module, part)
    return found


def each_found(index: Index, aspect: Aspect[_Part, _Result]) -> Iterator[tuple[Module, _Result]]:
    """The same, file by file in their order, for who need not hold them all."""
    if index.aspects is not None:
        yield from index.aspects.each(aspect)
        return
    found = found_out(index, aspect)
    yield from ((index.by_path[path], result) for path, result in found.items())


def shared(index: Index, name: str, make: Callable[[], bytes]) -> bytes:
    """What depends on what files say to others alone: as it was found before, while that holds.

    So a run after an edit need not open ten thousand files to learn what it knew already.
    """
    return index.aspects.commons.shared(name, make) if index.aspects is not None else make()


def bundled(index: Index, name: str, make: Callable[[], bytes]) -> bytes:
    """The same of what counts as one question, which all files answer, and not as those behind it."""
    if index.aspects is not None:
        return index.aspects.commons.bundle(name, make)
    with index.bundled(name):
        return make()


def leave(index: Index, name: str, data: bytes) -> None:
    """Leave something to the next run. It has to tell by itself what of it still holds."""
    if index.aspects is not None and data:
        index.aspects.leave(name, data)
