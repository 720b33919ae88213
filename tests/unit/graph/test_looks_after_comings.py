"""What is remembered of a file that is as it was, when another one comes or goes that it looks for."""

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
CART = "class Cart:\n    def pay(self):\n        return 1\n"
BASE = "class Base:\n    def pay(self):\n        return self.rate\n"

# What it is about, the files, the one that comes or goes, and what it says.
COMINGS = [
    ("a module of a package", {"user.py": USER}, "shop/money.py", MONEY),
    ("a module that a package has as a member",
     {"user.py": "import shop\n\nshop.money.total(1)\n", "other.py": "import shop.money\n"},
     "shop/money.py", MONEY),
    ("a module beside a script",
     {"bin/run.py": "import helper\n\nif __name__ == '__main__':\n    helper.total(1)\n"},
     "bin/helper.py", MONEY),
    ("a module beside a test that hides one further up",
     {"tests/helper.py": "def total(x, y):\n    return x\n",
      "tests/deep/test_it.py": "import helper\n\n\ndef test_it():\n    helper.total(1)\n"},
     "tests/deep/helper.py", MONEY),
    ("a module that hides a package further up",
     {"tests/help/__init__.py": "", "tests/help/sums.py": MONEY,
      "tests/deep/test_it.py": "from help.sums import total\n\n\ndef test_it():\n    total(1)\n"},
     "tests/deep/help.py", "x = 1\n"),
    ("a module of a package beside those who ask",
     {"tests/help/__init__.py": "",
      "tests/deep/test_it.py": "from help.sums import total\n\n\ndef test_it():\n    total(1)\n"},
     "tests/help/sums.py", MONEY),
    ("a folder without a package", {"user.py": "from space import money\n\nmoney.total(1)\n"},
     "space/money.py", MONEY),
    ("a package of its own", {"user.py": "from till import total\n\ntotal(1)\n"},
     "till/__init__.py", MONEY),
    ("a module at the top", {"user.py": "import money\n\nmoney.total(1)\n"}, "money.py", MONEY),
    ("a base of a class",
     {"user.py": "from shop.base import Base\n\n\nclass A(Base):\n    pass\n\n\nA().pay(1)\n"},
     "shop/base.py", BASE),
    ("a class below another one",
     {"shop/base.py": BASE},
     "shop/below.py",
     "from shop.base import Base\n\n\nclass Below(Base):\n    def __init__(self):\n        self.rate = 1\n"),
    ("what sets a name on a module",
     {"shop/money.py": MONEY, "user.py": "from shop import money\n\n\ndef f():\n    money.rate\n"},
     "shop/setup.py", "from shop import money\n\nmoney.rate = 1\n"),
    ("what is handed on", {"shop/front.py": "from .money import *\n",
                           "user.py": "from shop.front import total\n\ntotal(1)\n"},
     "shop/money.py", MONEY),
]  # fmt: skip
CASES = pytest.mark.parametrize(
    ("files", "path", "text"), [c[1:] for c in COMINGS], ids=[c[0] for c in COMINGS]
)


def _others(found: dict[str, dict[str, bytes]], path: str) -> list[dict[str, bytes]]:
    return [{p: data for p, data in rows.items() if p != path} for rows in found.values()]


@CASES
def test_a_file_is_looked_at_again_when_one_comes_or_goes_that_it_looks_for(
    files: dict[str, str], path: str, text: str, tmp_path: Path
) -> None:
    root, cache = tmp_path / "project", tmp_path / "cache"
    for name, said in ({"shop/__init__.py": ""} | files).items():
        put(root / name, said)
    without = looks(root, cache)
    put(root / path, text)
    came = looks(root, tmp_path / "fresh")
    assert _others(without, path) != _others(came, path)
    assert looks(root, cache) == came
    (root / path).unlink()
    assert looks(root, cache) == without


def test_a_file_is_not_looked_at_again_when_one_comes_or_goes_that_it_does_not_look_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    root, cache = tmp_path / "project", tmp_path / "cache"
    for name, said in {"shop/__init__.py": "", "shop/money.py": MONEY, "user.py": USER}.items():
        put(root / name, said)
    looks(root, cache)
    tallies = callers._Sweep.tallies

    def noted(
        sweep: callers._Sweep, module: Module, groups: Iterable[CallGroup]
    ) -> Iterator[Tally]:
        if module.is_read:  # and not what stands for a file that is not there
            looked_at.append(module.path)
        return tallies(sweep, module, groups)

    monkeypatch.setattr(callers._Sweep, "tallies", noted)
    put(root / "shop/cart.py", CART)
    looks(root, cache)
    assert looked_at == ["shop/cart.py"]
    (root / "shop/cart.py").rename(root / "shop/basket.py")
    looks(root, cache)
    assert looked_at[1:] == ["shop/basket.py"]
    (root / "shop/basket.py").unlink()
    looks(root, cache)
    assert looked_at[2:] == []
