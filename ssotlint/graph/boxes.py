"""The boxes of a picture while it is drawn: what each stands for, and how many become few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ssotlint.model.picture import Kind, Line, Tie
from ssotlint.model.source import Role
from ssotlint.model.value import Parts, Value, field

if TYPE_CHECKING:
    from ssotlint.index.index import Module
    from ssotlint.model.facts import Definition

ALONE = 16  # importers that are drawn one by one; more are folded by package
_TESTS = 5  # boxes of tests

Way = tuple[str, str, Tie]
"""An arrow: the keys of the boxes at its ends, and what it says."""


class Subject(Value, frozen=True, eq=False):
    """A definition in the picture."""

    module: Module
    name: str
    definition: Definition | None

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return f"{self.module.name}.{self.name}"

    @property
    def line(self) -> int:
        """Where it is defined."""
        if self.definition is not None:
            return self.definition.span.line
        named = (b for b in self.module.surface.bindings if b.name == self.name and b.owner < 0)
        return next((b.span.line for b in named), 1)


class Box(Parts):
    """What a box stands for: a definition, or some modules; ``group`` is its community."""

    kind: Kind
    modules: list[Module]
    subject: Subject | None = None
    words: list[str] = field(default_factory=list)
    group: int = -1


class Boxes(Parts):
    """Boxes by key, and the statements of the arrows between them."""

    all: dict[str, Box] = field(default_factory=dict)
    lines: dict[Way, set[Line]] = field(default_factory=lambda: defaultdict(set))

    def add(self, key: str, kind: Kind, modules: Iterable[Module]) -> None:
        """A box for some modules, unless there is one."""
        if key not in self.all:
            self.all[key] = Box(kind, list(modules))

    def fold(self) -> None:
        """Importers as few boxes: those of one package, or tests, that use the same."""
        importers = [key for key, box in self.all.items() if box.kind is Kind.IMPORTER]
        tests = [k for k in importers if self.all[k].modules[0].source.role is Role.TEST]
        others = [key for key in importers if key not in set(tests)]
        if len(others) > ALONE:
            self._merge(others, Kind.FOLD, by_package=True)
        self._merge(tests, Kind.TESTS, by_package=False)

    def _merge(self, keys: list[str], kind: Kind, *, by_package: bool) -> None:
        targets: dict[str, list[str]] = defaultdict(list)
        for source, target, _ in self.lines:
            targets[source].append(target)
        parts: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for key in keys:
            package = self.all[key].modules[0].source.package if by_package else ""
            parts[package, tuple(sorted(targets[key]))].append(key)
        ranked = sorted(parts.values(), key=lambda part: (-len(part), part))
        limit = ALONE if by_package else _TESTS
        if len(ranked) > limit:
            ranked = [*ranked[: limit - 1], [key for part in ranked[limit - 1 :] for key in part]]
        for part in ranked:
            if len(part) > 1 or kind is Kind.TESTS:
                self._replace(part, kind)

    def _replace(self, keys: list[str], kind: Kind) -> None:
        """One box for several; its arrows keep all lines."""
        merged = f"{kind.value} {min(keys)}"
        modules = [m for key in sorted(keys) for m in self.all.pop(key).modules]
        self.all[merged] = Box(kind, modules)
        gone = set(keys)
        for source, target, tie in list(self.lines):
            if source in gone:
                self.lines[merged, target, tie] |= self.lines.pop((source, target, tie))
