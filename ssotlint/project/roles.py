"""What a file is there for, told by its path, its neighbours and the comment at its top.

A wrong guess in favour of "backup" or "generated" silences a file, so those need more than a word
in a name: a feature may be called backup.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from ssotlint.model.config import Config
from ssotlint.model.source import Role, SourceFile
from ssotlint.project.ignoring import selector
from ssotlint.project.walk import Folder

_DATED = re.compile(
    r"(?:^|.*[_.-])(?:backups?|bak)[_.-].*\d{6,}.*|.*\.(?:bak|backup|old|orig)", re.IGNORECASE
)
_SHELF = re.compile(
    r"backups?|archives?|archived|old|backup[_-].*|old[_-].*|.*[_-](?:backups?|bak)", re.IGNORECASE
)
_COPY = re.compile(
    r"(?:copy of |backup[_-]|old[_-])?(.+?)(?:[_.-](?:backup|bak|old|orig|original|copy))?",
    re.IGNORECASE,
)
_DESKTOP_COPY = re.compile(r"copy of .+|.+ (?:- )?copy(?: ?\(\d+\))?|.+ \(\d+\)", re.IGNORECASE)

_TEST_FILE = re.compile(r"test_.*|.*_tests?|conftest|tests")
_TEST_FOLDER = re.compile(r"tests?|testing|__tests__|test[_-].*|.*[_-]tests?|e2e")
_SCRIPT_FOLDER = re.compile(
    r"scripts?|tools?|bin|examples?|samples?|demos?|bench(?:mark)?s?|docs?|notebooks|ci|hack"
    r"|.*[_-](?:scripts|tools|examples|benchmarks)|\..+"
)
_SCRIPT_FILES = frozenset({"setup", "manage", "noxfile", "fabfile", "dodo"})
_REVISION = re.compile(r"\d{3,}_.*")
_MIGRATIONS = frozenset({"alembic", "migration", "migrations"})
_GENERATED_FILE = re.compile(r".*_pb2(?:_grpc)?|.*_(?:pb|grpc)_?generated")

_COMMENTS = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n|[ \t]*#[^\n]*$)*")
_BY_A_TOOL = re.compile(
    rb"@generated|\bdo not (?:edit|modify)|\bauto(?:matically)?[- ]?generated\b"
    rb"|\bgenerated (?:by|from|with)\b(?!.*\b(?:ai|chatgpt|claude|codex|copilot|cursor|gemini)\b)",
    re.IGNORECASE,
)
_IN_DOCSTRING = re.compile(
    rb"@generated\b|generated.{0,200}\bdo not (?:edit|modify)", re.IGNORECASE | re.DOTALL
)
HEAD = 2048
"""How many bytes of a file tell whether a tool wrote it."""


def is_generated(head: bytes) -> bool:
    """Whether the first ``HEAD`` bytes of a file say that a tool wrote it.

    The comment above all code says so plainly; a docstring must also forbid to edit, because
    people write there what *their* code generates, or who helped them once.
    """
    head = head[:HEAD]
    match = _COMMENTS.match(head)
    end = match.end() if match else 0
    if _BY_A_TOOL.search(head[:end]):
        return True
    rest = head[end:].lstrip(b"rRuU")
    quote = rest[:3]
    return quote in {b'"""', b"'''"} and bool(_IN_DOCSTRING.search(rest[3:].partition(quote)[0]))


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
        self._in_package: dict[str, bool] = {}
        self._has_packages = any(folder.is_package for folder in folders.values())

    def in_package(self, path: str) -> bool:
        """Whether a folder is a package or lies in one."""
        known = self._in_package.get(path)
        if known is None:
            folder = self._folders.get(path)
            known = folder is not None and folder.is_package and path != ""
            if not known and path:
                known = self.in_package(path.rpartition("/")[0])
            self._in_package[path] = known
        return known

    def folder(self, path: str) -> Role | None:
        """The role that a folder gives to the files in it; None: none in particular."""
        if path not in self._known:
            parent, _, name = path.rpartition("/")
            self._known[path] = self._folder(path, name, parent, self.folder(parent))
        return self._known[path]

    def file(self, folder: Folder, name: str) -> Role:
        """The role of a file, by its path alone."""
        if self._declared is not None:
            path = f"{folder.path}/{name}" if folder.path else name
            if (role := self._declared(path)) is not None:
                return role
        stem = name.rpartition(".")[0]
        around = self.folder(folder.path)
        if around is Role.BACKUP or self._is_copy(folder, stem):
            role = Role.BACKUP
        elif around is Role.GENERATED or _GENERATED_FILE.fullmatch(stem):
            role = Role.GENERATED
        elif around is Role.TEST:
            role = Role.TEST
        elif around is Role.MIGRATION or _is_migration(folder, stem):
            role = Role.MIGRATION
        elif _TEST_FILE.fullmatch(stem):
            role = Role.TEST
        elif around is Role.SCRIPT or self._is_script(folder, stem):
            role = Role.SCRIPT
        else:
            role = Role.PRODUCTION
        return role

    def _folder(self, path: str, name: str, parent: str, around: Role | None) -> Role | None:
        if around is Role.BACKUP or self._is_shelf(path, name, parent):
            return Role.BACKUP
        if name in {"generated", "_generated"}:
            return Role.GENERATED
        if around in {Role.GENERATED, Role.TEST} or self._is_tests(path, name, parent):
            return around if around is Role.GENERATED else Role.TEST
        if name == "versions" and parent.rpartition("/")[2] in _MIGRATIONS:
            return Role.MIGRATION
        if around is None and self._is_scripts(path, name, parent):
            return Role.SCRIPT
        return around

    def _is_shelf(self, path: str, name: str, parent: str) -> bool:
        """Whether a folder keeps copies of what lies elsewhere.

        A package may well be a feature called backup, unless what it copies lies beside it.
        """
        if _DATED.fullmatch(name):
            return True
        if not _SHELF.fullmatch(name):
            return False
        folder = self._folders.get(path)
        if folder is None or not folder.is_package:
            return True
        original = _original(name)
        beside = f"{parent}/{original}" if parent else original
        return bool(original) and (beside in self._folders or parent.rpartition("/")[2] == original)

    def _is_copy(self, folder: Folder, stem: str) -> bool:
        if _DATED.fullmatch(stem) or _DESKTOP_COPY.fullmatch(stem):
            return True
        original = _original(stem)
        if not original or stem.startswith("test_"):
            return bool(original) and f"{original}.py" in folder.files
        inside = f"{folder.path}/{original}" if folder.path else original
        return f"{original}.py" in folder.files or inside in self._folders

    def _is_tests(self, path: str, name: str, parent: str) -> bool:
        """Whether a folder holds tests; a package may ship helpers for its users' tests."""
        if name == "tests":
            return True
        if not _TEST_FOLDER.fullmatch(name):
            return False
        if not self.in_package(parent):
            return True
        folder = self._folders.get(path)
        return folder is not None and any(_is_test_file(file) for file in folder.files)

    def _is_scripts(self, path: str, name: str, parent: str) -> bool:
        """Whether a folder holds scripts; in a package, packages are part of it whatever their name."""
        folder = self._folders.get(path)
        if self.in_package(parent):
            return bool(_SCRIPT_FOLDER.fullmatch(name)) and not (folder and folder.is_package)
        return bool(_SCRIPT_FOLDER.fullmatch(name))

    def _is_script(self, folder: Folder, stem: str) -> bool:
        """Whether a loose file is a script: nothing can import it, or it lies beside packages."""
        if self.in_package(folder.path):
            return False
        if stem in _SCRIPT_FILES:
            return True
        if not folder.path:
            return self._has_packages and stem != "__init__"
        return not all(part.isidentifier() for part in folder.path.split("/"))


def _original(name: str) -> str:
    """What a copy was made of, by its name; "" when the name is no copy's."""
    match = _COPY.fullmatch(name)
    return match[1] if match and match[1] != name else ""


def _is_test_file(name: str) -> bool:
    return bool(_TEST_FILE.fullmatch(name.rpartition(".")[0]))


def _is_migration(folder: Folder, stem: str) -> bool:
    if folder.path.rpartition("/")[2] not in _MIGRATIONS:
        return False
    if stem == "env" or _REVISION.fullmatch(stem):
        return True
    return stem == "__init__" and any(_REVISION.fullmatch(name) for name in folder.files)
