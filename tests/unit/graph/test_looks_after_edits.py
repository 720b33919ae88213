"""What is remembered of a file that was not edited, after an edit of what it looks at elsewhere."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from ssotlint.graph import callers
from ssotlint.index.codec import CallGroup
from ssotlint.index.index import Module
from ssotlint.index.tallies import Tally
from tests.editing import looks, put

MONEY = "def total(x):\n    return x\n"
USER = "from shop.money import total\n\ntotal(1)\n"
RECORD = "from dataclasses import dataclass\n\n\n@dataclass\nclass R:\n    a: int\n"
CART = "class Cart:\n    def pay(self):\n        return 1\n"
BUYER = "from shop.cart import Cart\n\n\ndef f():\n    cart = Cart()\n    cart.open()\n"
BASE = "class Base:\n    def pay(self):\n        return self.rate\n"
SETTER = "from shop.base import Base\n\n\nclass Below(Base):\n    def __init__(self):\n        {}\n"
ASKING = "from shop import money\n\n\ndef f():\n    return money.rate\n"
FILLER = "import sys\n\n\ndef fill():\n    sys._getframe(1).f_globals['rate'] = 1\n"
ON_SELF = "from shop.base import Base\n\n\nclass A(Base):\n    def f(self):\n        self.pay(1)\n"

# What changes, the files, the file that is edited, and what it says then.
EDITS = [
    ("a parameter comes", {"shop/money.py": MONEY, "user.py": USER},
     "shop/money.py", "def total(x, y):\n    return x\n"),
    ("a function goes", {"shop/money.py": MONEY, "user.py": USER}, "shop/money.py", "x = 1\n"),
    ("a function stands elsewhere on the page", {"shop/money.py": MONEY, "user.py": USER},
     "shop/money.py", f"def other():\n    return 1\n\n\n{MONEY}"),
    ("a function becomes a class", {"shop/money.py": MONEY, "user.py": USER},
     "shop/money.py", "class total:\n    pass\n"),
    ("a function becomes a coroutine", {"shop/money.py": MONEY, "user.py": USER},
     "shop/money.py", f"async {MONEY}"),
    ("a function is bound twice", {"shop/money.py": MONEY, "user.py": USER},
     "shop/money.py", f"{MONEY}\n\nif x:\n    total = None\n"),
    ("a function writes the name", {"shop/money.py": MONEY, "user.py": USER},
     "shop/money.py", f"{MONEY}\n\ndef f():\n    global total\n    total = 1\n"),
    ("a file cannot be read", {"shop/money.py": MONEY, "user.py": USER}, "shop/money.py", "def (\n"),
    ("a name is handed on from elsewhere",
     {"shop/money.py": MONEY, "shop/sums.py": MONEY, "shop/front.py": "from .money import total\n",
      "user.py": "from shop.front import total\n\ntotal(1)\n"},
     "shop/front.py", "from .sums import total\n"),
    ("a name is handed on no more",
     {"shop/money.py": MONEY, "shop/front.py": "from .money import *\n",
      "user.py": "from shop.front import total\n\ntotal(1)\n"},
     "shop/money.py", f"__all__ = ['other']\n\n{MONEY}"),
    ("everything is taken over",
     {"shop/money.py": MONEY, "shop/front.py": "x = 1\n",
      "user.py": "from shop.front import total\n\ntotal(1)\n"},
     "shop/front.py", "from .money import *\n"),
    ("an alias means something else",
     {"shop/money.py": f"{MONEY}\n\ndef tax():\n    return 1\n\n\nsum_up = total\n",
      "user.py": "from shop import money\n\nmoney.sum_up(1)\n"},
     "shop/money.py", f"{MONEY}\n\ndef tax():\n    return 1\n\n\nsum_up = tax\n"),
    ("a decorator means something else",
     {"shop/deco.py": "from functools import cache as kept\n",
      "shop/money.py": f"from shop.deco import kept\n\n\n@kept\n{MONEY}",
      "user.py": "from shop.money import total\n\ntotal(1, 2)\n"},
     "shop/deco.py", "from tools import kept\n"),
    ("a method comes", {"shop/cart.py": CART, "user.py": BUYER},
     "shop/cart.py", f"{CART}\n    def open(self):\n        return 1\n"),
    ("an attribute is set", {"shop/cart.py": CART, "user.py": "from shop.cart import Cart\n\nCart.a\n"},
     "shop/cart.py", f"{CART}\n    a = 1\n"),
    ("a definition comes in front of others",
     {"shop/cart.py": CART, "user.py": f"{BUYER}\n\ndef g():\n    Cart.x, Cart().pay(1)\n"},
     "shop/cart.py", f"def first():\n    return 1\n\n\n{CART}"),
    ("a base comes", {"shop/cart.py": f"from shop.more import M\n\n\n{CART}", "user.py": BUYER,
                      "shop/more.py": "class M:\n    def open(self):\n        return 1\n"},
     "shop/cart.py", f"from shop.more import M\n\n\n{CART.replace('Cart', 'Cart(M)')}"),
    ("the base of a base comes",
     {"shop/cart.py": f"from shop.more import M\n\n\n{CART.replace('Cart', 'Cart(M)')}",
      "user.py": BUYER, "shop/more.py": "class M:\n    pass\n",
      "shop/most.py": "class T:\n    def open(self):\n        return 1\n"},
     "shop/more.py", "from shop.most import T\n\n\nclass M(T):\n    pass\n"),
    ("the base of a base means something else",
     {"shop/cart.py": f"from shop.more import M\n\n\n{CART.replace('Cart', 'Cart(M)')}",
      "user.py": BUYER, "shop/more.py": "from shop.most import T as M\n",
      "shop/most.py": "class T:\n    def open(self):\n        return 1\n\n\nclass U:\n    pass\n"},
     "shop/more.py", "from shop.most import U as M\n"),
    ("a field comes to a base",
     {"shop/row.py": RECORD,
      "shop/sub.py": "from dataclasses import dataclass\nfrom shop.row import R\n\n\n"
                     "@dataclass\nclass S(R):\n    b: int\n",
      "user.py": "from shop.sub import S\n\nS(1, 2)\n"},
     "shop/row.py", f"{RECORD}    c: int\n"),
    ("a field gets a default",
     {"shop/row.py": RECORD, "user.py": "from shop.row import R\n\nR()\n"},
     "shop/row.py", RECORD.replace("int", "int = 1")),
    ("a method takes the name of a field",
     {"shop/row.py": RECORD, "user.py": "from shop.row import R\n\nR()\n"},
     "shop/row.py", f"{RECORD}\n    def a(self):\n        return 1\n"),
    ("a metaclass has more",
     {"shop/cart.py": "from shop.meta import Meta\n\n\nclass Cart(metaclass=Meta):\n    pass\n",
      "shop/meta.py": "class Meta(type):\n    pass\n",
      "user.py": "from shop.cart import Cart\n\nCart.open()\n"},
     "shop/meta.py", "class Meta(type):\n    def open(cls):\n        return 1\n"),
    ("a class below sets what is missing",
     {"shop/base.py": BASE, "shop/below.py": SETTER.format("self.other = 1")},
     "shop/below.py", SETTER.format("self.rate = 1")),
    ("a class that sets what is missing comes below",
     {"shop/base.py": BASE, "shop/below.py": "from shop.base import Base\n"},
     "shop/below.py", SETTER.format("self.rate = 1")),
    ("a class between takes another base",
     {"shop/base.py": BASE, "shop/below.py": SETTER.format("self.rate = 1").replace("base", "mid"),
      "shop/mid.py": "from shop.base import Base as B\n\n\nclass Base(list):\n    pass\n"},
     "shop/mid.py", "from shop.base import Base as B\n\n\nclass Base(B):\n    pass\n"),
    ("a class that sets what is missing is below by way of another file",
     {"shop/base.py": BASE, "shop/front.py": "from shop.nowhere import Base\n",
      "shop/below.py": SETTER.format("self.rate = 1").replace("shop.base", "shop.front")},
     "shop/front.py", "from shop.base import Base\n"),
    ("a method of a base takes another name",
     {"shop/base.py": "class Base:\n    def buy(self):\n        return 1\n", "user.py": ON_SELF},
     "shop/base.py", "class Base:\n    def pay(self):\n        return 1\n"),
    ("a name is set from outside", {"shop/money.py": MONEY, "user.py": ASKING, "set.py": "x = 1\n"},
     "set.py", "import shop.money\n\nshop.money.rate = 1\n"),
    ("a name is set from outside by way of another file",
     {"shop/money.py": MONEY, "user.py": ASKING, "shop/way.py": "import os as money\n",
      "set.py": "from shop.way import money\n\nmoney.rate = 1\n"},
     "shop/way.py", "from shop import money\n"),
    ("a function sets a name on another module",
     {"shop/money.py": MONEY, "user.py": ASKING, "shop/other.py": "x = 1\n",
      "set.py": "def boot():\n    import shop.other as target\n\n    target.rate = 1\n"},
     "set.py", "def boot():\n    import shop.money as target\n\n    target.rate = 1\n"),
    ("a function fills who calls it",
     {"shop/money.py": "from shop.fill import fill\n\nmade = fill()\n", "user.py": ASKING,
      "shop/fill.py": "def fill():\n    return 1\n"},
     "shop/fill.py", FILLER),
    ("a function that fills is called",
     {"shop/money.py": "from shop.fill import fill\n", "user.py": ASKING, "shop/fill.py": FILLER},
     "shop/money.py", "from shop.fill import fill\n\nmade = fill()\n"),
    ("names are made that cannot be read", {"shop/money.py": MONEY, "user.py": ASKING},
     "shop/money.py", f"{MONEY}\n\ndef __getattr__(name):\n    return name\n"),
    ("a folder is found to be ours",
     {"spaces/one.py": MONEY, "user.py": "from spaces import two\n\n\ntwo.f()\n",
      "other.py": "x = 1\n"},
     "other.py", "from spaces import one\n"),
    ("a package loads its part",
     {"shop/front.py": "from shop.sub import *\n", "shop/sub/__init__.py": "x = 1\n",
      "shop/sub/part.py": MONEY, "user.py": "from shop.front import part\n\npart.total(1)\n"},
     "shop/sub/__init__.py", "import shop.sub.part\n\nx = 1\n"),
]  # fmt: skip
# What does so in vain for the files at hand: that nothing is forgotten has to be seen elsewhere.
UNSEEN = {"a folder is found to be ours"}


@pytest.mark.parametrize(
    ("files", "path", "text"), [e[1:] for e in EDITS], ids=[e[0] for e in EDITS]
)
def test_a_file_is_looked_at_again_when_another_answers_it_otherwise(
    files: dict[str, str], path: str, text: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    root = tmp_path / "project"
    for name, said in ({"shop/__init__.py": ""} | files).items():
        put(root / name, said)
    before = looks(root, tmp_path / "cache")
    put(root / path, text)
    afresh = looks(root, tmp_path / "fresh")
    others = [
        {other: data for other, data in rows.items() if other != path}
        for found in (before, afresh) for rows in found.values()
    ]  # fmt: skip
    seen = others[:2] != others[2:]
    assert seen or request.node.callspec.id in UNSEEN
    assert looks(root, tmp_path / "cache") == afresh


def test_a_file_is_not_looked_at_again_when_names_change_that_it_does_not_ask_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    root, cache = tmp_path / "project", tmp_path / "cache"
    files = {"shop/__init__.py": "", "shop/money.py": MONEY, "user.py": USER}
    for name, said in files.items():
        put(root / name, said)
    looks(root, cache)
    put(root / "shop/money.py", f"{MONEY}\n\ndef tax(x):\n    return x\n")
    tallies = callers._Sweep.tallies

    def noted(
        sweep: callers._Sweep, module: Module, groups: Iterable[CallGroup]
    ) -> Iterator[Tally]:
        looked_at.append(module.path)
        return tallies(sweep, module, groups)

    monkeypatch.setattr(callers._Sweep, "tallies", noted)
    looks(root, cache)
    assert looked_at == ["shop/money.py"]
