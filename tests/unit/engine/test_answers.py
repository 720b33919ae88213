"""What is asked again after an edit, and what is not."""

import pytest

from tests.unit.engine.asking import WITH_CALLS, WITH_SHAPES, Asked, with_copy


def test_layout_of_a_file_that_no_answer_names_asks_nothing(project: Asked) -> None:
    assert project.edit("shop/plain.py", "def", "# a note\n\ndef") == set()


def test_a_body_asks_those_who_look_into_bodies(project: Asked) -> None:
    with_copy(project)
    asked = project.edit("shop/money.py", "result = 0", "result = 1")
    assert asked >= WITH_SHAPES
    assert not asked & {"unresolved", "import_paths", "cycles", "shadows", "owners"}


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


def test_who_takes_what_hands_out_a_singleton_asks_for_it(project: Asked) -> None:
    limits = """
class Limiter:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.last = None
        return cls._instance

    def note(self, order):
        self.last = order


def make_limiter():
    return Limiter()
"""
    user = "import shop.limits\n\n\ndef book():\n    return 1\n"
    project.run({**project.project.files, "shop/limits.py": limits, "shop/user.py": user})
    asked = project.edit("shop/user.py", "return 1", "return shop.limits.make_limiter()")
    assert "singletons" in asked
    assert "shop.limits.Limiter is a singleton" in project.project.warm()
    asked = project.edit(
        "shop/user.py", "import shop.limits", "from shop.limits import make_limiter"
    )
    assert "singletons" in asked


def test_an_exception_asks_nobody(project: Asked) -> None:
    before = project.project.cold()
    said = "import tax  # ssotlint: ignore[unresolved-import] -- it will come"
    assert project.edit("shop/cart.py", "import tax", said) == set()
    assert project.project.cold() != before


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


def test_another_configuration_asks_everybody(project: Asked) -> None:
    setting = "[tool.ssotlint]\nfail-level = 'note'\n"
    asked = project.run({**project.project.files, "pyproject.toml": setting})
    assert asked >= WITH_CALLS | WITH_SHAPES | {"unresolved"}
