"""Modules that nothing here loads: what they hold is no better place for a fact than one in use."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from ssotlint.detectors.letters import Said
from ssotlint.detectors.view import SPLIT_ROLES, View
from ssotlint.facts.alphabet import STRING
from ssotlint.index.index import Module
from ssotlint.index.names import beside as beside_in
from ssotlint.index.names import stemmed
from ssotlint.index.picks import RUN
from ssotlint.index.reads import Traced
from ssotlint.model.facts import Surface
from ssotlint.model.source import Role, SourceFile

# A project comes with its tests when there is one to so many files that ship.
_TESTED = 4
# What loads a module that a text names.
_LOADING = frozenset(("importlib", "pkgutil"))
_LOADERS = frozenset(("find_modules", "import_module", "import_object", "import_string"))
# What says in texts which parts a framework is to load: `MIDDLEWARE = ["shop.clock.Clock"]`. In
# other files a letter that is looked for stands for another text more often than for that.
_SETTINGS = frozenset(("conf", "settings"))


# `store_backup.py`, `store_old_2.py` beside a module `store`.
_PUT_AWAY = re.compile(r"_(?:backup|bak|old|orig(?:inal)?)(?=_|\Z)")


class Idle:
    """Asks who loads a module; remembers each answer.

    What is run by its name, gathered with its folder, or called as others of its name are, is
    loaded by something that cannot be read; so is a way in that the metadata name, and so may be
    what a text names where modules are loaded, and that of which settings name a class or function.
    """

    def __init__(self, view: View, said: Said) -> None:
        self._view, self._said = view, said
        self._importers = view.graph.importers
        self._known: dict[str, bool] = {}
        self._loaded = Traced(view.index, self._loaded_in)

    def holds(self, module: Module) -> bool:
        """Whether no file that ships loads a module, and none seems to be meant to."""
        found = self._known.get(module.path)
        if found is None:
            found = self._known[module.path] = self._holds(module)
        return found

    def is_waste(self, module: Module) -> bool:
        """Whether nobody at all loads an idle module, of a project whose tests are here to do so.

        A library is loaded by others: of what it offers to them its tests at least know.
        """
        return (
            self.holds(module)
            and self._view.index.layout(is_tested)
            and not self._importers.is_taken(module.path)
        )

    def _count(self, stem: str) -> int:
        """How many files are called so."""
        self._view.index.reads.note_shared(stemmed(stem))
        return self._stems[stem]

    def _holds(self, module: Module) -> bool:
        stem, role = _stem(module.path), module.source.role
        is_put_away = role in SPLIT_ROLES and self._is_put_away(stem)
        return (
            (role is Role.PRODUCTION or is_put_away)
            and not self._importers.is_loaded(module.path)
            and module.name not in self._view.entries
            and self._count(stem) == 1
            and not stem.startswith("__")
            and not self._said.says(module.path, RUN)
            and (is_put_away or not self._is_gathered(module))
            and not self._says(self._loading, (stem, module.name))
            and not self._says(self._settings, self._offered(module))
        )

    def _is_put_away(self, stem: str) -> bool:
        """Whether a module is called an old state of another one."""
        found = _PUT_AWAY.search(stem)
        return found is not None and self._count(stem[: found.start()]) > 0

    def _is_gathered(self, module: Module) -> bool:
        """Whether hardly a file of its folder is imported by name: something takes them all.

        It is asked of modules that nobody loads.
        """
        folder = module.path.rpartition("/")[0]
        files, loaded = self._loaded(folder)
        return 2 * loaded <= files - (module.path in self._folders[folder])

    def _loaded_in(self, folder: str) -> tuple[int, int]:
        """How many files a folder holds that may be gathered, and how many of them are loaded."""
        self._view.index.reads.note_shared(beside_in(folder))
        paths = self._folders[folder]
        return len(paths), sum(map(self._importers.is_loaded, paths))

    def _says(self, paths: Iterable[str], texts: Iterable[str]) -> bool:
        paths = [*paths]
        return any(self._said.somebody(STRING[text], paths=paths) for text in texts)

    def _offered(self, module: Module) -> list[str]:
        """What settings call a module, and the classes and functions that others may take of it."""
        return [module.name, *(f"{module.name}.{name}" for name in module.picked(_offered))]

    @cached_property
    def _loading(self) -> list[str]:
        """The files that ship and load modules by their names: a script that does so checks them."""
        modules = (m for m in self._view.index.each(_loads) if m.source.role is Role.PRODUCTION)
        return [module.path for module in modules if module.picked(_loads)]

    @property
    def _settings(self) -> list[str]:
        """The files that are called settings, or stand in a folder that is."""
        return self._view.index.layout(settings)

    @cached_property
    def _stems(self) -> Counter[str]:
        return Counter(_stem(module.path) for module in self._view.index.all)

    @cached_property
    def _folders(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for module in self._view.index.all:
            folder, _, name = module.path.rpartition("/")
            if module.source.role is Role.PRODUCTION and not name.startswith("__"):
                found.setdefault(folder, set()).add(module.path)
        return found


def is_tested(files: Iterable[SourceFile]) -> bool:
    """Whether a project comes with its tests."""
    roles = Counter(source.role for source in files)
    return roles[Role.TEST] * _TESTED >= roles[Role.PRODUCTION]


def settings(files: Iterable[SourceFile]) -> list[str]:
    """The files that are called settings, or stand in a folder that is."""
    paths = [source.path for source in files if source.role is not Role.TEST]
    return [
        path for path in paths
        if not _SETTINGS.isdisjoint((_stem(path), path.rpartition("/")[0].rpartition("/")[2]))
    ]  # fmt: skip


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _offered(surface: Surface) -> list[str]:
    """The public classes and functions at the top of a file."""
    rows = (row.name for row in surface.definitions if row.owner < 0)
    return [name for name in dict.fromkeys(rows) if not name.startswith("_")]


def _loads(surface: Surface) -> bool:
    """Whether a file has what loads modules by their names."""
    return any(
        row.module.partition(".")[0] in _LOADING or row.name in _LOADERS for row in surface.imports
    )
