"""Of several paths to one symbol, which others should use, and why."""

from pathlib import Path as File

import pytest

from ssotlint.graph.paths import Reach, choose, favoured, paths_of
from ssotlint.model.config import Owner
from tests.worlds import draw

_SHOP = {
    "shop/__init__.py": "",
    "shop/money/__init__.py": "from shop.money.price import Price\n__all__ = ['Price']",
    "shop/money/price.py": "class Price: ...",
}


def _canonical(root: File, files: dict[str, str], owners: tuple[Owner, ...] = ()) -> str:
    world = draw(root, files)
    found = world.graph.importers.by_origin["shop.money.price.Price"]
    uses = [u for u in found if u.module.path.startswith("app")]
    answer = uses[0].answer
    assert answer.module is not None
    return choose(Reach(paths_of(uses), answer.module, answer.name), owners).path.text


def _users(path: str, count: int, first: int = 0) -> dict[str, str]:
    module, _, name = path.rpartition(".")
    return {f"app{i}.py": f"from {module} import {name}" for i in range(first, first + count)}


def test_a_package_that_exports_it_wins_a_tie(tmp_path: File) -> None:
    files = _SHOP | _users("shop.money.Price", 2) | _users("shop.money.price.Price", 2, 2)

    assert _canonical(tmp_path, files) == "shop.money.Price"


def test_the_origin_wins_when_more_import_from_it(tmp_path: File) -> None:
    files = _SHOP | _users("shop.money.Price", 2) | _users("shop.money.price.Price", 3, 2)

    assert _canonical(tmp_path, files) == "shop.money.price.Price"


def test_a_package_that_does_not_say_so_needs_a_clear_majority(tmp_path: File) -> None:
    silent = _SHOP | {"shop/money/__init__.py": "from shop.money.price import Price"}
    three = silent | _users("shop.money.Price", 3) | _users("shop.money.price.Price", 2, 3)
    five = silent | _users("shop.money.Price", 5) | _users("shop.money.price.Price", 2, 5)

    assert _canonical(tmp_path / "three", three) == "shop.money.price.Price"
    assert _canonical(tmp_path / "five", five) == "shop.money.Price"


def test_a_package_over_a_private_module_says_so(tmp_path: File) -> None:
    files = {
        "shop/__init__.py": "from shop._price import Price",
        "shop/_price.py": "class Price: ...",
        "app0.py": "from shop import Price",
        "app1.py": "from shop._price import Price",
    }
    world = draw(tmp_path, files)
    uses = [u for u in world.graph.importers.uses if u.module.path.startswith("app")]
    origin = world.index.by_path["shop/_price.py"]

    assert choose(Reach(paths_of(uses), origin, "Price"), ()).path.text == "shop.Price"


@pytest.mark.parametrize(
    ("facade", "canonical"),
    [("", "shop.money.price.Price"), ("shop.money:Price", "shop.money.Price")],
)
def test_what_is_declared_wins(tmp_path: File, facade: str, canonical: str) -> None:
    files = _SHOP | _users("shop.money.Price", 2) | _users("shop.money.price.Price", 2, 2)
    owner = Owner("Price", "shop.money.price:Price", facade)

    assert _canonical(tmp_path, files, (owner,)) == canonical


def test_a_public_alias_stands_for_a_private_class(tmp_path: File) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/price.py": "class _Price: ...\nPrice = _Price",
        "app0.py": "from shop.price import Price",
        "app1.py": "from shop.price import _Price",
    }
    world = draw(tmp_path, files)
    uses = [u for u in world.graph.importers.uses if u.module.path.startswith("app")]
    origin = world.index.by_path["shop/price.py"]

    assert choose(Reach(paths_of(uses), origin, "_Price"), ()).path.text == "shop.price.Price"


def test_a_package_is_outvoted_by_another_module_that_offers_it_on_purpose(tmp_path: File) -> None:
    other = {"shop/prices.py": "from shop.money.price import Price\n__all__ = ['Price']"}
    two = _SHOP | other | _users("shop.money.Price", 2) | _users("shop.prices.Price", 4, 2)
    five = _SHOP | other | _users("shop.money.Price", 2) | _users("shop.prices.Price", 5, 2)

    assert _canonical(tmp_path / "two", two) == "shop.money.Price"
    assert _canonical(tmp_path / "five", five) == "shop.prices.Price"


def test_a_package_says_so_by_an_alias_of_the_same_name(tmp_path: File) -> None:
    said = _SHOP | {"shop/money/__init__.py": "from shop.money.price import Price as Price"}
    files = said | _users("shop.money.Price", 2) | _users("shop.money.price.Price", 2, 2)

    assert _canonical(tmp_path, files) == "shop.money.Price"


def test_what_a_module_collects_is_counted_together(tmp_path: File) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/cart.py": "class Cart: ...",
        "shop/order.py": "class Order: ...",
        "shop/models.py": "from shop.cart import Cart\nfrom shop.order import Order",
        "app9.py": "from shop.order import Order",
    }
    files |= _users("shop.models.Cart", 5) | _users("shop.models.Order", 1, 5)
    world = draw(tmp_path, files)
    reaches = []
    for name in ("Cart", "Order"):
        symbol = f"shop.{name.lower()}.{name}"
        uses = [u for u in world.graph.importers.by_origin[symbol] if "shop/" not in u.module.path]
        origin = world.index.by_path[f"shop/{name.lower()}.py"]
        reaches.append(Reach(paths_of(uses), origin, name))

    favourites = favoured(reaches)

    assert choose(reaches[1], ()).path.text == "shop.order.Order"
    assert choose(reaches[1], (), favourites).path.text == "shop.models.Order"


def test_a_collection_does_not_win_what_most_import_elsewhere(tmp_path: File) -> None:
    files = _SHOP | {"shop/models.py": "from shop.money.price import Price"}
    files |= _users("shop.models.Price", 1) | _users("shop.money.price.Price", 3, 1)
    world = draw(tmp_path, files)
    found = world.graph.importers.by_origin["shop.money.price.Price"]
    uses = [u for u in found if u.module.path.startswith("app")]
    reach = Reach(paths_of(uses), world.index.by_path["shop/money/price.py"], "Price")

    choice = choose(reach, (), {"shop/models.py": "most take from it what it passes on"})

    assert choice.path.text == "shop.money.price.Price"


def test_an_alias_never_stands_for_a_public_name(tmp_path: File) -> None:
    files = _SHOP | {"shop/compat.py": "from shop.money.price import Price as OldPrice"}
    files |= _users("shop.compat.OldPrice", 5) | _users("shop.money.price.Price", 1, 5)

    assert _canonical(tmp_path, files) == "shop.money.price.Price"


def test_a_public_module_in_front_of_a_private_one_is_an_address(tmp_path: File) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/_price.py": "class Price: ...",
        "shop/money.py": "from shop._price import Price",
        "shop/cart.py": "from shop._price import Price\ndef empty(): ...",
        "app0.py": "from shop.money import Price",
        "app1.py": "from shop.cart import Price",
    }
    world = draw(tmp_path, files)
    uses = [u for u in world.graph.importers.uses if u.module.path.startswith("app")]
    origin = world.index.by_path["shop/_price.py"]

    found = {path.module.name: path.is_address(origin) for path in paths_of(uses)}

    assert found == {"shop.money": True, "shop.cart": False}


def test_what_changes_while_the_program_runs_is_taken_from_where_it_does(tmp_path: File) -> None:
    files = _SHOP | {
        "shop/money/price.py": "Price = None\n\n\ndef load():\n    global Price\n    Price = 1\n",
        "shop/money/__init__.py": "from shop.money.price import Price\n__all__ = ['Price']",
    }
    files |= _users("shop.money.Price", 5) | _users("shop.money.price.Price", 1, 5)

    assert _canonical(tmp_path, files) == "shop.money.price.Price"


def test_inside_a_package_the_choice_is_made_without_what_it_exports(tmp_path: File) -> None:
    """The package exports it for others; its own modules take it from the facade most of them use."""
    inner = "from shop.tools.checks import is_open"
    files = {
        "shop/__init__.py": "from shop.tools import is_open\n__all__ = ['is_open']",
        "shop/tools/__init__.py": inner,
        "shop/tools/checks.py": "def is_open(): ...",
        **{f"shop/page{i}.py": "from shop.tools import is_open" for i in range(6)},
        "shop/desk.py": inner,
        "app.py": "from shop import is_open",
    }
    world = draw(tmp_path, files)
    found = world.graph.importers.by_origin["shop.tools.checks.is_open"]
    answer = found[0].answer
    assert answer.module is not None

    choice = choose(Reach(paths_of(found), answer.module, answer.name), ())

    by_path = {module.path: module for module in world.index.modules}
    assert choice.wanted(by_path["app.py"]).text == "shop.is_open"
    assert choice.wanted(by_path["shop/desk.py"]).text == "shop.tools.is_open"
    assert choice.wanted(by_path["shop/tools/checks.py"]).text == "shop.tools.checks.is_open"


def test_a_module_that_only_imports_it_wins_nobody_and_loses_nobody(tmp_path: File) -> None:
    """Most take it from a page that needs it itself: the origin is the place, both may stay."""
    page = "from shop.money.price import Price\nclass Page: ..."
    files = (
        {**_SHOP, "shop/money/__init__.py": "", "shop/page.py": page}
        | _users("shop.page.Price", 6)
        | _users("shop.money.price.Price", 1, 6)
    )
    world = draw(tmp_path, files)
    found = world.graph.importers.by_origin["shop.money.price.Price"]
    answer = found[0].answer
    assert answer.module is not None

    choice = choose(Reach(paths_of(found), answer.module, answer.name), ())

    by_path = {module.path: module for module in world.index.modules}
    assert choice.path.text == "shop.money.price.Price"
    assert choice.leaves_open(by_path["app0.py"])
    assert choice.leaves_open(by_path["app6.py"])


def test_gettext_is_called_by_a_name_that_is_no_secret(tmp_path: File) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/money/__init__.py": "",
        "shop/money/price.py": "def _(text):\n    return text\n",
        "shop/texts.py": "from shop.money.price import _",
    }
    world = draw(tmp_path, files | _users("shop.texts._", 6))
    uses = world.graph.importers.by_origin["shop.money.price._"]
    answer = uses[0].answer
    assert answer.module is not None
    choice = choose(Reach(paths_of(uses), answer.module, answer.name), ())
    assert choice.path.text == "shop.texts._"
