"""How alike two bodies are, told by their statements."""

import pytest

from ssotlint.detectors.likeness import Bag, Likeness, likeness, token_share

SETS = ("assign", "x", "1")
CALLS = ("call", "f", "x", "y")
CALLS_OTHERWISE = ("call", "f", "x", "z")
RETURNS = ("return", "x")


def test_equal_bodies_share_everything() -> None:
    bag = Bag([SETS, CALLS, RETURNS])

    assert likeness(bag, bag) == Likeness(1.0, 1.0, 3)


def test_the_order_of_statements_does_not_count() -> None:
    assert likeness(Bag([SETS, CALLS]), Bag([CALLS, SETS])).similarity == 1.0


def test_an_edited_statement_counts_by_its_tokens() -> None:
    found = likeness(Bag([SETS, CALLS]), Bag([SETS, CALLS_OTHERWISE]))

    assert found.similarity == (1 + 0.75) / 2
    assert found.equal == 1


def test_an_added_statement_takes_its_share() -> None:
    assert likeness(Bag([SETS, CALLS]), Bag([SETS, CALLS, RETURNS])).similarity == 4 / 5


def test_short_statements_say_less() -> None:
    """Of two bodies that share a long statement and two that share `try`, the first are nearer."""
    attempt = ("try",)
    shares_the_call = Bag([CALLS, attempt]).shared(Bag([CALLS, ("pass",)]))
    shares_the_try = Bag([CALLS, attempt]).shared(Bag([("del", "x", "y", "z"), attempt]))

    assert shares_the_call == 8 / 10
    assert shares_the_try == 2 / 10


def test_nothing_is_alike_to_nothing() -> None:
    assert likeness(Bag([]), Bag([])) == Likeness(0.0, 0.0, 0)
    assert Bag([]).shared(Bag([])) == 0.0


def test_tokens_are_compared_in_order_and_below_the_floor_is_nothing() -> None:
    assert token_share("abcd", "abd") == pytest.approx(6 / 7)
    assert token_share("abcd", "xyzd", 0.5) == 0.0
