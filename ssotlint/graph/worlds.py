"""Which files can share code at all.

What is installed apart can import from each other only where somebody sees to that, and whoever
does, uses it: distributions that no import ties are worlds of their own. So are folders of scripts
that lie beside one which no import can name (``skills/mail/`` beside ``skills/web-search/``): each
is run from where it lies, or sent elsewhere.

What is made of an asynchronous package, the plain one (``_sync/`` beside ``_async/``), says nothing
of its own.

Trees of one shape that leave each other alone (``client/schemas/`` and ``server/schemas/``) could
share, but are two ends of one thing, or two such things, each with a life of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ssotlint.graph import leads
from ssotlint.index.reads import Traced
from ssotlint.model.source import Role, SourceFile
from ssotlint.project.walk import downward

if TYPE_CHECKING:
    from ssotlint.graph.imported import Imported
    from ssotlint.index.index import Index, Module


# Trees are of one shape with so many files in common, and such a part of those of the smaller; for
# so many of these one import between them is no habit.
_IN_COMMON, _PART = 3, 3
# What tools call the plain rendering of an asynchronous package.
_RENDERED = {"_sync": "_async", "synchronous": "asynchronous"}


class Worlds:
    """The worlds of one run, each by the folder in which it begins."""

    def __init__(self, index: Index, imported: Imported) -> None:
        self._index, self._imported = index, imported
        self._parallel = Traced(index, self._leave_alone)

    def of(self, module: Module) -> str:
        """The world of a file: "" where its distribution is tied to that of the root.

        What is installed are packages: scripts are known to their own distribution alone.
        """
        own = module.source.distribution
        self._imported.note(leads.TIES)
        self._index.layout(distributions)
        return own if module.source.role is Role.SCRIPT else self._tied.get(own, own)

    def island(self, path: str) -> str:
        """The folder of scripts around a file that shares nothing with what lies around; or ""."""
        return next((folder for folder in downward(path) if self._is_island(folder)), "")

    def _is_island(self, folder: str) -> bool:
        if folder not in self._index.layout(beside_odd):
            return False
        self._imported.note(leads.crossing(folder))
        return folder in self._islands

    def rendered(self) -> tuple[str, ...]:
        """The folders of plain renderings of asynchronous packages, with a slash behind."""
        return self._index.layout(renderings)

    def are_parallel(self, first: Module, second: Module) -> bool:
        """Whether two files stand in trees of one shape with hardly an import between them."""
        pair = _trees(first.path, second.path)
        return pair is not None and self._parallel(pair)

    def _leave_alone(self, pair: tuple[str, str]) -> bool:
        one, other = pair
        ours, theirs = self._below(one), self._below(other)
        common = len(ours & theirs)
        if common < _IN_COMMON or _PART * common < min(len(ours), len(theirs)):
            return False
        known = sum(
            any(used.startswith(there) for used in self._imported.running(f"{here}{inner}"))
            for here, there, files in ((one, other, ours), (other, one, theirs))
            for inner in files
        )
        return _PART * known <= common

    def _below(self, folder: str) -> set[str]:
        """The files below a folder, by their paths in there; every package has an ``__init__``."""
        return _inner((module.path for module in self._index.below(folder)), folder)

    @cached_property
    def _tied(self) -> dict[str, str]:
        """The first of the distributions to which each is tied by imports."""
        homes = {module.path: module.source.distribution for module in self._index.all}
        tied = {home: home for home in self._index.layout(distributions)}
        if len(tied) < 2:
            return tied
        for user, used in self._imports():
            ours, theirs = tied[homes[user]], tied[homes[used]]
            if ours != theirs:
                first, last = sorted((ours, theirs))
                tied = {one: first if found == last else found for one, found in tied.items()}
        return tied

    @cached_property
    def _islands(self) -> frozenset[str]:
        folders = self._index.layout(beside_odd)
        return folders - self._tied_to_others(folders)

    def _tied_to_others(self, folders: frozenset[str]) -> set[str]:
        """Those folders into which, or out of which, an import leads."""
        around: dict[str, list[str]] = defaultdict(list)
        for path in self._index.by_path if folders else ():
            around[path] = [folder for folder in downward(path) if folder in folders]
        return {
            folder for user, used in self._imports() for folder in {*around[user]} ^ {*around[used]}
        }

    def _imports(self) -> Iterator[tuple[str, str]]:
        for user, others in self._imported.all_running().items():
            for used in others:
                yield user, used


# -- how files lie


def renderings(files: Iterable[SourceFile]) -> tuple[str, ...]:
    """The folders of plain renderings of asynchronous packages, with a slash behind."""
    paths = [file.path for file in files]
    folders = _folders(paths)
    found = set()
    for folder in folders:
        around, slash, name = folder.rpartition("/")
        made_of = f"{around}{slash}{_RENDERED.get(name, '')}"
        if name in _RENDERED and made_of in folders:
            ours, theirs = (
                _inner((path for path in paths if path.startswith(start)), start)
                for start in (f"{folder}/", f"{made_of}/")
            )
            if 2 * len(ours & theirs) >= len(ours):
                found.add(f"{folder}/")
    return tuple(sorted(found))


def distributions(files: Iterable[SourceFile]) -> list[str]:
    """What files are shipped with."""
    return sorted({file.distribution for file in files})


def beside_odd(files: Iterable[SourceFile]) -> frozenset[str]:
    """The folders that are no packages and lie beside one which no import can name."""
    paths = {file.path for file in files}
    folders = _folders(paths)
    odd = {
        folder.rpartition("/")[0]
        for folder in folders
        if not folder.rpartition("/")[2].isidentifier()
    }
    return frozenset(
        folder
        for folder in folders
        if folder.rpartition("/")[0] in odd and f"{folder}/__init__.py" not in paths
    )


def _folders(paths: Iterable[str]) -> set[str]:
    return {folder for path in paths for folder in downward(path.rpartition("/")[0])}


def _inner(paths: Iterable[str], folder: str) -> set[str]:
    """Paths below a folder as seen from there; every package has an ``__init__``."""
    inner = {path[len(folder) :] for path in paths}
    return {path for path in inner if not path.endswith("__init__.py")}


def _trees(first: str, second: str) -> tuple[str, str] | None:
    """The highest folders around two files below which their folders bear the same names.

    ``api/core/data/`` and ``api/public/data/`` for ``api/core/data/a.py`` and
    ``api/public/data/b.py``; where no name agrees, those beside each other. None where one holds
    the other.
    """
    ours, theirs = first.split("/")[:-1], second.split("/")[:-1]
    least = min(len(ours), len(theirs))
    head = next((i for i in range(least) if ours[i] != theirs[i]), least)
    tail = next((i for i in range(least - head) if ours[-1 - i] != theirs[-1 - i]), least - head)
    ends = [len(f) - tail + 1 if tail else head + 1 for f in (ours, theirs)]
    one, other = sorted(
        "/".join(f[:end]) + "/" for f, end in zip((ours, theirs), ends, strict=True)
    )
    return None if other.startswith(one) else (one, other)
