"""Which imports are told to take another path, and how loudly."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world
from ssotlint.model.severity import Severity

SHOP = {
    "shop/__init__.py": "",
    "shop/money/__init__.py": "from shop.money.price import Price\n\n__all__ = ['Price']\n",
    "shop/money/price.py": "class Price:\n    pass\n",
}


def told(root: Path, files: dict[str, str]) -> list[tuple[str, Severity]]:
    report = check_world({**SHOP, **files}, root, select=("competing-import-paths",))
    return [(f.place.path, f.severity) for f in report.findings]


def through(module: str, first: int, count: int) -> dict[str, str]:
    text = f"from {module} import Price\n\nprint(Price)\n"
    return {f"desks/d{number}.py": text for number in range(first, first + count)}


@pytest.mark.parametrize(
    ("facade", "severity"), [(2, Severity.NOTE), (3, Severity.NOTE), (4, Severity.WARNING)]
)
def test_without_a_clear_majority_it_is_a_note(
    tmp_path: Path, facade: int, severity: Severity
) -> None:
    files = {
        **through("shop.money", 0, facade),
        **through("shop.money.price", 7, 2),
    }
    assert told(tmp_path, files) == [("desks/d7.py", severity), ("desks/d8.py", severity)]


def test_what_a_project_declares_needs_no_majority(tmp_path: Path) -> None:
    files = {
        "ssotlint.toml": "[canonical]\n"
        "Price = {place = 'shop.money.price:Price', facade = 'shop.money:Price'}\n",
        **through("shop.money", 0, 2),
        **through("shop.money.price", 7, 2),
    }
    assert {severity for _, severity in told(tmp_path, files)} == {Severity.WARNING}


def test_a_package_that_only_collects_is_no_user(tmp_path: Path) -> None:
    files = {
        "desks/legacy/__init__.py": "",
        "desks/legacy/money/__init__.py": "from shop.money.price import Price\n",
        "desks/legacy/sales.py": "from shop.money.price import Price\n\nprint(Price)\n",
        **through("shop.money", 0, 4),
    }
    assert told(tmp_path, files) == [("desks/legacy/sales.py", Severity.WARNING)]


def test_nobody_mends_what_others_wrote(tmp_path: Path) -> None:
    files = {
        **through("shop.money", 0, 4),
        "desks/third_party/till.py": "from shop.money.price import Price\n\nprint(Price)\n",
    }
    assert told(tmp_path, files) == []
