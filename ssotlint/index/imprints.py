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
BRANCHES = 32
"""A statement in it decides, repeats or guards others."""
# Marks of a member of a class.
METHOD = 1
"""It is a function."""
FIELD = 2
"""It is bound with an annotation."""


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
    def gist(self) -> tuple[int, int, tuple[int, ...]]:
        """All that is compared, wherever in the file it stands."""
        return self.text, self.marks, self.statements

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


class MemberImprint(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One member of a class, what it says as a number: ``said``.

    ``position`` is that of a definition, -1 for what is bound; ``weight`` tells how much it says.
    ``types`` are the names in the annotation of a field, ``holds`` is the name that it stands for, if
    it is bound to one, and ``returns`` what a method hands out.
    """

    name: str
    said: int
    weight: int
    marks: int
    position: int
    types: tuple[str, ...] = ()
    returns: str = ""
    holds: str = ""

    @property
    def is_method(self) -> bool:
        """Whether it is a function."""
        return bool(self.marks & METHOD)

    @property
    def is_field(self) -> bool:
        """Whether it is bound with an annotation."""
        return bool(self.marks & FIELD)


class ClassImprint(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One class as its members; ``key`` is equal for classes that say the same.

    What is ``plain`` is without the stem of the module.
    """

    position: int
    qualname: str
    bases: tuple[str, ...]
    plain_name: str
    plain_bases: tuple[str, ...]
    members: tuple[MemberImprint, ...]
    key: int

    @property
    def name(self) -> str:
        """The name without leading underscores."""
        name = self.qualname.rpartition(".")[2]
        return name.lstrip("_") or name

    @property
    def gist(self) -> tuple[object, ...]:
        """All that is compared, wherever in the file it stands."""
        return (
            self.qualname, self.bases, self.plain_name, self.plain_bases, self.key,
            [(m.name, m.said, m.weight, m.marks, m.types, m.returns) for m in self.members],
        )  # fmt: skip


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
    digests of all functions, boilerplate too, in order, and ``bearers`` those of each name (see
    ``detectors.bearers``). ``statements`` and ``names`` tell who holds
    them; ``said`` are the statements of each, by their positions among all. ``places`` are those of
    the first function of each: the file's position, and that in it; ``sizes`` tell how many it
    has. ``domains`` are positions in
    ``borders``; ``known`` is 1 for a variant that is told of, or stands twice. ``told`` are numbers
    of what was asked of namesakes, and of names in files.
    """

    texts: bytes
    bearers: Held
    statements: Held
    said: tuple[bytes, bytes]
    names: Held
    places: bytes
    sizes: bytes
    domains: bytes
    borders: tuple[str, ...]
    known: bytes
    told: bytes


class ClassCrowd(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """All classes that a search for copies has compared; see ``detectors.class_crowd``.

    Those that say the same are one. ``places`` are those of the first of each, and ``weights`` tell
    how much it says. ``keys``, ``names`` and ``members`` tell who holds them; ``known`` is 1 for one
    that is told of, or stands twice.
    """

    places: bytes
    weights: bytes
    keys: Held
    names: Held
    members: Held
    known: bytes


class Weighed(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Two folders that were compared: how many statements they have in common, and each of them.

    The same of the files that say something, ``saying`` those in common.
    """

    folders: tuple[str, str]
    common: int
    sizes: tuple[int, int]
    saying: int
    counts: tuple[int, int]


class FileCrowd(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """All files that were compared as a whole; see ``detectors.file_crowd``.

    ``places`` are the positions of these among all files, ``sizes`` how many parts each has.
    ``wholes`` and ``parts`` tell who holds them; ``known`` is 1 for a file that was compared.
    ``paths`` are all of them, ``folders`` those that were compared beside these.
    """

    places: bytes
    sizes: bytes
    wholes: Held
    parts: Held
    known: bytes
    paths: tuple[str, ...]
    folders: tuple[Weighed, ...]


_sheets = msgspec.msgpack.Decoder(Sheet)
_covers = msgspec.msgpack.Decoder(Cover)
_searches = msgspec.msgpack.Decoder(Remembered)
function_crowd = codec.reader(FunctionCrowd)
class_crowd = codec.reader(ClassCrowd)
class_imprints = codec.reader(tuple[ClassImprint, ...])
file_crowd = codec.reader(FileCrowd)


def place_of(file: int, position: int) -> int:
    """A number that stands for a definition: the position of its file, and its own in there."""
    return file << 32 | position


@lru_cache(maxsize=1 << 13)
def number_of(text: str) -> int:
    """A number that stands for a text, in every run the same."""
    data = text.encode("utf-8", "surrogatepass")
    # Of sixty bits: Python holds such a number in two thirds of the memory of a larger one.
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big") >> 4


def sheet(data: bytes) -> Sheet | None:
    """The sheet that was packed; None for bytes that are none."""
    return codec.unpacked(_sheets, data)


def cover(data: bytes) -> Cover | None:
    """The cover that was packed; None for bytes that are none."""
    return codec.unpacked(_covers, data)


def search(data: bytes | None) -> Remembered:
    """The search that was packed, one that knows nothing where there is none."""
    return codec.unpacked(_searches, data or b"") or Remembered((), (), (), {})
