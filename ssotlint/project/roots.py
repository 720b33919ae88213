"""Where absolute imports start, and the dotted names that files have from there.

Nothing is imported and no file is read, so the names of files and folders have to tell:

1. a declared root is one;
2. a folder with ``__init__.py`` is a package: it belongs to what its parent belongs to;
3. a folder of a project of its own (``pyproject.toml``, ``requirements.txt``, …) is a root, but
   one in a package is not for its requirements alone;
4. so is ``src``, and ``lib`` or ``python`` when they hold packages and no modules;
5. so is a folder that holds packages and whose own name cannot stand in an import;
6. so is each of several folders side by side that hold a package of the same name, and each in
   a top-level folder that is named for holding services, but not deep in a namespace or in tests;
7. any other folder is a namespace, part of the dotted names below it; nothing else begins in a
   folder of backups, whose files must not be found under the names of what they copy.
"""

from collections.abc import Iterable
from typing import NamedTuple

from ssotlint.model.config import Config
from ssotlint.model.errors import InputError
from ssotlint.model.source import Role
from ssotlint.project.marks import PYPROJECT
from ssotlint.project.roles import Roles
from ssotlint.project.walk import Folder, downward

_SOURCES = frozenset({"src"})
_LIBRARIES = frozenset({"lib", "python", "py"})
SOURCE_FOLDERS = _SOURCES | _LIBRARIES
"""Folders of these names hold packages and are none themselves."""
_NEEDS = frozenset({"requirements.txt", "Pipfile"})
_SERVICES = frozenset(
    {"apps", "libs", "microservices", "packages", "projects", "services", "workspaces"}
)
_EVERYWHERE = frozenset(
    {"benchmarks", "config", "docs", "examples", "migrations", "scripts", "test", "tests"}
    | {"tools", "utils", "versions"}
)
"""Packages of these names say nothing about what lies around them."""


class Home(NamedTuple):
    """What a folder is to imports: its root, its dotted name there, whether it is in a package."""

    root: str
    package: str
    in_package: bool


class Layout:
    """The homes of all folders of a walk."""

    def __init__(self, folders: dict[str, Folder], config: Config, roles: Roles) -> None:
        self._folders = folders
        self._roles = roles
        self._holders = _holders(folders, roles)
        self._services = _side_by_side(self._holders, roles)
        self.declared = tuple(_clean(root) for root in config.roots)
        self._homes: dict[str, Home] = {"": Home("", "", in_package=False)}

    def home(self, path: str) -> Home:
        """The home of a folder, "" for the project's own."""
        if path not in self._homes:
            for folder in downward(path):  # no recursion: trees may be deeper than the stack
                if folder not in self._homes:
                    self._homes[folder] = self._find(folder)
        return self._homes[path]

    def _find(self, path: str) -> Home:
        parent, _, name = path.rpartition("/")
        above = self.home(parent)
        folder = self._folders.get(path)
        is_package = folder is not None and folder.is_package
        if path in self.declared:
            return Home(path, "", in_package=False)
        if not self._is_declared(above.root) and not is_package and self._is_root(path, above):
            return Home(path, "", in_package=False)
        package = f"{above.package}.{importable(name)}" if above.package else importable(name)
        return Home(above.root, package, above.in_package or is_package)

    def _is_declared(self, root: str) -> bool:
        return root in self.declared

    def _is_root(self, path: str, above: Home) -> bool:
        role = self._roles.folder(path)
        if role is Role.BACKUP:
            return False
        folder = self._folders.get(path)
        if folder is not None and (marks := folder.project_files):
            # What tests, scripts and parts of a package need to be installed says nothing
            # about imports.
            part = role in {Role.TEST, Role.SCRIPT} or (above.in_package and marks <= _NEEDS)
            return not part or PYPROJECT in marks
        return not above.in_package and self._is_named_root(path, folder)

    def _is_named_root(self, path: str, folder: Folder | None) -> bool:
        parent, _, name = path.rpartition("/")
        if name in _SOURCES or path in self._services:
            return True
        if path not in self._holders:
            return False
        if name in _LIBRARIES:
            return folder is None or not folder.files
        return not name.isidentifier() or parent in _SERVICES


def importable(name: str) -> str:
    """A name as a part of a dotted name: one with a dot in it cannot be imported, nor mistaken."""
    return name.replace(".", "-")


def candidates(layout: Layout, used: Iterable[str], folders: Iterable[Folder]) -> tuple[str, ...]:
    """Roots for absolute imports: declared ones, those in use, then folders of loose files."""
    roots = dict.fromkeys(layout.declared)
    roots.update(dict.fromkeys(sorted(used, key=lambda root: (root.count("/"), root))))
    roots.setdefault("")
    loose = [f.path for f in folders if (f.files or f.unread) and not f.is_package]
    roots.update(dict.fromkeys(sorted(loose)))
    return tuple(roots)


def _clean(root: str) -> str:
    path = root.replace("\\", "/").strip("/").removeprefix("./")
    if ".." in path.split("/"):
        raise InputError(f'roots: "{root}" lies outside of the project')
    return "" if path == "." else path


def _holders(folders: dict[str, Folder], roles: Roles) -> dict[str, set[str]]:
    """Folders in no package that hold packages; folder -> names of those packages."""
    found: dict[str, set[str]] = {}
    for folder in folders.values():
        parent, _, name = folder.path.rpartition("/")
        if folder.is_package and parent and not roles.in_package(parent):
            found.setdefault(parent, set()).add(name)
    return found


def _side_by_side(holders: dict[str, set[str]], roles: Roles) -> frozenset[str]:
    """Holders of a package that has a namesake in a holder beside it."""
    found: dict[tuple[str, str], list[str]] = {}
    for holder, packages in holders.items():
        parent = holder.rpartition("/")[0]
        if "/" not in parent and roles.folder(holder) is None:
            for package in packages - _EVERYWHERE:
                found.setdefault((parent, package), []).append(holder)
    return frozenset(h for holders in found.values() if len(holders) > 1 for h in holders)
