"""Where a key stands in a TOML file; slow, so only for the message of an error."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ssotlint.project.form import Trail

_MARK = "ssotlint-looks-for-this-line"


def line_of(path: Path, trail: Trail) -> int:
    """The line, from 1, of the key at the end of the trail.

    Where it is not written down, the line of the nearest table around it; 0 when the file cannot
    be read or parsed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return 0
    while trail:
        if line := _find(text, trail):
            return line
        trail = trail[:-1]
    return 0


def _find(text: str, trail: Trail) -> int:
    """The line of one value, 0 when it is not there.

    tomlkit keeps no positions, but it writes back what it read, character by character: the value
    is replaced by a mark, and the mark sought in the output. A key and the beginning of its value
    stand in one line, always.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        if not _mark(document, trail):
            return 0
        before, found, _ = document.as_string().partition(_MARK)
    except (TOMLKitError, LookupError, TypeError, ValueError, AttributeError, RecursionError):
        return 0
    return before.count("\n") + 1 if found else 0


def _mark(document: Any, trail: Trail) -> bool:  # noqa: ANN401 - tomlkit's containers share no type
    """Put the mark at the trail; tells whether something stands there."""
    parent = document
    for part in trail[:-1]:
        parent = parent[part]
    value = parent[trail[-1]]
    for step in _headers(value):
        if step():
            return True
    parent[trail[-1]] = _MARK
    return True


def _headers(value: Any) -> list[Callable[[], bool]]:  # noqa: ANN401 - see above
    """Ways to mark a table by a comment on its header, the best first."""
    from tomlkit.items import AoT, Table

    if isinstance(value, AoT) and len(value):
        return _headers(value[0])
    if not isinstance(value, Table):
        return []
    if not value.is_super_table():
        return [lambda: bool(value.comment(_MARK))]
    return [step for inner in value.values() for step in _headers(inner)]
