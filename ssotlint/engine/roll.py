"""Which files there are, and which of them have come or gone since the last run.

A file that comes is an edit of one that says nothing, and one that goes an edit to that. It is more
than that where it changes what other files are called, or what they are there for: then all
questions are asked again.
"""

from __future__ import annotations

import marshal
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from ssotlint import __version__
from ssotlint.detectors.view import View, is_owned
from ssotlint.graph.comings import Comings
from ssotlint.graph.outside import MANY
from ssotlint.index import layouts, names
from ssotlint.index.index import Module
from ssotlint.index.unopened import unread
from ssotlint.model.source import Role, SourceFile, Tree

if TYPE_CHECKING:
    from ssotlint.index.store import Store

_Row = tuple[str, str, bool, str, str, bool, bool, str]
_LAST = "files"  # the key of what was listed last
_MANY = 64  # so many that come or go are no edit


class Listed(msgspec.Struct, array_like=True):
    """All files of a run by path, as answers depend on them besides what they say.

    ``read`` are those that take part in questions; ``beside`` tells what else was known of some, or
    of files that are not read. ``rest`` names configuration, tool and what else there is; ``world``
    names all of it.
    """

    world: str
    rest: str
    read: dict[str, _Row]
    beside: dict[str, _Row]


class Roll:
    """The files of this run, and those of the last one."""

    def __init__(self, store: Store, kind: str, view: View, tree: Tree, tool: str) -> None:
        self._store, self._kind, self._view = store, kind, view
        self.now = _listed(view, tree, tool)
        self.then: Listed | None = None
        self._lies: dict[str, bool] = {}

    def follows(self, world: str) -> bool:
        """Whether what is remembered of the files that ``world`` names is good for those of now."""
        if world == self.now.world:
            return True
        data = self._store.recall(self._kind, _LAST)
        try:
            then = msgspec.msgpack.decode(data or b"", type=Listed)
        except msgspec.MsgspecError:
            return False
        if then.world != world or not self._is_like(then):
            return False
        self.then = then
        if self.asked is None:
            self.then = None
        return self.then is not None

    def _is_like(self, then: Listed) -> bool:
        """Whether some files have come or gone, and all else is what it was."""
        now = self.now
        moved = then.read.keys() ^ now.read.keys()
        if then.rest != now.rest or then.beside != now.beside or len(moved) > _MANY:
            return False
        if any(then.read[path] != now.read[path] for path in then.read.keys() & now.read.keys()):
            return False
        if not moved.isdisjoint(now.beside) or not all(self._is_known(p) for p in self._came(then)):
            return False
        return (len(then.read) > MANY) == (len(now.read) > MANY)

    def _is_known(self, path: str) -> bool:
        return self._view.index.by_path[path].is_read

    def _came(self, then: Listed) -> Collection[str]:
        return self.now.read.keys() - then.read.keys()

    @cached_property
    def came(self) -> Collection[str]:
        """The files that were not there, by path."""
        return sorted(self._came(self.then)) if self.then is not None else ()

    @cached_property
    def gone(self) -> Mapping[str, Module]:
        """The files that are not there any more."""
        if self.then is None:
            return {}
        paths = sorted(self.then.read.keys() - self.now.read.keys())
        return {path: unread(_source(path, self.then.read[path])) for path in paths}

    @cached_property
    def asked(self) -> frozenset[int] | None:
        """The questions for files that have other answers now; None where that is not certain."""
        by_path = self._view.index.by_path
        modules = [*(by_path[path] for path in self.came), *self.gone.values()]
        if not modules:
            return frozenset()
        moved = [module.source for module in modules]
        kept = [by_path[path].source for path in by_path.keys() - {*self.came}]
        found = Comings(moved, kept).questions()
        if found is None:
            return None
        is_owned_one = any(is_owned(one, self._view.roles) for one in moved)
        return found | {names.number("", names.OWNED)} if is_owned_one else found

    def comers(self, *, owned: bool) -> Iterator[Module]:
        """The files that were not there, or those of them in which a fact must be single."""
        for module in map(self._view.index.by_path.__getitem__, self.came):
            if not owned or is_owned(module.source, self._view.roles):
                yield module

    def lies(self, part: str) -> bool:
        """Whether files lie otherwise than in the last run, as far as a layout tells."""
        if part not in self._lies:
            self._lies[part] = self.then is not None and layouts.differs(part, *self._sources)
        return self._lies[part]

    @cached_property
    def _sources(self) -> tuple[list[SourceFile], list[SourceFile]]:
        """The files of then and of now, by path."""
        now = {module.path: module.source for module in self._view.index.all}
        then = {path: source for path, source in now.items() if path not in {*self.came}}
        then |= {path: module.source for path, module in self.gone.items()}
        return [then[path] for path in sorted(then)], [now[path] for path in sorted(now)]

    def keep(self, world: str) -> None:
        """Leave the files to the next run, unless they are those that ``world`` names."""
        if world != self.now.world:
            self._store.remember(self._kind, {_LAST: msgspec.msgpack.encode(self.now)})


def _listed(view: View, tree: Tree, tool: str) -> Listed:
    read = {module.path: _row(module.source) for module in view.index.all}
    known: Iterable[SourceFile] = (*tree.sources, *tree.unread)
    beside = {one.path: row for one in known if read.get(one.path) != (row := _row(one))}
    text = repr((
        __version__, view.config, sorted(view.roles), view.skipped, sorted(tree.needs),
        tree.python, sorted(tree.entries), tool,
    ))  # fmt: skip
    rest = blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
    files = marshal.dumps((rest, [*read.items()], [*beside.items()]), 2)
    return Listed(blake2b(files, digest_size=16).hexdigest(), rest, read, beside)


def _row(source: SourceFile) -> _Row:
    return (source.module, source.root, source.is_package, str(source.role),
            source.domain, source.reported, source.is_stub, source.distribution)  # fmt: skip


def _source(path: str, row: _Row) -> SourceFile:
    module, root, is_package, role, domain, reported, is_stub, distribution = row
    return SourceFile(
        path, module, root, is_package, Role(role), domain, reported, is_stub, distribution
    )
