"""The lines that a report shows of the code: of files that have not changed as they were shown."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from ssotlint.engine.contents import UNREAD
from ssotlint.index.store import Store
from ssotlint.model.place import Place
from ssotlint.project import text

_MOST = 3  # lines of one place
_ALL = "all"


class _Shown(NamedTuple):
    """Lines of a file of some content; ``wanted``, from and before which, may lie behind its end."""

    digest: str
    wanted: list[tuple[int, int]]
    lines: dict[int, str]


class Snippets:
    """The first lines of places, for code frames; ``changed`` when a file was another meanwhile."""

    def __init__(
        self, root: Path, digests: Mapping[str, str], store: Store, memory: str = ""
    ) -> None:
        """``digests`` are those of the files by path; without a ``memory`` nothing is remembered.

        Other files in which something may be found, as the configuration, are read each time.
        """
        self._root, self._digests, self._store = root, digests, store
        self._kind = f"snippets {memory}" if memory else ""
        self.changed = False

    def of(self, places: Iterable[Place]) -> dict[str, dict[int, str]]:
        """Lines of files by path and number."""
        wanted: dict[str, list[tuple[int, int]]] = {}
        for path, (line, _, end, _) in places:
            wanted.setdefault(path, []).append((line, min(line + _MOST, end + 1)))
        before = self._recalled()
        now = {}
        for path, asked in wanted.items():
            digest = self._digests.get(path)
            known = before.get(path)
            if digest is None or known is None or known[:2] != (digest, asked):
                known = self._read(path, digest, asked)
            if known is not None:
                now[path] = known
        if self._kind and not self.changed and now != before:
            self._store.remember(self._kind, {_ALL: msgspec.msgpack.encode(now)})
        return {path: shown.lines for path, shown in now.items()}

    def _read(self, path: str, digest: str | None, wanted: list[tuple[int, int]]) -> _Shown | None:
        try:
            data = (self._root / path).read_bytes()
        except OSError:
            self.changed = self.changed or not (digest or "").startswith(UNREAD)
            return None
        found = text.digest(data)
        self.changed = self.changed or found != (digest or found)
        lines = data.splitlines()
        numbers = sorted({n for begin, end in wanted for n in range(begin, end)})
        shown = {n: lines[n - 1].decode("utf-8", "replace") for n in numbers if n <= len(lines)}
        return _Shown(found, wanted, shown)

    def _recalled(self) -> dict[str, _Shown]:
        data = self._store.recall(self._kind, _ALL) if self._kind else None
        try:
            return msgspec.msgpack.decode(data, type=dict[str, _Shown]) if data else {}
        except msgspec.MsgspecError:
            return {}
