"""The lines of an expression without what some of its parts say: `...` stands there instead.

Whether a call binds is a matter of how many arguments it has and how they are called. What they
hold may be long, and most calls of one function are alike without it: LibCST reads them once.
"""

from collections.abc import Iterable, Sequence

from ssotlint.model.place import Span

_LEFT_OUT = "..."


def hollow(lines: Sequence[str], span: Span, parts: Iterable[Span]) -> tuple[str, ...]:
    """The text at ``span`` of a file's ``lines``; ``parts`` lie in it, none of them in another."""
    rows = [""]
    line, column = span[:2]
    for part in sorted(parts):
        _copy(rows, lines, (line, column), part[:2])
        rows[-1] += _LEFT_OUT
        line, column = part[2:]
    _copy(rows, lines, (line, column), span[2:])
    return tuple(rows)


def _copy(
    rows: list[str], lines: Sequence[str], begin: tuple[int, int], end: tuple[int, int]
) -> None:
    """Go on with what stands from one place to another."""
    (line, column), (last, stop) = begin, end
    if line == last:
        rows[-1] += lines[line - 1][column - 1 : stop - 1]
        return
    rows[-1] += lines[line - 1][column - 1 :]
    rows += lines[line : last - 1]
    rows.append(lines[last - 1][: stop - 1])
