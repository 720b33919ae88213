"""Syntax of a newer Python than the one that runs us, read as that one reads it.

What a tool that formats code writes as soon as a project asks for Python 3.14 stands in every tenth
file then: `except KeyError, ValueError:` (PEP 758). Who runs us with an older Python would look
at nothing of these files.

The f-strings of Python 3.12 (PEP 701) stay unread by an older one: in trees of 2026 one file in a
thousand has what that cannot read. Quotes within quotes, lines and backslashes in a field have no
equal of the same length there, and it gives what stands in a field other places.
"""

import ast
import re
from collections.abc import Mapping
from typing import NamedTuple

from ssotlint.model.facts import SyntaxFault

SEVERAL = "multiple exception types must be parenthesized"
"""What an older Python says of several exceptions without parentheses."""
_NAME = r"[^\W\d][\w.]*"
_TYPES = re.compile(rf"^\s*except\b\*?\s*({_NAME}(?:\s*,\s*{_NAME})+)\s*:")
_KEEPS = re.compile(r"^\s*except\b[^:#]*,\s*(?:[A-Z]|[^\W\dA-Z][^\WA-Z]*)\s*:")


class Read(NamedTuple):
    """A tree, and where the first syntax in it stands that the running Python has not."""

    tree: ast.Module
    newer: SyntaxFault | None = None


def parse(text: str) -> ast.Module:
    """The tree of a text; raises what ``ast.parse`` raises."""
    return read(text).tree


def read(text: str) -> Read:
    """The tree of a text that may be written for a newer Python; raises what ``ast.parse`` raises."""
    try:
        return Read(ast.parse(text))
    except SyntaxError as error:
        rows = text.split("\n")
        found = _several(rows) if error.msg == SEVERAL else {}
        if error.lineno not in found:
            raise  # an error that is kept and raised elsewhere would refer to itself
        newer = SyntaxFault(error.lineno or 1, error.offset or 1, error.msg)
    tree = _parse(rows, found)
    handlers = [h for h in _handlers(tree) if h.lineno in found]
    told = {h.lineno for h in handlers}
    if len(told) < len(found):  # the others stand in texts, which stay what they are
        tree = _parse(rows, {line: row for line, row in found.items() if line in told})
        handlers = [h for h in _handlers(tree) if h.lineno in told]
    for handler in handlers:
        if handler.type is not None:
            handler.type = _types(handler.type)
    return Read(tree, newer)


def keeps(row: str) -> bool:
    """Whether it is Python 2 that stands there: `except ValueError, error:` keeps what was raised."""
    return _KEEPS.match(row) is not None


def _several(rows: list[str]) -> dict[int, str]:
    """The lines with several exceptions, by number, with a sign between these that every Python reads.

    Nothing is moved. All are joined at once: a parser stops at each of them.
    """
    found: dict[int, str] = {}
    for number, row in enumerate(rows, 1):
        match = _TYPES.match(row)
        if match is not None and not keeps(row):
            start, end = match.span(1)
            found[number] = f"{row[:start]}{match[1].replace(',', '|')}{row[end:]}"
    return found


def _parse(rows: list[str], changed: Mapping[int, str]) -> ast.Module:
    return ast.parse("\n".join(changed.get(number, row) for number, row in enumerate(rows, 1)))


def _handlers(tree: ast.Module) -> list[ast.ExceptHandler]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]


def _types(joined: ast.expr) -> ast.expr:
    """The exceptions as the newer Python has them: in a tuple."""
    types: list[ast.expr] = []
    node = joined
    while isinstance(node, ast.BinOp):
        types.append(node.right)
        node = node.left
    return ast.copy_location(ast.Tuple([node, *reversed(types)], ast.Load()), joined)
