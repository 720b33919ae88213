"""What a file is there for, told by its path and its neighbours.

A wrong guess in favour of "backup" or "generated" silences a file, so those need more than a word
in a name: a feature may be called backup.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat

from ssotlint.model.config import Config
from ssotlint.model.source import Role, SourceFile
from ssotlint.model.value import replace
from ssotlint.project.ignoring import selector
from ssotlint.project.walk import Folder, downward

_HINTS = (
    *("backup", "bak", "_old", "-old", ".old", "\nold_", "_orig", "-orig", ".orig"),
    *("copy", " (", "_pb2", ".generated"),
)
"""A name without any of these is neither a copy nor generated; most folders hold no such name."""
# Few names come that far, so these are compiled when the first one does.
_DATED = r"(?i)(?:.*[_.-])?(?:backups?|bak)[_.-].*\d{6,}.*|.*\.(?:bak|backup|old|orig)"
_SHELF = (
    r"(?i)(?:backups?|archives?|archived|old|\.?bak)|(?:backup|old)[_-].*|.*[_-](?:backups?|bak)"
)
_COPY = r"(?i)(?:backup_|old_)?(.+?)(?:[_.-](?:backup|bak|old|orig|original|copy))?"
_DESKTOP_COPY = r"(?i)copy of .+|.+ (?:- )?copy(?: ?\(\d+\))?|.+ \(\d+\)"
_GENERATED_FILE = r".*_pb2(?:_grpc)?|.*\.generated"
# `shop-1.2.data/` beside `shop-1.2.dist-info/`: what a wheel puts elsewhere when it is installed.
_OF_A_WHEEL = r"\w[\w.]*-\d[\w.+!]*\.data"
_REVISION = r"\d{3,}_.*"
_MIGRATIONS = frozenset({"alembic", "migration", "migrations"})

_MAY_HOLD_TESTS = frozenset({Role.PRODUCTION, Role.SCRIPT})
_TEST_FILES = frozenset({"conftest.py", "tests.py"})
_TEST_ENDINGS = ("_test.py", "_test.pyi")
_TESTS_AROUND = (("test_", "test-"), ("_test", "_tests", "-test", "-tests"))
_FOR_TESTS_ALONE = frozenset({"tests", "test_data", "testdata"})
_TEST_FOLDERS = frozenset({"__tests__", "e2e", "test", "testing", "tests"})
_SCRIPT_FOLDERS = frozenset(
    {"bench", "benchmark", "benchmarks", "bin", "ci", "cookbook", "cookbooks", "demo", "demos"}
    | {"doc", "docs", "example", "examples", "hack", "notebooks", "sample", "samples", "script"}
    | {"scripts", "tool", "tools", "tutorial", "tutorials"}
)
_SCRIPTS_OF = tuple(
    f"{sep}{name}" for sep in "_-" for name in ("benchmarks", "examples", "scripts", "tools")
)
_SCRIPTS_INSIDE = frozenset({"benchmarks", "demos", "docs", "examples", "samples", "scripts"})
"""Those that a package does not call its own parts by."""
_SHOWN = frozenset({"demos", "examples"})
"""Those that show how a package is used, whether or not they can be imported."""
_SCRIPT_FILES = frozenset({"setup", "manage", "noxfile", "fabfile", "dodo"})


def refined(source: SourceFile, config: Config, *, generated: bool) -> SourceFile:
    """The file with its role, once its content has told whether it ``is_generated``."""
    if not generated or source.role in {Role.BACKUP, Role.GENERATED}:
        return source
    if declared(config)(source.path) is not None:
        return source
    return replace(source, role=Role.GENERATED)


def declared(config: Config) -> Callable[[str], Role | None]:
    """The role that the configuration gives to a path; of several, the last that is written."""
    given = [(Role(name), selector(globs)) for name, globs in config.roles.items()]

    def role(path: str) -> Role | None:
        found = [role for role, selects in given if selects(path)]
        return found[-1] if found else None

    return role if given else lambda _path: None


class Roles:
    """The roles of the files of a walk, as far as paths tell them."""

    def __init__(self, folders: dict[str, Folder], config: Config) -> None:
        self._folders = folders
        self._declared = declared(config) if config.roles else None
        self._known: dict[str, Role | None] = {"": None}
        self._in_package: dict[str, bool] = {"": False}
        self._has_packages = any(folder.is_package for folder in folders.values())

    def in_package(self, path: str) -> bool:
        """Whether a folder is a package or lies in one."""
        known = self._in_package
        if path not in known:
            inside = False
            for around in downward(path):
                folder = self._folders.get(around)
                inside = inside or (folder is not None and folder.is_package)
                known[around] = inside
        return known[path]

    def folder(self, path: str) -> Role | None:
        """The role that a folder gives to the files in it; None: none in particular."""
        known = self._known
        if path not in known:
            for inner in downward(path):
                if inner not in known:
                    parent, _, name = inner.rpartition("/")
                    known[inner] = self._folder(inner, name, parent, known[parent])
        return known[path]

    def files(self, folder: Folder, names: Sequence[str]) -> Iterable[Role]:
        """The roles of files in a folder, by their paths alone."""
        around = self.folder(folder.path)
        if around is None and self.in_package(folder.path):
            around = Role.PRODUCTION
        if self._declared is not None or around is None or _names_migrations(folder.path):
            return [self._file(folder, name, around) for name in names]
        if _is_odd("\n".join(names)):
            return [
                self._file(folder, name, around) if _is_odd(name) else _usual(name, around)
                for name in names
            ]
        if around in {Role.BACKUP, Role.GENERATED, Role.TEST}:
            return repeat(around, len(names))
        return [_usual(name, around) for name in names]

    def _file(self, folder: Folder, name: str, around: Role | None) -> Role:
        path = f"{folder.path}/{name}" if folder.path else name
        if self._declared is not None and (role := self._declared(path)) is not None:
            return role
        stem, _ = split(name)
        if around is Role.BACKUP or self._is_copy(folder, stem):
            role = Role.BACKUP
        elif around is Role.GENERATED or re.fullmatch(_GENERATED_FILE, stem):
            role = Role.GENERATED
        elif around is Role.TEST:
            role = Role.TEST
        elif around is Role.MIGRATION or _is_migration(folder, stem):
            role = Role.MIGRATION
        elif _is_test(name):
            role = Role.TEST
        elif around is not None:
            role = around
        else:
            role = Role.SCRIPT if self._is_script(folder, stem) else Role.PRODUCTION
        return role

    def _folder(self, path: str, name: str, parent: str, around: Role | None) -> Role | None:
        if around is Role.BACKUP or self._is_shelf(path, name, parent):
            return Role.BACKUP
        if name in {"generated", "_generated"} or re.fullmatch(_OF_A_WHEEL, name):
            return Role.GENERATED
        if around in {Role.GENERATED, Role.TEST} or self._is_tests(path, name, parent):
            return around if around is Role.GENERATED else Role.TEST
        if name == "versions" and self._holds_revisions(parent):
            return Role.MIGRATION
        if around is None and self._is_scripts(path, name, parent):
            return Role.SCRIPT
        return around

    def _holds_revisions(self, path: str) -> bool:
        """Whether a folder is one of alembic's, by its name or by the ``env.py`` that it needs."""
        folder = self._folders.get(path)
        return _names_migrations(path) or (folder is not None and "env.py" in folder.files)

    def _is_shelf(self, path: str, name: str, parent: str) -> bool:
        """Whether a folder keeps copies of what lies elsewhere.

        A package may well be a feature called backup, unless what it copies lies beside it.
        """
        if re.fullmatch(_DATED, name):
            return True
        if not re.fullmatch(_SHELF, name):
            return False
        folder = self._folders.get(path)
        if folder is None or not folder.is_package:
            return True
        original = _original(name)
        beside = f"{parent}/{original}" if parent else original
        return bool(original) and (beside in self._folders or parent.rpartition("/")[2] == original)

    def _is_copy(self, folder: Folder, stem: str) -> bool:
        if re.fullmatch(_DATED, stem) or re.fullmatch(_DESKTOP_COPY, stem):
            return True
        original = _original(stem)
        if not original or stem.startswith("test_"):
            return bool(original) and f"{original}.py" in folder.files
        inside = f"{folder.path}/{original}" if folder.path else original
        return f"{original}.py" in folder.files or inside in self._folders

    def _is_tests(self, path: str, name: str, parent: str) -> bool:
        """Whether a folder holds tests; a package may ship helpers for its users' tests."""
        if name in _FOR_TESTS_ALONE:
            return True
        if not (
            name in _TEST_FOLDERS
            or name.startswith(_TESTS_AROUND[0])
            or name.endswith(_TESTS_AROUND[1])
        ):
            return False
        if not self.in_package(parent):
            return True
        folder = self._folders.get(path)
        return folder is not None and (
            (name.startswith(_TESTS_AROUND[0]) and f"{path}/tests" in self._folders)
            or any(_is_test(file.rpartition(".")[0]) for file in folder.files)
        )

    def _is_scripts(self, path: str, name: str, parent: str) -> bool:
        """Whether a folder holds scripts; in a package, packages mostly are part of it.

        A project of its own that is called so (``acme-tools``) ships what lies in it.
        """
        if name not in _SCRIPT_FOLDERS and not name.endswith(_SCRIPTS_OF) and name[0] != ".":
            return False
        if name not in _SCRIPT_FOLDERS and self._is_project(path, parent):
            return False
        folder = self._folders.get(path)
        if not self.in_package(parent):
            return True
        is_package = folder is not None and folder.is_package
        return name in (_SHOWN if is_package else _SCRIPTS_INSIDE)

    def _is_project(self, path: str, parent: str) -> bool:
        """Whether a folder is what a distribution is named after: its own, or its package."""
        folder, around = self._folders.get(path), self._folders.get(parent)
        if folder is None:
            return False
        if folder.project_files:
            return True
        shipped = parent.rpartition("/")[2] == "src" or bool(around and around.project_files)
        return bool(parent) and folder.is_package and shipped

    def _is_script(self, folder: Folder, stem: str) -> bool:
        """Whether a loose file is a script: nothing can import it, or it lies beside packages."""
        if self.in_package(folder.path):
            return False
        if stem in _SCRIPT_FILES:
            return True
        if not folder.path:
            return self._has_packages and stem != "__init__"
        return not all(part.isidentifier() for part in folder.path.split("/"))


def split(name: str) -> tuple[str, str]:
    """The stem and the ending of a file's name; a script may have none."""
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot else (name, "")


def _original(name: str) -> str:
    """What a copy was made of, by its name; "" when the name is no copy's."""
    match = re.fullmatch(_COPY, name)
    return match[1] if match and match[1] != name else ""


def _is_odd(names: str) -> bool:
    """Whether a name, or one of several, may be that of a copy or of a generated file."""
    names = f"\n{names.lower()}"
    return any(hint in names for hint in _HINTS)


def _usual(name: str, around: Role) -> Role:
    return Role.TEST if around in _MAY_HOLD_TESTS and _is_test(name) else around


def _is_test(file: str) -> bool:
    return file.startswith("test_") or file.endswith(_TEST_ENDINGS) or file in _TEST_FILES


def _names_migrations(path: str) -> bool:
    name = path.rpartition("/")[2].strip("_")
    return name in _MIGRATIONS or name.endswith(("_migrations", "-migrations"))


def _is_migration(folder: Folder, stem: str) -> bool:
    if not _names_migrations(folder.path):
        return False
    if stem == "env" or re.fullmatch(_REVISION, stem):
        return True
    return stem == "__init__" and any(re.fullmatch(_REVISION, name) for name in folder.files)
