"""Globals that a file writes and does not read itself; small enough to be remembered."""

from typing import NamedTuple

import msgspec

from ssotlint.index import codec
from ssotlint.index.numbering import Mark


class Written(NamedTuple):
    """Such a global, and what tells the functions that assign to it from all others of the file."""

    name: str
    writers: tuple[Mark, ...]


_rows = msgspec.msgpack.Decoder(tuple[Written, ...])


def written(data: bytes) -> tuple[Written, ...] | None:
    """What was packed; None for bytes that are none."""
    return codec.unpacked(_rows, data)
