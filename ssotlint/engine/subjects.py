"""What a name may stand for where two things are held against each other."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ssotlint.index.index import Module
from ssotlint.model.facts import Binding, BindingKind, Definition
from ssotlint.model.place import Place, Span

_NO_VALUE = frozenset((BindingKind.IMPORT, BindingKind.DEFINITION, BindingKind.DELETED))


class Subject(NamedTuple):
    """A definition, a value that a module binds, or (with neither) a module.

    ``folder`` is the name of a folder that is no package; the module is one in it.
    """

    module: Module
    row: Definition | None = None
    value: Binding | None = None
    folder: str = ""

    @property
    def symbol(self) -> str:
        """Dotted name."""
        if self.row is not None:
            return self.module.symbol(self.row)
        if self.value is not None:
            return f"{self.module.name}.{self.value.name}"
        return self.folder or self.module.name

    @property
    def line(self) -> int:
        """Where it stands."""
        return self.row.span.line if self.row else self.value.span.line if self.value else 1

    @property
    def name(self) -> str:
        """The last part of it."""
        return self.symbol.rpartition(".")[2]

    @property
    def class_name(self) -> str:
        """The class of a method, "" for what is none."""
        rows = self.module.surface.definitions
        owner = rows[self.row.owner] if self.row is not None and self.row.owner >= 0 else None
        return owner.name if owner is not None and owner.is_class else ""

    @property
    def extent(self) -> Place:
        """All of it."""
        if self.row is not None:
            return self.module.extent(self.row)
        span = self.value.span if self.value else Span(1, 1, max(self.module.surface.lines, 1), 1)
        return self.module.place(span)

    @property
    def is_module(self) -> bool:
        """Whether it is a whole file."""
        return self.row is None and self.value is None

    @property
    def kind(self) -> str:
        """In one word."""
        if self.row is not None:
            return "class" if self.row.is_class else "function"
        return "module" if self.value is None else "constant"


def subjects_in(modules: Iterable[Module], name: str) -> Iterator[Subject]:
    """What some modules define under the last part of a name."""
    for module in modules:
        for row in module.surface.definitions:
            if row.name == name:
                yield Subject(module, row)
        for value in module.surface.bindings:
            if value.name == name and value.owner < 0 and value.kind not in _NO_VALUE:
                yield Subject(module, value=value)
