"""Comments that address this tool or name an original, each with the statement that it speaks of."""

import io
import re
import tokenize
from collections.abc import Iterator
from contextlib import suppress

from ssotlint.model.facts import Comment

MARK = "ssotlint:"
CREDIT = "opied from "
# Alone on its line, above a header: `# Copied from package.module.Class.method with A->B`.
_CREDIT = re.compile(
    r"^[ \t]*(?P<text>#[ \t]*[Cc]opied from[ \t]+(?P<original>[A-Za-z_]\w*(?:\.\w+)+)[^\n]*)",
    re.MULTILINE,
)
_ENDS_TEXT = re.compile(r"[\"']{3}")
_NO_HEADER = re.compile(r"\s*(?:#|\Z)")
# Blank lines part nothing: a formatter puts them where it likes.
_LAYOUT = frozenset({tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.NL})


def comments_of(source: str) -> tuple[Comment, ...]:
    """The comments of a file that address this tool; only files that hold any are tokenized."""
    found: list[Comment] = []
    # What the parser accepted the tokenizer may still refuse; what was read until then counts.
    with suppress(tokenize.TokenError, SyntaxError):
        found.extend(_read(source))
    return tuple(sorted(found))


def _read(source: str) -> Iterator[Comment]:
    above: list[Comment] = []  # alone, waiting for the statement below
    inside: list[Comment] = []
    first = 0  # line where the current statement begins, 0 between statements
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        line = token.start[0]
        if token.type == tokenize.COMMENT:
            if MARK in token.string:
                comment = Comment(line, token.start[1] + 1, token.string, line, line)
                (inside if first else above).append(comment)
        elif token.type == tokenize.NEWLINE:
            yield from (comment._replace(first=first, last=line) for comment in (*above, *inside))
            above.clear()
            inside.clear()
            first = 0
        elif token.type not in _LAYOUT and not first:
            first = line
    yield from (*above, *inside)


def credits_of(source: str) -> Iterator[Comment]:
    """The comments that name a definition from which the one below was copied.

    They are found as text: to tokenize every file that holds one would take longer than to skim it.
    What stands in a string is above no header, unless that ends with it.
    """
    rows = source.split("\n")
    for found in _CREDIT.finditer(source):
        if _ENDS_TEXT.search(found["text"]):
            continue
        line = source.count("\n", 0, found.start()) + 1
        below = (n for n in range(line, len(rows)) if not _NO_HEADER.match(rows[n]))
        first = next(below, line - 1) + 1
        column = found.start("text") - found.start() + 1
        yield Comment(line, column, found["text"].rstrip("\r"), first, first)


def original_in(comment: str) -> str:
    """The dotted name of what a comment names as its original, "" for any other comment."""
    found = _CREDIT.match(comment)
    return found["original"] if found is not None else ""
