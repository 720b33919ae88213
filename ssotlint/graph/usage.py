"""Who uses some definitions, under which names, and which of them to keep."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.graph.fragmentation import Fragmentation, fragmentation, keeper
from ssotlint.model.config import OWNED
from ssotlint.model.source import Role

if TYPE_CHECKING:
    from ssotlint.graph.boxes import Subject
    from ssotlint.graph.concepts import Concept
    from ssotlint.graph.graph import Graph
    from ssotlint.index.index import Module
    from ssotlint.model.config import Owner

IGNORED = frozenset({Role.BACKUP, Role.GENERATED})
"""Roles whose imports say nothing about what is used."""


class OtherName(NamedTuple):
    """A name that a module gives to a definition: its own, or another one; ``users`` are files."""

    path: str
    symbol: str
    name: str
    users: int


class Usage:
    """The importers of some definitions that play one role."""

    def __init__(self, graph: Graph, subjects: Mapping[str, Subject], concepts: Iterable[Concept],
                 owners: tuple[Owner, ...]) -> None:  # fmt: skip
        self._graph, self._subjects, self._owners = graph, subjects, owners
        self._concepts = sorted(concepts, key=lambda c: -len(c.definitions))

    def of(self, symbol: str) -> set[str]:
        """The files that import a definition, by whatever path."""
        own = self._subjects[symbol].module.path
        uses = self._graph.importers.by_origin.get(symbol, ())
        return {u.module.path for u in uses if u.module.source.role not in IGNORED} - {own}

    @cached_property
    def measured(self) -> tuple[Concept, Fragmentation] | None:
        """The largest concept of the definitions, and how bad it is."""
        if not self._concepts:
            return None
        return self._concepts[0], fragmentation(self._concepts[0], self._graph.importers)

    @cached_property
    def keep(self) -> tuple[str, str]:
        """The definition to keep: declared, else what the concept says, else the most used."""
        declared = {owner.place.replace(":", ".") for owner in self._owners}
        for symbol in sorted(declared & self._subjects.keys()):
            return symbol, OWNED
        for concept in self._concepts:
            found = fragmentation(concept, self._graph.importers)
            row, why = keeper(concept, found, self._owners, self._graph.loads, self._graph.domains)
            if row is not None:
                return row.symbol, why
        ranked = sorted(self._subjects, key=lambda s: (-len(self.of(s)), s))
        counts = [len(self.of(symbol)) for symbol in ranked]
        if len(ranked) == 1 and not counts[0]:
            return ranked[0], "the only one"
        if ranked and (len(ranked) == 1 or counts[0] > counts[1]):
            return ranked[0], f"{counts[0]} of {sum(counts)} importers use it"
        return "", ""

    @cached_property
    def kin(self) -> frozenset[str]:
        """What inheritance binds to the definition to keep: no rivals of it."""
        kept, _ = self.keep
        designs = (design for concept in self._concepts for design in concept.designs)
        bound = [{row.symbol for row in design} for design in designs]
        return frozenset().union(*(rows for rows in bound if kept in rows)) - {kept}

    @cached_property
    def names(self) -> list[OtherName]:
        """The names under which modules pass the definitions on, file by file."""
        found: set[tuple[str, str, str]] = set()
        users: Counter[tuple[str, str, str]] = Counter()
        for symbol in self._subjects:
            for use in self._graph.importers.by_origin.get(symbol, ()):
                for step in use.answer.chain[:-1]:
                    module = self._graph.index.by_path.get(step.path)
                    if module is not None and self._means(module, step.name, symbol):
                        found.add((step.path, symbol, step.name))
            for alias in self._graph.aliases.get(symbol, ()):
                if alias.module.source.role not in (*IGNORED, Role.TEST):
                    found.add((alias.module.path, symbol, alias.binding.name))
        for files in self._takers.values():
            users.update(files)
        return [OtherName(*given, users[given]) for given in sorted(found)]

    @cached_property
    def passers(self) -> dict[str, list[OtherName]]:
        """The names by the file that gives them."""
        found: dict[str, list[OtherName]] = defaultdict(list)
        for name in self.names:
            found[name.path].append(name)
        return found

    @cached_property
    def _takers(self) -> dict[str, set[tuple[str, str, str]]]:
        """Importing file -> (file that is named, definition, name there)."""
        found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for symbol in self._subjects:
            for use in self._graph.importers.by_origin.get(symbol, ()):
                if use.named is not None and use.module.source.role not in IGNORED:
                    found[use.module.path].add((use.named.path, symbol, use.row.name))
        return found

    def _means(self, module: Module, name: str, symbol: str) -> bool:
        """Whether a name in a module is the symbol, and not a module on the way to it."""
        return self._graph.resolver.attribute(module, name).symbol == symbol
