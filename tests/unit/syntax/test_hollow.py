"""Expressions without what some of their parts say."""

import ast
from collections.abc import Iterator

import libcst as cst
import pytest

from ssotlint.model.place import Span
from ssotlint.syntax.hollow import hollow


def values(call: ast.Call) -> Iterator[Span]:
    given = [a.value if isinstance(a, ast.Starred) else a for a in call.args]
    for node in (*given, *(keyword.value for keyword in call.keywords)):
        yield Span(node.lineno, node.col_offset + 1, node.end_lineno or 0,
                   (node.end_col_offset or 0) + 1)  # fmt: skip


def left(text: str, *, without: bool = True) -> str:
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call)
    lines = text.split("\n")
    whole = Span(1, 1, len(lines), len(lines[-1]) + 1)
    return "\n".join(hollow(lines, whole, values(call) if without else ()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pay()", "pay()"),
        ("pay(order)", "pay(...)"),
        ("pay(order, rate=2)", "pay(..., rate=...)"),
        ("pay(*orders)", "pay(*...)"),
        ("pay(**{'a': 1})", "pay(**...)"),
        ("pay((order), rate=(2))", "pay((...), rate=(...))"),
        ('pay({\n    "a": 1,  # one\n}, rate=2)', "pay(..., rate=...)"),
        (
            'pay(\n    order,  # mine\n    note="""a\nb""",\n)',
            "pay(\n    ...,  # mine\n    note=...,\n)",
        ),
    ],
)
def test_what_arguments_hold_is_left_out(text: str, shown: str) -> None:
    assert left(text) == shown


def test_nothing_is_left_out_unless_it_is_said() -> None:
    text = 'shop.pay({\n    "a": 1,\n}, rate=2)'
    assert left(text, without=False) == text


def test_what_is_left_is_a_call_with_the_same_arguments() -> None:
    text = 'pay(order, *rest, rate={\n    "a": lambda: 1,\n}, **more)'
    whole, part = cst.parse_expression(text), cst.parse_expression(left(text))
    assert isinstance(whole, cst.Call)
    assert isinstance(part, cst.Call)
    asked = [(a.star, a.keyword and a.keyword.value) for a in whole.args]
    assert [(a.star, a.keyword and a.keyword.value) for a in part.args] == asked


def test_the_text_before_and_behind_is_none_of_it() -> None:
    assert hollow(["total = pay(ä, 1) + 2"], Span(1, 9, 1, 18), [Span(1, 13, 1, 14)]) == (
        "pay(..., 1)",
    )
