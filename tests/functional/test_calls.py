"""Calls that look impossible and work: what was once reported on real code, and is silent now."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world

INTERFACE = """
from zope.interface import Interface


class ITill(Interface):
    def count(coins): ...


def close(till):
    return ITill(till).count([1, 2])
"""
FIELD_CALLED_SELF = """
from dataclasses import dataclass


@dataclass(kw_only=True)
class Flags:
    self: bool = False
    cli: bool = False


flags = Flags(self=True, cli=True)
"""
RAISES_WHAT_IT_IS_TOLD = """
class MissingError(Exception):
    pass


def load(path):
    return path.read_text() if path.is_file() else _missing(path)


def _missing(path):
    raise MissingError(f"{path} is not there")
"""
FILLS_ITS_OWN_NAMES = {
    "shop/constants.py": "def put(name, value, export=vars()):\n    export[name] = value\n\n\n"
    "for key in ('RATE', 'TAX'):\n    put(key, 1)\n",
    "shop/desk.py": "from shop import constants\n\n\ndef price():\n    return constants.RATE\n",
}
TAKES_ITSELF = {
    "shop/compat.py": "import sys\n\nfor key in ('RATE', 'TAX'):\n"
    "    setattr(sys.modules[__name__], key, 1)\n",
    "shop/desk.py": "from shop import compat\n\n\ndef price():\n    return compat.RATE\n",
}
MACHINE_CODE = {
    "shop/_native.pyi": "from asyncio import Future\n\n\nclass Till:\n    @staticmethod\n"
    "    def open() -> Future[Till]: ...\n",
    "shop/desk.py": "from shop._native import Till\n\n\nasync def start():\n"
    "    return await Till.open()\n",
}
EXPECTED_TO_FAIL = """
import pytest
from sympy.testing.pytest import raises


def price(amount, rate):
    return amount * rate


def test_price():
    raises(TypeError, lambda: price(1))


@pytest.mark.xfail(reason="rates are to come")
def test_default_rate():
    assert price(1)


@pytest.mark.skip
def test_later():
    assert price()
"""
NO_METHOD = """
class Engine:
    def run(data, func, size):
        return data.run(func, size=size, quick=True)


ENGINE = Engine
"""
AWAITABLE = """
from collections.abc import Awaitable


class Lease:
    def close(self): ...


class Lock:
    def acquire(self) -> Awaitable[Lease]:
        return self.block.acquire()

    async def enter(self):
        await self.acquire()
"""
SUBCLASSES_SUPPLY_IT = """
class AbstractMethodError(NotImplementedError):
    pass


class Ops:
    @classmethod
    def make(cls, op):
        raise AbstractMethodError(cls)

    @classmethod
    def fill(cls):
        cls.add = cls.make("add")
"""
PART_OF_OTHERS = """
from mpl.cbook import make_class_factory


class HostBase:
    def __init__(self, parent, **kwargs):
        super().__init__(parent, **kwargs)

    def draw(self):
        return self.get_children()


factory = make_class_factory(HostBase, "{}Host")
"""
MADE_AGAIN = """
class Order:
    def __new__(cls, item):
        return object.__new__(cls)

    def again(self, item):
        return self.__new__(type(self), item)
"""
ASKS_FIRST = """
import inspect


class Chain:
    def answer(self, question):
        wants_manager = "manager" in inspect.signature(self.search).parameters
        if wants_manager:
            return self.search(question, manager=self)
        else:
            return self.search(question)

    def search(self, question, *, manager):
        return manager, question


print(Chain().answer("why"))
"""
TOLD_TO_OTHERS = """
def makedirs(path, mode=None):
    return path, mode


def copy(path, is_windows):
    if is_windows:
        # the other module's function is here by then
        makedirs(path, owner="me")  # pylint: disable=unexpected-keyword-arg
    return makedirs(path)


def move(path):
    return makedirs(path, owner="me")  # type: ignore[call-arg]


def link(path):
    return makedirs(path, "me", "you")  # pyrefly: ignore [bad-argument-count]
"""
UNKNOWN_BASE_IN_FRONT = """
from engines import Plot


class Glyphs:
    def __init__(self, parent=None):
        self.parent = parent


class Map(Plot, Glyphs):
    def __init__(self, **options):
        super().__init__(ranges=(0, 1), **options)


print(Map())
"""
FILLED_IN_AT_THE_END = {
    "shop/__init__.py": "from shop import prices, taxes\n\nprices.total = taxes.total\n",
    "shop/prices.py": "def total(*rows):\n    raise RuntimeError('shop is half loaded')\n\n\n"
    "def bill(rows):\n    return total(rows) + 1\n",
    "shop/taxes.py": "def total(*rows):\n    return sum(rows)\n",
}
BASE_BY_CONDITION = """
from shop.setup import has_engine

if has_engine():
    from engines import Config as Base
else:
    from builtins import object as Base


class Settings(Base):
    def __init__(self, path):
        super().__init__(path)

    def rate(self):
        return self.get_value("rate")


print(Settings("shop.toml").rate())
"""
MEMBERS_FROM_A_LOOP = """
class Step:
    def __init__(self):
        self.require("shop")

    members = locals()
    for kind in ("require", "watch"):
        members[kind] = lambda self, name: name
    del members


Step()
"""
SET_TO_SOMETHING_ELSE = {
    "shop/pillar.py": "RATE = 1\n",
    "shop/desk.py": "def fetch(make):\n    import shop.pillar as pillar\n\n"
    "    pillar = make(pillar.RATE)\n    return pillar.fetch_remotes()\n",
}
PUT_IN_BY_A_LOADER = {
    "shop/modules.py": "def add():\n    return __salt__['shop']()\n",
    "tests/test_modules.py": "from shop import modules\n\n\ndef loaded():\n"
    "    return {modules: {'groups': {}}}\n\n\ndef test_add():\n"
    "    assert modules.__salt__ is not modules.groups\n",
}
PACKAGE_THAT_PASSES_ALL_ON = {
    "shop/fixtures/__init__.py": "from .mail import Mail\nfrom .shop import *\n",
    "shop/fixtures/shop.py": "import shop\n\nRATE = 1\n\n\ndef root():\n    return shop\n",
    "shop/fixtures/mail.py": "from shop.fixtures import shop as shop_fixtures\n\n\nclass Mail:\n"
    "    rate = shop_fixtures.RATE\n",
}
MORE_THAN_ITS_STUB = {
    "shop/parser.pyi": "class Reader:\n    def __init__(self, source: str) -> None: ...\n",
    "shop/desk.py": "from shop.parser import Reader\n\n\ndef read(text):\n"
    "    reader = Reader(text, quick=True)\n    return reader.rows()\n",
}
TURNED_INTO_HANDLERS = """
class Machine:
    def __init_subclass__(cls):
        for name, function in [*vars(cls).items()]:
            if callable(function):
                setattr(cls, name, lambda *told, function=function: (function, told))


class Till(Machine):
    def ring(self, price):
        return price


print(Till.ring(3))
"""
TURNED_INTO_HANDLERS_BY_OTHERS = """
from machines import Machine


class Till(Machine):
    def ring(self, price):
        return price


print(Till.ring(3))
"""
BOUND_BY_NAME = {
    "shop/pages/__init__.py": "from types import SimpleNamespace\n\n"
    "for name in ('goods',):\n    globals()[name] = SimpleNamespace(path='/goods')\n",
    "shop/pages/goods.py": "def overview(): ...\n",
    "shop/menu.py": "from shop.pages import goods\n\n\ndef link():\n    return goods.path\n",
}
CALLED_BY_PYTEST = """
class TestPrices:
    def setup_class(self):
        self.prices = {}


class TestSales(TestPrices):
    def setup_class(self):
        super().setup_class(self)
        self.prices["cup"] = 2
"""


@pytest.mark.parametrize(
    "files",
    [
        {"shop/tills.py": INTERFACE},
        {"shop/test_sales.py": CALLED_BY_PYTEST},
        {"shop/flags.py": FIELD_CALLED_SELF},
        {"shop/files.py": RAISES_WHAT_IT_IS_TOLD},
        FILLS_ITS_OWN_NAMES,
        TAKES_ITSELF,
        MACHINE_CODE,
        {"shop/test_prices.py": EXPECTED_TO_FAIL},
        {"shop/engines.py": NO_METHOD},
        {"shop/locks.py": AWAITABLE},
        {"shop/ops.py": SUBCLASSES_SUPPLY_IT},
        {"shop/hosts.py": PART_OF_OTHERS},
        MORE_THAN_ITS_STUB,
        {"shop/orders.py": MADE_AGAIN},
        {"shop/chains.py": ASKS_FIRST},
        {"shop/files.py": TOLD_TO_OTHERS},
        {"shop/settings.py": BASE_BY_CONDITION, "shop/setup.py": "def has_engine(): ...\n"},
        {"shop/steps.py": MEMBERS_FROM_A_LOOP},
        SET_TO_SOMETHING_ELSE,
        PUT_IN_BY_A_LOADER,
        PACKAGE_THAT_PASSES_ALL_ON,
        FILLED_IN_AT_THE_END,
        {"shop/maps.py": UNKNOWN_BASE_IN_FRONT},
        {"shop/tills.py": TURNED_INTO_HANDLERS},
        {"shop/tills.py": TURNED_INTO_HANDLERS_BY_OTHERS},
        BOUND_BY_NAME,
    ],
    ids=[
        "interface",
        "called by pytest",
        "field called self",
        "helper that raises",
        "vars()",
        "sys.modules",
        "stub of a future",
        "expected to fail",
        "function in a class",
        "awaitable",
        "abstract",
        "part of others",
        "more than its stub",
        "__new__ of an instance",
        "asks first",
        "told to other tools",
        "base by condition",
        "members from a loop",
        "set to something else",
        "put in by a loader",
        "package that passes all on",
        "filled in at the end",
        "unknown base in front",
        "turned into handlers",
        "turned into handlers by others",
        "bound by name in its package",
    ],
)
def test_a_call_that_works_is_no_finding(tmp_path: Path, files: dict[str, str]) -> None:
    report = check_world({"shop/__init__.py": "", **files}, tmp_path, select=("factories",))

    assert [f.message for f in report.findings] == []


def test_what_a_name_says_it_says_in_whole_words(tmp_path: Path) -> None:
    """A `Baseline` is no base for others, and who speaks of an abstraction is not abstract."""

    def found(folder: str, code: str) -> list[str]:
        files = {"shop/__init__.py": "", "shop/desk.py": code}
        report = check_world(files, tmp_path / folder, select=("factories",))
        return [f.rule for f in report.findings]

    baseline = PART_OF_OTHERS.replace("HostBase", "Baseline")
    assert found("baseline", baseline) == ["incompatible-call"]
    abstraction = SUBCLASSES_SUPPLY_IT.replace("AbstractMethodError", "AbstractionError")
    assert found("abstraction", abstraction.replace("(cls)\n", "()\n")) == ["banned-construction"]
    missing = SUBCLASSES_SUPPLY_IT.replace("AbstractMethodError", "MethodNotImplemented")
    assert found("missing", missing.replace("(cls)\n", "()\n")) == []


@pytest.mark.parametrize(
    ("comment", "stands"),
    [
        ("pyrefly: ignore[bad-argument-count]", False),
        ("pyrefly: ignore [unexpected-keyword]", False),
        ("ty: ignore[too-many-positional-arguments]", False),
        ("ty: ignore[invalid-argument-type]", True),
        ("pyrefly: ignore[bad-argument-type]", True),
        ("pyrefly: ignore[call-non-callable]", True),
    ],
)
def test_who_is_still_about_types_says_nothing_of_number_and_names(
    tmp_path: Path, comment: str, stands: bool
) -> None:
    text = f"def take(a):\n    print(a)\n\n\ndef use(a):\n    take(a, 1)  # {comment}\n"
    findings = check_world({"m.py": text}, tmp_path, ("incompatible-call",)).findings
    assert len(findings) == stands
