"""After which edits copies are sought again."""

import json

from tests.unit.engine.asking import COPIED, WITH_SHAPES, Asked


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


def test_a_declared_copy_asks_those_who_seek_copies(project: Asked) -> None:
    said = "# ssotlint: copy-of shop.money.total\ndef plain"
    assert project.edit("shop/plain.py", "def plain", said) >= {"clones", "originals"}


def test_a_copy_that_names_its_original_asks_those_who_seek_copies(project: Asked) -> None:
    said = "# Copied from shop.money.total\ndef plain"
    assert project.edit("shop/plain.py", "def plain", said) >= {"clones", "class_copies"}
    assert project.edit("shop/plain.py", "shop.money.total", "shop.money.other") >= {"clones"}


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
    assert "import_paths" in project.edit(path, "shop.money import", "shop import")
    assert "shadows" in project.edit(path, "import json", "from json import dumps")


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


def test_an_original_may_come_to_the_root_of_its_copy(project: Asked) -> None:
    """Roots that hold a package of one name: what its own has goes first. Warm is cold each time."""
    other = COPIED.replace("price * rate", "price / rate")
    declared = COPIED.replace("\ndef", "# ssotlint: copy-of desk.text.spread\ndef")
    user = "from desk.lost import x\nfrom desk.text import spread\n"
    files = {
        "one/desk/__init__.py": "", "two/desk/__init__.py": "", "one/desk/text.py": other,
        "two/desk/copy.py": declared, "one/desk/user.py": user, "two/desk/user.py": user,
    }  # fmt: skip

    def drifted(**more: str) -> bool:
        project.run(files | {f"two/desk/{name}.py": text for name, text in more.items()})
        told = json.loads(project.project.warm())["findings"]
        rules = [one["rule"] for one in told if one["path"] == "two/desk/copy.py"]
        return "diverged-copies" in rules

    assert drifted()
    assert not drifted(text=COPIED)
    assert drifted(lost="x = 1\n")
    assert drifted(text=other)


def test_a_name_asks_for_copies_where_one_of_its_file_says_it(project: Asked) -> None:
    """Where classes begin with one word, so does what names with that word stand for."""
    tills = "".join(
        f"class Till{name}:\n    size = {name!r}\n\n\n" for name in ("Open", "Shut", "Lost")
    )
    files = {f"shop/{name}.py": f"{tills}{COPIED}" for name in ("one", "two")}
    project.run({**project.project.files, **files})
    project.edit("shop/one.py", "'Open'", "'Odd'")
    more = "\n\ndef sold(things):\n    for one in things:\n        one.sell(at=one.price * 3)\n"
    assert "clones" not in project.edit(
        "shop/one.py", "class TillOpen", f"{more}\n\nclass TillOpen"
    )
    for name in ("TillFound", "sorted"):
        told = project.edit("shop/one.py", "class TillOpen", f"{name} = 1\n\n\nclass TillOpen")
        assert "clones" in told, name
