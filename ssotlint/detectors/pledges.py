"""Copies on purpose: ``# ssotlint: copy-of pkg.mod.name`` on a header or a constant.

What is declared so is no finding as long as it stays equal to what it is a copy of: a function in
what it does, a class in all that its body holds, a constant in its value.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeGuard

from ssotlint.detectors.declared import made_in
from ssotlint.detectors.view import View
from ssotlint.graph.resolution import Status
from ssotlint.index.index import Module
from ssotlint.model.dotted import prefixes
from ssotlint.model.facts import Binding, Comment, Definition

_PLEDGE = re.compile(
    r"(?:^|\s)#\s*ssotlint:\s*copy-of\b\s*(?P<original>[A-Za-z_][\w.:]*\w|[A-Za-z_]?)"
)


class Pledge(NamedTuple):
    """One declaration: ``row`` is what it stands on (None: on nothing), ``original`` its word."""

    module: Module
    comment: Comment
    row: Definition | Binding | None
    original: str


class Original(NamedTuple):
    """A definition in its module: what a declaration names."""

    module: Module
    row: Definition

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return self.module.symbol(self.row)


class Constant(NamedTuple):
    """A constant of a module: what a declaration may name, too."""

    module: Module
    row: Binding

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return f"{self.module.name}.{self.row.name}"


def is_pledge(comment: str) -> bool:
    """Whether a comment declares a copy."""
    return _PLEDGE.search(comment) is not None


def pledges_of(module: Module) -> Iterator[Pledge]:
    """What a module declares to be copied, in the order of its lines."""
    for comment in module.surface.comments if module.addresses else ():
        match = _PLEDGE.search(comment.text)
        if match is not None:
            original = match["original"].replace(":", ".")
            yield Pledge(module, comment, under(comment, module), original)


def kept_pledges(view: View) -> Iterator[tuple[Original, Original]]:
    """(copy, original), both functions or both classes: what can be checked."""
    for pledge in _pledges(view):
        original = pledged_by(pledge, view)
        if isinstance(pledge.row, Definition) and is_of_kind(original, pledge.row):
            yield Original(pledge.module, pledge.row), original


def kept_constants(view: View) -> Iterator[tuple[Constant, Constant]]:
    """(copy, original) of the constants that are declared to be copies."""
    for pledge in _pledges(view):
        original = pledged_by(pledge, view)
        if isinstance(pledge.row, Binding) and isinstance(original, Constant):
            yield Constant(pledge.module, pledge.row), original


def declared_copies(view: View) -> frozenset[tuple[str, str]]:
    """(path, symbol) of copies on purpose: what is declared, found or not, and what is in it.

    What is in a class is one when the original has it, too; what was added there is not.
    """
    return frozenset(
        (pledge.module.path, symbol)
        for pledge in _pledges(view) for symbol in _covered(pledge, view)
    )  # fmt: skip


def kind_of(row: Definition | Binding) -> str:
    """What a declaration stands on, or names: things of two kinds are no copies."""
    if isinstance(row, Binding):
        return "constant"
    return "class" if row.is_class else "function"


def _pledges(view: View) -> Iterator[Pledge]:
    for module in view.owned("addresses"):
        yield from pledges_of(module)


def is_of_kind(original: Original | Constant | None, row: Definition) -> TypeGuard[Original]:
    return isinstance(original, Original) and kind_of(original.row) == kind_of(row)


def _covered(pledge: Pledge, view: View) -> Iterator[str]:
    """What is declared, and those of its parts that stand in the original."""
    if isinstance(pledge.row, Binding):
        yield Constant(pledge.module, pledge.row).symbol
    if not isinstance(pledge.row, Definition):
        return
    yield pledge.module.symbol(pledge.row)
    original = pledged_by(pledge, view)
    known = dict(_parts(original)) if is_of_kind(original, pledge.row) else None
    for name, row in _parts(Original(pledge.module, pledge.row)):
        if known is None or name in known:
            yield pledge.module.symbol(row)


def _parts(whole: Original) -> Iterator[tuple[str, Definition]]:
    """What is defined within a definition, by its name in there."""
    start = f"{whole.row.qualname}."
    for row in whole.module.surface.definitions:
        if row.qualname.startswith(start):
            yield row.qualname.removeprefix(start), row


def pledged_by(pledge: Pledge, view: View) -> Original | Constant | None:
    """What a declaration names, if the project has it."""
    return original_of(pledge.original, view, pledge.module, pledge.row)


def original_of(
    name: str, view: View, module: Module, row: Definition | Binding | None
) -> Original | Constant | None:
    """The first-party definition or constant that is named in a module, by whatever path.

    Of roots that hold a package of one name that of the module itself goes first, and what stands
    elsewhere before the row that names it.
    """
    itself = None
    for found in _originals(name, view, module.source.root):
        if found.module is not module or found.row is not row:
            return found
        itself = found
    return itself


def _originals(name: str, view: View, root: str) -> Iterator[Original | Constant]:
    table, parts = view.graph.resolver.table, name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        found = table.candidates(".".join(parts[:length]))
        for module in sorted(found, key=lambda one: one.source.root != root):
            answer = view.graph.resolver.attribute(module, parts[length])
            if answer.status is not Status.SYMBOL or answer.module is None:
                continue
            row = made_in(answer.module, ".".join((answer.name, *parts[length + 1 :])))
            if isinstance(row, Definition):
                yield Original(answer.module, row)
            elif row is not None and row.shape:
                yield Constant(answer.module, row)


def prefixes_of(module: Module) -> set[str]:
    """The dotted names of modules that must be read to check what a module declares."""
    names: set[str] = set()
    for pledge in pledges_of(module):
        names.update(prefixes(pledge.original)[:-1])
    return names


def under(comment: Comment, module: Module) -> Definition | Binding | None:
    """The definition on or right above whose header a comment stands, or the constant."""
    for row in module.surface.definitions:
        if row.is_headed_at(comment.first):
            return row
    for bound in module.surface.bindings:
        if bound.owner < 0 and bound.shape and bound.span.line == comment.first:
            return bound
    return None
