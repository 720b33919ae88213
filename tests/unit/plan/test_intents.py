"""The order of the steps of a plan."""

from ssotlint.plan.intents import COPIES, CUT, IMPORTS, Intent, in_order


def order(*intents: Intent) -> list[str]:
    return [intent.key for intent in in_order({i.key: i for i in intents}, {})]


def test_what_must_come_first_comes_first() -> None:
    later = Intent(IMPORTS, "a", after={"copies:z"})
    assert order(later, Intent(COPIES, "z"), Intent(CUT, "y")) == ["cut:y", "copies:z", "imports:a"]


def test_steps_that_wait_for_each_other_are_told_all_the_same() -> None:
    one = Intent(IMPORTS, "a", after={"imports:b"})
    other = Intent(IMPORTS, "b", after={"imports:a"})
    last = Intent(COPIES, "c", after={"imports:b"})
    assert order(other, last, one) == ["imports:a", "imports:b", "copies:c"]
