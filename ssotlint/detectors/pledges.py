"""Copies on purpose: ``# ssotlint: copy-of pkg.mod.name`` on the header of a definition.

What is declared so is no finding as long as it stays equal to what it is a copy of.
"""

import re
from collections.abc import Iterator

from ssotlint.index.index import Module

_PLEDGE = re.compile(r"ssotlint:\s*copy-of\s+(?P<original>[A-Za-z_][\w.]*)")


def is_pledge(comment: str) -> bool:
    """Whether a comment declares a copy."""
    return _PLEDGE.search(comment) is not None


def pledges_of(module: Module) -> Iterator[tuple[str, str]]:
    """(symbol of the copy, symbol of the original); of a class each of its methods, too."""
    rows = module.surface.definitions
    for comment in module.surface.comments:
        match = _PLEDGE.search(comment.text)
        for row in rows if match is not None else ():
            header = max(row.header_end_line, row.span.line)
            if match is None or not row.start_line <= comment.first <= header:
                continue
            yield module.symbol(row), match["original"]
            for inner in rows:
                if inner.owner >= 0 and rows[inner.owner] is row:
                    yield module.symbol(inner), f"{match['original']}.{inner.name}"
            break
