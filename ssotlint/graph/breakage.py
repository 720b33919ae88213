"""Which modules cannot be loaded because an import somewhere fails."""

from collections import defaultdict

from ssotlint.graph.importers import Importers, ImportUse
from ssotlint.model.facts import Context

_HARMLESS = (
    Context.DEFERRED | Context.TYPING | Context.GUARDED | Context.FALLBACK | Context.EXPECTED
)
_UNSURE = Context.CONDITIONAL


def is_fatal(use: ImportUse) -> bool:
    """Whether an import that fails ends the loading of its module."""
    return not use.row.context & (_HARMLESS | _UNSURE)


class Breakage:
    """Imports that run, unguarded, whenever a module is loaded, by the file that they load."""

    def __init__(self, importers: Importers) -> None:
        self._loaders: dict[str, list[ImportUse]] = defaultdict(list)
        for use in importers.uses:
            if is_fatal(use):
                for path in _loaded(use):
                    self._loaders[path].append(use)

    def loaders(self, path: str) -> list[ImportUse]:
        """The imports that fail when the file at ``path`` fails to load, in order."""
        found = self._loaders.get(path, [])
        return sorted(found, key=lambda u: (u.module.path, u.row.span, u.row.name))

    def reach(self, path: str) -> int:
        """How many other files cannot be loaded when the file at ``path`` fails to load."""
        seen, pending = {path}, [path]
        while pending:
            for use in self._loaders.get(pending.pop(), ()):
                if use.module.path not in seen:
                    seen.add(use.module.path)
                    pending.append(use.module.path)
        return len(seen) - 1


def _loaded(use: ImportUse) -> list[str]:
    found = [use.named.path] if use.named is not None else []
    taken = use.answer.module
    if taken is not None and taken.name == use.path:
        found.append(taken.path)
    return list(dict.fromkeys(path for path in found if path != use.module.path))
