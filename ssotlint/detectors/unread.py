"""Globals that functions write and nobody reads."""

from collections.abc import Iterator
from typing import NamedTuple

from ssotlint.detectors.letters import Said
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
from ssotlint.graph.scopes import Known
from ssotlint.index.index import Module
from ssotlint.model.facts import Binding, BindingKind, Context
from ssotlint.model.source import Role


class Unread(NamedTuple):
    """A module-level name, and the functions that assign to it."""

    module: Module
    binding: Binding
    writers: tuple[Known, ...]

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return f"{self.module.name}.{self.binding.name}"


def unread_globals(view: View) -> Iterator[Unread]:
    """Names that appear where they are written and nowhere else, as far as shapes tell."""
    candidates = [
        u for module in view.owned()
        if module.source.role is Role.PRODUCTION and not module.surface.dynamic
        for u in _in_module(view, module)
    ]  # fmt: skip
    if not candidates:
        return
    by_letter: dict[str, list[Unread]] = {}
    for unread in candidates:
        by_letter.setdefault(WORD[unread.binding.name], []).append(unread)
    read: set[str] = set()
    said = Said(view.index)
    for path, found in said.where(by_letter.keys()):
        for unread in (one for letter in found for one in by_letter[letter]):
            if path != unread.module.path and _names(said, path, unread.module):
                read.add(unread.symbol)
    yield from (u for u in candidates if u.symbol not in read)


def _names(said: Said, path: str, module: Module) -> bool:
    """Whether the code of a file mentions a module, in whatever import."""
    leaf = module.name.rpartition(".")[2]
    names = (module.name, leaf, f".{leaf}", f"..{leaf}")
    return any(said.says(path, WORD[name]) for name in names)


def _in_module(view: View, module: Module) -> Iterator[Unread]:
    definitions = module.surface.definitions
    writers: dict[str, list[Known]] = {}
    for position, row in enumerate(definitions):
        for name in row.globals:
            writers.setdefault(name, []).append(Known(module, position))
    if not writers:
        return
    exported = set(module.surface.exports or ())
    text = view.graph.attributes.shape(module)
    rows: dict[str, list[Binding]] = {}
    for binding in module.surface.bindings:
        if binding.owner < 0:
            rows.setdefault(binding.name, []).append(binding)
    for name, found in writers.items():
        if not name.startswith("_"):
            continue  # others may read it
        outside = _without(text, found)
        bound = [b for b in rows.get(name, []) if b.kind is not BindingKind.DECLARED]
        # What only a writer binds stands in the writer, which was taken out.
        within = [b for b in bound if b.context & Context.DEFERRED]
        # At its own statements the name stands once each; more is somebody who reads it.
        own = sum(b.kind is not BindingKind.OTHER or not b.value for b in bound) - len(within)
        if bound and name not in exported and outside.count(WORD[name]) <= own:
            yield Unread(module, bound[0], tuple(found))


def _without(text: str, writers: list[Known]) -> str:
    for writer in sorted(writers, key=lambda w: -w.definition.shape[0]):
        start, end = writer.definition.shape
        text = text[:start] + text[end:]
    return text
