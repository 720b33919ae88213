"""Whether what stands in a class itself changes its instances, as the facts of its file tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ssotlint.facts.alphabet import WORD
from ssotlint.graph.changing import (
    has_places,
    is_change,
    is_filled,
    is_replaced,
    leaves_empty,
    own_calls,
)
from ssotlint.graph.words import words
from ssotlint.index.numbering import marks
from ssotlint.model.facts import Definition, MemberUse, Surface
from ssotlint.model.signature import RECEIVERS

MAKING = frozenset(("__init__", "__new__", "__post_init__", "__setstate__"))
Stores = dict[int, dict[str, set[str]]]
"""By the position of a class: the attributes that its methods set, each with those methods."""


class First(NamedTuple):
    """A method in which something stands: its position, and what its first parameter is called.

    ``direct`` tells that what stands there stands in no function inside of it.
    """

    position: int
    name: str
    direct: bool


def first_of(definitions: Sequence[Definition], owner: int) -> First | None:
    """The method in which the definition at ``owner`` stands, or which it is."""
    inside: list[Definition] = []
    position = owner
    while position >= 0:
        row = definitions[position]
        if row.is_class:
            return None
        if row.owner >= 0 and definitions[row.owner].is_class:
            break
        inside.append(row)
        position = row.owner
    if position < 0:
        return None
    row = definitions[position]
    first = row.signature.parameters[:1]
    if not first or "staticmethod" in row.decorators:
        return None
    name = first[0].name
    if name.strip("_") not in (*RECEIVERS, "", "this"):
        return None  # a function that stands in a class, for whoever takes it from there
    if any(p.name == name for i in inside for p in i.signature.parameters):
        return None
    return First(position, name, not inside)


def stores_of(definitions: Sequence[Definition], uses: Iterable[MemberUse]) -> Stores:
    """What the classes of a file set on their instances."""
    found: Stores = {}
    for use in uses:
        if not use.stored or use.owner < 0:
            continue
        method = first_of(definitions, use.owner)
        if method is not None and method.name == use.receiver:
            row = definitions[method.position]
            by_name = found.setdefault(row.owner, {})
            by_name.setdefault(use.name, set()).add(row.name)
    return found


def methods_of(definitions: Iterable[Definition], position: int) -> dict[str, Definition]:
    """The methods of a class by their names."""
    return {row.name: row for row in definitions if row.owner == position and not row.is_class}


def position_of(definitions: Iterable[Definition], name: str, number: str) -> int:
    """Where a definition stands now, by its mark; -1 if it is gone."""
    wanted = name, int(number)
    return next((at for at, mark in enumerate(marks(definitions)) if mark == wanted), -1)


# -- picks; each is told a class by its name, and which one of that it is


def changes(surface: Surface, text: str, uses: Iterable[MemberUse], name: str, number: str) -> bool:
    """Whether a class changes its instances, or fills them."""
    rows = surface.definitions
    at = position_of(rows, name, number)
    return at >= 0 and is_changed(rows, text, at, stores_of(rows, uses).get(at, {}))


def keeps_last(
    surface: Surface, text: str, uses: Iterable[MemberUse], name: str, number: str
) -> bool:
    """Whether a method keeps what it was given in the place of what it was given before."""
    rows = surface.definitions
    at = position_of(rows, name, number)
    return at >= 0 and is_kept(rows, text, at, stores_of(rows, uses).get(at, {}))


def names_set(
    surface: Surface, text: str, uses: Iterable[MemberUse], name: str, number: str
) -> list[str]:
    """The attributes that a class sets on its instances."""
    del text
    at = position_of(surface.definitions, name, number)
    return sorted(stores_of(surface.definitions, uses).get(at, ()))


def sets(
    surface: Surface, text: str, uses: Iterable[MemberUse], name: str, number: str, *wanted: str
) -> bool:
    """Whether some of these are attributes that a class sets on its instances."""
    return not set(wanted).isdisjoint(names_set(surface, text, uses, name, number))


def filling(surface: Surface, text: str, name: str, number: str) -> list[str]:
    """What the methods of a class are given that set or look up places in what it keeps."""
    at = position_of(surface.definitions, name, number)
    rows = methods_of(surface.definitions, at).values() if at >= 0 else ()
    filled = [row for row in rows if has_places(text[slice(*row.shape)])]
    return [parameter.name for row in filled for parameter in row.signature.parameters]


# -- what they are made of


def is_changed(
    definitions: Sequence[Definition], text: str, position: int, stored: Mapping[str, set[str]]
) -> bool:
    """The same of a class at a position, with what it sets on its instances."""
    around = text[slice(*definitions[position].shape)]
    methods = methods_of(definitions, position)
    texts = {name: text[slice(*row.shape)] for name, row in methods.items()}
    makers = _makers(texts, text)
    changed = any(
        is_change(name, methods[method], texts[method], around)
        for name, storing in stored.items()
        for method in storing - makers
        if not _lets_go(name, methods[method])
    )
    making = "".join(texts[m] for m in texts if m in makers)
    living = around
    for name in makers:
        living = living.replace(texts[name], "")
    return changed or is_filled(set(stored), making, living)


def is_kept(
    definitions: Sequence[Definition], text: str, position: int, stored: Mapping[str, set[str]]
) -> bool:
    """Whether a method of a class keeps what it was given; ``stored`` is what they set."""
    around = text[slice(*definitions[position].shape)]
    methods = methods_of(definitions, position)
    return any(
        is_replaced(name, methods[method], text[slice(*methods[method].shape)], around)
        for name, storing in stored.items()
        for method in storing - MAKING
    )


def _makers(texts: Mapping[str, str], whole: str) -> set[str]:
    """The methods that make an instance, with the private ones that nothing else calls."""
    makers = set(MAKING & texts.keys())
    before = -1
    while before < len(makers):
        before = len(makers)
        making = "".join(texts[name] for name in texts if name in makers)
        makers |= {
            name for name in texts
            if name not in makers and name.startswith("_") and not name.endswith("__")
            and (calls := own_calls(name, making)) and not leaves_empty(texts[name])
            and whole.count(WORD[name]) == calls + 1  # once where it is defined
        }  # fmt: skip
    return makers


def _lets_go(name: str, method: Definition) -> bool:
    """Whether a method of the class forgets the instance that it keeps: `cls._instance = None`."""
    return "classmethod" in method.decorators and "instance" in words(name)
