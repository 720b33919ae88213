"""Values that are too large for the database: each in a file of its own beside it.

A report of 45 MB is read and written in a fifth of the time that SQLite takes, page by page. Who
reads a file checks it like every value, so one that was cut short or overwritten is no value.
"""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path


class Large:
    """The large values of one database; of none where that lies in memory."""

    def __init__(self, database: Path | None) -> None:
        self._database = database

    def read(self, kind: str, key: str) -> bytes | None:
        """The value as it lies there, None where there is none."""
        path = self._path(kind, key)
        try:
            return path.read_bytes() if path is not None else None
        except OSError:
            return None

    def write(self, kind: str, key: str, value: bytes) -> None:
        """Put a value there, in one step for all who read; raises OSError when that fails."""
        path = self._path(kind, key)
        if path is None:
            return
        unfinished = path.with_name(f"{path.name}.part")
        try:
            unfinished.unlink(missing_ok=True)  # of a run that was killed, or a link to elsewhere
            with unfinished.open("xb") as file:
                file.write(value)
            unfinished.replace(path)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    def share(self, name: tuple[str, str], other: tuple[str, str], value: bytes) -> None:
        """Put a value that is there under another kind and key, too; who replaces one leaves the other.

        Raises OSError when that fails.
        """
        path, there = self._path(*name), self._path(*other)
        if path is None or there is None:
            return
        try:
            there.unlink(missing_ok=True)
            there.hardlink_to(path)
        except OSError:  # a file system without links
            self.write(*other, value)

    def remove(self, names: Iterable[tuple[str, str]]) -> None:
        """Let go of some values, by kind and key."""
        for kind, key in names:
            path = self._path(kind, key)
            if path is not None:
                with suppress(OSError):
                    path.unlink()

    def clear(self) -> None:
        """Let go of all values of the database."""
        if self._database is not None:
            for path in self._database.parent.glob(f"{self._database.name}.*"):
                with suppress(OSError):
                    path.unlink()

    def _path(self, kind: str, key: str) -> Path | None:
        if self._database is None:
            return None
        name = blake2b(f"{kind} {key}".encode("utf-8", "replace"), digest_size=12).hexdigest()
        return self._database.with_name(f"{self._database.name}.{name}")
