"""Cut sets leave no circle, and small ones are the lightest there are."""

import random
from itertools import permutations

import pytest

from ssotlint.graph.cycles import EXACT, EXACT_LIMIT, GREEDY, cut_set
from ssotlint.model.ranking import Pair


def _drawn(seed: int, size: int, arcs: int) -> tuple[list[str], dict[Pair, int]]:
    """A strongly connected graph: a ring, and some arcs across it."""
    dice = random.Random(seed)
    nodes = [f"n{i:02}" for i in range(size)]
    weights = {
        (a, b): dice.randint(1, 9) for a, b in zip(nodes, [*nodes[1:], nodes[0]], strict=True)
    }
    while len(weights) < arcs:
        a, b = dice.sample(nodes, 2)
        weights.setdefault((a, b), dice.randint(1, 9))
    return nodes, weights


def _has_a_circle(nodes: list[str], arcs: set[Pair]) -> bool:
    left = set(nodes)
    while True:
        free = {n for n in left if not any(b == n and a in left for a, b in arcs)}
        if not free:
            return bool(left)
        left -= free


def _least(nodes: list[str], weights: dict[Pair, int]) -> int:
    """By trying every order."""
    best = sum(weights.values())
    for order in permutations(nodes):
        place = {n: i for i, n in enumerate(order)}
        best = min(best, sum(w for (a, b), w in weights.items() if place[a] > place[b]))
    return best


@pytest.mark.parametrize("seed", range(12))
def test_up_to_the_limit_the_weight_is_the_least(seed: int) -> None:
    nodes, weights = _drawn(seed, 6, 14)

    found = cut_set(nodes, weights)

    assert found.method == EXACT
    assert not _has_a_circle(nodes, set(weights) - set(found.arcs))
    assert sum(weights[arc] for arc in found.arcs) == _least(nodes, weights)


@pytest.mark.parametrize("seed", range(12))
def test_above_it_nothing_is_cut_in_vain(seed: int) -> None:
    nodes, weights = _drawn(seed, EXACT_LIMIT + 18, 90)

    found = cut_set(nodes, weights)

    rest = set(weights) - set(found.arcs)
    assert found.method == GREEDY
    assert not _has_a_circle(nodes, rest)
    assert all(_has_a_circle(nodes, rest | {arc}) for arc in found.arcs)


def test_the_order_of_nodes_changes_nothing() -> None:
    nodes, weights = _drawn(1, 20, 60)
    mixed = dict(sorted(weights.items(), key=lambda item: item[1]))

    assert cut_set(nodes, weights) == cut_set(nodes[::-1], mixed)


def test_one_weak_arc_is_cut_instead_of_many() -> None:
    nodes = ["hub", *"abc"]
    weights = {("hub", n): 1 for n in "abc"} | {(n, "z"): 1 for n in "abc"} | {("z", "hub"): 1}

    assert cut_set([*nodes, "z"], weights).arcs == (("z", "hub"),)
