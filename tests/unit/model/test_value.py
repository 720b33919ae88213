"""Values of the model: what they are equal to, and what they say when nothing was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as field_of_a_dataclass
from importlib import import_module
from pkgutil import walk_packages

import pytest
from msgspec import Struct

import ssotlint
from ssotlint.model.value import Parts, Value, field, parts_of, replace


class Point(Value, frozen=True):
    x: int
    y: int = 0
    seen: dict[str, int] = field(default_factory=dict)


class Other(Value, frozen=True):
    x: int
    y: int = 0
    seen: dict[str, int] = field(default_factory=dict)


class Tally(Parts):
    count: int = 0


@dataclass(frozen=True)
class Row:
    x: int
    y: int = 0


def test_values_of_one_class_are_equal_and_do_not_change() -> None:
    assert Point(1) == Point(1, 0) != Point(2)
    other: object = Other(1)
    assert Point(1) != other
    assert Point(1).seen is not Point(1).seen
    with pytest.raises(AttributeError):
        Point(1).x = 2  # type: ignore[misc]
    tally = Tally()
    tally.count += 1
    assert tally == Tally(1)


def test_parts_are_replaced_in_values_and_dataclasses() -> None:
    assert replace(Point(1), y=2) == Point(1, 2)
    assert replace(Row(1), y=2) == Row(1, 2)
    assert parts_of(Point) == ("x", "y", "seen")


def _below(kind: type[Struct]) -> Iterator[type[Struct]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def test_no_value_says_by_default_what_only_a_dataclass_understands() -> None:
    for module in walk_packages(ssotlint.__path__, "ssotlint."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    wrong = type(field_of_a_dataclass())
    found = [k for k in _below(Struct) if any(isinstance(d, wrong) for d in k.__struct_defaults__)]
    assert found == []
