"""A call as it is written: what LibCST reads of it, once for all that are written alike."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import libcst as cst

from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.place import Place, Span
from ssotlint.model.signature import Arguments
from ssotlint.syntax.names import spelled
from ssotlint.syntax.signatures import arguments_of

_BREAK = re.compile(r"\s*\n\s*")
_MORE = re.compile(r"[(#\\\"']")  # brackets, comments, texts and what goes on behind a backslash


class Written(NamedTuple):
    """What is called, and with which arguments: of each its keyword and its stars, or ""."""

    callee: str
    arguments: Arguments
    given: tuple[tuple[str, str], ...]


def written(place: Place, values: Iterable[Span], excerpts: Excerpts) -> Written | None:
    """The call at a place, whatever its arguments at ``values`` hold; None for all else.

    Raises ExcerptError.
    """
    rows = _alike(excerpts.hollow(place, values))
    return excerpts.known(("written", rows), lambda: _read(excerpts.expression(rows)))


def _alike(rows: tuple[str, ...]) -> tuple[str, ...]:
    """A call on one line that is written on several, where only blanks part its arguments."""
    head, _, rest = "\n".join(rows).partition("(")
    if len(rows) == 1 or "\n" in head or _MORE.search(rest):
        return rows
    rest = _BREAK.sub(" ", rest).strip().replace(", )", ")").replace(" )", ")")
    return (f"{head}({rest}",)


def _read(node: cst.CSTNode | None) -> Written | None:
    if not isinstance(node, cst.Call):
        return None
    given = ((a.keyword.value if a.keyword is not None else "", a.star) for a in node.args)
    return Written(spelled(node.func), arguments_of(node), tuple(given))
