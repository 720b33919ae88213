"""What the text of a module says of its being run by itself."""

import re

_GUARD = re.compile(r"^if\b(?=.*\b__name__\b).*\b__main__\b", re.MULTILINE)


def is_guard(line: str) -> bool:
    """Whether a line at the top of a module is `if __name__ == "__main__":`, either way round."""
    return _GUARD.match(line) is not None


def is_guarded(text: str) -> bool:
    """Whether a module has such a line."""
    return _GUARD.search(text) is not None
