"""Numbers as people are told them."""

from ssotlint.model.numbers import counted, first, listed, percent


def test_a_number_has_its_noun() -> None:
    assert [counted(1, "copy", "copies"), counted(1200, "file")] == ["1 copy", "1,200 files"]


def test_only_what_is_whole_is_a_hundred_percent() -> None:
    assert [percent(share) for share in (0, 0.834, 0.996, 0.9999, 1)] == [0, 83, 99, 99, 100]


def test_of_many_the_first_are_told_and_how_many_more_there_are() -> None:
    assert first(["a", "b", "c"], 3) == ("a", "b", "c")
    assert first(["a", "b", "c"], 2) == ("a", "b", "and 1 more")
    assert listed(["a", "b", "c"], 3) == "a, b, c"
    assert listed(["a", "b", "c"], 1, "; ") == "a and 2 more"
