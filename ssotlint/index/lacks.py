"""Members that a file uses and nobody has; small enough to be remembered."""

from typing import NamedTuple

import msgspec

from ssotlint.index import codec
from ssotlint.index.numbering import Renumbered, number_now
from ssotlint.model.place import NOWHERE, Span


class Lack(NamedTuple):
    """A use of a member that its holder lacks: in which definition, where, written how.

    The holder is a class (``position`` among the definitions of the file at ``path``) or a module
    (-1). ``lives`` tells that it is a fault only where somebody makes instances of the class,
    ``held`` that the class around keeps what lacks it, as far as its file tells.
    """

    holder: str
    name: str
    path: str
    position: int
    error: str
    owner: int
    span: Span
    written: str
    lives: bool = False
    held: bool = False


class Found(NamedTuple):
    """What one file lacks, and the names that it sets on something from outside."""

    lacks: list[Lack]
    stored: list[str]

    def anywhere(self) -> "Found":
        """What it lacks, wherever on the page that stands; of what it sets few names are asked."""
        return Found([lack._replace(span=NOWHERE) for lack in self.lacks], [])


_decoder = msgspec.msgpack.Decoder(Found)


def encoded(found: Found) -> bytes:
    """What one file lacks as bytes; empty where a text cannot be stored."""
    return codec.packed(found)


def decoded(data: bytes) -> Found | None:
    """What one file lacks again, None for bytes that are none."""
    return codec.unpacked(_decoder, data)


def renumbered(path: str, data: bytes, numbers: Renumbered) -> bytes:
    """What one file lacks, with the numbers that definitions have now."""
    found = decoded(data)
    if found is None:
        return data
    lacks = [
        lack._replace(
            position=number_now(numbers, lack.path, lack.position),
            owner=number_now(numbers, path, lack.owner),
        )
        for lack in found.lacks
    ]
    return encoded(found._replace(lacks=lacks))
