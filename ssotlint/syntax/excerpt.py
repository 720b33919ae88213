"""One definition or statement of a file as a concrete syntax tree."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

import libcst as cst

from ssotlint.model.errors import ExcerptError
from ssotlint.model.place import Span
from ssotlint.syntax.parsed import Parsed, reading

_SEPARATORS = ("comma", "semicolon", "separator")


class _Origin(NamedTuple):
    """How the text that was parsed lies in the file."""

    first_line: int
    added_lines: int
    removed: int  # characters that were taken away before the first line's code


class Excerpt:
    """The tree of some lines of a file, with the way back to places in the file.

    ``node`` is the definition or statement that begins at the asked place: a compound statement
    or a ``SimpleStatementLine``; ``module`` is what LibCST made of the text around it.
    """

    def __init__(self, parsed: Parsed, origin: _Origin) -> None:
        self.module = parsed.module
        self._parsed, self._origin = parsed, origin
        body: Sequence[cst.BaseStatement] = self.module.body
        if origin.added_lines:
            block = cast("cst.If", self.module.body[0]).body
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
        part = Excerpt(self._parsed, self._origin)
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
        return reading(lambda: self.module.code_for_node(bare)).strip()

    def span_of(self, node: cst.CSTNode, *, of_many: bool = False) -> Span:
        """Where a node of this excerpt stands in the file; a definition without its decorators.

        Parentheses around an expression are not part of it, as in ``ast``. The first call of an
        excerpt costs about half of its parse; ``of_many`` tells that others come. Raises
        ExcerptError for a node of another tree and when the tree is nested too deeply.
        """
        if self.whole is not None:
            return self.whole.span_of(node, of_many=of_many)
        place = self._parsed.place_of(node, of_many=of_many)
        if place is None:
            raise ExcerptError("the node is not part of the excerpt")
        return Span(*self._in_file(*place[0]), *self._in_file(*place[1]))

    def _in_file(self, row: int, column: int) -> tuple[int, int]:
        origin = self._origin
        if row == origin.added_lines:
            column += origin.removed
        return origin.first_line + row - origin.added_lines, column


def excerpt(
    lines: Sequence[str],
    span: Span,
    start_line: int,
    parse: Callable[[tuple[str, ...]], Parsed] = Parsed,
) -> Excerpt:
    """Parse one definition or statement of a file, and nothing else of it.

    ``lines`` are those of the file as the tokenizer counts them (``project.text.split_lines``);
    ``span`` is that of the statement and ``start_line`` the line of its first decorator, from 1;
    ``parse`` may remember what it has read before.

    What fits on one line, or follows something else on its line (``x = 1; y = 2``), is read from
    its first character on. Any other indented statement is parsed after a line ``if 1:`` instead of
    being dedented: dedenting breaks strings that go over several lines. What follows the end is
    left out. Raises ExcerptError when LibCST cannot read the lines or they are not one statement.
    """
    chosen = [row.rstrip("\r\n") for row in lines[start_line - 1 : span.end_line]]
    if start_line < 1 or len(chosen) != span.end_line - start_line + 1:
        raise ExcerptError("the file has no such lines")
    chosen[-1] = chosen[-1][: span.end_column - 1]
    column = span.column if start_line == span.line else 1
    chosen[0], removed = _alone(chosen[0], column, keep=len(chosen) > 1)
    added = int(chosen[0][:1] in (" ", "\t"))
    if added:
        chosen.insert(0, "if 1:")
    return Excerpt(parse(tuple(chosen)), _Origin(start_line, added, removed))


def _alone(line: str, column: int, *, keep: bool) -> tuple[str, int]:
    """A first line without what stands before ``column``; how much was taken away.

    The indentation of a statement with more lines is kept. A form feed begins it anew for Python,
    and LibCST stumbles over one.
    """
    code = line.lstrip(" \t\f")
    indent = line[: len(line) - len(code)]
    if column - 1 > len(indent):
        return line[column - 1 :], column - 1
    kept = indent[indent.rfind("\f") + 1 :] if keep else ""
    return kept + code, len(indent) - len(kept)
