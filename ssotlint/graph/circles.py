"""Circles: files that load each other, by whatever way."""

from collections.abc import Iterable, Mapping


def circles(loads: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The strongly connected components of two files or more, each sorted (Tarjan 1972)."""
    seen: dict[str, int] = {}  # in which order
    lowest: dict[str, int] = {}
    path: list[str] = []  # files of which the component is not known yet
    open_: set[str] = set()
    found: list[list[str]] = []
    for root in loads:
        waiting = [] if root in seen else [(root, iter(loads[root]))]
        while waiting:
            one, others = waiting[-1]
            if one not in seen:
                seen[one] = lowest[one] = len(seen)
                path.append(one)
                open_.add(one)
            for other in others:
                if other not in seen:
                    waiting.append((other, iter(loads.get(other, ()))))
                    break
                if other in open_:
                    lowest[one] = min(lowest[one], seen[other])
            else:
                waiting.pop()
                if waiting:
                    around = waiting[-1][0]
                    lowest[around] = min(lowest[around], lowest[one])
                if lowest[one] == seen[one]:
                    at = path.index(one) if path[-1] != one else len(path) - 1
                    found.append(sorted(path[at:]))
                    open_.difference_update(path[at:])
                    del path[at:]
    return sorted(part for part in found if len(part) > 1)
