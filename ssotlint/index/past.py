"""What the last run has found out about files, and of which of them that still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ssotlint.index import codec
from ssotlint.index.results import Row

if TYPE_CHECKING:
    from ssotlint.index.results import Stored
    from ssotlint.index.since import Since

_row = msgspec.msgpack.Decoder(Row)


class Past:
    """The results of an aspect by path, each unpacked when somebody asks for it.

    Definitions are told by the numbers that they have now.
    """

    def __init__(self, name: str, found: Stored, since: Since) -> None:
        self.rows: dict[str, msgspec.Raw | Row] = {**found.rows}
        self.paths = [*found.rows]
        """All files of then, by the numbers of results."""
        self._name, self._since = name, since

    def get(self, path: str) -> Row | None:
        """That of a file; None where there is none."""
        row = self.rows.get(path)
        if isinstance(row, msgspec.Raw):
            found = codec.unpacked(_row, row)
            if found is None:
                del self.rows[path]
                return None
            found.data = self._since.numbers.told(self._name, path, found.data)
            row = self.rows[path] = found
        return row

    def holding(self, found: Stored, turned: frozenset[int] | None, *, sure: bool) -> set[str]:
        """The files of which the result still holds; of the others none is known, or another one.

        Who is sure to have been told of the contents of the last run looks at few.
        """
        since, doubtful = self._since, self._doubtful(found, turned) if sure else {*found.rows}
        rows = {path: self.get(path) for path in doubtful}
        held = {path: row for path, row in rows.items() if row and since.held(path, row)}
        for path in rows.keys() - held.keys():
            self.rows.pop(path, None)
        lost = {path for path, row in held.items() if not since.holds(path, row, turned)}
        return self.rows.keys() - lost

    def _doubtful(self, found: Stored, turned: frozenset[int] | None) -> set[str]:
        """The files whose result an edit may concern, or that tells a number of then."""
        since, changed = self._since, self._since.changed.keys()
        numbers = found.askers.concerned(turned, changed) if found.askers is not None else None
        if numbers is None:
            return {*found.rows}
        asking = {path for number, path in enumerate(found.rows) if number in numbers}
        numbered = since.numbers.concerned(self._name, found.rows)
        return asking | numbered | (changed & found.rows.keys())
