"""What aspects have found out, as it lies on disk and as it is held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from ssotlint.index import codec
from ssotlint.index.askers import Askers
from ssotlint.model.value import Parts, field

if TYPE_CHECKING:
    from ssotlint.index.past import Past


class Row(msgspec.Struct, array_like=True, gc=False):
    """A result on disk: of which content, and which parts of which other contents were read.

    ``names`` are the questions for names that were asked meanwhile; see ``index.names``.
    """

    digest: str
    reads: dict[str, dict[str, str]]
    names: bytes
    data: bytes


class Stored(msgspec.Struct, array_like=True):
    """All results of an aspect, when all files said what ``state`` names; nobody looks at most.

    ``bundles`` tell which questions stand behind one that all files answer. ``contents`` names what
    all files held, and ``askers`` number the results in their order.
    """

    state: str
    rows: dict[str, msgspec.Raw]
    bundles: dict[int, bytes]
    contents: str = ""
    askers: Askers | None = None


class Shared(msgspec.Struct, array_like=True):
    """What several ask for, and what stands behind it: files by what was read, questions for names."""

    seen: dict[str, bytes]
    names: bytes
    data: bytes


_row = msgspec.msgpack.Decoder(Row)
_NONE = msgspec.Raw()


class Known(Parts):
    """The results of the last run, and those of now, as long as ``state`` does.

    ``paths`` are the files of which one holds now; of some it was ``made`` in this run, by another
    process as that one has packed it. ``askers`` are of those ``before``; None where nobody has noted
    them.
    """

    state: str
    before: Past
    paths: set[str]
    bundles: dict[int, bytes]
    askers: Askers | None = None
    fresh: bool = False  # something is known that the store has not
    seen: list[str] = field(default_factory=list)  # the files that were looked at in this process
    made: dict[str, Row | msgspec.Raw] = field(default_factory=dict)
    stowed: Callable[[], Stored] | None = None  # reads those of which nothing is held
    behind: dict[str, set[str]] = field(default_factory=dict)  # what these were made from

    def get(self, path: str) -> Row | None:
        """The result of now of a file."""
        return self.anew(path) or (self.before.get(path) if path in self.paths else None)

    def anew(self, path: str) -> Row | None:
        """That of a file which was looked at in this run."""
        row = self.made.get(path)
        return codec.unpacked(_row, row) if isinstance(row, msgspec.Raw) else row

    def put(self, path: str, row: Row | msgspec.Raw) -> None:
        """A file was looked at."""
        self.made[path] = row
        self.paths.add(path)
        self.fresh = True

    def take(self, path: str) -> Row | msgspec.Raw:
        """Let go of what was found out in this run about a file."""
        self.paths.discard(path)
        return self.made.pop(path)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """All results of now."""
        row_of = self.whole()
        for path in sorted(self.paths):
            row = row_of(path)
            if row is not None:
                yield path, row

    def stow(self, read: Callable[[], Stored], behind: dict[str, set[str]]) -> None:
        """Let go of what was found in this run: the store has it."""
        self.fresh, self.stowed, self.behind = False, read, behind
        self.made = {}

    def whole(self) -> Callable[[str], Row | None]:
        """The results of now with what was found, wherever that lies."""
        if self.stowed is None:
            return self.get
        rows = self.stowed().rows

        def row_of(path: str) -> Row | None:
            return self.get(path) or codec.unpacked(_row, rows.get(path, _NONE))

        return row_of

    def packed(self) -> dict[str, msgspec.Raw | Row]:
        """The same as it can be written down: what nobody has looked at as it was read."""
        made, before = self.made, self.before.rows
        rows = self.stowed().rows if self.stowed is not None else {}
        return {
            path: made.get(path) or rows.get(path) or before[path] for path in sorted(self.paths)
        }


def contents_of(files: Mapping[str, str]) -> str:
    """A name for what all files hold, by path."""
    digests = (f"{path} {files[path]}" for path in sorted(files))
    return blake2b("\n".join(digests).encode("utf-8", "replace"), digest_size=16).hexdigest()
