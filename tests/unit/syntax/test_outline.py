"""What stands around a place in a function."""

import ast

import pytest

from ssotlint.model.place import Span
from ssotlint.syntax.outline import Outline


def outline(*rows: str) -> Outline:
    lines = ["def ship(self, till):", *(f"    {row}" for row in rows)]
    return Outline(lines, Span(1, 1, len(lines), len(lines[-1]) + 1))


@pytest.mark.parametrize(
    "row",
    [
        "pay = till", "pay: int = till", "pay += 1", "pay //= 1", "(pay) = till", "if pay := till: ...",
        "for pay in till: ...", "a, pay = till", "[pay, a] = till", "with till as pay: ...",
        "del pay", "del a, pay", "a = [pay for pay in till]", "total = pay = till",
    ],
)  # fmt: skip
def test_a_name_that_is_bound_is_seen(row: str) -> None:
    assert outline(row, "pay(till)").sets("pay")


@pytest.mark.parametrize(
    "row", ["pay == till", "repay = till", "pay.rate = till", "till(pay=1)", "print('as pay')", ""]
)
def test_a_name_that_is_only_used_is_not_bound(row: str) -> None:
    assert not outline(row, "pay(till)").sets("pay")


@pytest.mark.parametrize(
    "row",
    [
        "self.pay = till", "self.pay: int = till", "self.pay += 1", "self.pay **= 1",
 "for self.pay in till: ...", "with till as self.pay: ...",
        "del self.pay", "del self.rate, self.pay", "(self.pay  # why\n    ) = till",
    ],
)  # fmt: skip
def test_an_attribute_that_is_set_is_seen(row: str) -> None:
    assert outline(*row.split("\n"), "self.pay(till)").sets_attribute("pay")


@pytest.mark.parametrize("row", ["self.pay == till", "self.repay = till", "self.pay.rate = till"])
def test_an_attribute_that_is_only_used_is_not_set(row: str) -> None:
    assert not outline(row, "self.pay(till)").sets_attribute("pay")


@pytest.mark.parametrize(
    ("row", "replaced"),
    [
        ("patch('shop.till.pay')", True), ("patch.multiple(till, pay=None)", True),
        ("patch.multiple(till, pay = None)", True), ("setattr(till, 'pay', None)", True),
        ("setattr(till, 'pay' 'ment', None)", False), ("setattr(till, 'rate', 1)", False),
        ("give(till, 'pay')", False), ("patch('shop.pay.till')", False),
    ],
)  # fmt: skip
def test_what_is_replaced_is_said_in_a_text_or_a_keyword(row: str, replaced: bool) -> None:
    assert outline(row, "pay(till)").replaces(("pay",)) is replaced


def test_uses_of_a_variable_come_with_what_stands_above_them() -> None:
    found = outline("pay = till()", "pay.go()", "print(pay, payment)")
    name = next(n for n in found.nodes if isinstance(n, ast.Name) and n.id == "pay")
    above = [type(node).__name__ for node, _ in found.uses(name)]
    assert sorted(above) == ["Attribute", "Call"]


def test_a_path_leads_through_defaults_blocks_and_loops() -> None:
    lines = [
        "@mark",
        "def f(x=b()):",
        "    with c() as d:",
        "        return [e() for g in h()]",
    ]
    found = Outline(lines, Span(1, 1, 4, 34))
    for name, place in {"b": (2, 9), "c": (3, 10), "e": (4, 17), "h": (4, 30)}.items():
        span = Span(*place, place[0], place[1] + 3)
        call = found.path(span)[-1]
        assert isinstance(call, ast.Call)
        assert isinstance(call.func, ast.Name)
        assert call.func.id == name
    assert found.path(Span(4, 17, 4, 19)) == []
