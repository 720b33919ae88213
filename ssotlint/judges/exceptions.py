"""Which code carries an exception of its own?

What an exception covers is decided when all is judged. A judge that would tell several findings as
one, somewhere else, has to leave those where somebody has spoken of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ssotlint.facts.comments import comments_of
from ssotlint.facts.newer import parse
from ssotlint.judges.illegible import where_illegible
from ssotlint.model.case import Member
from ssotlint.model.facts import Comment

if TYPE_CHECKING:
    from ssotlint.judges.excerpts import Excerpts

_IGNORE = re.compile(r"#\s*ssotlint:\s*(?P<kind>ignore-file|ignore)\s*\[")
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@where_illegible(False)
def carries_exception(member: Member, excerpts: Excerpts) -> bool:
    """Whether a definition, what is around it or its file has an exception, whatever it names."""
    if not excerpts.picked(member.place.path, _has_exceptions):
        return False
    text = excerpts.whole(member.place.path)
    covered = excerpts.known((__name__, member.place.path), lambda: tuple(_covered(text)))
    return any(first <= member.place.line <= last for first, last in covered)


def _has_exceptions(text: str) -> bool:
    return _IGNORE.search(text) is not None


def _covered(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a file, first and last, for which exceptions are made."""
    whole = [node for node in ast.walk(parse(text)) if isinstance(node, _Definition)]
    for comment in comments_of(text):
        match = _IGNORE.search(comment.text)
        if match is not None and match["kind"] == "ignore-file":
            yield 1, text.count("\n") + 1
        elif match is not None:
            yield from (_lines(node) for node in whole if _is_at_head(comment, node))


def _lines(node: _Definition) -> tuple[int, int]:
    first = min((node.lineno, *(d.lineno for d in node.decorator_list)))
    return first, node.end_lineno or node.lineno


def _is_at_head(comment: Comment, node: _Definition) -> bool:
    """Whether a comment stands above the header of a definition, or on it."""
    return _lines(node)[0] <= comment.first <= max(node.body[0].lineno - 1, node.lineno)
