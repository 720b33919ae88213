"""How deep a text is nested, measured before LibCST's parser sees it.

That parser is native and recursive: text of some thousand levels (`((((…`, `a.b.b.b…`) costs it
minutes or ends the process, which no handler can catch.
"""

import io
import tokenize
from contextlib import suppress

_BRACKETS = 100
_TOKENS = 3_000  # between two commas: about what Python's own parser follows in a chain
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_ENDS = frozenset({tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT})


def is_shallow(text: str) -> bool:
    """Whether no statement is nested deeper than people write; False where it cannot be told."""
    depth = length = 0
    with suppress(tokenize.TokenError, SyntaxError):
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type in _ENDS:
                length = 0
                continue
            length = 0 if token.string == "," else length + 1
            if token.type == tokenize.OP:
                depth += (token.string in _OPENING) - (token.string in _CLOSING)
            if depth > _BRACKETS or length > _TOKENS:
                return False
        return True
    return False
