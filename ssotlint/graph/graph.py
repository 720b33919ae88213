"""The answers of the graph for one run, each computed when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ssotlint.graph.importers import Importers, importers_of
from ssotlint.graph.resolution import Resolver

if TYPE_CHECKING:
    from ssotlint.graph.dependencies import Dependencies
    from ssotlint.index.index import Index


class Graph:
    """Resolver, importers and module graph over one index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.resolver = Resolver(index)

    @cached_property
    def importers(self) -> Importers:
        """Every import of the run with where it leads."""
        return importers_of(self.resolver, self.index.modules)

    @cached_property
    def dependencies(self) -> Dependencies:
        """The module graph; loads networkx."""
        from ssotlint.graph.dependencies import dependencies_of

        return dependencies_of(self.importers, self.index.modules)
