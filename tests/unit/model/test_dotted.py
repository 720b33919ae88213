"""Dotted names."""

import pytest

from ssotlint.model.dotted import seen_from


@pytest.mark.parametrize(
    ("name", "dots", "written"),
    [
        ("shop.cart.lines", 1, ".lines"),
        ("shop.cart.lines.price", 1, ".lines.price"),
        ("shop.cart", 1, "."),
        ("shop.till", 1, "shop.till"),
        ("shop.till", 2, "..till"),
        ("shop", 2, ".."),
        ("shop.cart.lines", 2, ".lines"),
        ("bank.cart", 3, "bank.cart"),
        ("shop.cart.lines", 0, "shop.cart.lines"),
    ],
)
def test_a_module_is_written_with_no_more_dots_than_stood_there(
    name: str, dots: int, written: str
) -> None:
    assert seen_from("shop.cart", name, dots) == written


def test_a_file_beside_packages_writes_whole_names() -> None:
    assert seen_from("", "shop.cart", 1) == "shop.cart"
