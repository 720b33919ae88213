"""The scope in which a fact must be single."""

from collections.abc import Iterable
from typing import NamedTuple

from ssotlint.model.config import Config
from ssotlint.model.source import Role
from ssotlint.project.ignoring import selector
from ssotlint.project.roots import SOURCE_FOLDERS

SHARED = "shared"
"""The domain of what belongs to all."""


class Found(NamedTuple):
    """A file with all that its own path tells."""

    path: str
    module: str
    root: str
    is_package: bool
    role: Role


class Domains:
    """Domains of files, once the modules of all files are known.

    A domain is a top-level import package; "" for tests and scripts, whose domain is that which
    they import, and for loose modules that belong to no package.
    """

    def __init__(self, sources: Iterable[Found], config: Config) -> None:
        self._shared = frozenset(config.shared)
        self._declared = [(name, selector(globs)) for name, globs in config.domains.items()]
        self._packages: dict[str, set[str]] = {}  # root -> its top-level packages
        homes: dict[str, set[str]] = {}  # top-level package -> its roots
        for source in sources:
            if source.role not in {Role.PRODUCTION, Role.MIGRATION}:
                continue
            top, dot, _ = source.module.partition(".")
            if dot or source.is_package:
                self._packages.setdefault(source.root, set()).add(top)
                homes.setdefault(top, set()).add(source.root)
        self._ambiguous = frozenset(top for top, roots in homes.items() if len(roots) > 1)

    def of(self, source: Found) -> str:
        """The domain of a file."""
        for name, selects in reversed(self._declared):
            if selects(source.path):
                return name
        if source.role in {Role.TEST, Role.SCRIPT, Role.BACKUP}:
            return ""
        return self._at(source.root, source.module, is_package=source.is_package)

    def _at(self, root: str, module: str, *, is_package: bool) -> str:
        folders = root.split("/") if root else []
        if folders and folders[-1] in SOURCE_FOLDERS:
            folders.pop()
        if not self._shared.isdisjoint(folders):
            return SHARED
        top, dot, _ = module.partition(".")
        if not dot and not is_package:
            packages = self._packages.get(root, set())
            if len(packages) != 1:
                return SHARED if top in self._shared else root
            top = next(iter(packages))
        if top in self._shared:
            return SHARED
        return f"{root}:{top}" if root and top in self._ambiguous else top
