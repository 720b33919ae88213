"""What a question leaves to itself: good while all that was asked for it is what it was.

A question may be asked again for something else: how many import one of the functions that it tells
of. Then what it has found out before it came to that still holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ssotlint.index import codec, names
from ssotlint.index.picks import is_said
from ssotlint.index.reads import paths_of

if TYPE_CHECKING:
    from ssotlint.index.aspects import Aspects
    from ssotlint.index.index import Index
    from ssotlint.index.reads import Reads


class Left(msgspec.Struct, array_like=True):
    """What was found out, and what of files and names was asked for it."""

    seen: dict[str, bytes] = {}
    asked: bytes = b""
    data: bytes = b""

    def note(self, index: Index) -> None:
        """Somebody relies on it."""
        index.reads.names.update(names.unpacked(self.asked))
        for part, files in self.seen.items():
            index.reads.note(part, paths_of(files, index.positions))


_left = msgspec.msgpack.Decoder(Left)


def left(index: Index, name: str) -> Left:
    """What the question that is asked left under a name when it was asked last, as far as it holds."""
    aspects = index.aspects
    if aspects is None:
        return Left()
    found = _recalled(aspects, name, aspects.epoch)
    if found is None and not aspects.since.now.keys() - aspects.since.then.keys():
        earlier = _recalled(aspects, name, aspects.earlier)
        if earlier is not None and aspects.turns.is_seen_alike(earlier.seen, earlier.asked):
            found = earlier
    return found or Left()


def leave_all(index: Index, name: str, data: bytes, reads: Reads) -> None:
    """Leave something to the question when it is asked next; it was found out from what was read."""
    if index.aspects is None or not data:
        return
    trace = reads.trace(index.positions, index.bundles)
    said = {part: files for part, files in trace.paths.items() if is_said(part)}
    index.aspects.leave(name, codec.packed(Left(said, trace.names, data)))


def _recalled(aspects: Aspects, name: str, epoch: str) -> Left | None:
    data = aspects.last(name, epoch)
    return codec.unpacked(_left, data) if data is not None else None
