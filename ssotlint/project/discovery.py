"""Which files belong to the project, what they are called and what they are there for."""

import marshal
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from ssotlint.model.config import Config
from ssotlint.model.errors import InputError
from ssotlint.model.numbers import listed
from ssotlint.model.source import Role, Skipped, SourceFile, Tree
from ssotlint.model.value import Value
from ssotlint.project import domains, needs
from ssotlint.project.configuration import refusal, shown
from ssotlint.project.distributions import Distributions
from ssotlint.project.domains import UNBOUND, Domains
from ssotlint.project.entries import entered
from ssotlint.project.promise import oldest_python
from ssotlint.project.roles import Roles, split
from ssotlint.project.roots import Home, Layout, candidates, importable
from ssotlint.project.walk import EXTENSION, PYTHON, Folder, Stamp, Walk

_LIMIT = 1_000_000  # bytes of a file that says what a project needs
_TICK = 20_000_000  # ns: Linux stamps files with the time of its last timer tick, 100 to 1000 Hz
_COARSE_TICK = 2_000_000_000


class Named(Value, frozen=True, array_like=True):
    """The files of a project with their names, roles and domains; see ``Tree``."""

    sources: tuple[SourceFile, ...]
    unread: tuple[SourceFile, ...]
    roots: tuple[str, ...]
    needs: frozenset[str]
    python: int
    entries: frozenset[str]


class Survey:
    """What lies on the disk, before anything is made of it.

    All Python files of the project at ``root``; those at ``paths`` are to be reported. Without
    paths these are the configuration's ``src``, or all. Relative paths start at the working
    directory. What is named by a path is taken even where ``.gitignore`` or ``exclude`` leave it
    out. Raises InputError for a path that does not exist or lies outside of the project, and when
    there is no Python file to report on.

    Enough to tell that nothing has changed: equal ``stamps``, ``marks`` and ``skipped`` give equal
    trees. ``links`` are those by which imports may go.
    """

    def __init__(self, root: Path, paths: Sequence[Path], config: Config) -> None:
        self._root, self._config = root, config
        self._taken = time.time_ns()
        self._asked = [_relative(root, path) for path in paths] or _configured(root, config)
        _refuse_folders(root, config)
        walk = Walk(root, config)
        walk.everything()
        for path in self._asked:
            if (root / path).is_dir():
                walk.folder(path)
            else:
                walk.file(path)
        self.reports: Callable[[str], bool] = _reporter(self._asked)
        self._folders = walk.folders
        self.links: dict[str, str] = walk.links
        self.skipped: tuple[Skipped, ...] = tuple(
            sorted(walk.skipped.values(), key=lambda skipped: skipped.path)
        )
        self.stamps: dict[str, Stamp] = {
            f"{folder.path}/{name}" if folder.path else name: stamp
            for folder in walk.folders.values()
            for name, stamp in folder.files.items()
        }
        if not self._is_asked():
            where = ", ".join(map(str, paths)) or ", ".join(config.src) or shown(root)
            raise InputError(f"no Python files in {where}", remedy=self._why_none())

    def is_fresh(self, stamp: Stamp) -> bool:
        """Whether the file may change once more and keep its stamp: it has just been written.

        Clocks of file systems tick: every few milliseconds, or where they know whole seconds only,
        every two (FAT). The same guard as that of git's index ("racy git").
        """
        tick = _TICK if stamp[0] % 1_000_000_000 else _COARSE_TICK
        return stamp[0] > self._taken - tick

    @cached_property
    def fresh(self) -> tuple[str, ...]:
        """The files that may change once more and keep their stamps."""
        return tuple(path for path, stamp in self.stamps.items() if self.is_fresh(stamp))

    @property
    def is_settled(self) -> bool:
        """Whether equal stamps will mean equal files."""
        return not self.fresh

    @cached_property
    def state(self) -> str:
        """A digest of all that is seen of the files without opening them."""
        # Version 2 of marshal writes equal values as equal bytes; it is only hashed, never read.
        return blake2b(marshal.dumps((self.stamps, self.marks), 2), digest_size=16).hexdigest()

    @property
    def marks(self) -> tuple[str, ...]:
        """What else names, roles, roots and needs depend on.

        Unread files, where projects begin, and the content of the files that say what they need.
        """
        marked = [
            f"{folder.path}/{name}" if folder.path else name
            for folder in self._folders.values()
            for name in (*folder.unread, *folder.project_files)
        ]
        return (*sorted(marked), *(f"{path}\0{text}" for path, text in self.metadata))

    @property
    def compiled(self) -> list[str]:
        """Modules of which nothing is read: they were built here, or for here."""
        return sorted(
            f"{folder.path}/{name}" if folder.path else name
            for folder in self._folders.values()
            for name in folder.unread
            if name.endswith(EXTENSION)
        )

    @cached_property
    def layout(self) -> str:
        """A digest of all that names, roles and domains depend on."""
        folders = [
            (f.path, [*f.files], f.unread, f.is_package, sorted(f.project_files), f.metadata)
            for f in self._folders.values()
        ]
        told = marshal.dumps((folders, self.metadata, self._asked, repr(self._config)), 2)
        return blake2b(told, digest_size=16).hexdigest()

    def named(self) -> Named:
        """What files are called, and what they are there for; equal where ``layout`` is."""
        names = _Names(self._folders, self._config, self.reports)
        return Named(
            tuple(sorted(names.sources(), key=lambda source: source.path)),
            tuple(sorted(names.unread(), key=lambda source: source.path)),
            names.roots(),
            frozenset(name for path, text in self.metadata for name in needs.needed(path, text)),
            oldest_python(self.metadata),
            entered(self.metadata),
        )

    def tree(self, named: Named | None = None) -> Tree:
        """The files with their names, roles and domains, where somebody knows them: ``named``."""
        known = named or self.named()
        return Tree(
            sources=known.sources,
            skipped=self.skipped,
            roots=known.roots,
            unread=known.unread,
            needs=known.needs,
            python=known.python,
            entries=known.entries,
        )

    @cached_property
    def metadata(self) -> list[tuple[str, str]]:
        """The files that say what a project, and those in it, need and offer, and their text."""
        paths = [
            f"{folder.path}/{name}" if folder.path else name
            for folder in self._folders.values()
            for name in folder.metadata
        ]
        found = ((path, self._text(path)) for path in sorted(paths))
        return [(path, text) for path, text in found if text]

    def _text(self, path: str) -> str:
        here = self._root / path
        try:
            if not here.is_file() or here.stat().st_size > _LIMIT:  # a pipe would wait for ever
                return ""
            return here.read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""

    def _is_asked(self) -> bool:
        unread = (path for path in self.marks if path.endswith(PYTHON))
        return any(self.reports(path) for path in chain(self.stamps, unread))

    def _why_none(self) -> str:
        """What was left out where nothing was found."""
        near = [f"{skip.path} {skip.why}" for skip in self.skipped if self.reports(skip.path)]
        return listed(near, 3, "; ")


class _Names:
    """Modules, roles and domains of the files of a walk."""

    def __init__(
        self, folders: dict[str, Folder], config: Config, reports: Callable[[str], bool]
    ) -> None:
        self._reports = reports
        self._folders = [folder for folder in folders.values() if folder.files or folder.unread]
        self._roles = Roles(folders, config)
        self._layout = Layout(folders, config, self._roles)
        self._distributions = Distributions(folders)
        self._declared = domains.declared(config) if config.domains else None
        homes = [
            self._layout.home(folder.path)
            for folder in self._folders
            if self._roles.folder(folder.path) not in UNBOUND
        ]
        self._domains = Domains(homes, self._layout, config)

    def sources(self) -> Iterator[SourceFile]:
        for folder in self._folders:
            yield from self._files(folder, list(folder.files))

    def unread(self) -> Iterator[SourceFile]:
        for folder in self._folders:
            yield from self._files(folder, folder.unread)

    def roots(self) -> tuple[str, ...]:
        used = {self._layout.home(folder.path).root for folder in self._folders}
        return candidates(self._layout, used, self._folders)

    def _files(self, folder: Folder, names: list[str]) -> Iterator[SourceFile]:
        home = self._layout.home(folder.path)
        prefix = f"{folder.path}/" if folder.path else ""
        package = f"{home.package}." if home.package else ""
        domain = self._domains.of_package(home) if package else None
        distribution = self._distributions.of(folder.path)
        for name, role in zip(names, self._roles.files(folder, names), strict=True):
            stem, ending = split(name)
            if name.endswith(EXTENSION):
                stem = name.partition(".")[0]  # behind it: for which Python it was built
            init = bool(package) and stem == "__init__"
            yield SourceFile(
                prefix + name,
                home.package if init else package + (importable(stem) if "." in stem else stem),
                home.root,
                init,
                role,
                self._domain(prefix + name, role, home, stem) if domain is None or self._declared
                else "" if role in UNBOUND else domain,
                self._reports(prefix + name),
                ending == "pyi",
                distribution,
            )  # fmt: skip

    def _domain(self, path: str, role: Role, home: Home, stem: str) -> str:
        if self._declared is not None and (declared := self._declared(path)) is not None:
            return declared
        if role in UNBOUND:
            return ""
        if home.package:
            return self._domains.of_package(home)
        return self._domains.of_module(home.root, stem)


def _reporter(asked: Sequence[str]) -> Callable[[str], bool]:
    """Whether a file lies at or below one of the paths."""
    if "" in asked:
        return lambda _path: True
    exact = frozenset(asked)
    below = tuple(f"{path}/" for path in asked)
    return lambda path: path in exact or path.startswith(below)


def _relative(root: Path, path: Path) -> str:
    """A path of the command from the root, with forward slashes, links resolved; "" is the root."""
    try:
        absolute = os.path.realpath(path, strict=True)
    except FileNotFoundError as error:
        raise InputError("there is no such file or folder", path=str(path)) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(f"the path cannot be used: {why}", path=str(path)) from error
    inside = os.path.relpath(absolute, os.path.realpath(root)).replace(os.sep, "/")
    if inside == ".." or inside.startswith("../") or Path(inside).is_absolute():
        raise InputError(
            f"lies outside of the project {shown(root)}",
            path=str(path),
            remedy="name a folder around both with --root",
        )
    return "" if inside == "." else inside


def _refuse_folders(root: Path, config: Config) -> None:
    """Raise InputError for what is declared to be a folder and is none."""
    for key, entries in (("roots", config.roots), ("rule-packs", config.rule_packs)):
        for position, entry in enumerate(entries):
            if not (root / entry).is_dir():
                reason = f'there is no folder "{entry}" in {shown(root)}'
                raise refusal(config, (key, position), reason)


def _configured(root: Path, config: Config) -> list[str]:
    """The configuration's ``src``, or the root."""
    for position, entry in enumerate(config.src):
        if not (root / entry).exists():
            raise refusal(config, ("src", position), f'there is no "{entry}" in {shown(root)}')
    return [_relative(root, root / entry) for entry in config.src] or [""]
