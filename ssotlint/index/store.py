"""The cache on disk: facts by content, and whatever else a digest decides."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from ssotlint.index.large import Large

if TYPE_CHECKING:
    from ssotlint.index.codec import Packed

_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This directory is a cache of ssotlint; it can be deleted at any time.\n"
    "# See https://bford.info/cachedir/\n"
)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts
    (digest TEXT PRIMARY KEY, surface BLOB NOT NULL, uses BLOB NOT NULL, shape BLOB NOT NULL,
     head BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS memo
    (kind TEXT, key TEXT, seal INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key));
"""
PARTS = ("surface", "uses", "shape", "head")
_APART = "apart"  # in place of a value that lies in a file of its own
_BATCH = 500
_PATIENCE = 10.0  # seconds that a run waits for another one to finish writing
_TROUBLE = (sqlite3.Error, ValueError, OverflowError, MemoryError)
"""What a damaged file makes the module `sqlite3` raise: it trusts texts and lengths."""
_SPARE = 2_000  # facts of files that are gone, or were edited since, that any store may hold
_LARGE = 1 << 20  # bytes; larger memos lie in files of their own, which read and write faster
_LOG = 2 << 20  # bytes of a log that is left to the next run, which reads it in a millisecond
_SEAL = 4  # bytes of the check sum in front of each part of the facts


class Memo(NamedTuple):
    """Values to be kept, as ``Store.remember`` takes them."""

    kind: str
    values: dict[str, bytes]
    only: bool


class StoreLostError(Exception):
    """Facts that a run relies on are gone; the store is empty now and the run can begin anew."""


class Store:
    """Facts and memos by digest; in memory when the disk will not have them.

    What is read is what was written: SQLite does not notice when others change bytes of its file,
    so every value carries a check sum over itself and its key. When facts can no longer be read
    or kept, the store empties itself, in memory if need be, and raises StoreLostError. Memos are
    only shortcuts: one that fails is not there. ``notice`` says once, for people, why the cache is
    not used ("" when it is).
    """

    def __init__(self, path: Path | None, notice: str = "") -> None:
        self.notice = notice
        self.path = path
        self.unsaved: list[Memo] | None = None  # what would be kept, where nothing is kept now
        self._is_writer = True
        self._connection = self._connect(path)

    def _connect(self, path: Path | None) -> _Connection:
        if path is None:
            return _open(":memory:")
        try:
            _prepare(path.parent)
            return _open(str(path))
        except _TROUBLE as error:
            return self._in_memory(error) if _is_lock_or_disk(error) else self._rebuild(path)
        except OSError as error:
            return self._in_memory(error)

    def _rebuild(self, path: Path) -> _Connection:
        try:
            for suffix in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    path.with_name(path.name + suffix).unlink()
            Large(path).clear()
            return _open(str(path))
        except (OSError, *_TROUBLE) as error:
            return self._in_memory(error)

    def _in_memory(self, error: Exception) -> _Connection:
        self.notice = f"the cache cannot be used ({error}); working without it"
        self.path = None
        return _open(":memory:")

    def release(self) -> None:
        """Let go of the file, since this process is about to fork; ``resume`` takes it up again.

        A connection must not live on in two processes. What lies in memory is each one's own.
        """
        if self.path is not None:
            self.close()

    def resume(self) -> None:
        """Take the file up again after a fork."""
        if self.path is not None:
            self._connection = self._connect(self.path)

    def resume_reading(self) -> None:
        """Take the file up in a process that was forked, which writes nothing.

        Raises an error of ``sqlite3`` when that is impossible.
        """
        self.unsaved, self._is_writer = [], False
        if self.path is not None:
            self._connection = sqlite3.connect(self.path, timeout=_PATIENCE, factory=_Connection)
            self._connection.execute("PRAGMA query_only = ON")

    @contextmanager
    def held_back(self) -> Iterator[list[Memo]]:
        """No memo is kept meanwhile, and none let go of; hands out those that would be kept."""
        memos: list[Memo] = []
        self.unsaved = memos
        try:
            yield memos
        finally:
            self.unsaved = None

    def lose(self, error: Exception) -> StoreLostError:
        """Begin anew with an empty store, because of an error; returns what to raise."""
        if not self._is_writer:  # the process that writes empties it
            return StoreLostError(str(error))
        self.close()
        if self.path is not None and not _is_lock_or_disk(error):
            self._connection = self._rebuild(self.path)
        else:
            self._connection = self._in_memory(error)
        return StoreLostError(str(error))

    def known(self, digests: Iterable[str]) -> set[str]:
        """Those of ``digests`` whose facts are here."""
        return {row[0] for row in self._select("digest, ''", digests)}

    def part(self, part: str, digests: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """(digest, bytes) of one part (surface, uses, shape or head) of the facts of all ``digests``.

        Raises StoreLostError when the facts of one are not as they were written.
        """
        if part not in PARTS:
            raise ValueError(part)
        wanted = list(digests)
        yield from self._checked(part, self._select(f"digest, {part}", wanted), len(wanted))

    def surfaces(self, digests: AbstractSet[str]) -> dict[str, bytes]:
        """The surfaces of facts that are most of all: read as they lie there, and not by name.

        Raises StoreLostError as ``part`` does.
        """
        try:
            found = self._connection.execute("SELECT digest, surface FROM facts")
            rows = ((digest, sealed) for digest, sealed in found if digest in digests)
            return dict(self._checked("surface", rows, len(digests)))
        except _TROUBLE as error:
            raise self.lose(error) from error

    def _checked(
        self, part: str, rows: Iterable[tuple[str, bytes]], count: int
    ) -> Iterator[tuple[str, bytes]]:
        found = 0
        for digest, sealed in rows:
            data = _unsealed(f"{part} {digest}", sealed)
            if data is None:
                break
            found += 1
            yield digest, data
        if found < count:
            raise self.lose(sqlite3.DatabaseError("it does not hold what was written"))

    def _select(self, columns: str, digests: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        wanted = list(digests)
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            query = f"SELECT {columns} FROM facts WHERE digest IN ({marks})"  # noqa: S608
            try:
                rows = self._connection.execute(query, batch).fetchall()
            except _TROUBLE as error:
                raise self.lose(error) from error
            yield from rows

    def add(self, rows: Iterable[tuple[str, Packed]]) -> None:
        """Remember facts by digest; raises StoreLostError when they cannot be kept."""
        flat = [
            (digest, *(_sealed(f"{p} {digest}", d) for p, d in zip(PARTS, packed, strict=True)))
            for digest, packed in rows
        ]
        try:
            self._write("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?, ?)", flat)
        except _TROUBLE as error:
            raise self.lose(error) from error

    def recall(self, kind: str, key: str) -> bytes | None:
        """The memo under a kind and key, None when there is none."""
        return self.recall_many(kind, (key,)).get(key)

    def recall_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """The memos of one kind under those of ``keys`` that have one."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            query = f"SELECT key, seal, value FROM memo WHERE kind = ? AND key IN ({marks})"  # noqa: S608
            with suppress(*_TROUBLE):
                for key, seal, value in self._connection.execute(query, (kind, *batch)):
                    data = self._large.read(kind, key) if value == _APART else value
                    if isinstance(data, bytes) and _seal(f"{kind} {key}", data) == seal:
                        found[key] = data
        for memo in self.unsaved or ():  # what is held back is newer
            if memo.kind == kind:
                found.update((key, memo.values[key]) for key in memo.values.keys() & set(wanted))
        return found

    def remember(
        self, kind: str, values: dict[str, bytes], *, only: bool = False, like: str = ""
    ) -> None:
        """Keep memos; ``only`` drops the others of that kind, ``like`` has the same values."""
        if self.unsaved is not None:
            self.unsaved.append(Memo(kind, values, only))
            return
        with suppress(OSError, *_TROUBLE):
            if only:
                self.forget(kind, self._keys(kind))
            rows = [
                (kind, key, _seal(f"{kind} {key}", value), self._kept(kind, key, value, like))
                for key, value in values.items()
            ]
            self._write("INSERT OR REPLACE INTO memo VALUES (?, ?, ?, ?)", rows)

    def forget(self, kind: str, keys: Iterable[str]) -> None:
        """Let go of some memos of a kind; of none where nothing is kept now."""
        gone = [(kind, key) for key in keys]
        if self.unsaved is not None or not gone:
            return
        with suppress(*_TROUBLE):
            query = "SELECT kind, key FROM memo WHERE kind = ? AND value = ?"
            apart = {*self._connection.execute(query, (kind, _APART))}.intersection(gone)
            self._write("DELETE FROM memo WHERE kind = ? AND key = ?", gone)
            self._large.remove(apart)

    def retain(self, kind: str, keys: Container[str]) -> None:
        """Let go of all memos of a kind but some."""
        self.forget(kind, [key for key in self._keys(kind) if key not in keys])

    def recall_all(self, kind: str) -> dict[str, bytes]:
        """All memos of one kind by key."""
        return self.recall_many(kind, self._keys(kind))

    def adopt(self, old: str, new: str) -> None:
        """Keep all memos whose kind speaks of one project for another one, too."""
        for kind in self._kinds(old):
            self.remember(kind.replace(old, new), self.recall_all(kind), like=kind)

    def abandon(self, project: str) -> None:
        """Let go of all memos whose kind speaks of a project."""
        for kind in self._kinds(project):
            self.forget(kind, self._keys(kind))

    def is_crowded(self, living: int) -> bool:
        """Whether most of the facts that are kept are none of so many living ones."""
        with suppress(*_TROUBLE):
            ((count,),) = self._connection.execute("SELECT count(*) FROM facts")
            return bool(count > 2 * living + _SPARE)
        return False

    def prune(self, living: Container[str]) -> None:
        """Let go of all facts but those of some digests."""
        with suppress(*_TROUBLE):
            found = self._connection.execute("SELECT digest FROM facts")
            gone = [(digest,) for (digest,) in found if digest not in living]
            self._write("DELETE FROM facts WHERE digest = ?", gone)

    def is_new(self) -> bool:
        """Whether nothing was ever kept here."""
        with suppress(*_TROUBLE):
            return self._connection.execute("SELECT 1 FROM facts LIMIT 1").fetchone() is None
        return True

    def _kinds(self, project: str) -> list[str]:
        with suppress(*_TROUBLE):
            query = "SELECT DISTINCT kind FROM memo WHERE instr(' ' || kind || ' ', ?)"
            return sorted(kind for (kind,) in self._connection.execute(query, (f" {project} ",)))
        return []

    def _keys(self, kind: str) -> list[str]:
        with suppress(*_TROUBLE):
            query = "SELECT key FROM memo WHERE kind = ?"
            return sorted(key for (key,) in self._connection.execute(query, (kind,)))
        return []

    def _kept(self, kind: str, key: str, value: bytes, like: str) -> bytes | str:
        """What stands in the database for a value: itself, or that it lies in a file of its own."""
        if len(value) <= _LARGE or self.path is None:
            return value
        if like:
            self._large.share((like, key), (kind, key), value)
        else:
            self._large.write(kind, key, value)
        return _APART

    @property
    def _large(self) -> Large:
        return Large(self.path)

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            with self._connection:
                self._connection.executemany(statement, rows)

    def end(self) -> None:
        """Let go of the file with the process, which ends now.

        What was written stays in the log, where the next one reads it. To write it over to the
        database takes a wait for the disk, a tenth of a run after an edit, and so is put off until
        the log is long.
        """
        if self.path is not None and _size(self.path.with_name(f"{self.path.name}-wal")) <= _LOG:
            self._connection.stay()
        else:
            self.close()

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._connection.close()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _seal(key: str, data: bytes) -> int:
    return crc32(data, crc32(key.encode()))


def _sealed(key: str, data: bytes) -> bytes:
    return _seal(key, data).to_bytes(_SEAL, "big") + data


def _unsealed(key: str, sealed: object) -> bytes | None:
    """The value without its check sum; None when it is not what was written."""
    if not isinstance(sealed, bytes):
        return None
    data = sealed[_SEAL:]
    return data if _seal(key, data) == int.from_bytes(sealed[:_SEAL]) else None


class _Connection(sqlite3.Connection):
    """Closed when nobody holds it any more; Python 3.13 warns where that is left to it."""

    itself: _Connection | None = None

    def stay(self) -> None:
        """Stay open: in a process that ends, nobody looks for what only holds itself."""
        self.itself = self

    def __del__(self) -> None:
        with suppress(sqlite3.Error):  # it was never open
            self.close()


def _open(path: str) -> _Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, factory=_Connection)
    # Write-ahead log: readers and one writer at once, and a killed writer leaves no damage.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.executescript(_SCHEMA)
    return connection


def _is_lock_or_disk(error: Exception) -> bool:
    if not isinstance(error, sqlite3.OperationalError):
        return False
    words = ("locked", "readonly", "read-only", "unable to open", "full", "disk i/o")
    return any(word in str(error).lower() for word in words)


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
        with suppress(FileExistsError), (folder / name).open("x", encoding="utf-8") as file:
            file.write(text)
