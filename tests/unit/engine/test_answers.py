"""What is asked again after an edit, and what is not."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ssotlint.detectors import letters as said
from ssotlint.detectors.view import View
from ssotlint.engine import detection, judging, session
from ssotlint.engine.answers import Answers
from ssotlint.engine.outline import Outline
from ssotlint.graph import callers
from ssotlint.graph.classes import Classes
from ssotlint.index.codec import CallGroup
from ssotlint.index.index import Module
from ssotlint.index.postings import surface_of
from ssotlint.index.store import Store
from ssotlint.index.tallies import Tally
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Shape, Surface
from ssotlint.model.place import Place, Span
from ssotlint.model.report import Fault, Finding, Report
from ssotlint.report import json
from ssotlint.report.wire import FindingObject
from tests.editing import Edited

FILES = {
    "shop/__init__.py": "",
    "shop/money.py": """
import os


def total(prices):
    result = 0
    for price in prices:
        result = result + price
    return result


def name():
    return os.name
""",
    "shop/cart.py": """
from shop.money import total
from shop.nowhere import tax


def checkout(prices):
    return total(prices, 1, 2)
""",
    "shop/plain.py": "def plain(x):\n    return x\n",
    "tests/test_cart.py": """
from shop.cart import checkout


def test_checkout():
    value = checkout([1])
    assert value
""",
}
WITH_CALLS = {"calls"}
WITH_SHAPES = {"clones", "module_copies"}


class Asked:
    """A project, and the detectors that its last run asked."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = Edited(home, settled=True)
        self.asked: set[str] = set()
        detect = detection.detect

        def noted(question: detection.Question, view: View) -> Fault | None:
            if not detection.round_of(question.detector):
                self.asked.add(question.detector)
            return detect(question, view)

        monkeypatch.setattr(detection, "detect", noted)
        self.run(FILES)

    def run(self, files: dict[str, str]) -> set[str]:
        """The detectors that are asked when the files are these; the report is that from nothing."""
        self.project.sync(files)
        self.asked.clear()
        report = self.project.warm()
        asked = set(self.asked)
        assert report == self.project.cold()
        return asked

    def edit(self, path: str, old: str, new: str) -> set[str]:
        """What is asked after a replacement in one file."""
        text = self.project.files[path]
        assert old in text
        return self.run({**self.project.files, path: text.replace(old, new)})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(tmp_path, monkeypatch)


def test_layout_of_a_file_that_no_answer_names_asks_nothing(project: Asked) -> None:
    assert project.edit("shop/plain.py", "def", "# a note\n\ndef") == set()


def test_a_body_asks_those_who_look_into_bodies(project: Asked) -> None:
    with_copy(project)
    asked = project.edit("shop/money.py", "result = 0", "result = 1")
    assert asked >= WITH_SHAPES
    assert not asked & {"unresolved", "import_paths", "cycles", "shadows", "owners"}


def with_copy(project: Asked) -> None:
    """Add a file that says what another one says."""
    files = project.project.files
    project.run({**files, "shop/sums.py": files["shop/money.py"]})


def test_a_body_that_is_like_no_other_asks_nobody_who_seeks_copies(project: Asked) -> None:
    assert not project.edit("shop/money.py", "result = 0", "result = 1") & WITH_SHAPES
    assert not project.edit("shop/money.py", "result + price", "price + result") & WITH_SHAPES


def test_a_function_that_comes_or_goes_asks_nobody_who_seeks_copies_when_it_is_like_no_other(
    project: Asked,
) -> None:
    more = "\n\ndef sold(things):\n    for one in things:\n        one.sell(at=one.price * 3)\n"
    text = project.project.files["shop/plain.py"]
    assert not project.edit("shop/plain.py", text, more + text) & WITH_SHAPES
    assert not project.edit("shop/plain.py", more, "") & WITH_SHAPES
    project.run({**project.project.files, "shop/other.py": more.replace("sold", "sale")})
    assert "clones" in project.edit("shop/plain.py", text, more + text)
    # To what was there before nobody need be asked.
    project.run({**project.project.files, "shop/more.py": "x = 1\n"})
    assert "clones" in project.edit("shop/plain.py", more, "\n\n")


def test_stubs_of_its_name_make_a_copy_less_specific(project: Asked) -> None:
    copy = "def gather(shop):\n    rows = shop.rows(limit=9)\n    rows.sort(key=shop.key)\n"
    copy += "    shop.keep(rows, again=True)\n    return rows\n"
    empty = "class Shop{}:\n    size = {}\n"
    stub = "\n    def gather(self):\n        raise NotImplementedError\n"
    kept = dict(project.project.files)
    empties = {f"shop/s{n}.py": empty.format(n, n) for n in range(3)}
    project.run({**kept, **empties, "shop/a.py": copy, "shop/b.py": copy})
    assert '"rule":"duplicate-helper"' in project.project.warm().replace(" ", "")
    files = project.project.files
    project.run({**files, **{path: text + stub for path, text in empties.items()}})
    assert '"rule":"duplicate-helper"' not in project.project.warm().replace(" ", "")


def test_bodies_that_become_alike_one_after_the_other_ask_who_seeks_copies(project: Asked) -> None:
    own = "def own(x):\n    kept = {{x: {}}}\n    kept.update(more={})\n    return kept\n"
    loop = "    for one in x:\n        if one.ready:\n            one.sell(at=one.price * 3)\n"
    more = "    log(len(x), sep=';')\n    return [one.name.strip() for one in x if one.stock]\n"
    files = {"shop/one.py": own.format(1, "x + 1"), "shop/two.py": own.format("[]", "not x")}
    project.run({**project.project.files, **files})
    first, second = (
        project.edit(path, text[text.index("    kept") :], loop + more)
        for path, text in files.items()
    )
    assert "clones" not in first
    assert "clones" in second


def test_a_function_that_nobody_knows_asks_those_who_compare_functions(project: Asked) -> None:
    asked = project.edit(
        "shop/plain.py", "return x\n", "return x\n\n\ndef more(y):\n    return y\n"
    )
    assert "clones" in asked
    assert not asked & {
        "overrides", "concepts", "constants", "class_copies", "ambiguities", "import_paths",
        "competing", "instances", "factories", "bypasses", "shared_state", "defaults",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "concerned"),
    [
        ("class More(list):\n    pass\n", {"concepts"}),
        (
            (
                "class Base:\n    def f(self): return self.g(1)\n    def g(self, x): return x\n\n\n"
                "class Below(Base):\n    def g(self): return 1\n"
            ),
            {"overrides"},
        ),
        ("LIMIT = 30\n", {"constants"}),
        ("from shop.money import total as plain\n", {"ambiguities"}),
        ("def make_plain():\n    return plain(1)\n", {"factories"}),
        ("_kept = []\n\n\ndef keep(x):\n    _kept.append(x)\n", {"shared_state"}),
    ],
)
def test_what_comes_into_a_file_asks_those_who_look_for_such(
    project: Asked, text: str, concerned: set[str]
) -> None:
    files = project.project.files
    path = "shop/plain.py"
    assert project.run({**files, path: f"{files[path]}\n\n{text}"}) >= concerned


def test_an_alias_beside_an_import_under_another_name_asks_for_swapped_names(
    project: Asked,
) -> None:
    money = project.project.files["shop/money.py"] + "\n\ndef tax(x):\n    return x * 2\n"
    both = "import shop.money as money\nfrom shop.money import total as tax\n\nprint(tax)\n"
    files = {"shop/money.py": money, "shop/both.py": both}
    project.run({**project.project.files, **files})
    asked = project.edit("shop/both.py", "print(tax)\n", "print(tax)\ntotal = money.tax\n")
    assert "ambiguities" in asked
    assert "swaps tax and total" in project.project.warm()


PURSE = """


class {}:
    size = 3

    def add(self, coin):
        for one in self.coins:
            if one is coin:
                raise ValueError(coin)
        self.coins.append(coin)

    def total(self, rate):
        found = [one.value * rate for one in self.coins if one.value]
        return sum(found)

    def empty(self):
        self.coins.clear()
        self.size = len(self.coins)
"""


def test_a_body_asks_for_copies_of_classes_when_it_is_of_one_that_is_like_another(
    project: Asked,
) -> None:
    files = project.project.files
    money = files["shop/money.py"] + PURSE.format("Purse")
    project.run({**files, "shop/money.py": money, "shop/plain.py": PURSE.format("Purse")})
    assert "class_copies" not in project.edit("shop/money.py", "result = 0", "result = 1")
    assert "class_copies" in project.edit("shop/money.py", "append(coin)", "append([coin])")


def test_a_class_that_becomes_like_another_one_asks_for_copies_of_classes(project: Asked) -> None:
    files = project.project.files
    own = "\n\nclass {}:\n    size = 3\n\n    def {}(self):\n        self.{}.sort(key={})\n"
    money, plain = (own.format(*said) for said in (("Purse", "a", "b", 1), ("Purse", "c", "d", 2)))
    project.run({**files, "shop/a.py": money, "shop/b.py": plain})
    assert "class_copies" not in project.edit("shop/a.py", "key=1", "key=2")
    assert "class_copies" not in project.run(
        {**project.project.files, "shop/a.py": PURSE.format("Purse")}
    )
    assert "class_copies" in project.run(
        {**project.project.files, "shop/b.py": PURSE.format("Purse")}
    )


def test_a_body_asks_for_copies_of_classes_when_a_method_names_it(project: Asked) -> None:
    purse = "from shop.{} import total\n\n\nclass Purse:\n    def sum(self, coins):\n"
    purse += "        coins = [coin for coin in coins if coin]\n        return total(coins)\n"
    more = {f"shop/{name}.py": purse.format(name * 2) for name in "ab"}
    more |= {f"shop/{name * 2}.py": project.project.files["shop/money.py"] for name in "ab"}
    project.run({**project.project.files, **more})
    assert "class_copies" in project.edit("shop/aa.py", "result = 0", "result = 1")


def test_a_body_asks_for_copies_of_folders_when_its_file_lies_in_both_or_makes_one_larger(
    project: Asked,
) -> None:
    page = "import {0}\n\n\n" + "".join(
        f"def {{0}}_{n}(rows):\n" + "".join(f"    rows.{{0}}_{n}_{k}({k})\n" for k in range(7))
        for n in range(2)
    )
    both = {f"shop/{at}/{n}.py": page.format(n) for at in ("a", "b") for n in ("bag", "box")}
    both |= {f"shop/{at}/tin.py": page.format(f"tin_{at}") for at in "ab"}
    kept = {**project.project.files, **both, "shop/a/own.py": "def own(x):\n    return x.own\n"}
    project.run({**kept, "shop/b/more.py": page.format("more")})
    told = '"copy":"shop/b/"'
    assert told in project.project.warm().replace(" ", "")
    assert "module_copies" not in project.edit("shop/a/own.py", "return", "x.grow()\n    return")
    assert "module_copies" in project.edit("shop/a/bag.py", "rows.bag_0_1(1)", "rows.none(1)")
    nearly = page.format("tin_b").replace("rows.tin_b_0_1(1)", "rows.none(1)")
    nearly = nearly.replace("rows.tin_b_1_1(1)", "rows.none(1)")
    assert "module_copies" in project.run({**project.project.files, "shop/a/tin.py": nearly})
    long = "".join(f"    x.own_{n}({n})\n" for n in range(90))
    assert "module_copies" not in project.edit("shop/a/own.py", "    return", f"{long}    return")
    long = long.replace("own", "more")
    assert "module_copies" in project.edit("shop/b/more.py", "    rows.more_0_0(0)\n", long)
    assert told not in project.project.warm().replace(" ", "")


def test_a_body_in_which_no_copies_are_sought_does_not_ask_for_copies(project: Asked) -> None:
    asked = project.edit("tests/test_cart.py", "assert value", "assert value is not None")
    assert not asked & WITH_SHAPES


def test_a_call_asks_those_who_follow_calls(project: Asked) -> None:
    asked = project.edit("tests/test_cart.py", "checkout([1])", "checkout([1], 2)")
    assert asked >= WITH_CALLS
    assert not asked & {"import_paths", "cycles", "shadows", "owners"}


def test_a_call_that_reaches_nothing_of_ours_asks_nobody_who_follows_calls(project: Asked) -> None:
    text = "def plain(x):\n    y = [x]\n    y.append(len(y))\n    return y\n"
    project.run({**project.project.files, "shop/plain.py": text})
    asked = project.edit("shop/plain.py", "len(y)", "min(y)")
    assert not asked & {"calls", "members", "factories", "overrides", "bypasses"}


def test_a_use_of_a_member_that_is_there_asks_nobody_who_seeks_missing_ones(project: Asked) -> None:
    path = "shop/plain.py"
    text = "import os\n\n\ndef plain(x):\n    y = [x, os.sep]\n    return y\n"
    project.run({**project.project.files, path: text})
    assert "members" not in project.edit(path, "os.sep", "os.path")


def test_a_new_name_asks_those_who_seek_that_name(project: Asked) -> None:
    hidden = "_kept = None\n\n\ndef keep(x):\n    global _kept\n    _kept = [x]\n"
    project.run({**project.project.files, "shop/hidden.py": hidden})
    path = "tests/test_cart.py"
    assert "competing" not in project.edit(path, "assert value", "other = 1\n    assert value")
    reading = "from shop import hidden\nassert hidden._kept"
    assert "competing" in project.edit(path, "from shop.cart", f"{reading}\nfrom shop.cart")


def test_a_body_beside_a_global_asks_nobody_who_seeks_globals_that_nobody_reads(
    project: Asked,
) -> None:
    hidden = "_kept = None\n\n\ndef keep(x):\n    global _kept\n    _kept = [x]\n"
    beside = "\n\ndef other(x):\n    y = x + 1\n    return y\n"
    project.run({**project.project.files, "shop/hidden.py": hidden + beside})
    assert "competing" not in project.edit("shop/hidden.py", "x + 1", "x + 2")
    assert "competing" in project.edit("shop/hidden.py", "x + 2", "_kept")


def test_a_body_that_says_no_name_of_a_constant_or_container_asks_nobody_who_seeks_those(
    project: Asked,
) -> None:
    text = """
LIMIT = 30
ROWS = []


def keep(row):
    ROWS.append(row)


def other(x):
    y = x + 1
    return y
"""
    more = {"shop/one.py": text, "shop/two.py": text.replace("30", "40").replace("ROWS", "LINES")}
    project.run({**project.project.files, **more})
    assert not project.edit("shop/one.py", "x + 1", "x + 2") & {"constants", "shared_state"}
    assert "constants" in project.edit("shop/two.py", "x + 1", "x + LIMIT")
    assert "shared_state" in project.edit("shop/one.py", "y = x", "ROWS.append(x)\n    y = x")


def test_a_definition_in_front_of_others_asks_nobody_who_knows_those_by_their_names(
    project: Asked,
) -> None:
    base = "class Base:\n    def pay(self, x):\n        return self.tax(x)\n\n    def tax(self, x):\n        return x\n"
    below = "from shop.base import Base\n\n\nclass Below(Base):\n    def tax(self, x):\n        return self.pay(x), Base().lost\n"
    project.run({**project.project.files, "shop/base.py": base, "shop/below.py": below})
    first = "def first(y):\n    return y\n\n\n"
    for path in ("shop/base.py", "shop/below.py"):
        asked = project.edit(path, "class B", f"{first}class B")
        assert not asked & {"calls", "members", "overrides", "concepts", "competing", "aliases"}
    assert "overrides" in project.edit("shop/below.py", "def tax(self, x)", "def tax(self, x, y)")


def test_what_a_class_sets_asks_those_who_use_it_elsewhere(project: Asked) -> None:
    base = """
class Base:
    def __init__(self):
        self.rate = 1
        print(self.rate)
"""
    below = """
from shop.base import Base


class Below(Base):
    def pay(self):
        return self.rate


Below().pay()
"""
    project.run({**project.project.files, "shop/base.py": base, "shop/below.py": below})
    assert "members" in project.edit("shop/base.py", "self.rate = 1", "self.rats = 1")
    assert "members" in project.edit("shop/base.py", "self.rats = 1", "self.rate = 1")


def test_a_body_asks_those_who_look_into_it_and_not_those_who_look_beside_it(
    project: Asked,
) -> None:
    text = """
_pool = None


class Pool:
    def __init__(self):
        self.size = 1


def get_pool():
    global _pool
    if _pool is None:
        _pool = Pool()
    return _pool


def size(pools):
    found = 0
    for pool in pools:
        found = found + pool.size
    return found
"""
    path, holders = "shop/pool.py", {"accessors", "instances", "singletons", "members"}
    project.run({**project.project.files, path: text})
    assert not project.edit(path, "found = 0", "found = 1") & holders
    assert "accessors" in project.edit(path, "    if _pool is None:\n    ", "")
    assert "instances" in project.edit(path, "self.size = 1", "self.__dict__ = _pool")


def test_a_method_that_comes_asks_for_rivals_of_its_class_and_of_those_that_have_one(
    project: Asked,
) -> None:
    names = ("route", "attach_handler", "detach_handler")
    text = "class MessageRouter:" + "".join(
        f"\n    def {name}(self, x):\n        return [{{0}}, x, '{name}']\n" for name in names
    )
    alone = "class Till:\n    def open(self):\n        return 1\n"
    files = {"shop/one.py": text.format(1), "shop/two.py": text.format(2), "shop/till.py": alone}
    project.run({**project.project.files, **files})
    more = "    def {}(self):\n        return 'something else', 7\n\n    def open(self"
    assert "concepts" not in project.edit("shop/till.py", "    def open(self", more.format("shut"))
    assert "concepts" in project.edit("shop/till.py", "    def open(self", more.format("route"))
    one = "class MessageRouter:\n    def drain(self):\n        return ['drained', 8]\n"
    assert "concepts" in project.edit("shop/one.py", "class MessageRouter:", one)


def test_a_method_that_comes_asks_those_alone_who_look_at_all_of_its_class(
    project: Asked,
) -> None:
    text = "class Till:\n    def __init__(self, x):\n        self.x = x\n\n    def open(self):\n        return self.x\n"
    users = "from shop.till import Till\n\n\ndef f():\n    Till(1).open()\n    Till(1, 2)\n"
    project.run({**project.project.files, "shop/till.py": text, "shop/users.py": users})
    more = "class Till:\n    def close(self):\n        return ['closed', self.x, 7]\n\n"
    asked = project.edit("shop/till.py", "class Till:\n", more)
    assert not asked & {"calls", "clones", "competing", "concepts", "instances", "singletons"}
    assert "calls" in project.edit("shop/till.py", "__init__(self, x)", "__init__(self, x, y)")


def test_a_method_asks_for_overrides_where_it_is_one(project: Asked) -> None:
    base = "class Base:\n    def pay(self, x):\n        return self.tax(x)\n\n    def tax(self, x):\n        return x\n"
    below = "from shop.base import Base\n\n\nclass Below(Base):\n    def tax(self, x):\n        return 1\n"
    project.run({**project.project.files, "shop/base.py": base, "shop/below.py": below})
    path, more = "shop/below.py", "class Below(Base):\n    def {}:\n        return 2\n"
    assert "overrides" not in project.edit(path, "class Below(Base):\n", more.format("new(self)"))
    assert "overrides" in project.edit(path, "class Below(Base):\n", more.format("pay(self, x)"))
    assert "overrides" in project.edit("shop/base.py", "tax(self, x):", "tax(self, x, y):")


def test_an_exception_asks_nobody(project: Asked) -> None:
    before = project.project.cold()
    said = "import tax  # ssotlint: ignore[unresolved-import] -- it will come"
    assert project.edit("shop/cart.py", "import tax", said) == set()
    assert project.project.cold() != before


def test_a_declared_copy_asks_those_who_seek_copies(project: Asked) -> None:
    said = "# ssotlint: copy-of shop.money.total\ndef plain"
    assert project.edit("shop/plain.py", "def plain", said) >= {"clones", "originals"}


def test_a_copy_that_names_its_original_asks_those_who_seek_copies(project: Asked) -> None:
    said = "# Copied from shop.money.total\ndef plain"
    assert project.edit("shop/plain.py", "def plain", said) >= {"clones", "class_copies"}
    assert project.edit("shop/plain.py", "shop.money.total", "shop.money.other") >= {"clones"}


def test_an_answer_moves_along_when_lines_move(project: Asked) -> None:
    before = project.project.cold()
    assert project.edit("shop/cart.py", "\n\ndef", "\n\n\n\n\ndef") == set()
    assert project.project.cold() != before


def test_an_answer_moves_along_with_a_body_that_it_does_not_look_at(project: Asked) -> None:
    asked = project.edit("shop/money.py", "result = 0", "result = 0\n    rest = 1")
    assert not asked & {"calls", "unresolved"}


def test_what_was_innocent_in_an_edited_file_is_judged_again(project: Asked) -> None:
    body = """
_made = None


def made():
    global _made
    if _made is None:
        _made = {kind}
    return _made
"""
    path = "shop/kept.py"
    project.run({**project.project.files, path: body.format(kind="tuple()")})
    project.edit(path, "tuple()", "(None,) and tuple()")
    project.edit(path, "(None,) and tuple()", "list()")


def test_an_answer_that_tells_a_line_is_asked_again_when_that_line_moves(project: Asked) -> None:
    one, other = "from shop import {}\n\n\ndef {}(): ...\n", "from shop import {}\n"
    more = {
        "shop/one.py": one.format("other", "one"),
        "shop/other.py": other.format("one"),
        "shop/use.py": "import shop.one\n",
    }
    project.run({**project.project.files, **more})
    assert "cycles" in project.edit("shop/other.py", "from shop", "# a note\nfrom shop")


@pytest.mark.parametrize(
    ("path", "old", "new", "concerned"),
    [
        ("shop/cart.py", "import total", "import total as sum_up", {"ambiguities", "aliases"}),
        ("shop/money.py", "def total(prices)", "def total(prices, *rest)", {"calls"}),
    ],
)
def test_what_others_can_see_asks_whom_it_concerns(
    project: Asked, path: str, old: str, new: str, concerned: set[str]
) -> None:
    assert project.edit(path, old, new) >= concerned


@pytest.mark.parametrize(
    ("path", "old", "new", "unconcerned"),
    [
        ("tests/test_cart.py", "\n\n\ndef", "\nimport os\n\n\ndef", {"unresolved", "clones", "calls"}),
        ("shop/plain.py", "def plain", "def added(y):\n    return y\n\n\ndef plain",
         {"unresolved", "cycles", "import_paths"}),
        ("shop/cart.py", "import tax", "import tax, duty", {"owners"}),
    ],
)  # fmt: skip
def test_what_others_can_see_asks_those_alone_whom_it_concerns(
    project: Asked, path: str, old: str, new: str, unconcerned: set[str]
) -> None:
    assert not project.edit(path, old, new) & unconcerned


def test_an_import_asks_those_alone_who_seek_what_it_does(project: Asked) -> None:
    files = {
        "shop/__init__.py": "from shop.money import total, tax\n",
        "shop/one.py": "from shop import total\n\nprint(total)\n",
        "shop/two.py": "from shop import total\n\nprint(total)\n",
        "shop/three.py": "from shop.money import total\n\nprint(total)\n",
        "shop/json.py": "x = 1\n",
    }
    project.run({**project.project.files, **files})
    names = {"ambiguities", "aliases"}
    path = "shop/three.py"
    assert not project.edit(path, "from", "import json\nfrom") & {*names, "import_paths", "shadows"}
    assert not project.edit(path, "from", "from shop.cart import checkout\nfrom") & names
    assert project.edit(path, "import checkout", "import checkout as cash_out") >= names
    assert "import_paths" in project.edit(path, "import total", "import tax, total")
    assert "shadows" in project.edit(path, "import json", "from json import dumps")


COPIED = """
def spread(prices, rate):
    found = {}
    for name, price in prices.items():
        if price > rate:
            found[name] = price * rate
        else:
            found[name] = price - rate
    return sorted(found.items())
"""


def test_an_import_asks_who_wants_to_know_what_loading_a_file_loads(project: Asked) -> None:
    """Those alone who ask for a file that loads the edited one."""
    files = {
        "shop/one.py": f"from shop.low import low\n\nprint(low)\n{COPIED}",
        "shop/two.py": f"from shop.low import low\n\nprint(low)\n{COPIED}",
        "shop/low.py": "from shop.lower import low\n\nprint(low)\n",
        "shop/lower.py": "low = 1\n",
        "shop/main.py": "import sys\n\nprint(sys)\n",
        "rates/rates.py": "rate = 1\n",
    }
    project.run({**project.project.files, **files})
    more = "from rates.rates import rate\n\nprint(rate)\n"
    assert "clones" not in project.edit("shop/main.py", "import sys\n", f"import sys\n{more}")
    assert "clones" in project.edit("shop/lower.py", "low = 1\n", f"{more}low = 1\n")


def test_an_import_asks_who_wants_to_know_what_libraries_a_file_takes(project: Asked) -> None:
    """Those who ask for a file that needs what others can do without.

    A file of ours is none, one more import of the same takes nothing more, and of another library
    that all need nobody wants to know.
    """
    files = {"shop/one.py": f"import lxml\n{COPIED}", "shop/two.py": f"import os\n{COPIED}"}
    files |= {"shop/main.py": "import yaml\n\nprint(yaml)\n", "rates/rates.py": "rate = 1\n"}
    project.run({**project.project.files, **files})
    path = "shop/main.py"
    assert "clones" not in project.edit(path, "import yaml\n", "import yaml\nimport rates.rates\n")
    assert "clones" not in project.edit(path, "import yaml\n", "import yaml\nimport yaml.nodes\n")
    assert "clones" not in project.edit(path, "import yaml\n", "import yaml\nimport toml\n")
    tried = "try:\n    import lxml\nexcept ImportError:\n    lxml = None\n"
    assert "clones" in project.edit(path, "import yaml\n", f"import yaml\n\n{tried}")


def test_a_call_asks_who_counts_the_calls_of_what_it_reaches(project: Asked) -> None:
    """A definition is asked for by its name: the calls of another one are nobody's concern."""
    kept = """
_pool = None


class Pool:
    def __init__(self):
        self.all = []

    def put(self, x):
        self.all.append(x)


def get_pool():
    global _pool
    if _pool is None:
        _pool = Pool()
    return _pool


def other(x):
    return [x]
"""
    user = "from shop.pool import get_pool, other\n\n\ndef f(x):\n    return get_pool()\n"
    project.run({**project.project.files, "shop/pool.py": kept, "shop/user.py": user})
    counting = {"accessors", "competing", "instances"}
    path = "shop/user.py"
    assert not project.edit(path, "    return get", "    other(x)\n    return get") & counting
    assert project.edit(path, "    other(x)", "    get_pool().put(x)\n    other(x)") & counting


def test_an_answer_moves_along_with_an_import_that_does_not_concern_it(project: Asked) -> None:
    asked = project.edit("shop/cart.py", "from shop.money", "import os\nfrom shop.money")
    assert "unresolved" not in asked


def test_an_answer_moves_along_when_the_last_method_of_a_class_goes(project: Asked) -> None:
    last = "\n\n    def last(self):\n        return 2\n"
    text = f"class Way:\n    def first(self):\n        return 1{last}\n\nimport shop.nothing\n"
    project.run({**project.project.files, "shop/way.py": text})
    assert "unresolved" not in project.edit("shop/way.py", last, "\n")


def test_another_configuration_asks_everybody(project: Asked) -> None:
    setting = "[tool.ssotlint]\nfail-level = 'note'\n"
    asked = project.run({**project.project.files, "pyproject.toml": setting})
    assert asked >= WITH_CALLS | WITH_SHAPES | {"unresolved"}


def test_only_the_calls_of_an_edited_file_are_resolved_again(
    project: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[str] = []
    tallies = callers._Sweep.tallies

    def noted(
        sweep: callers._Sweep, module: Module, groups: Iterable[CallGroup]
    ) -> Iterator[Tally]:
        swept.append(module.path)
        return tallies(sweep, module, groups)

    monkeypatch.setattr(callers._Sweep, "tallies", noted)
    files = project.project.files
    path = "tests/test_cart.py"
    project.project.sync({**files, path: files[path].replace("checkout([1])", "checkout([1], 2)")})
    project.project.warm()
    assert swept == [path]


def test_which_names_stand_in_a_file_is_found_out_again_for_edited_files_alone(
    project: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = "_kept = None\n\n\ndef keep(x):\n    global _kept\n    _kept = [x]\n"
    project.run({**project.project.files, "shop/hidden.py": hidden})
    read: list[str] = []

    def noted() -> said.Letters:
        def look(module: Module, shape: Shape) -> str:
            read.append(module.path)
            return letters.look(module, shape)

        return replace(letters, look=look)

    letters = said.letters()
    monkeypatch.setattr(said, "letters", noted)
    files, path = project.project.files, "shop/cart.py"
    project.project.sync({**files, path: f"import os\n{files[path]}\nhere = os.getcwd()\n"})
    project.project.warm()
    assert read == [path]


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("class Cart:\n    def pay(self):\n        return [self]\n", False),
        ("class Wallet(Purse):\n    pass\n", True),
        ("from shop.purse import Other as Purse\n", True),
    ],
)
def test_who_stands_below_whom_is_found_out_again_where_a_class_comes_or_a_base_is_another_one(
    project: Asked, monkeypatch: pytest.MonkeyPatch, text: str, *, again: bool
) -> None:
    purse = "class Purse:\n    def pay(self):\n        self.add()\n\n\nclass Other:\n    pass\n"
    below = "from shop.purse import Purse\n\n\nclass Bag(Purse):\n    pass\n"
    files = {**FILES, "shop/purse.py": purse, "shop/front.py": below}
    files["shop/bag.py"] = "from shop.front import Purse\n\n\nclass Bag(Purse):\n    pass\n"
    project.run(files)
    made: list[int] = []
    find = Classes._all_subclasses

    def noted(classes: Classes) -> object:
        made.append(1)
        return find(classes)

    monkeypatch.setattr(Classes, "_all_subclasses", noted)
    project.project.sync({**files, "shop/front.py": f"{below}\n\n{text}"})
    report = project.project.warm()
    assert bool(made) is again
    assert report == project.project.cold()


def test_a_run_after_an_edit_opens_no_file_that_nobody_asks_for(
    project: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bytes] = []

    def noted(data: bytes, store: Store) -> Surface:
        opened.append(data)
        return surface_of(data, store)

    monkeypatch.setattr("ssotlint.index.unopened.surface_of", noted)
    project.project.settled = True
    files = {path: f"{text}\n" for path, text in FILES.items()}
    project.run(files)
    plain = "class Other(list):\n    rate = 1\n"
    project.project.sync({**files, "shop/plain.py": plain})
    project.project.warm()
    assert opened
    opened.clear()
    project.project.sync({**project.project.files, "shop/plain.py": f"# a note\n{plain}"})
    project.project.warm()
    assert opened == []


def test_a_report_after_an_edit_makes_only_findings_that_say_something_else(
    project: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = project.project.files
    lone = "from shop import gone\n"
    edited = Edited(project.project.home / "edited", settled=True)
    edited.sync({**files, "shop/lone.py": lone})
    edited.warm()
    made: list[str] = []
    finding_of = json.finding_of

    def noted(finding: Finding) -> FindingObject:
        made.append(finding.place.path)
        return finding_of(finding)

    monkeypatch.setattr(json, "finding_of", noted)
    edited.sync({**edited.files, "shop/plain.py": f"# new\n{files['shop/plain.py']}"})
    report = edited.warm()
    assert made == []
    edited.sync({**edited.files, "shop/lone.py": f"# new\n{lone}"})
    assert edited.warm() != report
    assert set(made) == {"shop/lone.py"}
    assert edited.warm() == edited.cold()


def test_one_place_in_two_parts_keeps_what_each_part_says() -> None:
    at = Place("a.py", Span(1, 1, 1, 9))
    members = tuple(
        Member(place=at, symbol="a.x", extent=at, evidence=Evidence(), importers=n) for n in (3, 0)
    )
    case = Case(detector="d", subject="a.x", title="t", members=members)
    assert judging._positions(case, case) == [0, 1]
    assert judging._positions(case, replace(case, members=members[::-1])) == [1, 0]


def test_what_was_compared_serves_no_answer_but_the_one_found_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "def gather(shop):\n"
    own = f"{head}    kept = {{1: shop}}\n    kept.update(more=shop + 1)\n    return kept\n"
    copy = head + (
        "    rows = shop.rows(limit=9)\n    rows.sort(key=shop.key)\n    for one in rows:\n"
        "        one.sell(at=one.price * 3)\n    shop.keep(rows, again=True)\n"
        "    return [row.name.strip() for row in rows if row.stock]\n"
    )
    project = Edited(tmp_path)
    files = {"shop/__init__.py": "", "shop/a.py": copy, "shop/b.py": own}
    project.sync(files)
    project.warm()
    project.sync({**files, "shop/b.py": copy})

    def stop(_: Answers) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Answers, "keep", stop)
        with pytest.raises(KeyboardInterrupt):
            project.warm()
    assert "duplicate-helper" in project.cold()
    assert project.warm() == project.cold()


def test_an_answer_that_is_found_again_is_told_again(
    project: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who counts the users of a path is asked; nobody else is, and a body asks nobody after that."""
    ordinary = []
    outlined = session.outlined

    def noted(*given: Any, **named: Any) -> tuple[Report, Outline | None]:  # noqa: ANN401
        ordinary.extend([given] if given[1].use_cache else [])
        return outlined(*given, **named)

    monkeypatch.setattr(session, "outlined", noted)
    path = "shop/money.py"
    asked = project.edit(path, "import os", "import os\n\nfrom shop.plain import plain")
    assert "import_paths" in asked
    assert not ordinary
    assert project.edit(path, "result = 0", "result = 1") == set()
    assert not ordinary
    assert "unresolved" in project.edit(path, "import plain", "import plain, plane")
    assert ordinary
