"""Code in a sentence: short, and so that two pieces that differ look different."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

_SHOWN = 72  # characters of code in a sentence
_BEFORE = 20  # of them before the first difference, when that lies too far behind


def excerpts(ours: str, theirs: str) -> tuple[str, str]:
    """Both on one line and shortened; where they differ late, from shortly before that on."""
    first, second = " ".join(ours.split()), " ".join(theirs.split())
    pairs = zip(first, second, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    start = same - _BEFORE if same > _SHOWN - _BEFORE and first != second else 0
    return _short(first, start), _short(second, start)


def other_parameters(ours: Sequence[tuple[str, str]],
                     theirs: Sequence[tuple[str, str]]) -> tuple[str, str]:  # fmt: skip
    """The parameters that differ, with their defaults; renamed ones do not."""
    first, second = dict(ours), dict(theirs)
    gone = [row for row in ours if row[0] not in second]
    come = [row for row in theirs if row[0] not in first]
    renamed = [
        (a, b) for a, b in zip(gone, come, strict=False)
        if a[1] == b[1] and len(gone) == len(come)
    ]  # fmt: skip
    left = {a for a, _ in renamed}
    right = {b for _, b in renamed}
    return (
        _listed(r for r in ours if r not in left and second.get(r[0]) != r[1]),
        _listed(r for r in theirs if r not in right and first.get(r[0]) != r[1]),
    )


def _listed(rows: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{name}={default}" if default else name for name, default in rows)


def _short(line: str, start: int) -> str:
    end = start + _SHOWN
    text = line[start:] if len(line) <= end else f"{line[start : end - 1]}…"
    return f"…{text}" if start else text
