"""Which answers of the last run still hold, after some files have been edited.

An answer holds when nothing has changed that was read for it: no name that it asked for, nothing
that it picked of a surface, no calls, members or shapes (see ``index.reads``). Nothing is declared:
a new detector is remembered by what it is seen to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import msgspec

from ssotlint.detectors import files, functions, lacking, overriding, unread
from ssotlint.detectors.classes import CLASSES, classes_of
from ssotlint.engine.meetings import Meetings, facts_of
from ssotlint.engine.record import (
    Kept,
    Record,
    absent,
    is_there,
    is_untouched,
    kind,
    names_of,
    number,
    presume,
    recalled,
)
from ssotlint.engine.roll import Roll
from ssotlint.engine.version import source_state
from ssotlint.graph import classes
from ssotlint.index import lacks, names, tallies
from ssotlint.index.aspect import Aspect
from ssotlint.index.aspects import Aspects
from ssotlint.index.difference import Difference, difference
from ssotlint.index.moves import Moves, moves
from ssotlint.index.reads import bits
from ssotlint.index.results import contents_of
from ssotlint.index.since import Since

if TYPE_CHECKING:
    from ssotlint.detectors.view import View
    from ssotlint.index.codec import Packed
    from ssotlint.index.store import Store
    from ssotlint.model.source import Tree

ASPECTS: dict[str, Callable[[View], Aspect[Any, Any]]] = {
    tallies.REACHED: lambda view: view.graph.reached,
    lacking.LACKING: lacking.lacking,
    CLASSES: classes_of,
    files.COVERS: files.covers_of,
    functions.IMPRINTS: functions.imprints_of,
    unread.WRITTEN: unread.written,
    overriding.OVERRIDING: overriding.overriding,
}


_RENUMBERING = {
    tallies.REACHED: tallies.renumbered,
    lacking.LACKING: lacks.renumbered,
    names.BELOW: classes.renumbered,
    overriding.OVERRIDING: overriding.renumbered,
}


_SPARE = 1.25  # of the files that are there: numbers of so many that are gone are no burden
_MANY = 64  # so many files at once are no edit; looking at each would cost more than it saves


class _UnknownError(Exception):
    """The facts of a file are not there any more."""


class Validity:
    """What the last run has left, held against the files of now, for one project."""

    def __init__(
        self, store: Store, memory: str, view: View, tree: Tree, last: Record | None = None
    ) -> None:
        """``last`` is what the last run has left, where somebody has read that already."""
        self._store, self._memory, self._view = store, memory, view
        self._looks: dict[str, Aspect[Any, Any]] = {}
        self.roll = Roll(store, kind(memory), view, tree, source_state(store))
        self.world = self.roll.now.world
        self.files = {m.path: m.digest for m in view.index.all}
        self.last = self._known(last or recalled(store, memory))
        self._then = {path: digest for path, digest in self.last.files.items() if is_there(path)}
        view.index.number(self.last.files, self.roll.gone.values())
        if self.roll.came:
            self._presume()
        self._differing: dict[str, int] = {}

    def _known(self, record: Record | None) -> Record:
        if record is not None and self.roll.follows(record.world):
            then = {path for path in record.files if is_there(path)}
            kept = self.files.keys() - {*self.roll.came}
            if then == kept | self.roll.gone.keys() and len(record.files) <= _SPARE * len(then):
                return record
        self.roll.then = None
        return Record(self.world, "", {}, [], {}, {}, [])

    def _presume(self) -> None:
        """Who has taken something of each file has taken it of those that have come, too."""

        @cache
        def comers(files: str, part: str) -> bytes:
            covers = self._aspect(part).covers if part in ASPECTS else None
            came = self.roll.comers(owned=files == names.OWNED)
            return self.bits(one.path for one in came if covers is None or covers(one))

        for kept in self.last.answers.values():
            presume(kept, comers)

    @cached_property
    def aspects(self) -> Aspects:
        """What is found out about each file by itself, as far as it still holds."""
        last, index, graph = self.last, self._view.index, self._view.graph
        sharing = graph.resolver.shares.sharing
        asked = (
            sharing, graph.importers.leading, graph.aliases.naming, graph.outside.taking,
            graph.reached,
        )  # fmt: skip
        telling = [aspect for aspect in asked if aspect.name in last.telling]
        return Aspects(
            index,
            self._memory,
            self.world,
            last.world,
            last.state,
            self.state,
            self._since,
            telling,
        )

    @cached_property
    def _since(self) -> Since:
        asked = self.roll.asked or frozenset()
        return Since(
            self._then, self.files, self.changed, self._view.index.positions, _RENUMBERING, asked,
            self.roll.lies,
        )  # fmt: skip

    def holds(self, kept: Kept) -> bool:
        """Whether an answer is what it was, but for places and numbers of importers."""
        return self.is_seen_alike(kept) and self.is_untouched(kept)

    def is_seen_alike(self, kept: Kept) -> bool:
        """Whether what an answer was made from says to others what it said before."""
        turns = self.aspects.turns
        if self._is_shown_alike and turns.recounted == frozenset():
            return True
        asked = self._store.recall(kind(self._memory), kept.names)
        if asked is None:
            return False
        if self._is_shown_alike:
            return turns.is_counted_alike(asked)
        return turns.is_seen_alike(kept.reads, asked)

    def is_untouched(self, kept: Kept) -> bool:
        """Whether nothing else has changed that an answer was made from."""
        if number(kept.shown) & number(self.bits(self.roll.gone)):
            return False
        return is_untouched(kept, self.changed, lambda part, read: self._meets(part, read, kept))

    def is_counted_alike(self, kept: Kept) -> bool:
        """Whether nobody comes or goes among the importers that an answer counts."""
        told = frozenset() if self._is_shown_alike else self.aspects.turns.told
        return told is not None and not names.meets(told, kept.counts)

    def carry(self) -> None:
        """Take along what was found out about files that nobody has asked for in this run."""
        if self.changed and len(self.changed) <= _MANY:
            for aspect in (*self.aspects.telling, *map(self._aspect, ASPECTS)):
                self.aspects.carry(aspect)

    @cached_property
    def changed(self) -> dict[str, Difference]:
        """What differs in each file that is not what it was, was not there, or is gone."""
        then, now = self._then, self.files
        known = [*now, *self.roll.gone] if then else []
        paths = [path for path in known if then.get(path) != now.get(path)]
        if len(paths) > _MANY:
            return dict.fromkeys(paths, Difference())
        return {path: self._difference(path) for path in paths}

    def _difference(self, path: str) -> Difference:
        try:
            found = difference(path, *self._facts(path))
        except (_UnknownError, msgspec.MsgspecError):
            return Difference()
        if (path in self._then and path in self.files) or found.names is None:
            return found
        return found._replace(names=found.names | {names.start(path)})  # whatever it says

    def _facts(self, path: str) -> tuple[Packed, Packed]:
        """The facts of a changed file, then and now."""
        both = old, new = self._then.get(path), self.files.get(path)
        known = {digest for digest in both if digest is not None}
        if not known <= self._store.known(known):
            raise _UnknownError
        return facts_of(self._store, old), facts_of(self._store, new)

    @cached_property
    def _both(self) -> list[str]:
        """The changed files that were there, and are."""
        return [path for path in self.changed if path in self._then and path in self.files]

    @cached_property
    def moves(self) -> dict[str, Moves] | None:
        """Where the places of the changed files are now; None when that is not certain."""
        found = {}
        for path in self._both:
            one = moves(*self._facts(path))
            if one is None:
                return None
            found[path] = one
        return found

    @cached_property
    def names(self) -> list[bytes]:
        """How an answer may name a file that has changed: by its path, by its module."""
        by_path = self._view.index.by_path
        return [name for path in self._both for name in names_of(path, by_path[path].name)]

    @cached_property
    def edited(self) -> int:
        """The files that have changed, as a set of bits."""
        return number(self.bits(self._both))

    def _aspect(self, name: str) -> Aspect[Any, Any]:
        """How files are looked at; which ones that covers is found out once."""
        if name not in self._looks:
            self._looks[name] = ASPECTS[name](self._view)
        return self._looks[name]

    def _changed_in(self, part: str) -> int:
        """The files in which a part says something else than before."""
        if part not in ASPECTS:
            return self._since.changed_in(part)
        if part not in self._differing:
            paths = self.aspects.turned(self._aspect(part))
            self._differing[part] = number(self.bits(paths))
        return self._differing[part]

    @cached_property
    def _is_shown_alike(self) -> bool:
        """Whether every file shows the others what it showed before."""
        if not self._then or self.roll.then is not None:
            return False
        return not any(d.surface for d in self.changed.values())

    @cached_property
    def state(self) -> str:
        """Names what all surfaces say."""
        return self.last.state if self._is_shown_alike else self.epoch

    @cached_property
    def epoch(self) -> str:
        """Names what all files hold, and all else that answers depend on."""
        text = repr((self.world, sorted(self.files.items())))
        return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()

    @cached_property
    def contents(self) -> str:
        """Names what all files hold."""
        return contents_of(self.files)

    @cached_property
    def numbered(self) -> dict[str, str]:
        """The same of each file by their numbers; nobody else gets that of one that is gone."""
        paths = enumerate(self._view.index.positions)
        return {p if p in self.files else absent(n): self.files.get(p, "") for n, p in paths}

    def _meets(self, part: str, read: bytes, kept: Kept) -> bool:
        """Whether a part says something else in some files, and that matters."""
        if not number(read) & self._changed_in(part):
            return False
        if part not in ASPECTS:
            return True
        return self._meetings.happen(self._aspect(part), kept, read)

    @cached_property
    def _meetings(self) -> Meetings:
        index = self._view.index
        modules = {m.path: m.name for m in (*index.all, *index.gone.values())}
        return Meetings(self._store, self._memory, self.files, modules, index.positions)

    def bits(self, paths: Iterable[str]) -> bytes:
        """A set of files as bits."""
        return bits(paths, self._view.index.positions)
