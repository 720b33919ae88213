"""Modules that nobody has opened yet: their surface is fetched when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable

from ssotlint.index.index import Module
from ssotlint.index.postings import surface_of
from ssotlint.index.store import Store
from ssotlint.model.facts import Surface
from ssotlint.model.source import SourceFile


class Unopened(Module):
    """Of thousands of modules a question about one name opens a few."""

    __slots__ = ("_opened", "_refine", "_store")
    _opened: Surface | None
    _refine: Callable[[SourceFile], SourceFile]
    _store: Store

    def __init__(
        self, source: SourceFile, digest: str, store: Store,
        refine: Callable[[SourceFile], SourceFile],
    ) -> None:  # fmt: skip
        """``refine`` tells what becomes of a file whose text says that a tool wrote it."""
        put = object.__setattr__
        put(self, "source", source)
        put(self, "digest", digest)
        put(self, "path", source.path)
        put(self, "name", source.module)
        put(self, "_store", store)
        put(self, "_opened", None)
        put(self, "_refine", refine)

    @property
    def surface(self) -> Surface:
        """What the file says; raises StoreLostError when the store has lost it."""
        opened = self._opened
        if opened is None:
            for _, data in self._store.part("surface", (self.digest,)):
                opened = surface_of(data, self._store)
            object.__setattr__(self, "_opened", opened)
            if opened is not None and opened.generated:
                object.__setattr__(self, "source", self._refine(self.source))
        assert opened is not None  # noqa: S101 - part() yields or raises
        return opened


def unread(source: SourceFile) -> Module:
    """A file that exists and of which nothing else is known."""
    return Module(source, "", Surface(0, dynamic=True))
