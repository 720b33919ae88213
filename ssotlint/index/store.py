"""The cache on disk: facts by content, and whatever else a digest decides."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from ssotlint.index.codec import Packed

_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This directory is a cache of ssotlint; it can be deleted at any time.\n"
    "# See https://bford.info/cachedir/\n"
)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts
    (digest TEXT PRIMARY KEY, surface BLOB NOT NULL, uses BLOB NOT NULL, shape BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS memo
    (kind TEXT, key TEXT, value BLOB NOT NULL, PRIMARY KEY (kind, key));
"""
_PARTS = ("surface", "uses", "shape")
_BATCH = 500


class Store:
    """Facts and memos by digest; in memory when the disk will not have them.

    Every method is safe to call when the disk fails half-way: reading then finds nothing and
    writing does nothing, which costs time and never changes an answer. ``notice`` says once, for
    people, why the cache is not used ("" when it is).
    """

    def __init__(self, path: Path | None) -> None:
        self.notice = ""
        self.path = path
        self._connection = self._connect(path)

    def _connect(self, path: Path | None) -> sqlite3.Connection:
        if path is None:
            return _open(":memory:")
        try:
            _prepare(path.parent)
            return _open(str(path))
        except sqlite3.DatabaseError as error:
            if _is_lock_or_disk(error):
                return self._in_memory(error)
            return self._rebuild(path)
        except OSError as error:
            return self._in_memory(error)

    def _rebuild(self, path: Path) -> sqlite3.Connection:
        try:
            for suffix in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    path.with_name(path.name + suffix).unlink()
            return _open(str(path))
        except (OSError, sqlite3.DatabaseError) as error:
            return self._in_memory(error)

    def _in_memory(self, error: Exception) -> sqlite3.Connection:
        self.notice = f"the cache cannot be used ({error}); working without it"
        self.path = None
        return _open(":memory:")

    def _give_up(self, error: Exception) -> None:
        if not self.notice:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = self._in_memory(error)

    def known(self, digests: Iterable[str]) -> set[str]:
        """Those of ``digests`` whose facts are here."""
        return {row[0] for row in self._select("digest, ''", digests)}

    def part(self, part: str, digests: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """(digest, bytes) of one part of facts (surface, uses or shape), as far as known."""
        if part not in _PARTS:
            raise ValueError(part)
        return ((row[0], row[1]) for row in self._select(f"digest, {part}", digests))

    def _select(self, columns: str, digests: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        wanted = list(digests)
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            query = f"SELECT {columns} FROM facts WHERE digest IN ({marks})"  # noqa: S608
            try:
                yield from self._connection.execute(query, batch).fetchall()
            except sqlite3.DatabaseError as error:
                self._give_up(error)

    def add(self, rows: Iterable[tuple[str, Packed]]) -> None:
        """Remember facts by digest; rows that are known stay as they are."""
        flat = [(digest, *packed) for digest, packed in rows]
        self._write("INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?)", flat)

    def recall(self, kind: str, key: str) -> bytes | None:
        """The memo under a kind and key, None when there is none."""
        try:
            query = "SELECT value FROM memo WHERE kind = ? AND key = ?"
            row = self._connection.execute(query, (kind, key)).fetchone()
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return None
        return row[0] if row and isinstance(row[0], bytes) else None

    def recall_many(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """The memos of one kind under those of ``keys`` that have one."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            query = f"SELECT key, value FROM memo WHERE kind = ? AND key IN ({marks})"  # noqa: S608
            try:
                found.update(self._connection.execute(query, (kind, *batch)).fetchall())
            except sqlite3.DatabaseError as error:
                self._give_up(error)
        return found

    def remember(self, kind: str, values: dict[str, bytes], *, only: bool = False) -> None:
        """Keep memos; ``only`` drops the others of that kind."""
        rows = [(kind, key, value) for key, value in values.items()]
        if only:
            self._write("DELETE FROM memo WHERE kind = ?", [(kind,)])
        self._write("INSERT OR REPLACE INTO memo VALUES (?, ?, ?)", rows)

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if not rows:
            return
        try:
            with self._connection:
                self._connection.executemany(statement, rows)
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            with suppress(sqlite3.DatabaseError), self._connection:
                self._connection.executemany(statement, rows)

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._connection.close()


def _open(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10.0)
    # Write-ahead log: readers and one writer at once, and a killed writer leaves no damage.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.executescript(_SCHEMA)
    return connection


def _is_lock_or_disk(error: sqlite3.DatabaseError) -> bool:
    if not isinstance(error, sqlite3.OperationalError):
        return False
    words = ("locked", "readonly", "read-only", "unable to open", "full", "disk i/o")
    return any(word in str(error).lower() for word in words)


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
        target = folder / name
        if not target.exists():
            target.write_text(text, encoding="utf-8")
