from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from ssotlint.model.late import Late
from ssotlint.model.value import replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Late):
    place: str
    message: str = ""


def test_what_is_left_is_made_when_it_is_asked_for_and_once() -> None:
    made: list[str] = []

    def rest() -> Mapping[str, object]:
        made.append("message")
        return {"message": "twice"}

    told = Told.late({"place": "a.py"}, rest)
    assert (told.place, made) == ("a.py", [])
    assert (told.message, told.message, made) == ("twice", "twice", ["message"])


def test_it_equals_and_becomes_what_was_made_at_once() -> None:
    told = Told.late({"place": "a.py"}, lambda: {"message": "twice"})
    assert told == Told(place="a.py", message="twice")
    assert replace(told, place="b.py") == Told(place="b.py", message="twice")


def test_a_name_that_is_no_field_is_an_error() -> None:
    told = Told.late({"place": "a.py"}, lambda: {"message": "twice"})
    with pytest.raises(AttributeError):
        told.massage  # type: ignore[attr-defined]  # noqa: B018
