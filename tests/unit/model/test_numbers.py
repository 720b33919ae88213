"""Numbers as people are told them."""

from ssotlint.model.numbers import counted, percent


def test_a_number_has_its_noun() -> None:
    assert [counted(1, "copy", "copies"), counted(1200, "file")] == ["1 copy", "1,200 files"]


def test_only_what_is_whole_is_a_hundred_percent() -> None:
    assert [percent(share) for share in (0, 0.834, 0.996, 0.9999, 1)] == [0, 83, 99, 99, 100]
