"""The graph of modules: an edge for each import, told apart by when it runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from ssotlint.graph import leads
from ssotlint.graph.circles import circles
from ssotlint.graph.importers import Importers
from ssotlint.graph.leads import target_of
from ssotlint.graph.moments import When, when_of
from ssotlint.index.index import Module
from ssotlint.model.place import Span
from ssotlint.model.source import Role
from ssotlint.model.value import Value

if TYPE_CHECKING:
    import networkx as nx

    from ssotlint.graph.imported import Imported
    from ssotlint.graph.importers import ImportUse


class Edge(Value, frozen=True):
    """One import between two modules (paths of files), where it stands."""

    source: str
    target: str
    span: Span
    when: When
    names: tuple[str, ...]

    @property
    def line(self) -> int:
        """The line of the import statement, from 1."""
        return self.span.line


class Dependencies:
    """The module graph; nodes are paths of files, edges carry the imports that make them."""

    def __init__(self, edges: dict[tuple[str, str], list[Edge]], nodes: Iterable[str]) -> None:
        self.edges = edges
        self.nodes = list(nodes)
        self._views: dict[When, nx.DiGraph[str]] = {}
        self._ways: dict[When, dict[str, list[str]]] = {}

    def upto(self, when: When) -> nx.DiGraph[str]:
        """The graph of the edges that run at ``when`` or before."""
        import networkx as nx  # most runs after an edit do without

        if when not in self._views:
            graph: nx.DiGraph[str] = nx.DiGraph()
            graph.add_nodes_from(self.nodes)
            graph.add_edges_from(
                pair for pair, edges in self.edges.items() if any(e.when <= when for e in edges)
            )
            self._views[when] = graph
        return self._views[when]

    def cycles(self, when: When) -> list[list[str]]:
        """Strongly connected components of two modules or more, each sorted."""
        return circles(self._loads(when))

    def _loads(self, when: When) -> dict[str, list[str]]:
        """The files that each file imports at ``when`` or before, in the order of its imports."""
        known = self._ways.get(when)
        if known is None:
            known = self._ways[when] = {}
            for (source, target), edges in self.edges.items():
                if any(edge.when <= when for edge in edges):
                    known.setdefault(source, []).append(target)
        return known

    @cached_property
    def circles(self) -> dict[str, int]:
        """The number of the cycle at load time in which each file is, for those in one."""
        return {path: n for n, part in enumerate(self.cycles(When.LOAD)) for path in part}

    def chain(self, source: str, target: str, when: When = When.LOAD) -> list[Edge]:
        """A shortest chain of imports from ``source`` to ``target``, [] when there is none.

        Of several chains it takes that of the first import in the file: whatever else there is
        decides nothing.
        """
        before, waiting, loads = {source: ""}, deque((source,)), self._loads(when)
        while waiting and target not in before:
            one = waiting.popleft()
            for other in loads.get(one, ()):
                if other not in before:
                    before[other] = one
                    waiting.append(other)
        path = [target] if target in before else []
        while path and before[path[-1]]:
            path.append(before[path[-1]])
        return [self.edge(b, a, when) for a, b in pairwise(path)][::-1]

    def edge(self, source: str, target: str, when: When) -> Edge:
        """The first import that makes an edge at ``when`` or before."""
        usable = [e for e in self.edges[source, target] if e.when <= when]
        return min(usable, key=lambda e: (e.when, e.span))


def dependencies_of(importers: Importers, modules: Sequence[Module]) -> Dependencies:
    """The graph of some modules.

    What a test imports that nobody imports makes no circle, and no way from one file to another.
    """
    edges = edges_of(importers.all_unnoted(), {m.path for m in modules})
    known = {path for pair in edges for path in pair[1:]}
    importers.note(leads.EDGES_SHIPPED)
    importers.note(leads.EDGES_OF_TESTS)
    for module in modules:
        if module.source.role is Role.TEST and module.path in known:
            importers.note(leads.EDGES, module.path)
    return Dependencies(edges, (m.path for m in modules))


def circular(importers: Importers, imported: Imported) -> Dependencies:
    """The graph of the files that load each other, with the imports by which they do."""
    number = {path: n for n, part in enumerate(imported.circles()) for path in part}
    edges = edges_of(importers.inside(number), number)
    return Dependencies(edges, number)


def edges_of(uses: Iterable[ImportUse], paths: Container[str]) -> dict[tuple[str, str], list[Edge]]:
    """An edge for each import of a module of ours, by the paths of both files."""
    rows: dict[tuple[str, str], dict[tuple[Span, When], list[str]]] = {}
    for use in uses:
        target = target_of(use)
        if target == use.module.path or target not in paths:
            continue
        key = (use.row.span, when_of(use))
        rows.setdefault((use.module.path, target), {}).setdefault(key, []).append(
            use.row.name or use.row.module
        )
    return {
        pair: [
            Edge(pair[0], pair[1], span, when, tuple(names))
            for (span, when), names in sorted(found.items())
        ]
        for pair, found in rows.items()
    }
