"""The answers of the graph for one run, each computed when first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ssotlint.graph.aliases import Aliases
from ssotlint.graph.attributes import Attributes
from ssotlint.graph.breakage import Breakage
from ssotlint.graph.callers import CallGraph, Reaching, call_graph, reaching
from ssotlint.graph.calls import Calls
from ssotlint.graph.constructions import Constructions
from ssotlint.graph.derived import settled, traced
from ssotlint.graph.domains import Domains
from ssotlint.graph.holders import Holders
from ssotlint.graph.homes import Homes
from ssotlint.graph.imported import Imported
from ssotlint.graph.importers import Importers
from ssotlint.graph.members import Members
from ssotlint.graph.outside import Outside
from ssotlint.graph.products import Products
from ssotlint.graph.racks import Racks, racks
from ssotlint.graph.reaches import Reaches
from ssotlint.graph.resolver import Resolver
from ssotlint.graph.worlds import Worlds

if TYPE_CHECKING:
    from ssotlint.graph.dependencies import Dependencies
    from ssotlint.index.aspect import Aspect
    from ssotlint.index.index import Index, Module


@traced
class Graph:
    """Resolver, importers and module graph over one index."""

    def __init__(
        self, index: Index, others: Iterable[Module] = (), needs: frozenset[str] = frozenset()
    ) -> None:
        self.index = index
        self.resolver = Resolver(index, others, needs)

    def prepare(self) -> None:
        """Make what nearly every question asks for, if it is not remembered: once, for all lanes."""
        self.importers.leads  # noqa: B018 - it is remembered

    def prepare_looks(self) -> None:
        """Make what a look at a file asks of all others: once, for all processes that look."""
        self.resolver.shares.prepare()
        self.callees.classes.prepare()

    def looks(self) -> tuple[Aspect[Any, Any], ...]:
        """How files are looked at for what nearly every question asks for."""
        return self.importers.leading, self.aliases.naming, self.outside.taking

    def has(self, name: str) -> bool:
        """Whether an answer was made."""
        return f"_{name}" in vars(self)

    @settled
    def importers(self) -> Importers:
        """Every import of the run with where it leads."""
        return Importers(self.index, self.resolver)

    @settled
    def imported(self) -> Imported:
        """What the imports of the run add up to."""
        return Imported(self.index, self.importers)

    @settled
    def outside(self) -> Outside:
        """The libraries of others that are optional, and who needs them."""
        return Outside(self.index, self.resolver, self.imported)

    @settled
    def domains(self) -> Domains:
        """The domain of each file, tests and scripts included."""
        return Domains(self.importers)

    @settled
    def racks(self) -> Racks:
        """The folders that hold packages of one shape."""
        return self.index.layout(racks)

    @settled
    def worlds(self) -> Worlds:
        """Which files can share code at all."""
        return Worlds(self.index, self.imported)

    @settled
    def aliases(self) -> Aliases:
        """Assignments of one name to another, by the origin of what is named."""
        return Aliases(self.index, self.resolver)

    @settled
    def homes(self) -> Homes:
        """The definitions and modules that may be meant where a name does not exist."""
        return Homes(self.resolver)

    @settled
    def reaches(self) -> Reaches:
        """The paths to each symbol, as production code and scripts use them."""
        return Reaches(self.importers, self.domains)

    @settled
    def breakage(self) -> Breakage:
        """Which modules cannot be loaded because an import fails."""
        return Breakage(self.importers)

    @settled
    def callees(self) -> Calls:
        """What callees lead to, as surfaces tell."""
        return Calls(self.resolver)

    @settled
    def reached(self) -> Reaching:
        """The aspect of files from which the call graph is made."""
        return reaching(self.callees)

    @settled
    def calls(self) -> CallGraph:
        """Every call of the run that reaches a definition of ours."""
        return call_graph(self.index, self.callees, self.reached)

    @settled
    def products(self) -> Products:
        """What functions hand out."""
        return Products(self.calls)

    @settled
    def attributes(self) -> Attributes:
        """What classes set on their instances; notes what it reads whenever it is asked."""
        return Attributes(self.index, self.callees)

    @settled
    def members(self) -> Members:
        """Which members classes have; notes what it reads whenever it is asked."""
        return Members(self.index, self.callees, self.attributes)

    @settled
    def constructions(self) -> Constructions:
        """What runs when instances are made; notes what it reads whenever it is asked."""
        return Constructions(self.index, self.callees)

    @settled
    def holders(self) -> Holders:
        """Places that keep one instance for everybody; notes what it reads whenever asked."""
        return Holders(self.index, self.calls, self.products, self.attributes)

    @settled
    def dependencies(self) -> Dependencies:
        """The module graph; loads networkx."""
        from ssotlint.graph.dependencies import dependencies_of

        return dependencies_of(self.importers, self.index.modules)

    @settled
    def circular(self) -> Dependencies:
        """The part of the module graph that is circular when it is loaded."""
        from ssotlint.graph.dependencies import circular

        return circular(self.importers, self.imported)

    def loads(self, source: str, target: str) -> bool:
        """Whether loading one file loads another."""
        return target in self.imported.loaded(source)
