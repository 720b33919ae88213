"""Typed questions to the facts of all files of a run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from ssotlint.index import codec
from ssotlint.index.store import Store
from ssotlint.model.facts import Definition, Shape, Surface, Uses
from ssotlint.model.place import Place, Span
from ssotlint.model.source import SourceFile


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A source file with its surface."""

    source: SourceFile
    digest: str
    surface: Surface

    @property
    def path(self) -> str:
        """Path relative to the project root."""
        return self.source.path

    @property
    def name(self) -> str:
        """Dotted module name."""
        return self.source.module

    def symbol(self, definition: Definition) -> str:
        """Dotted name of a definition of this module."""
        return f"{self.source.module}.{definition.qualname}"

    def header(self, definition: Definition) -> Place:
        """Where a definition is reported: its ``def`` or ``class`` line up to the body."""
        span = definition.span
        return Place(self.path, Span(span.line, span.column, span.end_line, span.end_column))

    def extent(self, definition: Definition) -> Place:
        """All of a definition, decorators included."""
        span = definition.span
        column = span.column if definition.start_line == span.line else 1
        return Place(self.path, Span(definition.start_line, column, span.end_line, span.end_column))

    def place(self, span: Span) -> Place:
        """A span of this module as a place."""
        return Place(self.path, span)


@dataclass(slots=True)
class Index:
    """All modules of a run, by path and by name; the parts that few ask for stay in the store."""

    modules: tuple[Module, ...]
    store: Store
    by_path: dict[str, Module] = field(init=False)
    by_name: dict[str, list[Module]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_path = {m.path: m for m in self.modules}
        self.by_name = {}
        for module in self.modules:
            self.by_name.setdefault(module.name, []).append(module)

    def definitions(self) -> Iterator[tuple[Module, int, Definition]]:
        """Every definition with its module and its position there."""
        for module in self.modules:
            for position, definition in enumerate(module.surface.definitions):
                yield module, position, definition

    def uses(self, modules: Iterable[Module]) -> Iterator[tuple[Module, Uses]]:
        """Calls and member uses of some modules, one module at a time."""
        yield from _pairs(modules, self.store, "uses", codec.uses)  # type: ignore[misc]

    def shapes(self, modules: Iterable[Module]) -> Iterator[tuple[Module, Shape]]:
        """Shapes of some modules, one module at a time."""
        yield from _pairs(modules, self.store, "shape", codec.shape)  # type: ignore[misc]


def _pairs(
    modules: Iterable[Module], store: Store, part: str, decode: object
) -> Iterator[tuple[Module, object]]:
    by_digest: dict[str, list[Module]] = {}
    for module in modules:
        by_digest.setdefault(module.digest, []).append(module)
    for digest, data in store.part(part, by_digest):
        try:
            value = decode(data)  # type: ignore[operator]
        except msgspec.MsgspecError:
            continue
        for module in by_digest[digest]:
            yield module, value
