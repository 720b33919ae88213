"""Packages of one shape, side by side: each speaks of a thing of its own.

``lamp/const.py``, ``lock/const.py``, ``door/const.py``: what one of them says may be what another
says, but that they differ is what they are for.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Protocol, TypeVar

from ssotlint.detectors.domains import are_releases
from ssotlint.detectors.view import View
from ssotlint.graph.racks import path_of
from ssotlint.index.index import Module
from ssotlint.index.names import lying_below
from ssotlint.model.source import SourceFile

# Two packages are of one shape with so many files in common.
_IN_COMMON = 3


class _InModule(Protocol):
    @property
    def module(self) -> Module: ...


_Standing = TypeVar("_Standing", bound=_InModule)
_Parts = tuple[list[_Standing], list[_Standing]]


class PlugIns:
    """The folders of a view that hold packages of one shape."""

    def __init__(self, view: View) -> None:
        self._view, self._racks = view, view.graph.racks
        self._knowing: dict[tuple[str, str], bool] = {}
        self._package_files: dict[str, set[str]] = {}

    def are_apart(self, first: Module, second: Module) -> bool:
        """Whether two modules stand in two such packages beside each other."""
        folder, *inner = _meeting(first.path, second.path)
        if not all("/" in path for path in inner):
            return False
        return folder in self._racks.folders or self._are_of_one_shape(
            *sorted(packages_of(first, second))
        )

    def speak_for_themselves(self, first: Module, second: Module) -> bool:
        """Whether two modules stand in two such packages, or in trees that leave each other alone."""
        return self._view.graph.worlds.are_parallel(first, second) or self.are_apart(first, second)

    def parted(
        self, owner: Module, ones: Iterable[_Standing], *, is_much: bool = False
    ) -> _Parts[_Standing]:
        """What may share with an owner, and what is an edition to it or in a package of strangers.

        A run that asks for the twins in other domains tells of these packages, too, and every run
        where ``is_much``.
        """
        asked = not is_much and not self._view.config.cross_domain
        near: list[_Standing] = []
        far: list[_Standing] = []
        for one in ones:
            is_strange = asked and self.are_strangers(owner, one.module)
            is_apart = is_strange or are_releases(owner.path, one.module.path)
            (far if is_apart else near).append(one)
        return near, far

    def are_strangers(self, first: Module, second: Module) -> bool:
        """Whether they are, in files that several packages have, and neither imports from the other.

        Such are the integrations of a framework and the back ends of a library: each can be taken
        out or rewritten, and none may lean on another one. What two of them have in common is
        nobody's to share but that of what holds them.
        """
        folder, *inner = _meeting(first.path, second.path)
        asked = all(self._is_asked(folder, i) for i in inner)
        return asked and self.are_unacquainted(first, second)

    def are_unacquainted(self, first: Module, second: Module) -> bool:
        """Whether they stand in two such packages, and neither imports from the other."""
        if not self.are_apart(first, second):
            return False
        one, two = sorted(packages_of(first, second))
        if (one, two) not in self._knowing:
            self._knowing[one, two] = self._knows(one, two) or self._knows(two, one)
        return not self._knowing[one, two]

    def _is_asked(self, folder: str, inner: str) -> bool:
        """Whether several packages in a folder have such a file; each has an ``__init__``."""
        place = inner.partition("/")[2]
        return place == "__init__.py" or (folder, place) in self._racks.asked

    def _knows(self, package: str, other: str) -> bool:
        """Whether a file of a package imports from another package."""
        self._view.index.reads.note_shared(lying_below(other))
        files = (f"{other}{inner}" for inner in ("__init__.py", *self._files(other)))
        imported = self._view.graph.imported
        return any(imported.is_used_below(file, package) for file in files)

    def _are_of_one_shape(self, one: str, other: str) -> bool:
        """The same as ``of_one_shape``; what a package holds is found out once."""
        self._view.index.note_layout(of_one_shape, one, other)
        return _have_one_shape(self._files(one), self._files(other))

    def _files(self, package: str) -> set[str]:
        """What a package holds; who asks notes that, or what he asks it for."""
        files = self._package_files.get(package)
        if files is None:
            files = self._package_files[package] = _held_by(package, self._sources)
        return files

    @cached_property
    def _sources(self) -> list[SourceFile]:
        return sorted((module.source for module in self._view.index.all), key=_path)

    def is_of_either(self, user: Module, first: Module, second: Module) -> bool:
        """Whether a module stands in one of the two packages in which the others do."""
        return user.path.startswith(packages_of(first, second))

    def are_asked(self, first: Module, second: Module) -> bool:
        """Whether they are, and are a file that several packages there have."""
        folder, *inner = _meeting(first.path, second.path)
        places = {path.partition("/")[2] for path in inner}
        is_one = len(places) == 1 and (folder, *places) in self._racks.asked
        return is_one and self.are_apart(first, second)


_path = attrgetter("path")


def of_one_shape(sources: Sequence[SourceFile], one: str, other: str) -> bool:
    """Whether two packages have most files in common, and some; ``sources`` are sorted by path."""
    return _have_one_shape(_held_by(one, sources), _held_by(other, sources))


def _have_one_shape(ours: set[str], theirs: set[str]) -> bool:
    common = len(ours & theirs)
    return common >= _IN_COMMON and 2 * common >= min(len(ours), len(theirs))


def _held_by(package: str, sources: Sequence[SourceFile]) -> set[str]:
    """The files of a package, by their paths in there; each has an ``__init__``."""
    found = set()
    for at in range(bisect_left(sources, package, key=_path), len(sources)):
        path = sources[at].path
        if not path.startswith(package):
            break
        if path.rpartition("/")[2] != "__init__.py":
            found.add(path[len(package) :])
    return found


def packages_of(first: Module, second: Module) -> tuple[str, ...]:
    """The folders in which two modules stand below the one that holds both, with a slash behind."""
    folder, *inner = _meeting(first.path, second.path)
    return tuple(path_of(folder, path.partition("/")[0]) for path in inner)


def _meeting(first: str, second: str) -> tuple[str, str, str]:
    """The folder in which two paths part, and what remains of each."""
    ours, theirs = first.split("/"), second.split("/")
    common = 0
    while common < min(len(ours), len(theirs)) and ours[common] == theirs[common]:
        common += 1
    return "/".join(ours[:common]), "/".join(ours[common:]), "/".join(theirs[common:])
