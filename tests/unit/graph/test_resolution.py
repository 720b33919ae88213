"""Where a name leads: definitions, re-exports, renames, star imports, fallbacks."""

from pathlib import Path

import pytest

from ssotlint.graph.resolution import Status
from ssotlint.graph.resolver import Resolver
from tests.unit.graph.resolving import Resolve
from tests.worlds import draw


def test_a_definition_is_its_own_origin(last_import: Resolve) -> None:
    answer = last_import({"shop.py": "class Cart: ...", "app.py": "from shop import Cart"})

    assert answer.symbol == "shop.Cart"
    assert [(s.module, s.line) for s in answer.chain] == [("shop", 1)]


def test_a_chain_of_renames_ends_at_the_definition(last_import: Resolve) -> None:
    answer = last_import({
        "origin.py": "class Cart: ...\nBasket = Cart",
        "facade.py": "from origin import Basket as Trolley",
        "app.py": "from facade import Trolley",
    })  # fmt: skip

    assert answer.symbol == "origin.Cart"
    assert [f"{s.module}.{s.name}" for s in answer.chain] == [
        "facade.Trolley", "origin.Basket", "origin.Cart",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("exports", "status"),
    [
        ("", Status.SYMBOL),
        ("__all__ = ['Cart']", Status.SYMBOL),
        ("__all__ = ['Other']\nOther = 1", Status.MISSING_NAME),
        ("__all__ = ['Other']\n__all__ += ['Cart']\nOther = 1", Status.SYMBOL),
    ],
)
def test_a_star_import_brings_what_all_lists(
    last_import: Resolve, exports: str, status: Status
) -> None:
    answer = last_import({
        "origin.py": f"class Cart: ...\n{exports}",
        "facade.py": "from origin import *",
        "app.py": "from facade import Cart",
    })  # fmt: skip

    assert answer.status is status


def test_a_star_import_brings_no_private_name(last_import: Resolve) -> None:
    answer = last_import({
        "origin.py": "_secret = 1",
        "facade.py": "from origin import *",
        "app.py": "from facade import _secret",
    })  # fmt: skip

    assert answer.status is Status.MISSING_NAME


def test_of_several_star_imports_the_last_that_has_the_name_counts(last_import: Resolve) -> None:
    answer = last_import({
        "one.py": "Cart = 1",
        "two.py": "Cart = 2",
        "three.py": "Other = 3",
        "facade.py": "from one import *\nfrom two import *\nfrom three import *",
        "app.py": "from facade import Cart",
    })  # fmt: skip

    assert answer.symbol == "two.Cart"


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    from origin import Cart\nexcept ImportError:\n    Cart = None",
        "try:\n    from origin import Cart\nexcept ImportError:\n    class Cart: ...",
        "import typing\nfrom origin import Cart\nif typing.TYPE_CHECKING:\n    from other import Cart",
        "from contextlib import suppress\nwith suppress(ImportError):\n    from origin import Cart",
        "if True:\n    from origin import Cart",
        "import origin\nCart = origin.Cart",
        "import origin as o\nCart = o.Cart",
        "from origin import Cart\nCart = Cart",
    ],
)
def test_what_runs_counts_and_not_its_fallback(last_import: Resolve, text: str) -> None:
    answer = last_import({
        "origin.py": "class Cart: ...",
        "other.py": "class Cart: ...",
        "facade.py": text,
        "app.py": "from facade import Cart",
    })  # fmt: skip

    assert answer.symbol == "origin.Cart"


def test_a_fallback_counts_when_what_it_replaces_does_not_exist(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "",
        "shop/facade.py":
            "try:\n    from shop.gone import Cart\nexcept ImportError:\n    class Cart: ...",
        "app.py": "from shop.facade import Cart",
    })  # fmt: skip

    assert answer.symbol == "shop.facade.Cart"
    assert not answer.certain


@pytest.mark.parametrize(
    "text",
    [
        "for Cart in (1, 2): ...",
        "with open('x') as Cart: ...",
        "try:\n    Cart = 1\nfinally:\n    pass",
        "if x := 1:\n    Cart = 1",
        "(Cart := 1)",
        "Cart, other = 1, 2",
        "def _load():\n    global Cart\n    Cart = 1",
        "while True:\n    Cart = 1",
        "import os as Cart",
        "match 1:\n    case 1:\n        Cart = 2",
        "async def Cart(): ...",
        "Cart: int = 1",
    ],
)
def test_whatever_binds_a_name_makes_it_exist(last_import: Resolve, text: str) -> None:
    answer = last_import({"shop.py": text, "app.py": "from shop import Cart"})

    assert not answer.is_missing


@pytest.mark.parametrize("text", ["", "Cart: int", "Cart = 1\ndel Cart", "def f():\n    Cart = 1"])
def test_a_name_that_nothing_binds_is_missing(last_import: Resolve, text: str) -> None:
    answer = last_import({"shop.py": text, "app.py": "from shop import Cart"})

    assert answer.status is Status.MISSING_NAME
    assert answer.missing == "shop.Cart"


def test_a_binding_of_the_package_wins_over_its_submodule(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "from shop.cart import cart",
        "shop/cart.py": "def cart(): ...",
        "app.py": "from shop import cart",
    })  # fmt: skip

    assert (answer.status, answer.symbol) == (Status.SYMBOL, "shop.cart.cart")


def test_a_package_that_imports_its_own_submodule_binds_that(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "from . import cart",
        "shop/cart.py": "",
        "app.py": "from shop import cart",
    })  # fmt: skip

    assert (answer.status, answer.symbol) == (Status.MODULE, "shop.cart")


def test_a_package_takes_its_part_until_it_binds_another_thing_of_that_name(
    last_import: Resolve,
) -> None:
    files = {"shop/cart.py": "cart = object()", "app.py": "from shop import parts"}
    take, bind = "from shop import cart as parts\n", "from shop.cart import cart\n"

    early = last_import({"shop/__init__.py": take + bind, **files})
    late = last_import({"shop/__init__.py": bind + take, **files})
    called = last_import({"shop/__init__.py": f"def pick():\n    {take}\n{bind}{take}", **files})

    assert (early.status, early.module and early.module.name) == (Status.MODULE, "shop.cart")
    assert (late.symbol, called.symbol) == ("shop.cart.cart", "shop.cart.cart")


def test_a_star_import_wins_over_a_submodule_of_that_name(last_import: Resolve) -> None:
    answer = last_import({
        "shop/__init__.py": "from .impl import *",
        "shop/impl.py": "def cart(): ...",
        "shop/cart.py": "",
        "app.py": "from shop import cart",
    })  # fmt: skip

    assert answer.symbol == "shop.impl.cart"
    assert not answer.certain  # who asks while the package is loaded gets the submodule


def test_a_chain_of_hundreds_of_re_exports_is_followed(last_import: Resolve) -> None:
    chain = {f"m{n}.py": f"from m{n - 1} import Cart\n" for n in range(1, 400)}
    files = {"m0.py": "class Cart: ...\n", **chain, "app.py": "from m399 import Cart\n"}
    assert last_import(files).symbol == "m0.Cart"


def test_a_circle_of_re_exports_ends(last_import: Resolve) -> None:
    answer = last_import({
        "one.py": "from two import Cart",
        "two.py": "from one import Cart",
        "app.py": "from one import Cart",
    })  # fmt: skip

    assert answer.status is Status.UNKNOWN


def test_modules_that_all_star_import_each_other_are_gone_through_once(
    last_import: Resolve,
) -> None:
    """By each way from one to another there would be as many ways as orders of them."""
    numbers = range(14)
    files = {
        f"m{n}.py": "".join(f"from m{other} import *\n" for other in numbers if other != n)
        for n in numbers
    }
    answer = last_import({**files, "app.py": "from m0 import Cart\n"})

    assert answer.is_missing


@pytest.mark.parametrize("first", ["shop", "shop.till"])
def test_where_a_circle_leads_does_not_depend_on_who_has_asked_before(
    tmp_path: Path, first: str
) -> None:
    """A submodule, a function and two imports are called alike."""
    world = draw(tmp_path, {
        "shop/__init__.py": "from shop.till import cart\n", "shop/cart.py": "",
        "shop/till.py": "def cart(): ...\nfrom shop import cart\n",
    })  # fmt: skip
    modules = {module.name: module for module in world.index.modules}
    resolver = Resolver(world.index)
    resolver.attribute(modules[first], "cart")

    found = [resolver.attribute(modules[name], "cart") for name in ("shop", "shop.till")]
    assert [answer.status for answer in found] == [Status.MODULE, Status.UNKNOWN]


def test_an_import_of_a_global_name_in_a_function_binds_it(last_import: Resolve) -> None:
    answer = last_import({
        "compat.py": "def choose():\n    global core\n    from vendor import core",
        "app.py": "from compat import core",
    })  # fmt: skip

    assert not answer.is_missing


def test_what_a_module_imports_from_itself_is_what_it_has(last_import: Resolve) -> None:
    """So a script does whose classes are pickled: ``__main__`` is no name to find them by."""
    answer = last_import({
        "shop/__init__.py": "from .cart import Cart",
        "shop/cart.py": "class Cart: ...\nif __name__ == '__main__':\n    from shop.cart import Cart",
        "app.py": "from shop import Cart",
    })  # fmt: skip

    assert answer.symbol == "shop.cart.Cart"
    assert answer.certain
