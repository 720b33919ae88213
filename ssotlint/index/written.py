"""Globals that a file writes and does not read itself; small enough to be remembered."""

from typing import NamedTuple

import msgspec

from ssotlint.index import codec


class Written(NamedTuple):
    """Such a global: the positions of its binding and of the functions that assign to it."""

    binding: int
    writers: tuple[int, ...]


_rows = msgspec.msgpack.Decoder(tuple[Written, ...])


def written(data: bytes) -> tuple[Written, ...] | None:
    """What was packed; None for bytes that are none."""
    return codec.unpacked(_rows, data)
