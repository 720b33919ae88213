"""Which modules cannot be loaded because an import somewhere fails."""

from collections.abc import Iterator

from ssotlint.graph.importers import Importers, ImportUse, Row
from ssotlint.model.facts import Context

_HARMLESS = (
    Context.DEFERRED | Context.TYPING | Context.GUARDED | Context.FALLBACK | Context.EXPECTED
)
_NOT_FATAL = _HARMLESS | Context.CONDITIONAL


def is_fatal(use: ImportUse) -> bool:
    """Whether an import that fails ends the loading of its module."""
    return not use.row.context & _NOT_FATAL


class Breakage:
    """Imports that run, unguarded, whenever a module is loaded, by the file that they load."""

    def __init__(self, importers: Importers) -> None:
        self._importers = importers
        self._users: dict[str, frozenset[str]] = {}

    def loaders(self, path: str) -> list[ImportUse]:
        """The imports that fail when the file at ``path`` fails to load, in order."""
        found = self._importers.made(self._fatal(path))
        return sorted(found, key=lambda u: (u.module.path, u.row.span, u.row.name))

    def reach(self, path: str) -> int:
        """How many other files cannot be loaded when the file at ``path`` fails to load."""
        seen, pending, known = {path}, [path], self._users
        while pending:
            one = pending.pop()
            if one not in known:
                known[one] = frozenset(user for user, _ in self._fatal(one))
            fresh = known[one] - seen
            seen |= fresh
            pending += fresh
        self._importers.note_users(seen)  # of those that are known, nobody has asked for this
        return len(seen) - 1

    def _fatal(self, path: str) -> Iterator[Row]:
        """The imports that load a file, and fail when it does."""
        for user, lead in self._importers.users(path):
            named = lead.named >= 0 and self._importers.paths[lead.named] == path
            if user != path and (named or lead.itself) and not lead.context & _NOT_FATAL:
                yield user, lead
