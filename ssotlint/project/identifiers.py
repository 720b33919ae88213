"""Names as Python knows them: ``ﬁ`` and ``fi`` are one (PEP 3131), in code and not in texts."""

import re
from functools import cache
from unicodedata import is_normalized, normalize

from ssotlint.project import text

# A text or comment as a whole, or a word; neither fails where its end is missing.
_PIECES = r"""
\#[^\r\n]*
| (?P<prefix> [bu] | (?P<fields>[ft]r?|r[ft]) | b?r | rb )?
  (?: '{3} (?:\\.|[^\\])*? (?:'{3}|\Z) | "{3} (?:\\.|[^\\])*? (?:"{3}|\Z)
    | ' (?:\\.|[^\\\r\n'])* '? | " (?:\\.|[^\\\r\n"])* "? )
| (?P<word> [\w\x80-\U0010ffff]+ )
"""
_FIELD = re.compile(r"\{\{|\{[^{}]*")


@cache
def _piece() -> re.Pattern[str]:
    """Compiled when the first text has such a name: that takes as long as to load ten modules."""
    return re.compile(_PIECES, re.VERBOSE | re.DOTALL | re.IGNORECASE | re.ASCII)


def with_plain_names(text: str) -> str:
    """The text of a file with each name in the form that Python compares (NFKC).

    A name may be of another length then, and what follows it on its line stands elsewhere.
    """
    if text.isascii() or is_normalized("NFKC", text):
        return text
    return _piece().sub(_plain, text)


def _plain(piece: re.Match[str]) -> str:
    said = piece[0]
    if piece["word"] is not None:
        return normalize("NFKC", said) if said.isidentifier() else said
    return _FIELD.sub(_plain_field, said) if piece["fields"] else said


def _plain_field(field: re.Match[str]) -> str:
    return field[0] if field[0] == "{{" else with_plain_names(field[0])


def read_as(data: bytes) -> str:
    """The text of a file as all read it: with plain names, its lines parted by line feeds.

    Raises TextError.
    """
    return text.with_line_feeds(with_plain_names(text.decode(data)))
