"""What tells a place from another is said in whole words, of which one may stand for many."""

import pytest

from ssotlint.judges.vocabulary import own_words


@pytest.mark.parametrize(
    ("symbol", "code", "is_named"),
    [
        ("app.board_green", "board_green.hardware", True),
        ("app.orders", "self.shop.get_order(key)", True),
        ("app.PoliciesPage", "self.shop.get_policy(key)", True),
        ("app.policy", "self.shop.POLICIES", True),
        ("app.green", "self.greenhouse", False),
        ("app.news", "self.shop.new_item(key)", False),
        ("app.news", "self.shop.get_news(key)", True),
        ("app.series", "self.shop.user(key)", False),
        ("app.ties", "self.shop.tell(key)", False),
        ("app.dies", "self.dy", False),
    ],
)
def test_a_place_is_named_by_whole_words(symbol: str, code: str, *, is_named: bool) -> None:
    own, _ = own_words(symbol, "app.other")

    assert own.is_in(code) is is_named


def test_one_and_many_of_a_thing_tell_no_place_from_another() -> None:
    own, other = own_words("app.order.drop", "app.orders.drop")

    assert not own.is_in("get_order")
    assert not other.is_in("get_orders")
