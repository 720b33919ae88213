"""Groups whose members are all alike to one of them."""

from ssotlint.detectors.stars import stars


def _both_ways(*edges: tuple[int, int, float]) -> dict[int, dict[int, float]]:
    found: dict[int, dict[int, float]] = {}
    for a, b, likeness in edges:
        found.setdefault(a, {})[b] = likeness
        found.setdefault(b, {})[a] = likeness
    return found


def test_a_chain_is_no_group() -> None:
    chain = _both_ways((0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.9))

    assert stars([1, 1, 1, 1], chain) == {1: [0, 2], 3: []}


def test_the_node_with_most_copies_around_it_is_the_centre() -> None:
    edges = _both_ways((0, 1, 0.9), (1, 2, 0.9))

    assert stars([1, 1, 1], edges) == {1: [0, 2]}


def test_what_is_written_often_is_a_better_centre_than_what_is_alike_to_more() -> None:
    edges = _both_ways((0, 1, 0.9), (1, 2, 0.9))

    assert stars([9, 1, 1], edges) == {0: [1], 2: []}


def test_a_neighbour_of_two_centres_goes_to_the_one_that_it_is_most_alike_to() -> None:
    edges = _both_ways((0, 2, 0.7), (0, 3, 0.9), (1, 2, 0.8), (1, 4, 0.9))

    assert stars([5, 5, 1, 1, 1], edges) == {0: [3], 1: [2, 4]}


def test_what_is_alike_to_nothing_stands_alone() -> None:
    assert stars([1, 4], {}) == {0: [], 1: []}


def test_a_chosen_node_is_a_centre_whatever_stands_around_others() -> None:
    edges = _both_ways((0, 1, 0.9), (1, 2, 0.9), (1, 3, 0.9))

    assert stars([1, 1, 1, 1], edges, {0}) == {0: [1], 2: [], 3: []}
