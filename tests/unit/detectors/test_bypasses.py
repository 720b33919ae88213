"""Which constructions are said to go beside a factory."""

from pathlib import Path

import pytest

from ssotlint.detectors import bypasses
from ssotlint.detectors.view import View
from ssotlint.engine.session import check_world
from ssotlint.model.options import Allowing
from tests.worlds import draw

CART = """
class Cart:
    def __init__(self, user=None):
        self.user = user
"""
MAKING = """
def create_cart(user=None):
    cart = Cart(user)
    cart.lines = []
    return cart
"""
DIRECT = "from shop.carts import Cart\n\ndef restore(): return Cart()\n"


def _found(root: Path, factory: str, name: str, **more: str) -> list[str]:
    users = {
        f"shop/user{n}.py": f"from shop.carts import {name}\n\n"
        f"def enter(): return {name}(), {name}()\n"
        for n in range(3)
    }
    files = {"shop/__init__.py": "", "shop/carts.py": CART + factory, **users}
    files |= {f"{path.replace('__', '/')}.py": text for path, text in more.items()}
    world = draw(root, files)
    view = View(world.index, world.graph, world.config)
    cases = bypasses.detect(view, Allowing())
    return [m.place.path for case in cases for m in case.members if m.suspect]


def test_whoever_constructs_beside_the_custom_is_told(tmp_path: Path) -> None:
    for number, verb in enumerate(("create", "get", "build")):
        factory = MAKING.replace("create", verb)
        found = _found(tmp_path / str(number), factory, f"{verb}_cart", shop__batch=DIRECT)
        assert found == ["shop/batch.py"]


def test_a_file_that_defines_nothing_may_construct_as_it_is_loaded(tmp_path: Path) -> None:
    direct = "from shop.carts import Cart\n\nCART = Cart()\nCART.user = 17\n"

    assert _found(tmp_path, MAKING, "create_cart", shop__batch=direct) == ["shop/batch.py"]


def test_a_function_that_does_nothing_but_to_call_the_class_is_no_factory(tmp_path: Path) -> None:
    factory = "def create_cart(user=None): return Cart(user)\n"

    assert _found(tmp_path, factory, "create_cart", shop__batch=DIRECT) == []


@pytest.mark.parametrize(
    ("factory", "made", "stands"),
    [
        pytest.param(("pass", "user, limit=LIMIT"), "user, limit=LIMIT", True, id="its own line"),
        pytest.param(("lines = []", "user, lines=lines"), "user", True, id="leaves it out"),
        pytest.param(("lines = []", "user, lines=lines"), "user, lines=[1]", False, id="by name"),
        pytest.param(("lines = []", "user, lines=lines"), "user, [1]", False, id="by position"),
        pytest.param(("lines = []", "lines=lines, **{}"), "user", False, id="unpacked"),
    ],
)
def test_who_says_what_a_factory_works_out_needs_no_factory(
    tmp_path: Path, factory: tuple[str, str], made: str, stands: bool
) -> None:
    carts = """
class Cart:
    def __init__(self, user=None, lines=(), limit=0):
        self.lines = lines

LIMIT = 20

def create_cart(user=None):
    {}
    cart = Cart({})
    cart.open = True
    return cart
"""
    users = {
        f"shop/user{n}.py": "from shop.carts import create_cart\n\n"
        "def enter(): return create_cart(), create_cart()\n"
        for n in range(3)
    }
    direct = f"from shop.carts import LIMIT, Cart\n\ndef restore(user): return Cart({made})\n"
    files = {"shop/__init__.py": "", "shop/carts.py": carts.format(*factory), **users}
    files["shop/batch.py"] = direct
    found = check_world(files, tmp_path, select=("bypassed-factory",)).findings
    assert [f.place.path for f in found] == (["shop/batch.py"] if stands else [])


@pytest.mark.parametrize(
    ("factory", "made", "stands"),
    [
        pytest.param("Cart(user)", "mine", True, id="handed on"),
        pytest.param("Cart(user=user or 'guest')", "mine", True, id="handed on or a default"),
        pytest.param("Cart(USERS[user])", "mine", False, id="a key of a table"),
        pytest.param("Cart(load(user))", "mine", False, id="what it loads"),
        pytest.param("Cart('guest')", "mine", False, id="a constant, and something of one's own"),
        pytest.param("Cart(None, 20)", "None, 99", True, id="another constant"),
        pytest.param("Cart(**options)", "mine", True, id="whatever it gets"),
        pytest.param("Cart(user)", "*mine", False, id="nobody knows what"),
    ],
)
def test_what_the_factory_could_not_make_is_no_bypass(
    tmp_path: Path, factory: str, made: str, stands: bool
) -> None:
    carts = f"""
class Cart:
    def __init__(self, user=None, limit=0):
        self.user = user

USERS = {{}}

def create_cart(user=None, **options):
    cart = {factory}
    cart.lines = []
    return cart
"""
    users = {
        f"shop/user{n}.py": "from shop.carts import create_cart\n\n"
        "def enter(): return create_cart(), create_cart()\n"
        for n in range(3)
    }
    direct = f"from shop.carts import Cart\n\ndef restore(mine): return Cart({made})\n"
    files = {"shop/__init__.py": "", "shop/carts.py": carts, "shop/batch.py": direct, **users}
    found = check_world(files, tmp_path, select=("bypassed-factory",)).findings
    assert [f.place.path for f in found] == (["shop/batch.py"] if stands else [])


def test_who_asks_the_factory_first_knows_why_he_constructs_one(tmp_path: Path) -> None:
    direct = """
from shop.carts import Cart, create_cart

def restore():
    cart = create_cart()
    if not cart.lines:
        cart = Cart()
    return cart
"""
    assert _found(tmp_path, MAKING, "create_cart", shop__batch=direct) == []


def test_who_prepares_something_is_no_other_factory(tmp_path: Path) -> None:
    factory = MAKING
    setup = DIRECT.replace("restore", "setup_kiosk")
    other = DIRECT.replace("restore", "make_gift")

    found = _found(tmp_path, factory, "create_cart", shop__kiosk=setup, shop__gifts=other)

    assert found == ["shop/kiosk.py"]


def test_where_nearly_half_construct_there_is_no_custom(tmp_path: Path) -> None:
    factory = "def create_cart(user=None): return Cart(user)\n"
    direct = DIRECT.replace("return Cart()", "return Cart(), Cart(), Cart(), Cart()")

    assert _found(tmp_path, factory, "create_cart", shop__batch=direct) == []


def test_an_instance_of_ones_own_beside_the_shared_one_is_no_bypass(tmp_path: Path) -> None:
    kept = """
_cart = None

def get_cart():
    global _cart
    if _cart is None:
        _cart = Cart()
    return _cart
"""
    cached = """
import functools

@functools.cache
def _kept(): return Cart()

def get_cart(): return _kept()
"""
    assert _found(tmp_path / "global", kept, "get_cart", shop__batch=DIRECT) == []
    assert _found(tmp_path / "cache", cached, "get_cart", shop__batch=DIRECT) == []


def test_tests_and_scripts_may_construct(tmp_path: Path) -> None:
    factory = "def create_cart(user=None): return Cart(user)\n"

    found = _found(tmp_path, factory, "create_cart", tests__test_carts=DIRECT, scripts__fill=DIRECT)

    assert found == []


def test_the_remedy_tells_what_the_factory_takes_and_writes_no_call(tmp_path: Path) -> None:
    users = {
        f"shop/user{n}.py": "from shop.carts import create_cart\n\n"
        "def enter(): return create_cart(), create_cart()\n"
        for n in range(3)
    }
    files = {"shop/__init__.py": "", "shop/carts.py": CART + MAKING, "shop/direct.py": DIRECT}

    (finding,) = check_world(files | users, tmp_path, select=("bypassed-factory",)).findings

    assert finding.remedy == "Call shop.carts.create_cart; it takes (user=None)."
