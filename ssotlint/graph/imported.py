"""What the imports of all files add up to; no file is opened for it.

After an edit of a body, or of an import, all that is asked is who is imported how often, and by whom.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ssotlint.graph import leads
from ssotlint.graph.circles import circles
from ssotlint.graph.closure import closed
from ssotlint.graph.leads import places_of

if TYPE_CHECKING:
    from ssotlint.graph.importers import Importers
    from ssotlint.graph.leads import Lead
    from ssotlint.index.index import Index, Module

_Neighbours = dict[str, frozenset[str]]
_NONE: frozenset[str] = frozenset()


class Imported:
    """Sums over the imports of a run; who asks for one has asked for what it is made of."""

    def __init__(self, index: Index, importers: Importers) -> None:
        self._index, self._importers = index, importers
        self._loaded: dict[str, frozenset[str]] = {}

    def note(self, name: str, path: str = "") -> None:
        """Somebody asks what all imports, or those of a file, say to a question."""
        self._importers.note(name, path)

    def count(self, symbol: str) -> int:
        """How many files import a symbol, by whatever path."""
        return self._importers.count(symbol)

    def shipped(self, symbol: str) -> int:
        """How many files that are no tests import a symbol."""
        return self._importers.shipped_count(symbol)

    def leaning(self, path: str) -> str:
        """The domain that a file imports most from, of those files whose place tells none."""
        module = self._index.by_path.get(path)
        if module is None or module.source.domain:
            return ""
        return self._importers.leans(path)[1]

    def by(self, path: str) -> frozenset[str]:
        """The files that import something by way of a file."""
        return frozenset(self._importers.by(path))

    def by_shipped(self, path: str) -> frozenset[str]:
        """Those of them that are no tests."""
        return frozenset(self._importers.by_shipped(path))

    def is_used(self, path: str) -> bool:
        """Whether any file imports something by way of a file."""
        return self._importers.is_used(path)

    def is_used_shipped(self, path: str) -> bool:
        """Whether any does that is no test."""
        return self._importers.is_used_shipped(path)

    def any_shipped(self, path: str, wanted: Callable[[Module], bool]) -> bool:
        """Whether one of these is wanted; see ``Importers``."""
        return self._importers.any_shipped(path, wanted)

    def is_used_below(self, path: str, folder: str) -> bool:
        """Whether something below a folder, which ends with a slash, imports by way of a file."""
        importers = self._importers
        return any(
            user.startswith(folder) and importers.paths[lead.named] == path
            for user, lead in importers.users_below(path, folder) if lead.named >= 0
        )  # fmt: skip

    def loads(self, path: str) -> frozenset[str]:
        """The files that a file itself imports when it is loaded."""
        self._importers.note(leads.LOADS, path)
        return self._loads.get(path, _NONE)

    def running(self, path: str) -> frozenset[str]:
        """The files that one which ships imports from, whenever that runs."""
        self._importers.note(leads.RUNS, path)
        return self._running.get(path, _NONE)

    def all_running(self) -> _Neighbours:
        """The same of all files that import some; who looks at them notes what."""
        return self._running

    def loaded(self, path: str) -> frozenset[str]:
        """All files that loading one loads, without itself."""
        known = self._loaded.get(path)
        if known is None:
            found = closed([path], lambda one: self._loads.get(one, _NONE))
            known = self._loaded[path] = frozenset(found - {path})
        self._importers.note(leads.LOADED, path)
        return known

    def loading(self, paths: Iterable[str]) -> set[str]:
        """Some files, and all that load one of them; for who knows what he asks for."""
        return closed(paths, self._loaders.__getitem__)

    def circles(self) -> list[list[str]]:
        """The files that load each other, circle by circle, each sorted."""
        self._importers.note(leads.CIRCLES)
        return self._circles

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
        self._importers.note(leads.WAYS, source)
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
        there = places_of(first, second)
        self._importers.note(leads.between(*there))
        self._importers.note(leads.between(*there[::-1]))
        return self._between[there], self._between[there[::-1]]

    @cached_property
    def _between(self) -> Counter[tuple[str, str]]:
        edges = self._running.items()
        return Counter(places_of(path, other) for path, others in edges for other in others)

    @cached_property
    def _running(self) -> _Neighbours:
        return self._edges(leads.runs)

    @cached_property
    def _loads(self) -> _Neighbours:
        return self._edges(leads.loads)

    @cached_property
    def _loaders(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for user, others in self._loads.items():
            for other in others:
                found[other].add(user)
        return found

    @cached_property
    def _circles(self) -> list[list[str]]:
        return circles(self._loads)

    def _edges(self, wanted: Callable[[Module, Lead], bool]) -> _Neighbours:
        """The files that each file imports, of the imports that are wanted."""
        importers, by_path = self._importers, self._index.by_path
        found: dict[str, set[str]] = defaultdict(set)
        for path, rows in importers.leads.items():
            module = by_path[path]
            for lead in rows:
                if wanted(module, lead):
                    found[path].add(importers.paths[lead.target])
        return {path: frozenset(others) for path, others in found.items()}


def _packages_around(path: str) -> frozenset[str]:
    """The ``__init__`` files of the folders in which a file stands."""
    parts = path.split("/")[:-1]
    return frozenset("/".join((*parts[:i], "__init__.py")) for i in range(len(parts) + 1)) - {path}
