"""What the search for copies knows of each function of a file, small enough to be remembered."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import msgspec

from ssotlint.index import codec
from ssotlint.index.holders import Held

# Marks of a function; plain integers, which are tested without a call.
EXPECTED = 1
"""Copies of it are no finding: boilerplate."""
DELEGATE = 2
"""It only calls another function, which is no reason to be silent where much speaks for it."""
SUBSTANTIAL = 4
"""It is worth sharing whatever its global names stand for."""
ANONYMOUS = 8
"""It says enough to be known again under any name."""
NAMED = 16
"""Its own file names it."""


class Imprint(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One function or method; what it says as numbers.

    ``position`` is that of its definition in the file, ``scope`` the class of a method by its
    qualified name, ``text`` the digest of all it says and ``statements`` those of its statements
    that are compared; ``size`` counts them all. ``marks`` are bits.
    """

    position: int
    name: str
    scope: str
    text: int
    size: int
    marks: int
    statements: tuple[int, ...]

    @property
    def place(self) -> tuple[int, str, str]:
        """Where it stands, and what it is called there."""
        return self.position, self.scope, self.name

    @property
    def plain_name(self) -> str:
        """The name without leading underscores: a private copy is still a namesake."""
        return self.name.lstrip("_") or self.name

    @property
    def qualname(self) -> str:
        """Dotted name within the module."""
        return f"{self.scope}.{self.name}" if self.scope else self.name


class Sheet(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The imprints of a file's functions, the names of its classes, and what it never reads.

    ``unread`` are names of definitions that stand nowhere in the file but where they are defined.
    """

    functions: tuple[Imprint, ...]
    classes: tuple[str, ...]
    unread: tuple[str, ...] = ()


class Cover(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What a file says as a whole, as numbers.

    ``whole`` is the digest of it all, ``parts`` those of its definitions by name; ``enough`` tells
    whether it can be called a copy by itself, ``works`` that it does more than lead to others.
    ``size`` counts its statements that are no imports.
    """

    whole: int
    parts: tuple[int, ...]
    enough: bool
    works: bool
    size: int


class Remembered(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A search for copies as the next one needs it.

    ``keys`` name all variants, each with everything that was looked at to compare it. ``edges`` are
    those that are alike, by position in ``keys``; ``worth`` those whose own copies are worth a
    report. ``senses`` has by file, and by position of a function in it, the digest of its text and
    each global name in it with what that stands for. ``told`` are numbers of what was asked of
    namesakes.
    """

    keys: tuple[int, ...]
    edges: tuple[tuple[int, int, float], ...]
    worth: tuple[int, ...]
    senses: dict[str, dict[int, tuple[int, tuple[tuple[str, str], ...]]]]
    told: tuple[int, ...] = ()


class FunctionCrowd(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """All variants that a search for copies has compared; see ``detectors.function_crowd``.

    What a variant has is told by its position, in columns (``index.columns``). ``texts`` are the
    digests of all functions, boilerplate too, in order. ``statements`` and ``names`` tell who holds
    them; ``said`` are the statements of each, by their positions among all. ``places`` are those of
    the first function of each: the file's position, and that in it. ``domains`` are positions in
    ``borders``; ``known`` is 1 for a variant that is told of, or stands twice. ``told`` are names
    with statements of which it was asked how many namesakes say them.
    """

    texts: bytes
    statements: Held
    said: tuple[bytes, bytes]
    names: Held
    places: bytes
    domains: bytes
    borders: tuple[str, ...]
    known: bytes
    told: bytes


class FileCrowd(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """All files that were compared as a whole; see ``detectors.file_crowd``.

    ``places`` are the positions of these among all files, ``sizes`` how many parts each has.
    ``wholes`` and ``parts`` tell who holds them; ``known`` is 1 for a file that was compared.
    """

    places: bytes
    sizes: bytes
    wholes: Held
    parts: Held
    known: bytes


_sheets = msgspec.msgpack.Decoder(Sheet)
_covers = msgspec.msgpack.Decoder(Cover)
_searches = msgspec.msgpack.Decoder(Remembered)
function_crowd = codec.reader(FunctionCrowd)
file_crowd = codec.reader(FileCrowd)


@lru_cache(maxsize=1 << 17)
def number_of(text: str) -> int:
    """A number that stands for a text, in every run the same."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big") >> 1


def sheet(data: bytes) -> Sheet | None:
    """The sheet that was packed; None for bytes that are none."""
    return codec.unpacked(_sheets, data)


def cover(data: bytes) -> Cover | None:
    """The cover that was packed; None for bytes that are none."""
    return codec.unpacked(_covers, data)


def search(data: bytes | None) -> Remembered:
    """The search that was packed, one that knows nothing where there is none."""
    return codec.unpacked(_searches, data or b"") or Remembered((), (), (), {})
