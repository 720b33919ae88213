"""The files of a project as they are after some steps, while nothing is written."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from ssotlint.model.plan import Edit


class Line(NamedTuple):
    """A line of text, and the line of the file on disk that it stands for (0: none)."""

    text: str
    origin: int


class Texts:
    """Changed texts over the files of a project; remembers which line was which."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._now: dict[str, list[Line]] = {}
        self._before: dict[str, list[Line]] = {}
        self._why: dict[str, list[tuple[str, str]]] = {}

    def lines(self, path: str) -> list[str]:
        """The lines of a file as they are now, without line ends."""
        return [line.text for line in self._rows(path)]

    def text(self, path: str) -> str:
        """A file as it is now."""
        return _joined(self.lines(path))

    def at(self, path: str, origin: int) -> list[int]:
        """The positions now, from 0, of what stood at a line of the file on disk."""
        return [i for i, line in enumerate(self._rows(path)) if line.origin == origin]

    def stood(self, path: str, origin: int) -> int:
        """The line at which it stood when the step began; where it was on disk if it had gone."""
        if path not in self._before and path not in self._now:
            return origin  # as it is on disk, also where nobody can read it
        rows = self._before.get(path) or self._rows(path)
        return next((i for i, line in enumerate(rows, 1) if line.origin == origin), origin)

    def replace(
        self, path: str, first: int, last: int, new: list[str], why: str, caution: str = ""
    ) -> None:
        """Put lines in the place of those from ``first`` to ``last`` (positions, half open).

        ``caution`` is what is lost with the old ones.
        """
        rows = self._rows(path)
        self._before.setdefault(path, list(rows))
        origin = rows[first].origin if first < last else 0
        self._why.setdefault(path, []).append((why, caution))
        self._now[path] = [*rows[:first], *(Line(text, origin) for text in new), *rows[last:]]

    def take(self) -> tuple[Edit, ...]:
        """What has changed since it was asked last, as edits of whole lines."""
        edits = [edit for path in sorted(self._before) for edit in self._edits(path)]
        self._before.clear()
        self._why.clear()
        return tuple(edits)

    def _edits(self, path: str) -> list[Edit]:
        before = [line.text for line in self._before[path]]
        after = self.lines(path)
        why = "; ".join(dict.fromkeys(text for text, _ in self._why[path]))
        caution = "; ".join(dict.fromkeys(text for _, text in self._why[path] if text))
        changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        found: list[Edit] = []
        for tag, *ends in _apart(changes):
            if tag != "equal":
                line, old, new = _block(before, after, *ends)
                lost = caution if set(old.split("\n")) - set(new.split("\n")) else ""
                found.append(Edit(path, line, old, new, why, lost))
        return found

    def _rows(self, path: str) -> list[Line]:
        if path not in self._now:
            from ssotlint.project import text

            found = text.split_lines(text.decode(text.read(self._root / path)))
            if found and not found[-1]:
                found.pop()  # what follows the last line end is no line
            self._now[path] = [Line(row.rstrip("\r\n"), i) for i, row in enumerate(found, 1)]
        return self._now[path]


_Change = tuple[str, int, int, int, int]


def _apart(changes: Sequence[_Change]) -> list[_Change]:
    """Changes with at least one line between them: each can be found and shown for itself."""
    found: list[_Change] = []
    for change in changes:
        tag, start, end, new_start, new_end = change
        near = found and found[-1][0] != "equal" and (tag != "equal" or end - start < 2)
        if near and not (tag == "equal" and change is changes[-1]):
            last = found.pop()
            found.append(("replace", last[1], end, last[3], new_end))
        else:
            found.append((tag, start, end, new_start, new_end))
    return found


def _block(
    before: list[str], after: list[str], start: int, end: int, new_start: int, new_end: int
) -> tuple[int, str, str]:
    """An edit replaces something: an insertion repeats the line that it follows, or precedes."""
    if start == end and start:
        start, new_start = start - 1, new_start - 1
    elif start == end and before:
        end, new_end = end + 1, new_end + 1
    return start + 1, _joined(before[start:end]), _joined(after[new_start:new_end])


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
