"""Which imports to cut so that no circle is left: a feedback arc set of small weight."""

from collections.abc import Iterable, Mapping, Sequence

from ssotlint.model.ranking import Pair, ranked
from ssotlint.model.value import Value

EXACT_LIMIT = 12  # nodes; 2 ** 12 sets of nodes are looked at, one node more doubles that
EXACT = "exact"
GREEDY = "greedy (Eades, Lin, Smyth 1993), then sifting"
_ROUNDS = 20  # of sifting; it stops earlier when a round changes nothing


class CutSet(Value, frozen=True):
    """Arcs without which nothing is circular, and how they were found."""

    arcs: tuple[Pair, ...]
    method: str


def cut_set(nodes: Sequence[str], weights: Mapping[Pair, int]) -> CutSet:
    """A feedback arc set of a strongly connected component.

    It has the least possible weight up to ``EXACT_LIMIT`` nodes, by dynamic programming over the
    sets of nodes that come first in an order (Lawler 1964). Above that a greedy order is taken,
    each node in turn is moved to its best place in it, and arcs that turn out not to be needed are
    given back.
    """
    ordered = sorted(nodes)
    if len(ordered) <= EXACT_LIMIT:
        order, method = _best_order(ordered, weights), EXACT
    else:
        order, method = _sifted(ranked(ordered, weights), weights), GREEDY
    position = {node: i for i, node in enumerate(order)}
    backward = [pair for pair in weights if position[pair[0]] > position[pair[1]]]
    backward.sort(key=lambda pair: (-weights[pair], pair))
    return CutSet(tuple(sorted(_needed(backward, weights))), method)


def _best_order(nodes: list[str], weights: Mapping[Pair, int]) -> list[str]:
    """The order of nodes with the least weight of arcs that lead back."""
    number = {node: i for i, node in enumerate(nodes)}
    arcs: list[list[tuple[int, int]]] = [[] for _ in nodes]  # node -> (bit of target, weight)
    for (source, target), weight in weights.items():
        arcs[number[source]].append((1 << number[target], weight))
    size = 1 << len(nodes)
    best = [0] * size
    last = [0] * size
    for mask in range(1, size):
        least = -1
        for node, targets in enumerate(arcs):
            bit = 1 << node
            if mask & bit:
                # `node` comes last of the set: its arcs to the others lead back.
                cost = best[mask ^ bit] + sum(w for b, w in targets if mask & b)
                if least < 0 or cost < least:
                    least, last[mask] = cost, node
        best[mask] = least
    order: list[str] = []
    mask = size - 1
    while mask:
        order.append(nodes[last[mask]])
        mask ^= 1 << last[mask]
    return order[::-1]


def _sifted(order: list[str], weights: Mapping[Pair, int]) -> list[str]:
    """The order after moving single nodes to better places, until none is left to be had."""
    for _ in range(_ROUNDS):
        changed = False
        for node in sorted(order):
            moved = _best_place(node, order, weights)
            changed = changed or moved != order
            order = moved
        if not changed:
            break
    return order


def _best_place(node: str, order: list[str], weights: Mapping[Pair, int]) -> list[str]:
    """The order with ``node`` where the least weight leads back; the old place wins ties."""
    rest = [other for other in order if other != node]
    # In front of all others its arcs out lead forward and its arcs in lead back.
    cost = sum(weights.get((other, node), 0) for other in rest)
    costs = [cost]
    for other in rest:
        cost += weights.get((node, other), 0) - weights.get((other, node), 0)
        costs.append(cost)
    place = order.index(node)
    best = min(range(len(costs)), key=lambda i: (costs[i], i != place, i))
    return [*rest[:best], node, *rest[best:]]


def _needed(backward: Iterable[Pair], weights: Mapping[Pair, int]) -> list[Pair]:
    """The arcs without those that can stay: the others already break every circle."""
    cut = set(backward)
    for pair in sorted(cut, key=lambda p: (-weights[p], p)):
        after: dict[str, list[str]] = {}
        for source, target in weights:
            if (source, target) not in cut:
                after.setdefault(source, []).append(target)
        if not _reaches(pair[1], pair[0], after):
            cut.discard(pair)
    return sorted(cut)


def _reaches(source: str, target: str, after: Mapping[str, list[str]]) -> bool:
    seen, pending = {source}, [source]
    while pending:
        node = pending.pop()
        if node == target:
            return True
        for other in after.get(node, ()):
            if other not in seen:
                seen.add(other)
                pending.append(other)
    return False
