"""One way to look at a file, and how what is found is remembered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from ssotlint.index import names
from ssotlint.index.results import Row
from ssotlint.model.value import Value

if TYPE_CHECKING:
    from ssotlint.index.crowds import Others
    from ssotlint.index.index import Index, Module

_Part = TypeVar("_Part")
_Result = TypeVar("_Result")
Question = tuple[str, str]
"""The file that is asked, "" for all, and the name."""


class Aspect(Value, Generic[_Part, _Result], frozen=True):
    """How a file is looked at, and how that is remembered.

    ``name`` stands beside those of the stored parts, of which ``part`` is read of the file itself.
    ``pack`` yields b"" for what cannot be stored, ``unpack`` None for bytes that are no result.
    ``gist`` is equal for results that differ in places alone; it is given the numbers that the
    definitions of the file have now. What is found out ``alone`` holds whatever the other files say. Without a ``part`` only surfaces are looked at. ``told`` says what
    a result contributes to questions for names: the file that is asked, "" for all, the name, and
    what is said. ``spread`` tells which further questions have other answers now: those to which the
    results of several files add up. It is given the results before of the files of which something
    else is found now, None where there was no file, and a function that hands out the results of all.
    """

    name: str
    part: str
    covers: Callable[[Module], bool]
    decode: Callable[[bytes], _Part]
    look: Callable[[Module, _Part], _Result]
    pack: Callable[[_Result], bytes]
    unpack: Callable[[bytes], _Result | None]
    gist: Callable[[_Result, _Part, Mapping[int, int]], bytes]
    alone: bool = False
    told: Callable[[str, _Result], Iterable[tuple[str, str, Hashable]]] | None = None
    spread: (
        Callable[
            [Mapping[str, _Result | None], Callable[[], Mapping[str, _Result]]], Iterable[Question]
        ]
        | None
    ) = None
    meets: (
        Callable[[bytes, Sequence[tuple[int, _Result, _Result]], Others[_Result]], bool] | None
    ) = None


def covered(index: Index, aspect: Aspect[_Part, _Result]) -> list[Module]:
    return [m for m in index.all if m.digest and aspect.covers(m)]


def parts_of(
    index: Index, aspect: Aspect[_Part, _Result], modules: Iterable[Module]
) -> Iterable[tuple[Module, _Part]]:
    """What an aspect reads of some files besides their surfaces."""
    if aspect.part:
        return index.parts(aspect.part, modules, aspect.decode)
    return ((module, aspect.decode(b"")) for module in modules)


def contributed(
    aspect: Aspect[_Part, _Result], path: str, row: Row | None
) -> dict[int, list[Hashable]] | None:
    """What a file contributes to each question; None when nobody knows."""
    result = aspect.unpack(row.data) if row is not None else None
    if result is None or aspect.told is None:
        return None
    found: dict[int, list[Hashable]] = {}
    for asked, name, said in aspect.told(path, result):
        known = found.setdefault(names.number(asked, name), [])
        if said is not None or not known:  # that something is so is said once
            known.append(said)
    return found
