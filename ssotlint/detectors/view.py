"""What a detector may look at."""

from collections.abc import Iterator
from dataclasses import dataclass

from ssotlint.graph.graph import Graph
from ssotlint.index.index import Index, Module
from ssotlint.model.baseline import Stale
from ssotlint.model.config import Config
from ssotlint.model.source import Role, Skipped
from ssotlint.model.suppression import Suppression
from ssotlint.project.vendored import vendored

SPLIT_ROLES = frozenset({Role.PRODUCTION, Role.SCRIPT})
BREAKING_ROLES = frozenset(Role) - {Role.BACKUP, Role.GENERATED}


@dataclass(frozen=True, slots=True)
class View:
    """Index, graph and configuration of a run; ``roles`` are those that split rules report in.

    ``suppressions`` and ``stale`` are known to the detectors that are asked in later rounds. A view
    that is ``crossing`` looks for copies in all domains at once. ``python`` is the second part of the
    oldest Python 3 that the project promises, 0 for none.
    """

    index: Index
    graph: Graph
    config: Config
    roles: frozenset[Role] = SPLIT_ROLES
    skipped: tuple[Skipped, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    stale: tuple[Stale, ...] = ()
    crossing: bool = False
    python: int = 0

    def owned(self) -> Iterator[Module]:
        """Modules in which a fact must be single: those in which split rules report.

        A stub says again, on purpose, what another file says, and so does what is made of one.
        """
        worlds = self.graph.worlds
        return (
            m for m in self.index.modules
            if m.source.role in self.roles and not m.source.is_stub
            and not worlds.is_rendered(m.path)
        )  # fmt: skip

    def written(self) -> Iterator[Module]:
        """Those of them that the project wrote itself: nobody mends what others wrote."""
        return (module for module in self.owned() if not vendored(module.path))

    def importers(self, symbol: str) -> int:
        """How many files import a symbol, by whatever path."""
        return self.graph.imported.count(symbol)

    def users(self, symbol: str) -> int:
        """How many of these are no tests."""
        return self.graph.imported.shipped(symbol)
