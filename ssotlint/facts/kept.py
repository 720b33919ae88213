"""Imports that a file keeps though it does not use them, as it tells other linters."""

import re
from collections.abc import Iterable, Iterator

from ssotlint.model.facts import Import

MARKS = ("F401", "unused-import")
"""A file without any of these tells nothing."""
_COMMENT = re.compile(
    r"#.*(?:noqa:[^#]*\bF401\b|pylint:\s*disable=[^#]*\bunused-import\b)", re.IGNORECASE
)


def kept(source: str, imports: Iterable[Import]) -> tuple[str, ...]:
    """The names that imports bind under ``# noqa: F401``: they are there for others."""
    lines = source.splitlines()
    told = {number for number, line in enumerate(lines, 1) if _COMMENT.search(line)}
    return tuple(sorted({name for row in imports for name in _kept(row, told, lines)}))


def _kept(row: Import, told: set[int], lines: list[str]) -> Iterator[str]:
    """The name of a row, when the comment stands behind it or behind the whole statement."""
    inside = told.intersection(range(row.span.line, row.span.end_line + 1))
    names = re.compile(rf"\b{re.escape(row.bound)}\b")
    for number in inside:
        if number in (row.span.line, row.span.end_line) or names.search(lines[number - 1]):
            yield row.bound
