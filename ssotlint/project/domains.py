"""The scope in which a fact must be single."""

from collections.abc import Callable, Iterable

from ssotlint.model.config import Config
from ssotlint.model.source import Role
from ssotlint.project.ignoring import selector
from ssotlint.project.roots import SOURCE_FOLDERS, Home, Layout

SHARED = "shared"
"""The domain of what belongs to all."""

UNBOUND = frozenset({Role.TEST, Role.SCRIPT, Role.BACKUP})
"""Roles whose files have no domain by where they lie: "" stands for the one that they import."""


class Domains:
    """The domains of the files of a project, each a top-level package.

    Packages of one name in several roots are told apart as ``root:package``. A loose module
    belongs to the only package in its root, else it is of the domain that the root is.
    """

    def __init__(self, homes: Iterable[Home], layout: Layout, config: Config) -> None:
        """``homes`` are those of all folders that hold code of their own."""
        self._layout = layout
        self._shared = frozenset(config.shared)
        self._packages: dict[str, set[str]] = {}  # root -> its top-level packages
        roots: dict[str, set[str]] = {}  # top-level package -> its roots
        for home in homes:
            if home.package:
                top = home.package.partition(".")[0]
                self._packages.setdefault(home.root, set()).add(top)
                roots.setdefault(top, set()).add(home.root)
        self._ambiguous = frozenset(top for top, found in roots.items() if len(found) > 1)

    def of_package(self, home: Home) -> str:
        """The domain of the files in a package or namespace."""
        top = home.package.partition(".")[0]
        if top in self._shared or self._lies_in_shared(home.root):
            return SHARED
        return f"{home.root}:{top}" if home.root and top in self._ambiguous else top

    def of_module(self, root: str, stem: str) -> str:
        """The domain of a module that lies right in a root."""
        if stem in self._shared or self._lies_in_shared(root):
            return SHARED
        packages = self._packages.get(root, set())
        if len(packages) == 1:
            return self.of_package(Home(root, next(iter(packages)), in_package=True))
        around = self._layout.home(root.rpartition("/")[0])
        return self.of_package(around) if around.in_package else root

    def _lies_in_shared(self, root: str) -> bool:
        folders = root.split("/")
        if folders[-1] in SOURCE_FOLDERS:
            folders.pop()
        return not self._shared.isdisjoint(folders)


def declared(config: Config) -> Callable[[str], str | None]:
    """The domain that the configuration gives to a path; of several, the last that is written."""
    given = [(name, selector(globs)) for name, globs in config.domains.items()]

    def domain(path: str) -> str | None:
        return next((name for name, selects in reversed(given) if selects(path)), None)

    return domain
