"""Comments that address this tool, each with the statement that it speaks of."""

import io
import tokenize
from collections.abc import Iterator
from contextlib import suppress

from ssotlint.model.facts import Comment

MARK = "ssotlint:"
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
                alone = not token.line[: token.start[1]].strip()
                comment = Comment(line, token.start[1] + 1, token.string, alone, line, line)
                (inside if first else above).append(comment)
        elif token.type == tokenize.NEWLINE:
            yield from (comment._replace(first=first, last=line) for comment in (*above, *inside))
            above.clear()
            inside.clear()
            first = 0
        elif token.type not in _LAYOUT and not first:
            first = line
    yield from (*above, *inside)
