"""Of things that point at each other in circles, an order in which little leads back."""

from hypothesis import given
from hypothesis import strategies as st

from ssotlint.model.ranking import ranked

_NODES = "abcdefg"
_WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from(_NODES), st.sampled_from(_NODES)).filter(lambda p: p[0] != p[1]),
    st.integers(1, 9),
)


def _back(order: list[str], weights: dict[tuple[str, str], int]) -> int:
    place = {node: number for number, node in enumerate(order)}
    return sum(w for (s, t), w in weights.items() if place[s] > place[t])


def test_without_a_circle_nothing_leads_back() -> None:
    weights = {("a", "b"): 1, ("b", "c"): 5, ("a", "c"): 2}
    assert ranked("cba", weights) == ["a", "b", "c"]


def test_of_a_circle_the_light_arrow_leads_back() -> None:
    assert ranked("ab", {("a", "b"): 3, ("b", "a"): 1}) == ["a", "b"]


@given(_WEIGHTS)
def test_at_most_half_of_the_weight_leads_back(weights: dict[tuple[str, str], int]) -> None:
    order = ranked(_NODES, weights)
    assert sorted(order) == list(_NODES)
    assert 2 * _back(order, weights) <= sum(weights.values())
