"""Which of the imports to cut matter less."""

from pathlib import Path

import pytest

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


SHARED = "move what is shared into a module that both can import"
UNUSED = "nothing here uses it"


@pytest.mark.parametrize(
    ("orders", "more", "how"),
    [
        pytest.param("from shop.bills import Bill\n", "", f"delete it: {UNUSED}", id="unused"),
        pytest.param(
            "from shop.bills import Bill as B\n", "", f"delete it: {UNUSED}", id="by another name"
        ),
        pytest.param(
            "from shop import bills\n", "", f"delete it, unless it is there to be loaded: {UNUSED}",
            id="a module",
        ),
        pytest.param("from shop.bills import Bill  # noqa: F401\n", "", SHARED, id="meant"),
        pytest.param(
            "from shop.bills import Bill  # noqa: F401\n", "from shop.orders import Bill\n",
            f"{UNUSED}; 1 module takes it from here: import it from shop.bills there", id="passed on",
        ),
        pytest.param("from shop.bills import Bill\nx: 'Bill'\n", "", SHARED, id="used in a text"),
        pytest.param(
            "from shop.bills import Bill\ndef f(b: Bill) -> list[Bill]: ...\n", "",
            "import it under TYPE_CHECKING: only annotations need it (unless something reads them while the program runs)", id="annotates",
        ),
        pytest.param(
            "from shop.bills import Bill\ndef f(b: Bill): return list(map(Bill, b))\n", "", SHARED,
            id="annotates and calls",
        ),
        pytest.param("import shop.bills\n", "", SHARED, id="a whole path"),
    ],
)  # fmt: skip
def test_an_import_that_nothing_needs_to_run_need_not_run(
    tmp_path: Path, orders: str, more: str, how: str
) -> None:
    bills = "from shop.orders import Line, Order\n\nORDERS = [Order(Line)]\n"
    files = {"__init__": "", "orders": orders, "bills": bills, "desk": more}
    texts = {f"shop/{name}.py": text for name, text in files.items()}
    found = [f for f in check_world(texts, tmp_path).findings if f.rule == "import-cycle"]

    assert [f.remedy.partition(": ")[2] for f in found] == [f"{how}."]


def test_what_is_cut_is_told_apart_from_what_else_is_to_be_cut(tmp_path: Path) -> None:
    package = "from shop.models import A, B\nfrom shop.cart import Cart\n"
    models, cart = "class A: ...\nclass B: ...\n", "from shop import A, B\n\nCart = A, B\n"
    texts = {"shop/__init__.py": package, "shop/models.py": models, "shop/cart.py": cart}
    (found,) = check_world(texts, tmp_path / "one", select=("import-cycle",)).findings
    assert found.remedy == "Cut this import of A, B: import them from shop.models."

    orders = "from shop.bills import Bill\nfrom shop.stores import Store\n\nALL = Bill, Store\n"
    texts = {"shop/__init__.py": "", "shop/orders.py": orders,
             "shop/bills.py": f"{ORDER}\nBill = Order\n", "shop/stores.py": f"{ORDER}\nStore = Order\n"}  # fmt: skip
    found, _ = check_world(texts, tmp_path / "two", select=("import-cycle",)).findings
    assert found.remedy == (
        "Cut this import of Bill: move what is shared into a module that both can import. "
        "Cut 1 other import of the group as well."
    )
