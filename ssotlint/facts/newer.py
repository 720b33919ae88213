"""Syntax of a newer Python than the one that runs us, read as that one reads it.

What a tool that formats code writes as soon as a project asks for Python 3.14 stands in every tenth
file then: `except KeyError, ValueError:` (PEP 758). Who runs us with an older Python would look
at nothing of these files.
"""

import ast
import re
from typing import NamedTuple

from ssotlint.model.facts import SyntaxFault

SEVERAL = "multiple exception types must be parenthesized"
"""What an older Python says of several exceptions without parentheses."""
_NAME = r"[^\W\d][\w.]*"
_TYPES = re.compile(rf"^\s*except\b\*?\s*({_NAME}(?:\s*,\s*{_NAME})+)\s*:")
# Python 2 binds what was raised to such a name: `except ValueError, error:`.
_BINDS = re.compile(r",\s*[^\W\dA-Z][^\WA-Z]*\s*$")


class Read(NamedTuple):
    """A tree, and where the first syntax in it stands that the running Python has not."""

    tree: ast.Module
    newer: SyntaxFault | None = None


def parse(text: str) -> ast.Module:
    """The tree of a text; raises what ``ast.parse`` raises."""
    return read(text).tree


def read(text: str) -> Read:
    """The tree of a text that may be written for a newer Python; raises what ``ast.parse`` raises."""
    tree: ast.Module | None = None
    newer: SyntaxFault | None = None
    lines: set[int] = set()
    while tree is None:
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            joined = _joined(text, error)
            if joined is None:
                raise
            text = joined
            newer = newer or SyntaxFault(error.lineno or 1, error.offset or 1, error.msg)
            lines.add(error.lineno or 1)
    for node in ast.walk(tree) if lines else ():
        if isinstance(node, ast.ExceptHandler) and node.lineno in lines and node.type is not None:
            node.type = _types(node.type)
    return Read(tree, newer)


def _joined(text: str, error: SyntaxError) -> str | None:
    """The text with a sign between exceptions that every Python reads, and nothing moved.

    None where something else is wrong; an error that is raised here would refer to itself.
    """
    lines = text.split("\n")
    at = (error.lineno or 0) - 1
    found = _TYPES.match(lines[at]) if error.msg == SEVERAL and 0 <= at < len(lines) else None
    if found is None or _BINDS.search(found[1]):
        return None
    start, end = found.span(1)
    lines[at] = f"{lines[at][:start]}{found[1].replace(',', '|')}{lines[at][end:]}"
    return "\n".join(lines)


def _types(joined: ast.expr) -> ast.expr:
    """The exceptions as the newer Python has them: in a tuple."""
    types: list[ast.expr] = []
    node = joined
    while isinstance(node, ast.BinOp):
        types.append(node.right)
        node = node.left
    return ast.copy_location(ast.Tuple([node, *reversed(types)], ast.Load()), joined)
