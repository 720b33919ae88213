"""Which of the imports to cut matter less."""

from pathlib import Path

from ssotlint.engine.session import check_world
from ssotlint.model.severity import Severity

ORDER = "from shop.orders import Order\n"


def told(root: Path, **files: str) -> list[tuple[str, Severity]]:
    texts = {f"shop/{name}.py": text for name, text in {"__init__": "", **files}.items()}
    found = [f for f in check_world(texts, root).findings if f.rule == "import-cycle"]
    assert len({f.group for f in found}) == 1
    return [(f"{f.place.path}:{f.place.line}", f.severity) for f in found]


def test_circles_that_share_no_import_matter_alike(tmp_path: Path) -> None:
    orders = "from shop.bills import Bill\nfrom shop.stores import Store\n"
    assert told(tmp_path, orders=orders, bills=ORDER, stores=ORDER) == [
        ("shop/orders.py:1", Severity.WARNING), ("shop/orders.py:2", Severity.WARNING),
    ]  # fmt: skip


def test_a_circle_that_shares_an_import_with_another_is_a_note(tmp_path: Path) -> None:
    orders = "from shop.parts import Bolt, Nut, Screw\n"
    parts = "from shop.bills import Bill, Cheque\nfrom shop.stores import Store, Shelf\n"
    assert told(tmp_path, orders=orders, parts=parts, bills=ORDER, stores=ORDER) == [
        ("shop/bills.py:1", Severity.WARNING), ("shop/stores.py:1", Severity.NOTE),
    ]  # fmt: skip
