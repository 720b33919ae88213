"""Every folder of the project, with its Python files; the only walk over the disk."""

# Strings throughout: a Path for each of ten thousand files costs more than the walk.
# ruff: noqa: PTH110, PTH112, PTH113, PTH116

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from ssotlint.model.config import DEFAULT_EXCLUDE, Config
from ssotlint.model.source import Skipped
from ssotlint.project import git
from ssotlint.project.ignoring import Patterns, is_ignored
from ssotlint.project.marks import begun, foreign, is_by_a_tool, is_file, is_script
from ssotlint.project.needs import metadata_of

Stamp = tuple[int, int, int]
Chain = tuple[Patterns, ...]

PYTHON = (".py", ".pyi")
EXTENSION = (".so", ".pyd", ".pyx")
"""Compiled modules, and what Cython compiles into one: nothing of them is read."""
_OUTPUT = frozenset({"build", "dist", "venv"})  # by default no code, unless it is part of a package


class Folder:
    """A folder that was walked: names and stamps of its Python files, and what marks it.

    ``unread`` are names of Python files whose content is unknown; ``project_files`` tell that a
    project of its own begins here, and ``metadata`` names the files that say what it needs.
    """

    __slots__ = ("files", "is_package", "metadata", "path", "project_files", "unread")

    def __init__(self, path: str) -> None:
        self.path = path
        self.files: dict[str, Stamp] = {}
        self.unread: list[str] = []
        self.is_package = False
        self.project_files: frozenset[str] = frozenset()
        self.metadata: list[str] = []


class Walk:
    """The folders below ``root`` by their paths relative to it, and what was left out.

    ``links`` inside of the project are those by which imports may go, with where they lead.
    """

    def __init__(self, root: Path, config: Config) -> None:
        self.root = str(root)
        self.folders: dict[str, Folder] = {}
        self.skipped: dict[str, Skipped] = {}
        self.links: dict[str, str] = {}
        self._limit = config.max_file_size
        self._real = os.path.realpath(self.root)
        default = config.exclude == DEFAULT_EXCLUDE
        self._silent = frozenset(DEFAULT_EXCLUDE) if default else frozenset[str]()
        self._exclude = Patterns((*(() if default else config.exclude), *config.extend_exclude))
        self._todo: list[tuple[str, Chain, bool]] = []

    def everything(self) -> None:
        """Walk the whole project."""
        self._run("", self._inherited())

    def folder(self, path: str) -> None:
        """Walk a folder that was asked for by name, also where it is left out otherwise."""
        if path not in self.folders:
            self._run(self._package_around(path), ())

    def file(self, path: str) -> None:
        """Take a file that was asked for by name, also where it is left out otherwise."""
        parent, _, name = path.rpartition("/")
        if parent not in self.folders:
            around = self._package_around(parent)
            if around != parent or self._is_package(parent):
                self._run(around, ())
        folder = self.folders.setdefault(parent, Folder(parent))
        if name in folder.files or name in folder.unread:
            return
        here = f"{self.root}/{path}"
        status = os.stat(here)
        if not stat.S_ISREG(status.st_mode):
            self._skip(path, "is no regular file")
        elif not name.endswith(PYTHON) and not is_script(here):
            self._skip(path, "is no Python file")
        else:
            self.skipped.pop(path, None)
            self._take(folder, name, status)

    def _package_around(self, path: str) -> str:
        """The outermost package that a folder lies in, or the folder: names resolve from there."""
        self.skipped.pop(path, None)
        parent = path.rpartition("/")[0]
        while parent and self._is_package(parent):
            path = parent
            self.skipped.pop(path, None)
            parent = path.rpartition("/")[0]
        return path

    def _is_package(self, path: str) -> bool:
        return os.path.isfile(f"{self.root}/{path}/__init__.py")

    def _run(self, path: str, chain: Chain) -> None:
        self._todo.append((path, chain, False))
        while self._todo:
            self._visit(*self._todo.pop())

    def _visit(self, path: str, chain: Chain, linked: bool) -> None:
        here = f"{self.root}/{path}" if path else self.root
        try:
            with os.scandir(here) as listing:
                entries = {entry.name: entry for entry in listing}
        except OSError as error:
            self._skip(path or ".", f"cannot be listed: {error.strerror}", fault=True)
            return
        if path and (why := foreign(here, entries)):
            self._skip(path, why)
            return
        if path and ".git" in entries:
            chain = ()  # a repository of its own: the patterns around it do not reach inside
        if is_file(entries, ".gitignore"):  # git follows no link there either
            below = len(path) + 1 if path else 0
            chain = (*chain, Patterns(git.lines(Path(here, ".gitignore")), below=below))
        folder = self.folders[path] = Folder(path)
        folder.is_package = "__init__.py" in entries
        folder.project_files = begun(here, entries)
        if not path or folder.project_files:
            folder.metadata = metadata_of(entries)
        prefix = f"{path}/" if path else ""
        for name, entry in entries.items():
            try:
                self._entry(folder, prefix + name, entry, chain, linked)
            except FileNotFoundError:
                continue  # it went while we looked
            except OSError as error:
                self._skip(prefix + name, f"cannot be looked at: {error.strerror}", fault=True)

    def _entry(
        self, folder: Folder, path: str, entry: os.DirEntry[str], chain: Chain, linked: bool
    ) -> None:
        name = entry.name
        python = name.endswith(PYTHON)
        if python and entry.is_file(follow_symlinks=False):
            if not self._wanted(name, path, chain):
                return
            if linked:
                folder.unread.append(name)
            else:
                self._take(folder, name, entry.stat(follow_symlinks=False))
        elif name.endswith(EXTENSION):
            folder.unread.append(name)  # importing it works, also where git ignores it
        elif entry.is_dir(follow_symlinks=False):
            if self._wanted(name, path, chain, folder=True):
                self._todo.append((path, chain, linked))
        elif entry.is_symlink():
            self._link(folder, path, name, linked=linked)
        elif python and self._wanted(name, path, chain):
            self._skip(path, "is no regular file")

    def _wanted(self, name: str, path: str, chain: Chain, *, folder: bool = False) -> bool:
        if name in self._silent and not (name in _OUTPUT and self._is_code(path)):
            return False
        if self._exclude and self._exclude.verdict(name, path, folder=folder):
            self._skip(path, "is excluded by the configuration")
            return False
        if chain and is_ignored(chain, name, path, folder=folder):
            self._skip(path, "is ignored by git")
            return False
        if not name.isascii() and not _is_unicode(name):
            self._skip(path, "has a name that is not valid Unicode", fault=not folder)
            return False
        return True

    def _is_code(self, path: str) -> bool:
        """Whether a folder that is called like output is a package, or a part of one.

        What is built lands beside the files of a project, and not among its modules.
        """
        if self._is_package(path):
            return True
        while path:
            path = path.rpartition("/")[0]
            around = self.folders.get(path)
            if around is None or around.project_files:
                return False
            if around.is_package:
                return True
        return False

    def _take(self, folder: Folder, name: str, status: os.stat_result) -> None:
        if status.st_size > self._limit:
            path = f"{folder.path}/{name}" if folder.path else name
            why = f"has {status.st_size:,} bytes, more than max-file-size allows ({self._limit:,})"
            fault = not is_by_a_tool(f"{self.root}/{path}")
            self._skip(path, why, fault=fault, large=True)
            folder.unread.append(name)
        else:
            folder.files[name] = _stamp(status)

    def _link(self, folder: Folder, path: str, name: str, *, linked: bool) -> None:
        """A link is no second copy of what it points to, but imports may go through it."""
        python = name.endswith(PYTHON)
        here = f"{self.root}/{path}"
        is_folder = os.path.isdir(here)
        if not (is_folder or python):
            return
        target = os.path.realpath(here)
        if not os.path.exists(target):
            self._skip(path, "is a link to nothing")
        elif not target.startswith(self._real + os.sep):
            around = (self._real + os.sep).startswith(target + os.sep)
            self._skip(path, "is a link to a folder around it" if around else
                       "is a link that leaves the project")  # fmt: skip
        else:
            inside = target[len(self._real) + 1 :].replace(os.sep, "/")
            loop = is_folder and f"{path}/".startswith(f"{inside}/")
            self._skip(
                path, "is a link to a folder around it" if loop else f"is a link to {inside}"
            )
            if not is_folder:
                folder.unread.append(name)
            if not loop and not linked:
                self.links[path] = inside
                if is_folder:
                    self._todo.append((path, (), True))

    def _skip(self, path: str, why: str, *, fault: bool = False, large: bool = False) -> None:
        printable = path.encode("utf-8", "backslashreplace").decode("utf-8")
        self.skipped[path] = Skipped(printable, why, fault, large)

    def _inherited(self) -> Chain:
        """The patterns of the repository around the root, the strongest last."""
        root = Path(self.root)
        repository = git.top(root)
        if repository is None:
            return ()
        above = root.relative_to(repository).as_posix()
        names = [] if above == "." else above.split("/")
        chain = [Patterns(git.excluded(repository), _above(names))]
        for size in range(len(names)):
            folder = repository.joinpath(*names[:size])
            chain.append(Patterns(git.lines(folder / ".gitignore"), _above(names[size:])))
        return tuple(patterns for patterns in chain if patterns)


def downward(path: str) -> Iterator[str]:
    """The folders around a path, outermost first, and the path itself; "" is not among them."""
    position = path.find("/")
    while position >= 0:
        yield path[:position]
        position = path.find("/", position + 1)
    if path:
        yield path


def _above(names: Iterable[str]) -> str:
    return "".join(f"{name}/" for name in names)


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _is_unicode(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
