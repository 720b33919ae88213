"""Whether what edited files say matters to an answer that was found by comparing all files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ssotlint.index import codec
from ssotlint.index.crowds import Others, left_crowd
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
    """What edited files say, then and now; ``digests`` and ``modules`` are by path, of all files."""

    store: Store
    memory: str
    digests: Mapping[str, str]
    modules: Mapping[str, str]
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
            (position, path, crowd.then[path])
            for position, path in enumerate(sorted(self.digests))
            if path in crowd.then and files >> position & 1
        ]
        if len(edited) > _MOST:
            return True
        pages = []
        for position, path, old in edited:
            both = old, self.digests[path]
            if not all(both) or not set(both) <= self.store.known(both):
                return True
            pages.append((position, *(self._page(aspect, path, digest) for digest in both)))
        return aspect.meets(crowd.data, pages, self._others(aspect))

    def _others(self, aspect: Aspect[Any, Any]) -> Others[Any]:
        paths = sorted(self.digests)

        def page(file: int) -> Any:  # noqa: ANN401
            path = paths[file]
            digest = self.digests[path]
            known = bool(digest) and digest in self.store.known([digest])
            return self._page(aspect, path, digest) if known else None

        return Others(paths, self.modules, page)

    def _page(self, aspect: Aspect[Any, Any], path: str, digest: str) -> Any:  # noqa: ANN401
        return looked_at(aspect, path, self.modules[path], facts_of(self.store, digest))


def facts_of(store: Store, digest: str) -> Packed:
    """The facts that are kept of what a file holds, or held."""
    surface, uses, shape, head = (data for part in PARTS for _, data in store.part(part, [digest]))
    return surface, uses, shape, head


def looked_at(aspect: Aspect[Any, Any], path: str, module: str, facts: Packed) -> Any:  # noqa: ANN401
    """What a look at a file by itself finds; roles are no part of it."""
    stub = path.endswith("i")
    source = SourceFile(path, module, "", "/__init__." in path, Role.PRODUCTION, "", True, stub)
    part = aspect.decode(facts[PARTS.index(aspect.part)])
    return aspect.look(Module(source, "", codec.surface(facts[0])), part)
