"""What is asked again when a file has come, gone or been renamed; each report is that from nothing."""

import pytest

from tests.unit.engine.asking import Asked

LATE = "def late(value):\n    return [value, 17]\n"
TOTAL = """
def total(prices):
    result = 0
    for price in prices:
        result = result + price
    return result
"""
CART = """
class Cart:
    def __init__(self, owner, limit):
        self.owner = owner
        self.rows = list(limit)

    def put(self, row):
        if row in self.rows:
            raise ValueError(row)
        self.rows.append(row)
        return len(self.rows)
"""
# What comes, what is there before, the file, what it says, and who is asked.
COMINGS = [
    ("what an import looks for", {}, "shop/nowhere.py", "def tax(x):\n    return x\n", "unresolved"),
    ("what is called", {"shop/till.py": "from shop.late import late\n\n\ndef f():\n    late(1, 2)\n"},
     "shop/late.py", LATE, "calls"),
    ("what calls", {"shop/late.py": LATE}, "shop/till.py",
     "from shop.late import late\n\n\ndef f():\n    late(1, 2)\n", "calls"),
    ("what lacks a member", {},
     "shop/user.py", "from shop import money\n\n\ndef f():\n    return money.lost\n", "members"),
    ("a copy of a function", {}, "shop/sums.py", TOTAL, "clones"),
    ("a copy of a class", {"shop/cart_a.py": CART}, "shop/cart_b.py", CART, "class_copies"),
    ("a copy of a file", {"shop/cart_a.py": CART + TOTAL}, "shop/cart_b.py", CART + TOTAL,
     "module_copies"),
    ("what hides a module of the library",
     {"bin/run.py": "from json import dumps\n\nif __name__ == '__main__':\n    dumps(1)\n"},
     "bin/json.py", "x = 1\n", "shadows"),
    ("what a hidden module of the library is wanted by", {"bin/json.py": "x = 1\n"},
     "bin/run.py", "from json import dumps\n\nif __name__ == '__main__':\n    dumps(1)\n", "shadows"),
    ("another name", {}, "shop/front.py",
     "from shop.money import total as grand_total\n\n\ndef f(x):\n    return grand_total(x)\n", "aliases"),
    ("what passes a name on", {}, "shop/front.py", "from shop.money import total\n", "forwarders"),
    ("what cannot be read", {}, "shop/broken.py", "def (\n", "unparsable"),
    ("a default", {"shop/a.py": "import os\n\nA = os.environ.get('SHOP_RATE', '1')\n"},
     "shop/b.py", "import os\n\nB = os.environ.get('SHOP_RATE', '2')\n", "defaults"),
    ("a container", {}, "shop/kept.py", "ROWS = {}\n\n\ndef put(x):\n    ROWS[x] = 1\n", "shared_state"),
    ("a constant", {"shop/a.py": "MOST_ROWS = (1, 2, 30)\n"}, "shop/b.py", "MOST_ROWS = (1, 2, 31)\n",
     "constants"),
    ("a rival", {"shop/a.py": "class RowStore:\n    def put(self, x):\n        return x\n"},
     "shop/b.py", "class RowStore:\n    def take(self, y):\n        return [y]\n", "concepts"),
    ("what is declared to be a copy", {}, "shop/copied.py",
     "# ssotlint: copy of shop.money.lost -- it is needed here\ndef lost():\n    return 1\n", "originals"),
    ("what closes a circle", {"shop/a.py": "import shop.b\n\nx = shop.b.y\n"},
     "shop/b.py", "import shop.a\n\ny = shop.a.x\n", "cycles"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "path", "text", "detector"), [c[1:] for c in COMINGS], ids=[c[0] for c in COMINGS]
)
def test_what_comes_or_goes_asks_those_whom_it_concerns(
    files: dict[str, str], path: str, text: str, detector: str, project: Asked
) -> None:
    before = {**project.project.files, **files}
    project.run(before)
    assert detector in project.run({**before, path: text})
    assert detector in project.run(before)


def test_a_file_that_nobody_knows_asks_nobody(project: Asked) -> None:
    files = project.project.files
    assert project.run({**files, "shop/late.py": LATE}) == set()
    assert project.run({**files, "shop/later.py": LATE}) == set()
    assert project.run(files) == set()


COPIES = {"clones", "class_copies", "module_copies"}


def test_a_file_that_is_like_no_other_asks_nobody_who_seeks_copies(project: Asked) -> None:
    before = {**project.project.files, "shop/till.py": CART}
    project.run(before)
    text = "class Late:\n    def open(self, key):\n        self.key = key + 1\n"
    assert not project.run({**before, "shop/late.py": text}) & COPIES
    assert not project.run(before) & COPIES


def test_a_name_that_many_classes_bear_asks_for_copies_of_methods(project: Asked) -> None:
    text = "class Row:\n    def step_{0}(self, x):\n        return [x, {0}, '{0}', self.step_{0}]\n"
    many = {f"shop/row_{n}.py": text.format(n) for n in range(6)}
    before = {**project.project.files, **many}
    project.run(before)
    assert "clones" in project.run({**before, "shop/row_6.py": text.format(6)})


def test_a_file_in_a_folder_that_is_like_another_one_asks_for_copies_of_folders(
    project: Asked,
) -> None:
    parts = [CART, CART.replace("Cart", "Box"), TOTAL * 2]
    both = {f"shop/{side}/p{n}.py": part for side in "ab" for n, part in enumerate(parts)}
    before = {**project.project.files, **both, "shop/a/own.py": "x = 1\n"}
    project.run(before)
    assert "module_copies" in project.run({**before, "shop/b/own.py": "y = 2\n"})
    own = {
        f"shop/{side}/own_{side}_{n}.py": f"{side}_{n} = {n}\n" for side in "ab" for n in range(6)
    }
    assert "module_copies" in project.run({**before, **own})
    assert "module_copies" in project.run(before)


def test_a_test_that_nobody_knows_asks_nobody(project: Asked) -> None:
    files = project.project.files
    text = "def test_late():\n    assert [1, 17] == [1, 17]\n"
    assert project.run({**files, "tests/test_late.py": text}) == set()
    assert project.run({**files, "tests/test_later.py": text}) == set()
    assert project.run(files) == set()


def test_a_file_without_a_word_asks_nobody(project: Asked) -> None:
    assert project.run({**project.project.files, "shop/empty.py": ""}) == set()


def test_a_file_that_came_is_edited_like_others(project: Asked) -> None:
    project.run({**project.project.files, "shop/late.py": LATE, "tests/test_late.py": "x = 1\n"})
    asked = project.edit("shop/late.py", "def late", "ROWS = {}\n\n\ndef late")
    assert "shared_state" in asked
    assert "unresolved" not in asked
    assert "unresolved" in project.edit("shop/late.py", "ROWS", "import shop.lost\n\nROWS")
    assert "unresolved" in project.edit("tests/test_late.py", "x = 1", "import shop.lost")


def test_a_file_that_is_gone_leaves_its_number_to_nobody(project: Asked) -> None:
    files = project.project.files
    project.run({**files, "shop/a.py": LATE})
    project.run({**files, "shop/b.py": LATE})
    project.run({**files, "shop/a.py": "import shop.b\n", "shop/c.py": LATE})
    assert "unresolved" in project.edit("shop/a.py", "import shop.b", "import shop.c")
    assert "unresolved" in project.run({**project.project.files, "shop/c.py": "import shop.b\n"})


def test_files_of_equal_contents_are_two_though_they_share_what_they_say(project: Asked) -> None:
    text = f"# ssotlint: copy-of shop.text.Cart{CART}"
    files = {**project.project.files, "shop/cart_a.py": text, "shop/cart_b.py": text}
    project.run(files)
    assert "originals" in project.run({**files, "shop/late.py": LATE})


def test_a_package_that_begins_around_others_asks_everybody(project: Asked) -> None:
    asked = project.run({**project.project.files, "tests/__init__.py": ""})
    assert asked >= {"calls", "clones", "unresolved", "module_copies"}


def test_a_file_asks_about_packages_of_one_shape_only_where_they_are_none_with_it(
    project: Asked,
) -> None:
    said = {"lamp": "x = 'lamp'\n", "lock": "y = 'lock'\n"}
    files = {
        f"shop/{package}/{name}.py": text
        for package, text in said.items()
        for name in ("__init__", "const", "light", "setup", package)
    }
    body = "found = []\n    for row in rows:\n        if row and row not in found:\n            found.append(row)"
    copied = f"def gather(rows):\n    {body}\n    return sorted(found), len(found), rows\n"
    files |= {"shop/lamp/sums.py": copied, "shop/lock/adding.py": copied}
    files["shop/all.py"] = "import shop.lamp.sums\nimport shop.lock.adding\n"
    files |= project.project.files
    project.run(files)
    assert "clones" not in project.run({**files, "shop/lamp/late.py": LATE})
    project.run(files)
    del files["shop/lamp/light.py"]
    assert "clones" in project.run(files)
