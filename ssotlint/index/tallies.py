"""What the calls of one callee in one file add up to; small enough to be remembered."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

import msgspec

from ssotlint.index import codec
from ssotlint.index.codec import CallGroup
from ssotlint.index.numbering import Renumbered, number_now, unplaced
from ssotlint.model.facts import Call, Usage
from ssotlint.model.signature import Arguments

REACHED = "reached"
"""The aspect of a file that tells which definitions its calls reach."""
EVERYWHERE = -2
"""Stands for the owner of calls that reach the same wherever in the file they stand."""


class Tally(msgspec.Struct, array_like=True, frozen=True):
    """Calls that reach one definition: that at ``position`` in the file at ``path``.

    ``group`` is the position of the callee among those of the calling file and ``owner`` the
    definition in which the calls stand. ``made`` lists who keeps or returns the value. ``notable``
    calls deserve a second look; ``inherited`` ones are made on ``self``.
    """

    path: str
    position: int
    group: int
    owner: int
    count: int
    awaited: int
    arguments: list[tuple[Arguments, int]]
    made: list[tuple[int, Usage]]
    notable: bool
    inherited: bool


_decoder = msgspec.msgpack.Decoder(list[Tally])


def encoded(tallies: Iterable[Tally]) -> bytes:
    """Tallies of one file as bytes; empty where a text cannot be stored."""
    return codec.packed(list(tallies))


def decoded(data: bytes) -> list[Tally] | None:
    """The tallies of a file again, None for bytes that are none."""
    return codec.unpacked(_decoder, data)


def renumbered(path: str, data: bytes, numbers: Renumbered) -> bytes:
    """The tallies of a file, with the numbers that definitions have now."""
    return encoded(
        msgspec.structs.replace(
            tally,
            position=number_now(numbers, tally.path, tally.position),
            owner=number_now(numbers, path, tally.owner),
            made=[(number_now(numbers, path, owner), usage) for owner, usage in tally.made],
        )
        for tally in decoded(data) or ()
    )


def arguments_of(rows: Sequence[Call]) -> list[tuple[Arguments, int]]:
    """How often each shape of arguments occurs."""
    if len(rows) == 1:  # as most do
        return [(rows[0].arguments, 1)]
    counts: dict[Arguments, int] = {}
    for call in rows:
        counts[call.arguments] = counts.get(call.arguments, 0) + 1
    return list(counts.items())


def gist(
    tallies: Iterable[Tally], groups: Sequence[CallGroup], numbers: Mapping[int, int]
) -> bytes:
    """A digest of what tallies say; of calls that are looked at again all but where they stand.

    ``numbers`` are those of now of the definitions in which the calls stand.
    """
    said: list[object] = []
    for t in tallies:
        said.append((t.path, t.position, t.owner, t.count, t.awaited, t.arguments, t.made,
                     t.notable, t.inherited))  # fmt: skip
        if t.notable or t.inherited:
            said.append([unplaced(call, numbers) for call in groups[t.group].calls()])
    return blake2b(msgspec.msgpack.encode(said), digest_size=16).digest()
