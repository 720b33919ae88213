"""Source text of expressions, as it is shown and compared."""

import io
import tokenize


def one_line(code: str) -> str:
    """An expression without comments and with runs of white space folded."""
    if "#" in code and "\n" in code:
        code = _without_comments(code)
    return " ".join(code.split())


def _without_comments(code: str) -> str:
    rows = f"({code}\n)".split("\n")
    try:
        for token in tokenize.generate_tokens(io.StringIO("\n".join(rows)).readline):
            if token.type == tokenize.COMMENT:
                line, column = token.start
                rows[line - 1] = rows[line - 1][:column]
    except (tokenize.TokenError, SyntaxError):
        return code  # the parser accepted what the tokenizer refuses
    return "\n".join(rows)[1:-1]
