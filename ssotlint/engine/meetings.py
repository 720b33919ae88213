"""Whether what edited files say matters to an answer that was found by comparing all files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ssotlint.index import codec
from ssotlint.index.crowds import ABSENT, Others, left_crowd
from ssotlint.index.index import Module
from ssotlint.index.store import PARTS
from ssotlint.model.source import Role, SourceFile

if TYPE_CHECKING:
    from ssotlint.engine.record import Kept
    from ssotlint.index.aspect import Aspect
    from ssotlint.index.codec import Packed
    from ssotlint.index.store import Store

_MOST = 32  # so many files at most have changed since the answer was found


@dataclass
class Meetings:
    """What edited files say, then and now.

    ``digests`` and ``modules`` are by path, of all files, the latter of those that are gone, too;
    ``positions`` number them in sets.
    """

    store: Store
    memory: str
    digests: Mapping[str, str]
    modules: Mapping[str, str]
    positions: Mapping[str, int]
    _known: dict[tuple[str, str, str, bytes], bool] = field(default_factory=dict)

    def happen(self, aspect: Aspect[Any, Any], kept: Kept, read: bytes) -> bool:
        """Whether it matters to an answer what the files that were ``read`` say of an aspect."""
        key = aspect.name, kept.epoch, kept.contents, read
        if key not in self._known:
            self._known[key] = aspect.meets is None or self._happen(aspect, kept, read)
        return self._known[key]

    def _happen(self, aspect: Aspect[Any, Any], kept: Kept, read: bytes) -> bool:
        crowd = left_crowd(
            self.store, self.memory, aspect.name, kept.epoch, kept.contents, self.digests
        )
        if crowd is None or aspect.meets is None:
            return True
        files = int.from_bytes(read, "little")
        edited = [
            (number, path, crowd.then[path])
            for number, path in enumerate(crowd.paths)
            if path in crowd.then and self._is_in(files, path)
        ]
        if len(edited) > _MOST:
            return True
        pages = []
        for number, path, old in edited:
            both = old, self.digests.get(path, ABSENT)
            known = {digest for digest in both if digest is not ABSENT}
            if path not in self.modules or not all(known) or not known <= self.store.known(known):
                return True
            pages.append((number, *(self._page(aspect, path, digest) for digest in both)))
        return aspect.meets(crowd.data, pages, self._others(aspect, crowd.paths))

    def _is_in(self, files: int, path: str) -> bool:
        """Whether a file is in a set; nobody knows of one that is gone for longer."""
        return path not in self.positions or bool(files >> self.positions[path] & 1)

    def _others(self, aspect: Aspect[Any, Any], paths: Sequence[str]) -> Others[Any]:
        def page(file: int) -> Any:  # noqa: ANN401
            path = paths[file]
            digest = self.digests.get(path, "")
            known = bool(digest) and digest in self.store.known([digest])
            return self._page(aspect, path, digest) if known else None

        return Others(paths, self.modules, page)

    def _page(self, aspect: Aspect[Any, Any], path: str, digest: str | None) -> Any:  # noqa: ANN401
        return looked_at(aspect, path, self.modules[path], facts_of(self.store, digest))


def facts_of(store: Store, digest: str | None) -> Packed:
    """The facts that are kept of what a file holds, or held; of one that is not there, nothing."""
    if digest is None:
        return codec.nothing()
    surface, uses, shape, head = (data for part in PARTS for _, data in store.part(part, [digest]))
    return surface, uses, shape, head


def looked_at(aspect: Aspect[Any, Any], path: str, module: str, facts: Packed) -> Any:  # noqa: ANN401
    """What a look at a file by itself finds; roles are no part of it."""
    stub = path.endswith("i")
    source = SourceFile(path, module, "", "/__init__." in path, Role.PRODUCTION, "", True, stub)
    part = aspect.decode(facts[PARTS.index(aspect.part)])
    return aspect.look(Module(source, "", codec.surface(facts[0])), part)
