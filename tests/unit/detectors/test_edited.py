"""What an edit does to the functions of a file is told one by one, or not at all."""

from ssotlint.detectors.edited import changes_in
from ssotlint.index.imprints import Imprint


def _said(name: str, text: int, position: int = 0) -> Imprint:
    return Imprint(position, name, "", text, 1, 0, (text,))


def test_who_stays_comes_and_goes_is_told() -> None:
    first, second, third = _said("first", 1), _said("second", 2, 1), _said("third", 3, 1)
    edited = _said("first", 4)

    changes = changes_in(7, [first, second], [edited, third]) or []

    assert {(c.file, c.old, c.new) for c in changes} == {
        (7, first, edited), (7, second, None), (7, None, third),
    }  # fmt: skip
    assert [c.comes_or_goes for c in changes if c.old is first] == [False]
    assert all(c.is_one for c in changes)


def test_who_only_stands_elsewhere_says_the_same() -> None:
    (change,) = changes_in(0, [_said("first", 1)], [_said("first", 1, 4)]) or []

    assert not change.is_one


def test_of_those_that_change_places_nothing_is_told() -> None:
    first, second = _said("first", 1), _said("second", 2, 1)

    assert changes_in(0, [first, second], [second, first]) is None
