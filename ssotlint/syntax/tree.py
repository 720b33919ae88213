"""Concrete trees without what is only layout: the fields that say something, and their nodes."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cache
from typing import cast

import libcst as cst

LAYOUT = (
    cst.BaseParenthesizableWhitespace, cst.TrailingWhitespace, cst.EmptyLine, cst.Newline,
    cst.Comment, cst.Comma, cst.Semicolon, cst.Colon, cst.Dot, cst.AssignEqual, cst.LeftParen,
    cst.RightParen, cst.LeftSquareBracket, cst.RightSquareBracket, cst.LeftCurlyBrace,
    cst.RightCurlyBrace, cst.MaybeSentinel,
)  # fmt: skip
"""White space, comments and punctuation: equal trees may differ in them."""
_LAYOUT_FIELDS = frozenset(
    ("lpar", "rpar", "leading_lines", "lines_after_decorators", "header", "footer", "indent",
     "semicolon", "comma", "lbrace", "rbrace", "lbracket", "rbracket", "colon", "dot",
     "first_colon", "second_colon", "separator", "trailing_comma", "posonly_ind",
     "default_indent", "default_newline", "has_trailing_newline", "encoding")
)  # fmt: skip
_EQUAL_IS_SAID = ("FormattedStringExpression", "TemplatedStringExpression")  # `f"{x=}"`


@cache
def fields_of(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    """The names of the fields of a class of nodes that say something, in their order."""
    return tuple(
        f.name
        for f in fields(kind)
        if f.name not in _LAYOUT_FIELDS
        and "whitespace" not in f.name
        and (f.name != "equal" or kind.__name__ in _EQUAL_IS_SAID)
    )


class Kinds(dict[type, bool]):
    """Whether what is of a class is of some kinds, and of no ``others``.

    ``isinstance`` asks LibCST's abstract classes each time anew, and slowly.
    """

    def __init__(self, *kinds: type, others: tuple[type, ...] = ()) -> None:
        super().__init__()
        self._kinds, self._others = kinds, others

    def __missing__(self, kind: type) -> bool:
        self[kind] = found = issubclass(kind, self._kinds) and not issubclass(kind, self._others)
        return found


_says = Kinds(cst.CSTNode, others=LAYOUT)


def children(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes directly below a node, without layout.

    LibCST's own ``children`` makes every node anew; this only looks.
    """
    found: list[cst.CSTNode] = []
    for name in fields_of(type(node)):
        value = getattr(node, name)
        kind = type(value)
        if kind is tuple or kind is list:
            found += [item for item in value if _says[type(item)]]
        elif _says[kind]:
            found.append(value)
    return found


def every(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A node and all below it, outer ones first."""
    pending = [node]
    while pending:
        one = pending.pop()
        yield one
        pending += children(one)[::-1]


def statements_of(rows: Sequence[cst.CSTNode]) -> list[cst.CSTNode]:
    """Rows of a body as single statements: ``x = 1; y = 2`` are two."""
    found: list[cst.CSTNode] = []
    for row in rows:
        if isinstance(row, cst.SimpleStatementLine):
            found.extend(row.body)
        else:
            found.append(row)
    return found


def body_of(suite: cst.BaseSuite) -> list[cst.CSTNode]:
    """The statements of a body, one-line bodies and indented ones alike."""
    return statements_of(cast("Sequence[cst.CSTNode]", suite.body))


def is_text(node: cst.CSTNode) -> bool:
    """Whether a node is a plain text literal: no bytes, no f-string."""
    if isinstance(node, cst.ConcatenatedString):
        return is_text(node.left) and is_text(node.right)
    return isinstance(node, cst.SimpleString) and "b" not in node.prefix
