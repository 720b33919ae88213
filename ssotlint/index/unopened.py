"""Modules that nobody has opened yet: their surface is fetched when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable

from ssotlint.index.index import Module
from ssotlint.index.mentions import surface_of
from ssotlint.index.store import Store
from ssotlint.model.facts import Head, Surface
from ssotlint.model.source import SourceFile


class Unopened(Module):
    """Of thousands of modules a question about one name, or a run after an edit, opens a few."""

    __slots__ = ("_head", "_refine", "_store")
    _head: Head | None
    _refine: Callable[[SourceFile], SourceFile] | None
    _store: Store

    def __init__(
        self, source: SourceFile, digest: str, store: Store,
        refine: Callable[[SourceFile], SourceFile] | None = None, head: Head | None = None,
    ) -> None:  # fmt: skip
        """``refine`` tells what becomes of a file whose text says that a tool wrote it.

        With a ``head`` that is known already, and need not be asked again.
        """
        put = object.__setattr__
        put(self, "source", source)
        put(self, "digest", digest)
        put(self, "path", source.path)
        put(self, "name", source.module)
        put(self, "_store", store)
        put(self, "_refine", refine)
        put(self, "_head", head)
        put(self, "watch", None)

    def __getattr__(self, name: str) -> Surface:
        """What the file says, when asked for the first time; StoreLostError if that is lost."""
        if name != "said":
            raise AttributeError(name)
        ((_, data),) = self._store.part("surface", (self.digest,))
        opened = surface_of(data, self._store)
        object.__setattr__(self, "said", opened)
        if opened.generated and self._refine is not None:
            object.__setattr__(self, "source", self._refine(self.source))
        return opened

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return self._head.lines if self._head is not None else self.said.lines

    def _has_comments(self) -> bool:
        return self._head.comments if self._head is not None else bool(self.said.comments)

    def _is_broken(self) -> bool:
        return self._head.broken if self._head is not None else super()._is_broken()


def unread(source: SourceFile) -> Module:
    """A file that exists and of which nothing else is known."""
    return Module(source, "", Surface(0, dynamic=True))
