"""Which files mention a name: asked first, so that few surfaces need to be decoded."""

from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from ssotlint.index import codec
from ssotlint.index.codec import Glimpse
from ssotlint.index.store import Store
from ssotlint.model.facts import BindingKind, Surface

_encode = msgspec.msgpack.Encoder().encode


class Mentions:
    """The names in some files, sought in what is stored of these; ``digests`` are theirs, by path.

    To look through all that is stored takes as long as to decode a tenth of it. A name stands there
    as a text of its own, or behind a dot.
    """

    def __init__(self, store: Store, digests: Mapping[str, str]) -> None:
        self._store, self._digests = store, digests
        self._found: dict[str, set[str]] = {}

    def files(self, names: Iterable[str]) -> list[str]:
        """Every file that may mention one of some names, by path."""
        found = set[str]().union(*map(self._mentioning, names))
        return sorted(path for path, digest in self._digests.items() if digest in found)

    def _mentioning(self, name: str) -> set[str]:
        """The digests of the files that may mention a name."""
        if name not in self._found:
            try:
                plain, alone, last = name.encode(), _encode(name), f".{name}".encode()
            except UnicodeEncodeError:  # a text that no file can hold
                return set()
            self._found[name] = {
                digest for digest, data in self._surfaces.items()
                if plain in data and (alone in data or last in data)
            }  # fmt: skip
        return self._found[name]

    @cached_property
    def _surfaces(self) -> dict[str, bytes]:
        return self._store.surfaces({*self._digests.values()})

    def defined(self) -> set[str]:
        """The names of all definitions; who asks waits for all files to be decoded."""
        glimpses = (_glimpse_of(data, self._store) for data in self._surfaces.values())
        return {row.name for glimpse in glimpses for row in glimpse.definitions}


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
