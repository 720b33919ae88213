"""The answers of the graph for one run, each computed when first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from ssotlint.graph.aliases import Alias, aliases_of
from ssotlint.graph.attributes import Attributes
from ssotlint.graph.breakage import Breakage
from ssotlint.graph.callers import CallGraph, call_graph
from ssotlint.graph.calls import Calls
from ssotlint.graph.constructions import Constructions
from ssotlint.graph.derived import settled, traced
from ssotlint.graph.domains import Domains
from ssotlint.graph.holders import Holders
from ssotlint.graph.homes import Homes
from ssotlint.graph.importers import Importers, importers_of
from ssotlint.graph.members import Members
from ssotlint.graph.products import Products
from ssotlint.graph.resolver import Resolver

if TYPE_CHECKING:
    from ssotlint.graph.dependencies import Dependencies
    from ssotlint.index.index import Index, Module


@traced
class Graph:
    """Resolver, importers and module graph over one index."""

    def __init__(
        self, index: Index, others: Iterable[Module] = (), needs: frozenset[str] = frozenset()
    ) -> None:
        self.index = index
        self.resolver = Resolver(index, others, needs)

    @settled
    def importers(self) -> Importers:
        """Every import of the run with where it leads."""
        return importers_of(self.resolver, self.index.modules)

    @settled
    def domains(self) -> Domains:
        """The domain of each file, tests and scripts included."""
        return Domains(self.importers)

    @settled
    def aliases(self) -> dict[str, list[Alias]]:
        """Assignments of one name to another, by the origin of what is named."""
        return aliases_of(self.index.modules, self.resolver)

    @settled
    def homes(self) -> Homes:
        """The definitions and modules that may be meant where a name does not exist."""
        return Homes(self.index, self.resolver)

    @settled
    def breakage(self) -> Breakage:
        """Which modules cannot be loaded because an import fails."""
        return Breakage(self.importers)

    @settled
    def calls(self) -> CallGraph:
        """Every call of the run that reaches a definition of ours."""
        return call_graph(self.index, Calls(self.resolver))

    @settled
    def products(self) -> Products:
        """What functions hand out."""
        return Products(self.calls)

    @cached_property
    def attributes(self) -> Attributes:
        """What classes set on their instances."""
        return Attributes(self.index, self.calls.calls)

    @cached_property
    def members(self) -> Members:
        """Which members classes have."""
        return Members(self.calls.calls, self.attributes)

    @cached_property
    def constructions(self) -> Constructions:
        """What runs when instances are made."""
        return Constructions(self.index, self.calls.calls)

    @cached_property
    def holders(self) -> Holders:
        """Places that keep one instance for everybody."""
        return Holders(self.index, self.calls, self.products, self.attributes)

    @settled
    def dependencies(self) -> Dependencies:
        """The module graph; loads networkx."""
        from ssotlint.graph.dependencies import dependencies_of

        return dependencies_of(self.importers, self.index.modules)
