"""What several questions share: found out once, and recalled while all behind it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from ssotlint.index import codec, names
from ssotlint.index.numbering import Numbers
from ssotlint.index.picks import is_said
from ssotlint.index.reads import paths_of
from ssotlint.index.results import Shared

if TYPE_CHECKING:
    from ssotlint.index.index import Index

FAVOURITES = "favourites"
"""The modules that most take from what they pass on."""
SHARED = (FAVOURITES, names.BELOW)
"""What is shared between questions; see ``shared`` and ``bundled``."""
_common = msgspec.msgpack.Decoder(tuple[str, Shared])
_encode = msgspec.msgpack.Encoder().encode


class Commons:
    """What is shared, of the last run and of this one.

    ``before`` and ``now`` name what all surfaces said and say. ``alike`` tells whether what was read
    of some files and asked for names still says what it said. Without a ``memory`` it serves this
    run alone.
    """

    def __init__(
        self,
        index: Index,
        memory: str,
        before: str,
        now: str,
        numbers: Numbers,
        alike: Callable[[Mapping[str, bytes], bytes], bool],
    ) -> None:
        self._index, self._memory = index, memory
        self._before, self._now = before, now
        self._numbers, self._is_alike = numbers, alike
        self._made: list[str] = []  # in this process, and told to no other

    def __contains__(self, name: str) -> bool:
        """Whether what is shared under a name is known, and still holds."""
        return name in self._common

    def shared(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What depends on what files say to others; see ``shared``."""
        row = self._common.get(name)
        if row is not None:
            self._index.reads.names.update(names.unpacked(row.names))
            for part, seen in row.seen.items():
                self._index.reads.note(part, paths_of(seen, self._index.positions))
            return row.data
        with self._index.recorded() as reads:
            data = make()
        trace = reads.trace(self._index.positions, self._index.bundles)
        said = {part: paths for part, paths in trace.paths.items() if is_said(part)}
        self._common[name] = Shared(said, trace.names, data)
        self._made.append(name)
        self._keep(name)
        return data

    def bundle(self, name: str, make: Callable[[], bytes]) -> bytes:
        """What all files answer together; see ``bundled``."""
        asked, row = names.number("", name), self._common.get(name)
        if row is None:
            with self._index.apart() as reads:
                data = make()
            behind = reads.trace(self._index.positions, self._index.bundles).names
            self._index.bundles[asked] = frozenset(reads.all_names())
            found = names.packed({asked, *names.unpacked(behind)})
            row = self._common[name] = Shared({}, found, data)
            self._keep(name)
        else:
            self._index.bundles[asked] = frozenset(names.unpacked(row.names)) - {asked}
        return row.data

    def keep(self) -> None:
        """Write all of it down for the next run."""
        self._keep(*self._common)

    def begin(self) -> None:
        """A process begins here: the one that it was forked from knows all of it."""
        self._made = []

    def tell(self) -> dict[str, bytes]:
        """What was found out in this process since it was told last, for another to ``learn``."""
        told = {name: _encode(self._common[name]) for name in self._made}
        self._made = []
        return told

    def learn(self, name: str, data: bytes | memoryview) -> bool:
        """Take over what another process of this run has found out, if it is shared."""
        if name in SHARED:
            self._common[name] = msgspec.msgpack.decode(data, type=Shared)
        return name in SHARED

    def _keep(self, *names: str) -> None:
        if self._memory:
            values = {name: _encode((self._now, self._common[name])) for name in names}
            self._index.store.remember(self._memory, values)

    @cached_property
    def _common(self) -> dict[str, Shared]:
        """What is shared and still holds."""
        found = {}
        for name in SHARED if self._memory and self._before else ():
            data = self._index.store.recall(self._memory, name)
            told = codec.unpacked(_common, data) if data is not None else None
            state, row = told if told is not None else ("", None)
            if row is not None and state == self._before and self._is_alike(row.seen, row.names):
                row.data = self._numbers.told(name, "", row.data)
                found[name] = row
        return found
