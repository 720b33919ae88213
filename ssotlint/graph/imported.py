"""What the imports of all files add up to, remembered for as long as no surface says anything else.

To resolve every import of ten thousand files takes a second and opens them all. After an edit of a
body all that is asked is who is imported how often, and by whom: so that is kept, and no import.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ssotlint.graph.dependencies import edges_of
from ssotlint.graph.domains import leaning
from ssotlint.graph.moments import When
from ssotlint.index import rows
from ssotlint.index.aspects import shared
from ssotlint.model.source import Role

if TYPE_CHECKING:
    from ssotlint.graph.importers import Importers
    from ssotlint.index.index import Index

_Neighbours = dict[str, frozenset[str]]
_SHIPPED = frozenset((Role.PRODUCTION, Role.SCRIPT))
_NONE: frozenset[str] = frozenset()


class Imported:
    """Sums over the imports of a run; ``importers`` hands those out when they must be added up."""

    def __init__(self, index: Index, importers: Callable[[], Importers]) -> None:
        self._index, self._importers = index, importers
        self._loaded: dict[str, frozenset[str]] = {}

    def count(self, symbol: str) -> int:
        """How many files import a symbol, by whatever path."""
        return self._counts.get(symbol, 0)

    def shipped(self, symbol: str) -> int:
        """How many files that are no tests import a symbol."""
        return self._shipped.get(symbol, 0)

    def leaning(self, path: str) -> str:
        """The domain that a file imports most from, of those files whose place tells none."""
        return self._leanings.get(path, "")

    def by(self, path: str) -> frozenset[str]:
        """The files that import something by way of a file."""
        return self._users.get(path, _NONE)

    def loads(self, path: str) -> frozenset[str]:
        """The files that a file itself imports when it is loaded."""
        return self._loads.get(path, _NONE)

    def takes(self, path: str) -> frozenset[str]:
        """The files from which one that ships imports, whenever that runs."""
        return self._running.get(path, _NONE)

    def loaded(self, path: str) -> frozenset[str]:
        """All files that loading one loads, without itself."""
        known = self._loaded.get(path)
        if known is None:
            found = {path}
            waiting = [path]
            while waiting:
                fresh = self._loads.get(waiting.pop(), _NONE) - found
                found |= fresh
                waiting += fresh
            known = self._loaded[path] = frozenset(found - {path})
        return known

    def running(self, path: str) -> frozenset[str]:
        """The files that one which ships imports from, whenever that runs."""
        return self._running.get(path, _NONE)

    def closed(self, owner: str, user: str) -> list[str]:
        """The way along which loading ``owner`` loads ``user``, if an import back is a new circle.

        It is none when loading the user loads the owner already, unless the owner itself imports
        the user; nor is a way through a package around the user: that is loaded before whatever
        stands in it. [] when there is none.
        """
        if owner == user or user not in self.loaded(owner) or owner in self.loads(user):
            return []
        if owner in self.loaded(user) and user not in self.loads(owner):
            return []
        return self.chain(owner, user, without=_packages_around(user))

    def chain(self, source: str, target: str, without: frozenset[str] = _NONE) -> list[str]:
        """The files on a shortest way along which loading one loads another, both ends included.

        Of several ways it takes the first in the alphabet; [] when there is none. It goes through
        no file of ``without``.
        """
        before: dict[str, str] = {source: ""}
        waiting = deque((source,))
        while waiting and target not in before:
            one = waiting.popleft()
            for other in sorted(self._loads.get(one, _NONE) - before.keys() - without):
                before[other] = one
                waiting.append(other)
        found = [target] if target in before else []
        while found and found[-1] != source:
            found.append(before[found[-1]])
        return found[::-1]

    def runs(self, first: str, second: str) -> tuple[int, int]:
        """How many files import from the place of one file to that of another, and how many back.

        Counted is what ships, whenever it runs. Places are what stands side by side in the folder in which both files are: files or folders.
        """
        there = _places(first, second)
        return self._between[there], self._between[there[::-1]]

    @cached_property
    def _between(self) -> Counter[tuple[str, str]]:
        return Counter(
            _places(path, other) for path, others in self._running.items() for other in others
        )

    @cached_property
    def _counts(self) -> dict[str, int]:
        data = shared(self._index, "importer counts", self._counted)
        return {symbol: int(count) for symbol, count in rows.unpacked(data)}

    def _counted(self) -> bytes:
        importers = self._importers()
        return rows.packed((symbol, str(importers.count(symbol))) for symbol in importers.by_origin)

    @cached_property
    def _shipped(self) -> dict[str, int]:
        data = shared(self._index, "shipped importer counts", self._counted_shipped)
        return {symbol: int(count) for symbol, count in rows.unpacked(data)}

    def _counted_shipped(self) -> bytes:
        origins = self._importers().by_origin
        counts = (
            (symbol, len({u.module.path for u in uses if u.module.source.role in _SHIPPED}))
            for symbol, uses in origins.items()
        )
        return rows.packed((symbol, str(count)) for symbol, count in counts if count)

    @cached_property
    def _leanings(self) -> dict[str, str]:
        data = shared(self._index, "leanings", self._leant)
        return dict(rows.unpacked(data))

    def _leant(self) -> bytes:
        by_module = self._importers().by_module
        open_ = (m.path for m in self._index.modules if not m.source.domain)
        found = ((path, leaning(by_module[path])) for path in open_ if path in by_module)
        return rows.packed((path, domain) for path, domain in found if domain)

    @cached_property
    def _users(self) -> _Neighbours:
        return self._neighbours("importing files", self._used)

    def _used(self) -> Iterable[tuple[str, str]]:
        uses = self._importers().uses
        return ((use.named.path, use.module.path) for use in uses if use.named is not None)

    @cached_property
    def _loads(self) -> _Neighbours:
        return self._neighbours("loaded files", self._loading)

    def _loading(self) -> Iterable[tuple[str, str]]:
        edges = edges_of(self._importers(), self._index.modules)
        return (pair for pair, found in edges.items() if any(e.when <= When.LOAD for e in found))

    @cached_property
    def _running(self) -> _Neighbours:
        return self._neighbours("files imported by what ships", self._run)

    def _run(self) -> Iterable[tuple[str, str]]:
        shipped = [m for m in self._index.modules if m.source.role in _SHIPPED]
        edges = edges_of(self._importers(), self._index.modules)
        paths = {module.path for module in shipped}
        return (
            pair for pair, found in edges.items()
            if pair[0] in paths and any(e.when < When.TYPING for e in found)
        )  # fmt: skip

    def _neighbours(self, name: str, make: Callable[[], Iterable[tuple[str, str]]]) -> _Neighbours:
        """Files beside each file, kept by their positions among all."""
        paths = [module.path for module in self._index.modules]
        data = shared(self._index, name, lambda: _packed(make(), paths))
        return {
            paths[int(one)]: frozenset(paths[int(other)] for other in others)
            for one, *others in rows.unpacked(data)
        }


def _packed(pairs: Iterable[tuple[str, str]], paths: Iterable[str]) -> bytes:
    positions: Mapping[str, int] = {path: position for position, path in enumerate(paths)}
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        if one in positions and other in positions:
            found[positions[one]].add(positions[other])
    return rows.packed((str(one), *map(str, sorted(found[one]))) for one in sorted(found))


def _packages_around(path: str) -> frozenset[str]:
    """The ``__init__`` files of the folders in which a file stands."""
    parts = path.split("/")[:-1]
    return frozenset("/".join((*parts[:i], "__init__.py")) for i in range(len(parts) + 1)) - {path}


def _places(first: str, second: str) -> tuple[str, str]:
    """The files or folders beside each other in which two files are."""
    ours, theirs = first.split("/"), second.split("/")
    common = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
    return "/".join(ours[: common + 1]), "/".join(theirs[: common + 1])
