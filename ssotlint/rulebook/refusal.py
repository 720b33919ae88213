"""How a bad rule is refused: with its file, its key and, where it can be seen, the line."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from ssotlint.model.errors import InputError

Trail = tuple[str | int, ...]
"""The way to a key: ``("options", "allow", "type")``; ``("bad", 0, "app.py")`` in an array."""


def refusal(source: str, trail: Trail, reason: str, remedy: str = "") -> InputError:
    """The error to raise for what stands at ``trail`` in the file ``source``."""
    where = f"{_dotted(trail)}: " if trail else ""
    return InputError(f"{where}{reason}", path=source, line=_line_of(source, trail), remedy=remedy)


def nearest(name: str, known: Sequence[str]) -> str:
    """A remedy that offers the known name that looks most like ``name``, or ""."""
    close = get_close_matches(name, known, n=1)
    return f'did you mean "{close[0]}"?' if close else ""


def _dotted(trail: Trail) -> str:
    words = ""
    for part in trail:
        if isinstance(part, int):
            words += f" {part + 1}"
        else:
            bare = re.fullmatch(r"[\w-]+", part)
            words += ("." if words else "") + (part if bare else f'"{part}"')
    return words


def _line_of(source: str, trail: Trail) -> int:
    """The line of the key, or of the nearest table around it that is there; 0 when unknown.

    TOML readers keep no positions, so the text is searched; examples come last in a rule file,
    and a header is sought before a key, so their Python code is not mistaken for one.
    """
    try:
        text = Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return 0
    start, line = 0, 0
    for header, number in _headers(trail):
        found = list(re.finditer(header, text[start:], re.MULTILINE))
        if len(found) > number:
            start += found[number].end()
            line = text.count("\n", 0, start) + 1
    return line


def _headers(trail: Trail) -> list[tuple[str, int]]:
    """For each step of the trail: a regular expression and which of its matches is meant."""
    steps: list[tuple[str, int]] = []
    prefix = ""
    for position, part in enumerate(trail):
        if isinstance(part, int):
            continue
        quoted = re.escape(part)
        following = trail[position + 1] if position + 1 < len(trail) else 0
        number = following if isinstance(following, int) else 0
        table = rf"^\[{{1,2}}{prefix}{quoted}[\].]"
        steps.append((rf"{table}|^[\"']?{quoted}[\"']?[ \t]*=", number))
        prefix += rf"{quoted}\."
    return steps
