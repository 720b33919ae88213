"""To which domain a file belongs, that of tests and scripts told by what they import."""

from collections import Counter
from collections.abc import Iterable

from ssotlint.graph.importers import Importers, ImportUse
from ssotlint.graph.resolution import Status
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
        known = self._known.get(module.path)
        if known is None:
            votes = Counter(
                use.answer.module.source.domain
                for use in self._importers.by_module.get(module.path, ())
                if use.answer.module is not None
            )
            del votes[""], votes[SHARED]
            best = max(votes.values(), default=0)
            known = min((d for d, count in votes.items() if count == best), default="")
            self._known[module.path] = known
        return known


def leaning(uses: Iterable[ImportUse]) -> str:
    """The domain of most that a file imports, "" when it imports nothing of ours."""
    held = Counter(
        use.answer.module.source.domain
        for use in uses
        if use.answer.module is not None and use.answer.status in (Status.SYMBOL, Status.MODULE)
    )
    del held[""]
    return min(held, key=lambda name: (name == SHARED, -held[name], name), default="")
