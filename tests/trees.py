"""Concrete trees of programs that stand in a test."""

import ast
from textwrap import dedent

from ssotlint.model.place import Span
from ssotlint.project.text import split_lines
from ssotlint.syntax.excerpt import Excerpt, excerpt
from ssotlint.syntax.normal import NormalForm, normal_form

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definition_of(source: str, name: str) -> Excerpt:
    """The excerpt of the first definition of that name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Definition) and node.name == name:
            start = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            end_line, end_column = node.end_lineno or 0, node.end_col_offset or 0
            column = node.col_offset + 1 if start == node.lineno else 1
            span = Span(start, column, end_line, end_column + 1)
            return excerpt(split_lines(source), span, start)
    raise LookupError(name)


def form_of(source: str, *, method: bool = False) -> NormalForm:
    """The normal form of the function ``f`` in some code, indented as in the test."""
    return normal_form(definition_of(dedent(source), "f"), method=method)
