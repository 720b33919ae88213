"""Which content each file has: known without opening those whose stamps the last run has seen."""

from functools import cached_property
from pathlib import Path

import msgspec

from ssotlint.index.store import Store
from ssotlint.model.errors import InputError
from ssotlint.project import text
from ssotlint.project.discovery import Survey

UNREAD = "unread "  # begins what stands for the digest of a file that cannot be read
_Known = dict[str, tuple[int, int, int, str]]
_NO_STAMP = (0, 0, 0)  # of no file


class Contents:
    """Digests of a project's files, remembered with the stamps that they had."""

    def __init__(self, root: Path, store: Store, survey: Survey, memory: str) -> None:
        self._root, self._store, self._survey = root, store, survey
        self._kind = kind(memory)

    @cached_property
    def _before(self) -> _Known:
        return recalled(self._store, self._kind)

    @cached_property
    def _now(self) -> _Known:
        return dict(self._before)

    def of(self, path: str) -> str | None:
        """The digest of a file that has the stamp which it had when it was read."""
        known = self._now.get(path)
        if known is None or known[:3] != self._survey.stamps.get(path):
            return None
        return known[3]

    def note(self, path: str, digest: str) -> None:
        """A file was read just now.

        What could not be read and what may still change without a new stamp is read again by the
        next run.
        """
        stamp = self._survey.stamps.get(path)
        if stamp is None or digest.startswith(UNREAD):
            self._now.pop(path, None)
        else:
            self._now[path] = (*(_NO_STAMP if self._survey.is_fresh(stamp) else stamp), digest)

    def identities(self, *, reading: bool = False) -> dict[str, str]:
        """What tells the state of each file: its content, or the stamp where that is not known.

        With ``reading`` those are read that have another stamp than when they were read last:
        another branch and back, or a fresh checkout, may have changed nothing.
        """
        now, stamps = self._now, self._survey.stamps
        return {
            path: known[3]
            if (known := now.get(path)) is not None and known[:3] == stamp
            else self._identity(path, reading=reading)
            for path, stamp in stamps.items()
        }

    def _identity(self, path: str, *, reading: bool) -> str:
        """What tells the state of a file whose stamp is another one now."""
        digest = self.read(path) if reading and path in self._now else None
        return digest or repr(self._survey.stamps[path])

    def read(self, path: str) -> str | None:
        """The digest of a file that is read now, None where that is impossible."""
        try:
            digest = text.digest(text.read(self._root / path))
        except InputError:
            return None
        self.note(path, digest)
        return digest

    def remember(self) -> None:
        """Write down what is known now, for the next run."""
        if self._now != self._before:
            self._store.remember(self._kind, {"all": msgspec.msgpack.encode(self._now)})
            self._before = dict(self._now)


def kind(memory: str) -> str:
    """Under which kind the contents of a project's files are kept."""
    return f"stamps {memory}"


def unstamp(store: Store, name: str) -> None:
    """Let a kind speak of files that lie elsewhere now: their stamps are no stamps of these.

    File systems give numbers away again, and archives are unpacked with one time for all files.
    """
    known = {path: (*_NO_STAMP, digest) for path, (*_, digest) in recalled(store, name).items()}
    store.remember(name, {"all": msgspec.msgpack.encode(known)})


def recalled(store: Store, name: str) -> dict[str, tuple[int, int, int, str]]:
    """Stamp and digest of each file, as they are kept under a kind."""
    data = store.recall(name, "all")
    try:
        return msgspec.msgpack.decode(data, type=_Known) if data is not None else {}
    except msgspec.MsgspecError:
        return {}
