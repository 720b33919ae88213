"""Modules that nothing here loads: what they hold is no better place for a fact than one in use."""

from collections import Counter
from functools import cached_property

from ssotlint.detectors.letters import Said
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import STRING
from ssotlint.index.index import Module
from ssotlint.model.facts import Surface
from ssotlint.model.source import Role

_RUN = STRING["__main__"]
# What loads a module that a text names.
_LOADING = frozenset(("importlib", "pkgutil"))
_LOADERS = frozenset(("find_modules", "import_module", "import_object", "import_string"))


class Idle:
    """Asks who loads a module; remembers each answer.

    What is run by its name, gathered with its folder, or called as others of its name are, is
    loaded by something that cannot be read; so may be what a text names where modules are loaded.
    """

    def __init__(self, view: View, said: Said) -> None:
        self._view, self._said = view, said
        self._importers = view.graph.importers
        self._known: dict[str, bool] = {}

    def holds(self, module: Module) -> bool:
        """Whether no file that ships loads a module, and none seems to be meant to."""
        found = self._known.get(module.path)
        if found is None:
            found = self._known[module.path] = self._holds(module)
        return found

    def _holds(self, module: Module) -> bool:
        stem = _stem(module.path)
        return (
            module.source.role is Role.PRODUCTION
            and not self._importers.is_loaded(module.path)
            and self._stems[stem] == 1
            and not stem.startswith("__")
            and not self._said.says(module.path, _RUN)
            and not self._is_gathered(module)
            and not self._is_mentioned(STRING[stem], STRING[module.name])
        )

    def _is_gathered(self, module: Module) -> bool:
        """Whether hardly a file of its folder is imported by name: something takes them all."""
        beside = self._folders[module.path.rpartition("/")[0]] - {module.path}
        loaded = sum(map(self._importers.is_loaded, beside))
        return 2 * loaded <= len(beside)

    def _is_mentioned(self, *texts: str) -> bool:
        return any(self._said.says(path, text) for path in self._loading for text in texts)

    @cached_property
    def _loading(self) -> list[str]:
        """The files that load modules by their names."""
        return [
            module.path for module in self._view.index.modules
            if module.source.role is not Role.TEST and module.picked(_loads)
        ]  # fmt: skip

    @cached_property
    def _stems(self) -> Counter[str]:
        return Counter(_stem(module.path) for module in self._view.index.modules)

    @cached_property
    def _folders(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for module in self._view.index.modules:
            folder, _, name = module.path.rpartition("/")
            if module.source.role is Role.PRODUCTION and not name.startswith("__"):
                found.setdefault(folder, set()).add(module.path)
        return found


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _loads(surface: Surface) -> bool:
    """Whether a file has what loads modules by their names."""
    return any(
        row.module.partition(".")[0] in _LOADING or row.name in _LOADERS for row in surface.imports
    )
