"""Globals that functions write and nobody reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ssotlint.detectors.letters import Said
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import STRING, WORD
from ssotlint.graph.known import Known
from ssotlint.index import codec
from ssotlint.index.aspect import Aspect
from ssotlint.index.found import looked
from ssotlint.index.index import Module
from ssotlint.index.numbering import marks
from ssotlint.index.written import Written
from ssotlint.index.written import written as unpacked
from ssotlint.model.facts import Binding, BindingKind, Context, Definition, Shape
from ssotlint.model.source import Role

WRITTEN = "written"
"""The aspect of a file that tells which globals it writes and does not read itself."""


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
    found = looked(view.index, written(view))
    candidates = [
        one for module in view.owned(WRITTEN) for one in _of(module, found.get(module.path, ()))
    ]
    if not candidates:
        return
    said = Said(view.index)
    names = {one.binding.name for one in candidates}
    wanted = {letter for name in names for letter in (WORD[name], STRING[name])}
    sayers = said.by_letter(wanted.union(*(_names_of(one.module) for one in candidates)))
    yield from (one for one in candidates if not _is_read(one, said, sayers))


def _is_read(one: Unread, said: Said, sayers: Mapping[str, list[str]]) -> bool:
    """Whether another file reads a name, or any says it: `getattr(module, "_name")`."""
    module, name, text = one.module, WORD[one.binding.name], STRING[one.binding.name]
    if said.somebody(text, paths=sayers[text]):
        return True
    mentioning = dict.fromkeys(path for letter in _names_of(module) for path in sayers[letter])
    if len(mentioning) >= len(sayers[name]):
        return said.somebody(
            name, lambda path: path != module.path and _names(said, path, module), sayers[name]
        )
    # A name that hundreds have each for itself: fewer speak of the module.
    for path in mentioning:
        if path != module.path and said.says(path, name) and _names(said, path, module):
            return True
    said.asked_of_all(_names_of(module))
    return False


def _bound(module: Module, row: Written) -> Binding:
    rows = module.asked(row.name).bindings
    return next(one for one in rows if one.name == row.name and _is_at_top(one))


def _of(module: Module, rows: Sequence[Written]) -> Iterator[Unread]:
    """The globals that a module writes and does not read itself."""
    if not rows:
        return
    at = {mark: position for position, mark in enumerate(marks(module.said.definitions))}
    for row in rows:
        writers = tuple(Known(module, at[writer]) for writer in row.writers)
        yield Unread(module, _bound(module, row), writers)


def _is_at_top(binding: Binding) -> bool:
    return binding.owner < 0 and binding.kind is not BindingKind.DECLARED


def _names(said: Said, path: str, module: Module) -> bool:
    """Whether the code of a file mentions a module, in whatever import."""
    return any(said.says(path, letter) for letter in _names_of(module))


def _names_of(module: Module) -> list[str]:
    """The letters under which imports may speak of a module."""
    leaf = module.name.rpartition(".")[2]
    return [WORD[name] for name in (module.name, leaf, f".{leaf}", f"..{leaf}")]


def written(view: View) -> Aspect[Shape, tuple[Written, ...]]:
    """How a file is looked at for globals that it writes and does not read itself."""
    production = {m.path for m in view.owned(WRITTEN) if m.source.role is Role.PRODUCTION}
    return written_in(lambda module: module.path in production)


def written_in(covers: Callable[[Module], bool]) -> Aspect[Shape, tuple[Written, ...]]:
    """How the files are looked at that are covered."""
    return Aspect(
        name=WRITTEN,
        part="shape",
        covers=covers,
        decode=codec.shape,
        look=lambda module, shape: tuple(_in_module(module, shape.text)),
        pack=codec.packed,
        unpack=unpacked,
        gist=lambda rows, *_: codec.packed(rows),
        alone=True,
    )


def _in_module(module: Module, text: str) -> Iterator[Written]:
    if module.surface.dynamic:
        return
    definitions = module.surface.definitions
    writers: dict[str, list[int]] = {}
    for position, row in enumerate(definitions):
        for name in row.globals:
            writers.setdefault(name, []).append(position)
    if not writers:
        return
    exported = set(module.surface.exports or ())
    rows: dict[str, list[Binding]] = {}
    for binding in filter(_is_at_top, module.surface.bindings):
        rows.setdefault(binding.name, []).append(binding)
    known = marks(definitions)
    for name, found in writers.items():
        if not name.startswith("_") or name.endswith("__"):
            continue  # others may read it, a framework by its name
        outside = _without(text, [definitions[writer] for writer in found])
        bound = rows.get(name, [])
        # What only a writer binds stands in the writer, which was taken out.
        within = [b for b in bound if b.context & Context.DEFERRED]
        # At its own statements the name stands once each; more is somebody who reads it.
        own = sum(b.kind is not BindingKind.OTHER or not b.value for b in bound) - len(within)
        if bound and name not in exported and outside.count(WORD[name]) <= own:
            yield Written(name, tuple(known[writer] for writer in found))


def _without(text: str, writers: list[Definition]) -> str:
    for writer in sorted(writers, key=lambda w: -w.shape[0]):
        start, end = writer.shape
        text = text[:start] + text[end:]
    return text
