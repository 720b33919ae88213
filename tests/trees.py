"""Concrete trees of programs that stand in a test."""

import ast
from collections.abc import Iterator
from textwrap import dedent

from ssotlint.model.place import Span
from ssotlint.project.text import split_lines
from ssotlint.syntax.excerpt import Excerpt, excerpt
from ssotlint.syntax.normal import NormalForm, normal_form


def places(text: str) -> Iterator[tuple[ast.stmt, Span, int]]:
    """Every statement of a program with its span and the line of its first decorator."""
    lines = split_lines(text)

    def column(line: int, offset: int) -> int:
        return len(lines[line - 1].encode()[:offset].decode()) + 1

    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.stmt):
            end_line, end_offset = node.end_lineno or node.lineno, node.end_col_offset or 0
            span = Span(
                node.lineno, column(node.lineno, node.col_offset),
                end_line, column(end_line, end_offset),
            )  # fmt: skip
            decorators = getattr(node, "decorator_list", [])
            yield node, span, min([node.lineno, *(d.lineno for d in decorators)])


def excerpt_of(code: str, name: str = "") -> Excerpt:
    """The definition called ``name`` in some code; without a name its last statement."""
    text = dedent(code).lstrip("\n")
    last = ast.parse(text).body[-1]
    for node, span, start in places(text):
        if getattr(node, "name", None) == name if name else ast.dump(
            node, include_attributes=True
        ) == ast.dump(last, include_attributes=True):  # fmt: skip
            return excerpt(split_lines(text), span, start)
    raise LookupError(name)


def form_of(source: str, *, method: bool = False) -> NormalForm:
    """The normal form of the function ``f`` in some code, indented as in the test."""
    return normal_form(excerpt_of(source, "f"), method=method)
