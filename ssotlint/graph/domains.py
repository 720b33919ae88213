"""To which domain a file belongs, that of tests and scripts told by what they import."""

from collections import Counter
from collections.abc import Iterable

from ssotlint.graph import leads
from ssotlint.graph.importers import Importers
from ssotlint.index.index import Module
from ssotlint.model.source import Role

SHARED = "shared"
_UNBOUND = frozenset({Role.TEST, Role.SCRIPT, Role.BACKUP})


class Domains:
    """The domain of each file; discovery leaves those open that their place does not tell."""

    def __init__(self, importers: Importers) -> None:
        self._importers = importers
        self._known: dict[str, str] = {}

    def of(self, module: Module) -> str:
        """The domain of a file; for a test or script that which it imports most.

        "" when it imports nothing of ours but what is shared, or other tests.
        """
        if module.source.domain or module.source.role not in _UNBOUND:
            return module.source.domain
        self._importers.note(leads.ALL, module.path)
        known = self._known.get(module.path)
        if known is None:
            votes = Counter(home.source.domain for home in self._importers.homes(module.path))
            del votes[""], votes[SHARED]
            best = max(votes.values(), default=0)
            known = min((d for d, count in votes.items() if count == best), default="")
            self._known[module.path] = known
        return known


def leaning(homes: Iterable[Module]) -> str:
    """The domain of most files that a file imports from, "" when it imports nothing of ours."""
    held = Counter(home.source.domain for home in homes)
    del held[""]
    return min(held, key=lambda name: (name == SHARED, -held[name], name), default="")
