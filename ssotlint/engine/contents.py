"""Which content each file has: known without opening those whose stamps the last run has seen."""

from collections.abc import Set as AbstractSet
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
        self.memory, self._kind = memory, kind(memory)
        self._unsure = set[str]()  # the files whose state may be told otherwise now

    @cached_property
    def _before(self) -> _Known:
        return recalled(self._store, self._kind)

    @cached_property
    def _now(self) -> _Known:
        return dict(self._before)

    @cached_property
    def _told(self) -> dict[str, str]:
        """What tells the state of each file, as it was told last."""
        found = {}
        for path, stamp in self._survey.stamps.items():
            known = self._now.get(path)
            if known is not None and known[:3] == stamp:
                found[path] = known[3]
            else:
                found[path] = ""
                self._unsure.add(path)
        return found

    def changed(self) -> AbstractSet[str]:
        """The files whose content nobody knows for sure before they are read."""
        return {path for path, told in self._told.items() if not told}

    def is_there(self, path: str) -> bool:
        """Whether the project has a file."""
        return path in self._survey.stamps

    def of(self, path: str) -> str | None:
        """The digest of a file that has the stamp which it had when it was read."""
        known = self._now.get(path)
        if known is None or known[:3] != self._survey.stamps.get(path):
            return None
        return known[3]

    def known(self) -> dict[str, str]:
        """The same of all files that have one, by path."""
        found = dict(self._told)
        for path in self._unsure:
            digest = self.of(path)
            if digest is None:
                found.pop(path, None)
            else:
                found[path] = digest
        return found

    def noted(self, path: str) -> str | None:
        """The digest of a file when it was read last, whatever stamp it had."""
        known = self._now.get(path)
        return known[3] if known is not None else None

    def note(self, path: str, digest: str) -> None:
        """A file was read just now.

        What could not be read and what may still change without a new stamp is read again by the
        next run.
        """
        stamp = self._survey.stamps.get(path)
        if stamp is not None:
            self._unsure.add(path)
        if stamp is None or digest.startswith(UNREAD):
            self._now.pop(path, None)
        else:
            self._now[path] = (*(_NO_STAMP if self._survey.is_fresh(stamp) else stamp), digest)

    def identities(self, *, reading: bool = False) -> dict[str, str]:
        """What tells the state of each file: its content, or the stamp where that is not known.

        With ``reading`` those are read that have another stamp than when they were read last:
        another branch and back, or a fresh checkout, may have changed nothing.
        """
        told = self._told
        for path in sorted(self._unsure):
            sure, told[path] = self._identity(path, reading=reading)
            if sure:
                self._unsure.discard(path)
        return dict(told)

    def _identity(self, path: str, *, reading: bool) -> tuple[bool, str]:
        """Whether the content of a file is known for sure, and what tells its state."""
        stamp, known = self._survey.stamps[path], self._now.get(path)
        if known is not None and known[:3] == stamp:
            return True, known[3]
        digest = self.read(path) if reading and known is not None else None
        return False, digest or repr(stamp)

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
