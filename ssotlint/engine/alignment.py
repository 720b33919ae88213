"""Which cases of an answer were there before: the others have come, or are gone."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ssotlint.engine import cases


class Aligned(NamedTuple):
    """Positions in an answer then and now of cases that stayed; of those that went, and came."""

    kept: list[tuple[int, int]]
    gone: list[int]
    come: list[int]


def aligned(before: Sequence[bytes], now: Sequence[bytes]) -> Aligned | None:
    """The cases of an answer then and now, packed; b"" is no case.

    What is said of a case may be something else. None where those that stayed have changed places.
    """
    old = {position: row for position, row in enumerate(before) if row}
    new = {position: row for position, row in enumerate(now) if row}
    kept = [*_paired(old, new, bytes)]
    for one, other in kept:
        del old[one], new[other]
    more = [*_paired(old, new, _told)] if old and new else []
    for one, other in more:
        del old[one], new[other]
    kept = sorted([*kept, *more])
    if any(a >= b for (_, a), (_, b) in pairwise(kept)):
        return None
    return Aligned(kept, [*old], [*new])


def _paired(
    old: Mapping[int, bytes], new: Mapping[int, bytes], key: Callable[[bytes], Hashable]
) -> Iterator[tuple[int, int]]:
    there: dict[Hashable, deque[int]] = defaultdict(deque)
    for position, row in new.items():
        there[key(row)].append(position)
    for position, row in old.items():
        found = there.get(key(row))
        if found:
            yield position, found.popleft()


def _told(row: bytes) -> Hashable:
    return cases.standing(row).told
