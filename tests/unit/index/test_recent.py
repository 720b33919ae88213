"""Answers that are remembered while they are asked for."""

from ssotlint.index.recent import Recent


def test_what_is_asked_for_stays_and_what_is_not_goes() -> None:
    known: Recent[int, int] = Recent(4)
    known.keep(-1, 1)
    for number in range(100):
        known.keep(number, number * number)
        assert known.knows(-1)
        assert known[-1] == 1
        assert known[number] == number * number
    assert not known.knows(0)
    assert sum(known.knows(number) for number in range(100)) <= 8


def test_nothing_is_an_answer_too() -> None:
    known: Recent[str, None] = Recent(2)
    assert not known.knows("a")
    assert known.keep("a", None) is None
    assert known.knows("a")
    assert known["a"] is None
