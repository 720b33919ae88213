"""Copies on purpose: ``# ssotlint: copy-of pkg.mod.name`` on the header of a definition.

What is declared so is no finding as long as it stays equal to what it is a copy of: a function in
what it does, a class in all that its body holds.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ssotlint.detectors.view import View
from ssotlint.graph.resolution import Status
from ssotlint.index.index import Module
from ssotlint.model.facts import Comment, Definition

_PLEDGE = re.compile(
    r"(?:^|\s)#\s*ssotlint:\s*copy-of\b\s*(?P<original>[A-Za-z_][\w.:]*\w|[A-Za-z_]?)"
)


class Pledge(NamedTuple):
    """One declaration: ``row`` is what it stands on (None: on no header), ``original`` its word."""

    module: Module
    comment: Comment
    row: Definition | None
    original: str


class Original(NamedTuple):
    """A definition in its module: what a declaration names."""

    module: Module
    row: Definition

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return self.module.symbol(self.row)


def is_pledge(comment: str) -> bool:
    """Whether a comment declares a copy."""
    return _PLEDGE.search(comment) is not None


def pledges_of(module: Module) -> Iterator[Pledge]:
    """What a module declares to be copied, in the order of its lines."""
    for comment in module.surface.comments if module.addresses else ():
        match = _PLEDGE.search(comment.text)
        if match is not None:
            original = match["original"].replace(":", ".")
            yield Pledge(module, comment, _under(comment, module), original)


def kept_pledges(view: View) -> Iterator[tuple[Original, Original]]:
    """(copy, original), both functions or both classes: what can be checked."""
    for module in view.owned():
        for pledge in pledges_of(module):
            original = _kept(pledge, view)
            if pledge.row is not None and original is not None:
                yield Original(module, pledge.row), original


def declared_copies(view: View) -> frozenset[str]:
    """The symbols that are copies on purpose: what is declared, found or not, and what is in it.

    What is in a class is one when the original has it, too; what was added there is not.
    """
    return frozenset(
        module.symbol(row)
        for module in view.owned()
        for pledge in pledges_of(module)
        for row in _covered(pledge, view)
    )


def _kept(pledge: Pledge, view: View) -> Original | None:
    original = original_of(pledge.original, view) if pledge.row is not None else None
    if original is None or pledge.row is None or original.row.is_class != pledge.row.is_class:
        return None
    return original


def _covered(pledge: Pledge, view: View) -> Iterator[Definition]:
    """What is declared, and those of its parts that stand in the original."""
    if pledge.row is None:
        return
    yield pledge.row
    original = _kept(pledge, view)
    known = dict(_parts(original)) if original is not None else None
    for name, row in _parts(Original(pledge.module, pledge.row)):
        if known is None or name in known:
            yield row


def _parts(whole: Original) -> Iterator[tuple[str, Definition]]:
    """What is defined within a definition, by its name in there."""
    start = f"{whole.row.qualname}."
    for row in whole.module.surface.definitions:
        if row.qualname.startswith(start):
            yield row.qualname.removeprefix(start), row


def original_of(name: str, view: View) -> Original | None:
    """The first-party definition of a dotted name, through whatever path it is named."""
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        for module in view.graph.resolver.table.candidates(".".join(parts[:length])):
            answer = view.graph.resolver.attribute(module, parts[length])
            if answer.status is not Status.SYMBOL or answer.module is None:
                continue
            qualname = ".".join((answer.name, *parts[length + 1 :]))
            row = _defined(answer.module, qualname)
            if row is not None:
                return Original(answer.module, row)
    return None


def prefixes_of(module: Module) -> set[str]:
    """The dotted names of modules that must be read to check what a module declares."""
    names: set[str] = set()
    for pledge in pledges_of(module):
        parts = pledge.original.split(".")
        names.update(".".join(parts[:i]) for i in range(1, len(parts)))
    return names


def _under(comment: Comment, module: Module) -> Definition | None:
    """The definition on or right above whose header a comment stands."""
    for row in module.surface.definitions:
        if row.start_line <= comment.first <= max(row.header_end_line, row.span.line):
            return row
    return None


def _defined(module: Module, qualname: str) -> Definition | None:
    found = [row for row in module.surface.definitions if row.qualname == qualname]
    return found[-1] if found else None
