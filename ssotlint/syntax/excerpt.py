"""One definition or statement of a file as a concrete syntax tree."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar, cast

import libcst as cst

from ssotlint.model.place import Span
from ssotlint.syntax.positions import Offsets, offsets_of
from ssotlint.syntax.recursion import deeply

_LINE_END = re.compile(r"\r\n?|\n")
_FORM_FEED = re.compile(r"^[ \t]*\f+(?=[ \t]*\S)", re.MULTILINE)
_SEPARATORS = ("comma", "semicolon", "separator")
_T = TypeVar("_T")


class ExcerptError(Exception):
    """The lines are not one definition or statement that LibCST can read."""


class _Origin(NamedTuple):
    """How the text that was parsed lies in the file."""

    first_line: int
    added_lines: int
    removed: int  # characters that were taken away before the first line's code
    lines: tuple[str, ...]  # as parsed


class Excerpt:
    """The tree of some lines of a file, with the way back to places in the file.

    ``node`` is the definition or statement that begins at the asked place: a compound statement
    or a ``SimpleStatementLine``; ``module`` is what LibCST made of the text around it.
    """

    def __init__(self, module: cst.Module, origin: _Origin) -> None:
        self.module = module
        self._origin = origin
        body: Sequence[cst.BaseStatement] = module.body
        if origin.added_lines:
            block = cast("cst.If", module.body[0]).body
            body = cast("cst.IndentedBlock", block).body
        if len(body) != 1:
            raise ExcerptError(f"the lines hold {len(body) or 'no'} statements")
        self.node: cst.BaseStatement = body[0]
        self.whole: Excerpt | None = None  # what this is a part of

    @property
    def statement(self) -> cst.BaseStatement:
        """The same as ``node``, for readers of statements."""
        return self.node

    def part(self, node: cst.BaseStatement) -> "Excerpt":
        """The excerpt of a statement inside of this one: a method of a class."""
        part = Excerpt(self.module, self._origin)
        part.node, part.whole = node, self.whole or self
        return part

    def code(self, node: cst.CSTNode) -> str:
        """The source of a node, without what separates it from its neighbours.

        Comments above a statement, a comma behind an argument and the blanks around it belong to
        LibCST's node and not to what people call it. Raises ExcerptError when nested too deeply.
        """
        changes: dict[str, object] = {
            name: cst.MaybeSentinel.DEFAULT for name in _SEPARATORS if hasattr(node, name)
        }
        if hasattr(node, "leading_lines"):
            changes["leading_lines"] = ()
        bare = node.with_changes(**changes) if changes else node
        return _reading(lambda: self.module.code_for_node(bare)).strip()

    def span_of(self, node: cst.CSTNode) -> Span:
        """Where a node of this excerpt stands in the file; a definition without its decorators.

        Parentheses around an expression are not part of it, as in ``ast``. The first call of an
        excerpt costs about half of its parse. Raises ExcerptError for a node of another tree and
        when the tree is nested too deeply.
        """
        if self.whole is not None:
            return self.whole.span_of(node)
        offsets = self._offsets.get(node)
        if offsets is None:
            raise ExcerptError("the node is not part of the excerpt")
        return Span(*self._place(offsets[0]), *self._place(offsets[1]))

    def _place(self, offset: int) -> tuple[int, int]:
        row = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[row] + 1
        if row == self._origin.added_lines:
            column += self._origin.removed
        if not self._is_exact:
            # LibCST drops a form feed before an indented statement.
            column += len(self._origin.lines[row]) - len(self._rows[row])
        return self._origin.first_line + row - self._origin.added_lines, column

    @cached_property
    def _offsets(self) -> dict[cst.CSTNode, Offsets]:
        return _reading(lambda: offsets_of(self.module))

    @cached_property
    def _rows(self) -> list[str]:
        if not any("\f" in line for line in self._origin.lines):
            return [*self._origin.lines, ""]  # the tree holds every other character
        return _LINE_END.split(_reading(lambda: self.module.code))

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for row in self._rows:
            starts.append(starts[-1] + len(row) + 1)
        return starts

    @cached_property
    def _is_exact(self) -> bool:
        return self._rows[: len(self._origin.lines)] == list(self._origin.lines)


def excerpt(lines: Sequence[str], span: Span, start_line: int) -> Excerpt:
    """Parse one definition or statement of a file, and nothing else of it.

    ``lines`` are those of the file as the tokenizer counts them (``project.text.split_lines``);
    ``span`` is that of the statement and ``start_line`` the line of its first decorator, from 1.

    An indented statement is parsed after a line ``if 1:`` instead of being dedented: dedenting
    breaks strings that go over several lines. What stands before it on its line (``x = 1; y = 2``)
    becomes blanks, so that columns stay what they are; what follows its end is left out. Raises
    ExcerptError when LibCST cannot read the lines or they are not one statement.
    """
    chosen = [row.rstrip("\r\n") for row in lines[start_line - 1 : span.end_line]]
    if start_line < 1 or len(chosen) != span.end_line - start_line + 1:
        raise ExcerptError("the file has no such lines")
    chosen[-1] = chosen[-1][: span.end_column - 1]
    column = span.column if start_line == span.line else 1
    chosen[0], removed = _alone(chosen[0], column)
    added = int(chosen[0][:1] in (" ", "\t"))
    if added:
        chosen.insert(0, "if 1:")
    return Excerpt(_parse(chosen), _Origin(start_line, added, removed, tuple(chosen)))


def _parse(lines: Sequence[str]) -> cst.Module:
    text = "\n".join(lines) + "\n"
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        # Only now: in a string that goes over several lines a form feed would be lost.
        without = _FORM_FEED.sub("", text)
        if without != text:
            return _parse(without.removesuffix("\n").split("\n"))
        raise ExcerptError(str(error).partition("\n")[0]) from error
    except Exception as error:  # the native parser's own failures have no type in common
        raise ExcerptError(f"{type(error).__name__}: {error}") from error


def _alone(line: str, column: int) -> tuple[str, int]:
    """A first line with blanks for what stands before ``column``; how much was taken away.

    A form feed begins the indentation anew for Python, and LibCST stumbles over one.
    """
    code = line.lstrip(" \t\f")
    indent = line[: len(line) - len(code)]
    if column - 1 > len(indent):
        code = line[column - 1 :]
        indent += " " * (column - 1 - len(indent))
    kept = indent[indent.rfind("\f") + 1 :]
    return kept + code, len(indent) - len(kept)


def _reading(action: Callable[[], _T]) -> _T:
    """Follow a tree down; raises ExcerptError when it is deeper than any that people write."""
    try:
        return deeply(action)
    except RecursionError as error:
        raise ExcerptError("nested too deeply") from error
