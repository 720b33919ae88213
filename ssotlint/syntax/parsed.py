"""A few lines of a file as LibCST reads them, and where its nodes stand among them."""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

import libcst as cst

from ssotlint.model.errors import ExcerptError
from ssotlint.model.recursion import deeply
from ssotlint.syntax.positions import Offsets, offset_of, offsets_of

_LINE_END = re.compile(r"\r\n?|\n")
_FORM_FEED = re.compile(r"^[ \t]*\f+(?=[ \t]*\S)", re.MULTILINE)
_T = TypeVar("_T")


class Parsed:
    """The tree of some lines; it knows nothing of the file, so that equal lines share one.

    Raises ExcerptError for lines that LibCST cannot read.
    """

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        self.module = _parse("\n".join(lines) + "\n")
        self._asked: dict[cst.CSTNode, Offsets | None] = {}

    def place_of(
        self, node: cst.CSTNode, *, of_many: bool = False
    ) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Row (from 0) and column (from 1) of begin and end; None for a node of another tree."""
        offsets = self._offsets(node, of_many=of_many)
        return None if offsets is None else (self._place(offsets[0]), self._place(offsets[1]))

    def _place(self, offset: int) -> tuple[int, int]:
        row = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[row] + 1
        if not self._is_exact:
            # LibCST drops a form feed before an indented statement.
            column += len(self.lines[row]) - len(self._rows[row])
        return row, column

    def _offsets(self, node: cst.CSTNode, *, of_many: bool) -> Offsets | None:
        """Most trees are asked for one node, and some for nearly all."""
        if node not in self._asked:
            if self._asked or of_many:
                self._asked |= reading(lambda: offsets_of(self.module))
            else:
                self._asked[node] = reading(lambda: offset_of(self.module, node))
        return self._asked.get(node)

    @cached_property
    def _rows(self) -> list[str]:
        if not any("\f" in line for line in self.lines):
            return [*self.lines, ""]  # the tree holds every other character
        return _LINE_END.split(reading(lambda: self.module.code))

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for row in self._rows:
            starts.append(starts[-1] + len(row) + 1)
        return starts

    @cached_property
    def _is_exact(self) -> bool:
        return self._rows[: len(self.lines)] == list(self.lines)


def _parse(text: str) -> cst.Module:
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        # Only now: in a string that goes over several lines a form feed would be lost.
        without = _FORM_FEED.sub("", text)
        if without != text:
            return _parse(without)
        raise ExcerptError(str(error).partition("\n")[0]) from error
    except Exception as error:  # the native parser's own failures have no type in common
        raise ExcerptError(f"{type(error).__name__}: {error}") from error


def reading(action: Callable[[], _T]) -> _T:
    """Follow a tree down; raises ExcerptError when it is deeper than any that people write."""
    try:
        return deeply(action)
    except RecursionError as error:
        raise ExcerptError("nested too deeply") from error
