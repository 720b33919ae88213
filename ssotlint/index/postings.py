"""Which files mention a name: asked first, so that few surfaces need to be decoded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Self
from zlib import crc32

import msgspec

from ssotlint.index import codec
from ssotlint.index.codec import Glimpse
from ssotlint.index.store import Store
from ssotlint.model.facts import BindingKind, Surface

_BUCKETS = 256
_STALE = 100  # files that changed: beyond that it costs less to make the postings anew
_PATHS, _DEFINED, _STATE = "paths", "defined", "state"  # keys beside those of the buckets

_encode = msgspec.msgpack.Encoder().encode
_paths = msgspec.msgpack.Decoder(list[tuple[str, str]])
_bucket = msgspec.msgpack.Decoder(dict[str, list[int]])


class Postings:
    """Names with the files that mention them, remembered for one state of a tree.

    Files that have changed since are candidates for every name, so that an answer lacks none;
    ``digests`` are those of now, by path. ``state`` names the state of the tree ("" for one that
    may still change unseen).
    """

    def __init__(
        self, store: Store, memory: str, digests: Mapping[str, str], state: str = ""
    ) -> None:
        self._store, self._kind, self._state = store, f"names {memory}", state
        self.digests = digests
        base = _pairs(store.recall(self._kind, _PATHS))
        if base is None or sum(digests.get(path) != digest for path, digest in base) > _STALE:
            self._make()
            base = list(digests.items())
        self._base_paths = [path for path, _ in base]
        known = dict(base)
        if state and known == digests and store.recall(self._kind, _STATE) != state.encode():
            store.remember(self._kind, {_STATE: state.encode()})
        self.changed = [path for path, digest in digests.items() if known.get(path) != digest]
        self._same = {path for path, digest in base if digests.get(path) == digest}

    @classmethod
    def recalled(cls, store: Store, memory: str, state: str) -> Self | None:
        """Those of a tree in just this state, digests included; None when others are kept."""
        kind = f"names {memory}"
        if not state or store.recall(kind, _STATE) != state.encode():
            return None
        base = _pairs(store.recall(kind, _PATHS))
        return cls(store, memory, dict(base), state) if base is not None else None

    def files(self, names: Iterable[str]) -> list[str]:
        """Every file that may mention one of some names, by path."""
        found = set(self.changed)
        for name in names:
            data = self._store.recall(self._kind, _bucket_of(name))
            rows = _decoded(data).get(name, ()) if data is not None else ()
            found.update(path for n in rows if (path := self._base_paths[n]) in self._same)
        return sorted(found)

    def defined(self) -> list[str]:
        """The names of all definitions, as the postings were made."""
        data = self._store.recall(self._kind, _DEFINED)
        try:
            return msgspec.msgpack.decode(data, type=list[str]) if data is not None else []
        except msgspec.MsgspecError:
            return []

    def _make(self) -> None:
        numbers: dict[str, list[int]] = {}
        for number, (_, digest) in enumerate(self.digests.items()):
            numbers.setdefault(digest, []).append(number)
        found: defaultdict[str, list[int]] = defaultdict(list)
        defined: set[str] = set()
        for digest, data in self._store.part("surface", numbers):
            surface = _glimpse_of(data, self._store)
            defined.update(row.name for row in surface.definitions)
            for name in mentioned(surface):
                found[name] += numbers[digest]
        buckets: dict[str, dict[str, list[int]]] = {f"{n:02x}": {} for n in range(_BUCKETS)}
        for name, files in found.items():
            buckets[_bucket_of(name)][name] = files
        values = {key: _encode(bucket) for key, bucket in buckets.items()}
        values[_PATHS] = _encode(list(self.digests.items()))
        values[_STATE] = self._state.encode()
        values[_DEFINED] = _encode(sorted(defined))
        self._store.remember(self._kind, values, only=True)


def mentioned(surface: Surface | Glimpse) -> set[str]:
    """The names by which a file may take part in what is known of a symbol."""
    names = {row.name for row in surface.definitions}
    for row in surface.imports:
        names.update((row.name, row.bound, row.module.rpartition(".")[2]))
    for binding in surface.bindings:
        if binding.owner < 0:
            names.add(binding.name)
            if binding.kind is BindingKind.ALIAS:
                names.add(binding.value.rpartition(".")[2])
    names.update(target.rpartition(".")[2] for target in surface.patched)
    return names


def _glimpse_of(data: bytes, store: Store) -> Glimpse:
    try:
        return codec.glimpse(data)
    except msgspec.MsgspecError as error:
        raise store.lose(error) from error


def surface_of(data: bytes, store: Store) -> Surface:
    """A surface from the store; raises StoreLostError when it is none."""
    try:
        return codec.surface(data)
    except msgspec.MsgspecError as error:
        raise store.lose(error) from error


def _pairs(data: bytes | None) -> list[tuple[str, str]] | None:
    try:
        return None if data is None else _paths.decode(data)
    except msgspec.MsgspecError:
        return None


def _decoded(data: bytes) -> dict[str, list[int]]:
    try:
        return _bucket.decode(data)
    except msgspec.MsgspecError:
        return {}


def _bucket_of(name: str) -> str:
    return f"{crc32(name.encode('utf-8', 'replace')) % _BUCKETS:02x}"
