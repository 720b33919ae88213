"""What a run leaves to the next one of its answers, and whether an edit concerns one of them."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ssotlint.engine import cases
from ssotlint.index.difference import NOTHING, Difference
from ssotlint.index.layouts import taken

if TYPE_CHECKING:
    from ssotlint.index.moves import Moves
    from ssotlint.index.store import Store

_LAST = "last"


class Kept(msgspec.Struct, array_like=True):
    """One answer: the keys of its bytes, and bit sets of the files that it was made from.

    ``suspected`` and ``confirmed`` are of cases before and after they were judged, as many of each.
    ``reads`` has the files of each part that was read, ``shown`` those that a suspect stood in.
    ``texts`` has by file the definitions whose shapes were read while that of the file was not, and
    what was picked from it. ``letters`` are the characters of which was asked whose shapes have
    them, ``names`` is the key of the questions for names. ``epoch`` is the state in which all that
    was seen of what files say to others was last something else; ``contents`` names what all files
    held when the answer was found. ``counts`` are the questions for names of importers that are
    counted, and decide nothing.
    """

    suspected: str
    confirmed: str
    suspects: int
    whole: bool
    reads: dict[str, bytes]
    texts: dict[str, list[str]]
    letters: str
    shown: bytes
    names: str
    epoch: str
    contents: str
    counts: bytes


class Record(msgspec.Struct, array_like=True):
    """The answers of a run, and the digest of each file then; bit sets count its files.

    ``files`` have the order of their numbers; a key that is ``absent`` stands for one that is gone.
    ``modules`` are their names in that order. ``behind`` tells of each aspect that
    looks at other files which ones were read for it, part by part; ``telling`` are those by which
    questions for names were answered.
    """

    world: str
    state: str  # names what all surfaces say
    files: dict[str, str]
    modules: list[str]
    answers: dict[str, Kept]
    behind: dict[str, dict[str, bytes]]
    telling: list[str]


class Open(NamedTuple):
    """The cases of an answer after an edit; those at the positions have to be judged again."""

    suspected: list[bytes]
    confirmed: list[bytes]
    positions: list[int]


def blobs(kept: Kept) -> tuple[str, ...]:
    """The keys of all that is kept of an answer in values of their own."""
    return kept.suspected, kept.confirmed, kept.names


def kind(memory: str) -> str:
    """Under which kind the answers of a project are kept."""
    return f"answer {memory}"


def recalled(store: Store, memory: str) -> Record | None:
    """The record of the last run."""
    data = store.recall(kind(memory), _LAST)
    try:
        return msgspec.msgpack.decode(data, type=Record) if data is not None else None
    except msgspec.MsgspecError:
        return None


def name_of(record: Record) -> str:
    """Names a record: its files, its answers and what they were made from."""
    answers = sorted((key, *blobs(kept), kept.epoch) for key, kept in record.answers.items())
    told = marshal.dumps((sorted(record.files.items()), answers), 2)
    return blake2b(told, digest_size=16).hexdigest()


def keep(
    store: Store, memory: str, record: Record, fresh: Mapping[str, bytes], gone: Iterable[str]
) -> None:
    """Write down a record with its answers by key, and let go of others."""
    store.remember(kind(memory), {**fresh, _LAST: msgspec.msgpack.encode(record)})
    store.forget(kind(memory), gone)


def absent(number: int) -> str:
    """What stands among the files for one that is gone."""
    return f"\0{number}"


def is_there(path: str) -> bool:
    """Whether a key of the files is no such thing."""
    return path[:1] != "\0"


def presume(kept: Kept, comers: Callable[[str, str], bytes]) -> None:
    """Who has taken something of each of some files has taken it of those that have come, too.

    ``comers`` tells which of these belong to some files, and may have a part.
    """
    for files, part in [found for read in kept.reads if (found := taken(read)) is not None]:
        kept.reads[part] = either(kept.reads.get(part, b""), comers(files, part))


def either(one: bytes, other: bytes) -> bytes:
    """The files of two sets."""
    both = number(one) | number(other)
    return both.to_bytes(max(len(one), len(other)), "little")


def is_untouched(
    kept: Kept, changed: Mapping[str, Difference], meets: Callable[[str, bytes], bool]
) -> bool:
    """Whether nothing has changed that an answer was made from, but for questions for names.

    ``meets`` tells whether one of some files says something else in a part.
    """
    if kept.whole and any(what != NOTHING for what in changed.values()):
        return False
    for path in changed.keys() & kept.texts.keys():
        if changed[path].touches(kept.texts[path]):
            return False
    for what in changed.values() if kept.letters else ():
        if what.letters is None or not what.letters.isdisjoint(kept.letters):
            return False
    return not any(meets(part, bits) for part, bits in kept.reads.items())


def opened(
    suspected: list[bytes],
    confirmed: list[bytes],
    names: Iterable[bytes],
    moves: Mapping[str, Moves] | None,
) -> Open | None:
    """The cases with their places where they are now; None when one of them is not certain.

    ``names`` are those by which a case may speak of a file that has changed.
    """
    found = Open([*suspected], confirmed, [])
    for position, suspect in enumerate(suspected):
        rows = suspect, confirmed[position]
        if not any(name in row for row in rows for name in names):
            continue
        moved = cases.moved(suspect, moves) if moves is not None else None
        if moved is None:
            return None
        if moved.concerned:
            found.suspected[position] = moved.data
            found.positions.append(position)
    return found


def names_of(path: str, module: str) -> list[bytes]:
    """How an answer may name a file: by its path, by its module."""
    return [name.encode("utf-8", "replace") for name in (path, module) if name]


def number(bits: bytes) -> int:
    """A set of files as a number."""
    return int.from_bytes(bits, "little")
