"""Verdicts of the last run that an edit has left as they were: what was read for them is the same.

A judge reads little of a file: a call, the function around it, the header of what it reaches. Where
these lines say what they said, wherever they stand now, nobody has to judge again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssotlint.engine import cases, judging
from ssotlint.judges import sight
from ssotlint.model.errors import InputError
from ssotlint.model.place import Place, Span
from ssotlint.project import text
from ssotlint.project.identifiers import read_as

if TYPE_CHECKING:
    from ssotlint.engine.detection import Question
    from ssotlint.engine.edited import Edited
    from ssotlint.index.moves import Moves
    from ssotlint.judges.sight import Look
    from ssotlint.model.case import Case

_Shifted = list[tuple["Look", int]]
"""What was read, and by how many lines that stands further down now."""


@dataclass
class Sights:
    """What judges saw of files that have changed since, then and now."""

    edited: Edited
    _texts: dict[str, str] = field(default_factory=dict)

    def verdicts(
        self,
        question: Question,
        suspects: Sequence[tuple[Case, Case]],
        confirmed: Sequence[bytes],
    ) -> list[bytes | None]:
        """The verdicts on cases, with their places of now; None where one has to be judged again.

        ``suspects`` are the cases then and now, ``confirmed`` what they were judged to be.
        """
        then, store = self.edited.record.files, self.edited.project.store
        known = judging.seen_for(question, [before for before, _ in suspects], then, store)
        rows = zip(suspects, known, confirmed, strict=True)
        return [
            self._verdict(*pair, seen, row) if seen is not None else None
            for pair, seen, row in rows
        ]

    def _verdict(
        self, before: Case, after: Case, seen: Sequence[tuple[Look, bytes]], confirmed: bytes
    ) -> bytes | None:
        """A verdict where all that was seen is what it was."""
        shifted: dict[str, _Shifted] = {path: [] for path in self.edited.edits}
        for look, digest in seen:
            if look.path not in shifted:
                continue
            by = 0 if look.is_whole or look.pick else self._shift(look, before, after)
            if by is None or not self._is_there(look, by, digest):
                return None
            shifted[look.path].append((look, by))
        if not confirmed:
            return confirmed
        if any(by for looks in shifted.values() for _, by in looks) and cases.may_tell(confirmed):
            return None
        moves = {path: _Moved(self.edited.moves[path], looks) for path, looks in shifted.items()}
        found = cases.moved(confirmed, moves)
        return found.data if found is not None else None

    def _shift(self, look: Look, before: Case, after: Case) -> int | None:
        """By how many lines what was read has moved; None when nobody can tell."""
        pairs = zip(_places(before), _places(after), strict=True)
        found = {
            other.line - one.line
            for one, other in pairs
            if one.path == look.path and look.first <= one.line <= look.last
        }
        row = self.edited.moves[look.path].rows.get(look.first)
        if not found and row is not None:
            found = {row - look.first}
        if len(found) != 1:
            return None
        (by,) = found
        return by if not by or look.first > 1 else None  # nothing stood above the first line

    def _is_there(self, look: Look, by: int, digest: bytes) -> bool:
        if not (look.is_whole or look.pick):
            look = look._replace(first=look.first + by, last=look.last + by)
        return sight.seen(look, self._text(look.path)) == digest

    def _text(self, path: str) -> str:
        """The text of a file that has changed."""
        if path not in self._texts:
            try:
                data = text.read(self.edited.project.root / path)
            except InputError:
                data = b""
            is_it = text.digest(data) == self.edited.digests[path]
            self._texts[path] = read_as(data) if is_it else "\0"  # which no file says
        return self._texts[path]


class _Moved:
    """Where the places in a file are now: those in what was read have gone with it."""

    def __init__(self, moves: Moves, looks: _Shifted) -> None:
        self.lines, self._moves, self._looks = moves.lines, moves, looks

    def of(self, span: Span) -> Span | None:
        """Where a span is now; None when that is not certain."""
        for look, by in self._looks:
            if look.first <= span.line and span.end_line <= look.last:
                return span._replace(line=span.line + by, end_line=span.end_line + by)
        return self._moves.of(span)


def _places(case: Case) -> Iterator[Place]:
    return (place for member in case.members for place in (member.place, member.extent))
