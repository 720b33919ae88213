"""One definition or statement of a file as a concrete syntax tree."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import cast

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from ssotlint.model.place import Span


class ExcerptError(Exception):
    """LibCST cannot read the lines; its grammar and that of the running Python differ."""


class Excerpt:
    """The tree of some lines of a file, with the way back to places in the file.

    ``node`` is the definition or statement that begins at the asked place. An indented one is
    parsed after a line ``if 1:`` instead of being dedented: dedenting breaks strings that go
    over several lines.
    """

    def __init__(self, module: cst.Module, first_line: int, added: int, column: int) -> None:
        self.module = module
        self._first_line = first_line
        self._added = added
        self._column = column
        body: Sequence[cst.CSTNode] = module.body
        if added:
            block = cast("cst.If", module.body[0]).body
            body = cast("cst.IndentedBlock", block).body
        if not body:
            raise ExcerptError("no statement in the excerpt")
        self.statement = body[0]

    @property
    def node(self) -> cst.CSTNode:
        """The definition or the statement line."""
        return self.statement

    def code(self, node: cst.CSTNode) -> str:
        """The source of a node, as written."""
        return self.module.code_for_node(node)

    def span_of(self, node: cst.CSTNode) -> Span:
        """Where a node of this excerpt stands in the file."""
        found = self._positions.get(node)
        if found is None:
            raise ExcerptError("the node is not part of the excerpt")
        shift = self._first_line - 1 - self._added
        return Span(
            found.start.line + shift,
            found.start.column + 1,
            found.end.line + shift,
            found.end.column + 1,
        )

    @cached_property
    def _positions(self) -> Mapping[cst.CSTNode, CodeRange]:
        wrapper = MetadataWrapper(self.module, unsafe_skip_copy=True)
        return cast("Mapping[cst.CSTNode, CodeRange]", wrapper.resolve(PositionProvider))


def excerpt(lines: Sequence[str], span: Span, start_line: int) -> Excerpt:
    """Parse the lines of one definition or statement; lines count from 1.

    ``start_line`` is that of the first decorator. Raises ExcerptError when LibCST cannot.
    """
    chosen = list(lines[start_line - 1 : span.end_line])
    if not chosen:
        raise ExcerptError("the file has changed: there are no such lines")
    if span.end_line - start_line < len(chosen):
        # What follows on the last line (`x = 1; y = f(`) belongs to another statement.
        chosen[-1] = chosen[-1][: span.end_column - 1]
    column = span.column if start_line == span.line else 1
    head = chosen[0]
    indent = head[: len(head) - len(head.lstrip(" \t\f"))]
    before = head[len(indent) : max(column - 1, len(indent))]
    if before.strip():
        # Something stands before it on its line (`x = 1; y = 2`): keep the columns with blanks.
        chosen[0] = indent + " " * len(before) + head[max(column - 1, 0) :]
        indent += " " * len(before)
    added = int(bool(indent.strip("\f")))
    text = ("if 1:\n" if added else "") + "\n".join(chosen) + "\n"
    try:
        module = cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise ExcerptError(str(error).partition("\n")[0]) from error
    except Exception as error:  # the native parser's own failures (recursion) have no one type
        raise ExcerptError(f"{type(error).__name__}: {error}") from error
    return Excerpt(module, start_line, added, column)
