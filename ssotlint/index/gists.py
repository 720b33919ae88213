"""What a look at a file has found but for places, of a file that is not there, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from ssotlint.index import codec
from ssotlint.index.index import Module
from ssotlint.index.store import PARTS
from ssotlint.model.facts import Surface
from ssotlint.model.value import replace

if TYPE_CHECKING:
    from ssotlint.index.aspect import Aspect
    from ssotlint.index.index import Index
    from ssotlint.index.results import Row

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")


def gist_of(
    index: Index,
    aspect: Aspect[_Part, _Result],
    path: str,
    row: Row | None,
    numbers: Mapping[int, int],
) -> bytes | None:
    """Equal for results that differ in places alone; None where that is not known.

    Without a ``row`` it is that of a file that is not there. ``numbers`` are those of now of the
    definitions of the file.
    """
    found = _stored(index, aspect, row) if row is not None else _of_nothing(index, aspect, path)
    return aspect.gist(*found, numbers) if found is not None else None


def _stored(index: Index, aspect: Aspect[_Part, _Result], row: Row) -> tuple[_Result, _Part] | None:
    """A result with what was read for it of the file itself."""
    store, parts = index.store, {row.digest: b""}
    if aspect.part:
        parts = dict(store.part(aspect.part, store.known(parts)))
    result = aspect.unpack(row.data)
    if result is None or row.digest not in parts:
        return None
    return result, aspect.decode(parts[row.digest])


def _of_nothing(index: Index, aspect: Aspect[_Part, _Result], path: str) -> tuple[_Result, _Part]:
    """What a look finds at a file that says nothing; under no name that anybody remembers."""
    source = replace(index.known(path).source, path=f"{path}\0")
    part = aspect.decode(codec.nothing()[PARTS.index(aspect.part)] if aspect.part else b"")
    with index.apart():
        return aspect.look(Module(source, "", Surface(0)), part), part
