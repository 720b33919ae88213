"""What a detector may look at."""

from collections.abc import Callable, Iterator, Mapping

from ssotlint.graph.graph import Graph
from ssotlint.index.crowds import leave_crowd
from ssotlint.index.index import Index, Module
from ssotlint.index.names import OWNED
from ssotlint.index.picks import Pick
from ssotlint.model.baseline import Stale
from ssotlint.model.config import Config
from ssotlint.model.source import Role, Skipped, SourceFile
from ssotlint.model.suppression import Suppression
from ssotlint.model.value import Value
from ssotlint.project.vendored import vendored

SPLIT_ROLES = frozenset({Role.PRODUCTION, Role.SCRIPT})
BREAKING_ROLES = frozenset(Role) - {Role.BACKUP, Role.GENERATED}


def is_owned(source: SourceFile, roles: frozenset[Role]) -> bool:
    """Whether a fact must be single in a file, as far as that tells alone."""
    return source.role in roles and not source.is_stub


class View(Value, frozen=True):
    """Index, graph and configuration of a run; ``roles`` are those that split rules report in.

    ``suppressions`` and ``stale`` are known to the detectors that are asked in later rounds. A view
    that is ``crossing`` looks for copies in all domains at once. ``python`` is the second part of the
    oldest Python 3 that the project promises, 0 for none; ``entries`` are modules, and what is
    called in them, by which whoever installed it comes in.
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
    entries: frozenset[str] = frozenset()

    def owned(self, *taken: Pick | str) -> Iterator[Module]:
        """Modules in which a fact must be single: those in which split rules report.

        A stub says again, on purpose, what another file says, and so does what is made of one.
        ``taken`` is what is taken of each before anything else is asked of it: a file of which that
        is nothing makes no difference by being there.
        """
        self.index.note_each(OWNED, *taken)
        rendered = self.graph.worlds.rendered()
        return (
            m for m in self.index.all
            if is_owned(m.source, self.roles) and not m.path.startswith(rendered)
        )  # fmt: skip

    def written(self, *taken: Pick | str) -> Iterator[Module]:
        """Those of them that the project wrote itself: nobody mends what others wrote."""
        return (module for module in self.owned(*taken) if not vendored(module.path))

    def leave(self, aspect: str, crowd: Callable[[Mapping[str, int]], object]) -> None:
        """Leave to the next run what was compared, so that it can tell whom an edit would meet.

        A run that asks for twins in other domains searches twice, and neither stands for both.
        """
        if not self.config.cross_domain:
            leave_crowd(self.index, aspect, crowd)

    def importers(self, symbol: str) -> int:
        """How many files import a symbol, by whatever path."""
        return self.graph.imported.count(symbol)

    def users(self, symbol: str) -> int:
        """How many of these are no tests."""
        return self.graph.imported.shipped(symbol)
