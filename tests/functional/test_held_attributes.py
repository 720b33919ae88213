"""What is told of calls through what a class keeps on its instances."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world

TILL = """
class Till:
    async def close(self):
        return 1

    def count(self, coins):
        return coins
"""
DESK = """
from shop.till import Till


class Desk:
    def __init__(self):
        self.till = Till()

    def shut(self):
        self.till.close()
        return self.till.count()
"""
FILES = {"shop/__init__.py": "", "shop/till.py": TILL, "shop/desk.py": DESK}


def _rules(files: dict[str, str], root: Path) -> list[str]:
    report = check_world(FILES | files, root, select=("factories",))
    return [finding.rule for finding in report.findings]


LACKING = DESK.replace("self.till.close()", "self.till.lock(1)").replace(
    "return self.till.count()", "return 1"
)


def test_a_coroutine_is_dropped_and_a_call_cannot_bind(tmp_path: Path) -> None:
    report = check_world(FILES, tmp_path, select=("factories",))
    assert [(f.rule, f.place.span.line, f.message.split(": the ")[-1]) for f in report.findings] == [
        ("misused-coroutine", 10, "coroutine is never awaited, so nothing of it runs"),
        ("incompatible-call", 11,
         "Till.count() missing 1 required positional argument: 'coins'; it takes (coins)"),
    ]  # fmt: skip


def test_a_method_is_missing(tmp_path: Path) -> None:
    report = check_world(FILES | {"shop/desk.py": LACKING}, tmp_path, select=("factories",))
    assert [(f.rule, f.place.span.line, f.place.span.column) for f in report.findings] == [
        ("missing-member", 10, 19)
    ]
    assert "'Till' object has no attribute 'lock'" in report.findings[0].message


BELOW = "from shop.desk import Desk\n\n\nclass Below(Desk):\n    {}\n"
BASED = DESK.replace("class Desk", "from shop.base import Base\n\n\nclass Desk(Base)")
BESIDE = (
    "from shop.desk import Desk\nfrom shop.other import Other\n\n\nclass Below({}, Desk):\n"
    "    pass\n"
)
MOCKED = (
    "from unittest import TestCase\nfrom unittest.mock import AsyncMock, patch\n\n"
    + DESK.replace("class Desk", "class TestDesk(TestCase)").replace("__init__", "setUp")
    .replace("self.till.close()", "{}\n            self.till.close()")
    .replace("return self.till.count()", "return 1")
)  # fmt: skip


@pytest.mark.parametrize(
    "files",
    [
        {"shop/below.py": BELOW.format("def __init__(self, till):\n        self.till = till")},
        {"shop/below.py": BELOW.format("@property\n    def till(self):\n        return 1")},
        {"shop/below.py": BELOW.format("def __getattribute__(self, name):\n        return name")},
        {"shop/base.py": "class Base:\n    def take(self, till):\n        self.till = till\n",
         "shop/desk.py": BASED},
        {"shop/base.py": "class Base:\n    def take(self, given):\n"
         "        for name in given:\n            setattr(self, name, given[name])\n",
         "shop/desk.py": BASED},
        {"shop/desk.py": DESK.replace("class Desk", "from somewhere import *\n\n\nclass Desk(Base)")},
        {"shop/main.py": "from shop.desk import Desk\n\n\ndef run(till):\n    desk = Desk()\n"
         "    desk.till = till\n    desk.shut()\n"},
        {"shop/main.py": "def mend(till):\n    till.close = till.count = till.lock = print\n"},
        {"shop/till.py": TILL + "\n    def __init__(self):\n        self.close = self.count = self.lock = print\n"},
        {"shop/till.py": TILL.replace("class Till", "import native\n\n\nclass Till(native.Till)")
         .replace("close", "other").replace("count", "more")},
        {"shop/till.py": TILL + "\n    def __new__(cls):\n        return object()\n"},
        # Another base of a class below sets it, or nobody here knows what that does.
        {"shop/below.py": BESIDE.format("Other"), "shop/other.py": "class Other:\n"
         "    def __init__(self, till):\n        self.till = till\n"},
        {"shop/below.py": BESIDE.format("Other"), "shop/other.py": ""},
        {"shop/desk.py": DESK.replace("class Desk", "import native\n\n\nclass Desk(native.Desk)")},
        {"shop/main.py": "from shop.desk import Desk\n\n\ndef run(till):\n    desk = Desk()\n"
         "    setattr(desk, 'till', till)\n    desk.shut()\n"},
        # What a class is asked for is not what its instances keep.
        {"shop/desk.py": DESK.replace("def shut(self)", "@classmethod\n    def shut(cls)")
         .replace("self.till.", "cls.till.")},
        # A field that a constructor takes which nobody has written, and a decorator of ours.
        {"shop/desk.py": DESK.replace("def __init__(self):\n        self.till", "till: object = None"
         "\n\n    def __post_init__(self):\n        self.till = self.till if self.till else None\n\n"
         "    def reset(self):\n        self.till").replace("class Desk", "from dataclasses import "
         "dataclass\n\n\n@dataclass\nclass Desk")},
        {"shop/desk.py": DESK.replace("def __init__(self):\n        self.till", "till: object\n\n"
         "    def reset(self):\n        self.till").replace("class Desk", "from dataclasses import "
         "dataclass\n\n\n@dataclass\nclass Desk")},
        {"shop/desk.py": DESK.replace("class Desk", "from shop.kept import kept\n\n\n@kept('till')\n"
         "class Desk"), "shop/kept.py": "def kept(name):\n    return lambda kind: kind\n"},
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_silent(files: dict[str, str], tmp_path: Path) -> None:
    assert _rules(files, tmp_path / "calls") == []
    desk = files.get("shop/desk.py", DESK)
    lacking = desk.replace("till.close()", "till.lock(1)").replace(".till.count()", ".till")
    assert _rules(files | {"shop/desk.py": lacking}, tmp_path / "members") == []


@pytest.mark.parametrize(
    "files",
    [
        # What stands below makes its own, and of the exact class that is kept nothing stands below.
        {"shop/below.py": BELOW.format("def other(self, till):\n        self.drawer = till")},
        {"shop/deep.py": "from shop.till import Till\n\n\nclass Deep(Till):\n"
         "    def count(self):\n        return 1\n"},
        # Elsewhere in the class the name means something else.
        {"shop/desk.py": DESK.replace("def shut(self):\n",
         "def shut(self):\n        from shop.other import Till\n\n        Till()\n"),
         "shop/other.py": "class Till:\n    def close(self):\n        return 1\n"},
        # A test replaces it for itself.
        {"tests/test_desk.py": "from shop.desk import Desk\n\n\ndef test_desk():\n"
         "    desk = Desk()\n    desk.till = None\n    assert desk.shut\n"},
        {"shop/other.py": "class Other:\n    def __init__(self, till):\n        self.till = till\n"},
    ],
)  # fmt: skip
def test_what_is_no_other_one_is_told(files: dict[str, str], tmp_path: Path) -> None:
    assert _rules(files, tmp_path) == ["misused-coroutine", "incompatible-call"]


@pytest.mark.parametrize(
    ("before", "more", "rules"),
    [
        ("if True:", "", ["misused-coroutine"]),
        ('with patch.object(self.till, "close"):', "", []),
        ("self.till.close = AsyncMock()\n        if True:", "", []),
        ("if True:", "\n\ndef put(desk):\n    desk.till = AsyncMock()\n", []),
        ("if True:", "\n\ndef put(desk):\n    desk.drawer = AsyncMock()\n", ["misused-coroutine"]),
    ],
)
def test_a_test_that_puts_something_in_its_place_is_silent(
    before: str, more: str, rules: list[str], tmp_path: Path
) -> None:
    files = {"tests/test_it.py": MOCKED.format(before) + more, "shop/desk.py": ""}
    assert _rules(files, tmp_path) == rules
