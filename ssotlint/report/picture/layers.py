"""A layered drawing of a small graph: who stands in which column, and in which order.

After Sugiyama, Tagawa and Toda (1981): light arrows that close a circle are turned, each box goes left
of what it points at, long arrows get a way through the columns between, and the columns are
sorted by the middle of their neighbours until fewer arrows cross.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ssotlint.model.ranking import Pair, ranked

_ROUNDS = 16


def columns_of(nodes: Sequence[str], weights: Mapping[Pair, int]) -> list[list[str]]:
    """The columns from left to right; every turned or straight arrow leads to the right.

    Boxes without any arrow are in no column. ``way`` tells the stops of an arrow in them.
    """
    known = set(nodes)
    edges = {p: w for p, w in sorted(weights.items()) if p[0] != p[1] and known.issuperset(p)}
    straight = _straight(nodes, edges)
    rank = _ranks(nodes, straight)
    used = {node for pair in edges for node in pair}
    depth = max((rank[node] for node in used), default=-1)
    columns: list[list[str]] = [[] for _ in range(depth + 1)]
    for node in nodes:
        if node in used:
            columns[depth - rank[node]].append(node)
    links = _linked(straight, rank, depth, columns)
    return _sorted(columns, links)


def way(source: str, target: str, columns: Sequence[Sequence[str]]) -> list[str]:
    """The stops of an arrow between its ends, in their order from left to right."""
    prefix = f"{source}\0{target}\0"
    return [stop for column in columns for stop in column if stop.startswith(prefix)]


def _straight(nodes: Sequence[str], weights: Mapping[Pair, int]) -> list[Pair]:
    """The arrows without circles: those against a good order of the boxes are turned."""
    place = {node: number for number, node in enumerate(ranked(nodes, weights))}
    return sorted({(s, t) if place[s] < place[t] else (t, s) for s, t in weights})


def _ranks(nodes: Sequence[str], edges: Sequence[Pair]) -> dict[str, int]:
    """How many columns from the right: 0 for what points at nothing."""
    after: dict[str, list[str]] = defaultdict(list)
    before: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        after[source].append(target)
        before[target].append(source)
    left = {node: len(after[node]) for node in nodes}
    rank = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if not left[node]]
    while ready:
        node = ready.pop()
        for source in before[node]:
            rank[source] = max(rank[source], rank[node] + 1)
            left[source] -= 1
            if not left[source]:
                ready.append(source)
    return rank


def _linked(
    edges: Sequence[Pair], rank: Mapping[str, int], depth: int, columns: list[list[str]]
) -> list[Pair]:
    """The arrows from column to column, with stops added to the columns between."""
    links: list[Pair] = []
    for source, target in edges:
        previous = source
        for number in range(rank[source] - 1, rank[target], -1):
            stop = f"{source}\0{target}\0{number}"
            columns[depth - number].append(stop)
            links.append((previous, stop))
            previous = stop
        links.append((previous, target))
    return links


def _sorted(columns: list[list[str]], links: Sequence[Pair]) -> list[list[str]]:
    """The columns in the order with the fewest crossings that the sweeps came by."""
    before: dict[str, list[str]] = defaultdict(list)
    after: dict[str, list[str]] = defaultdict(list)
    for source, target in links:
        after[source].append(target)
        before[target].append(source)
    best, least = [list(c) for c in columns], _crossings(columns, after)
    for turn in range(_ROUNDS):
        neighbours = before if turn % 2 == 0 else after
        order = range(1, len(columns)) if turn % 2 == 0 else range(len(columns) - 2, -1, -1)
        for number in order:
            beside = columns[number - 1 if turn % 2 == 0 else number + 1]
            place = {node: i for i, node in enumerate(beside)}
            columns[number] = _by_middle(columns[number], neighbours, place)
        crossings = _crossings(columns, after)
        if crossings < least:
            best, least = [list(c) for c in columns], crossings
    return best


def _by_middle(
    column: list[str], neighbours: Mapping[str, list[str]], place: Mapping[str, int]
) -> list[str]:
    own = {node: i for i, node in enumerate(column)}

    def middle(node: str) -> float:
        around = [place[n] for n in neighbours.get(node, ()) if n in place]
        return sum(around) / len(around) if around else float(own[node])

    return sorted(column, key=lambda node: (middle(node), own[node]))


def _crossings(columns: Sequence[Sequence[str]], after: Mapping[str, list[str]]) -> int:
    total = 0
    for left, right in pairwise(columns):
        place = {node: i for i, node in enumerate(right)}
        ends = [
            place[t] for node in left for t in sorted(after.get(node, ()), key=place.__getitem__)
        ]
        total += sum(a > b for i, a in enumerate(ends) for b in ends[i + 1 :])
    return total
