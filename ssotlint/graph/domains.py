"""To which domain a file belongs, that of tests and scripts told by what they import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ssotlint.graph.leads import Lead
from ssotlint.graph.resolution import Status
from ssotlint.model.source import Role

if TYPE_CHECKING:
    from ssotlint.graph.importers import Importers
    from ssotlint.index.index import Module

SHARED = "shared"
_UNBOUND = frozenset({Role.TEST, Role.SCRIPT, Role.BACKUP})


class Domains:
    """The domain of each file; discovery leaves those open that their place does not tell."""

    def __init__(self, importers: Importers) -> None:
        self._importers = importers

    def of(self, module: Module) -> str:
        """The domain of a file; for a test or script that which it imports most.

        "" when it imports nothing of ours but what is shared, or other tests.
        """
        if module.source.domain or module.source.role not in _UNBOUND:
            return module.source.domain
        return self._importers.leans(module.path)[0]


def leans(rows: Iterable[Lead], files: Sequence[Module]) -> tuple[str, str]:
    """The domains that the imports of a file speak for; ``files`` are all in their order."""
    homes = [(lead.status, files[lead.taken]) for lead in rows if lead.taken >= 0]
    voting = (home for status, home in homes if status <= Status.MISSING_NAME)
    return _voted(voting), _leaning(home for status, home in homes if status <= Status.MODULE)


def _voted(homes: Iterable[Module]) -> str:
    """The domain of most files that a file imports from, of those that share nothing with others."""
    votes = Counter(home.source.domain for home in homes)
    del votes[""], votes[SHARED]
    best = max(votes.values(), default=0)
    return min((d for d, count in votes.items() if count == best), default="")


def _leaning(homes: Iterable[Module]) -> str:
    """The domain of most files that a file imports from, "" when it imports nothing of ours."""
    held = Counter(home.source.domain for home in homes)
    del held[""]
    return min(held, key=lambda name: (name == SHARED, -held[name], name), default="")
