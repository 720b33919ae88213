"""How many files import what is told of is counted again after an edit, and no question is asked."""

import json

from tests.unit.engine.asking import COPIED, Asked

_PLAIN = "shop/plain.py"
_TAKES = "from {0} import {1}\n\n\ndef"
_RATES = """
RATE = 3


def rated(value, names):
    found = []
    for name in names:
        if name > value:
            found.append(name * value)
    return found


def bound(value, names):
    left = {name: value for name in names if name}
    for name in names:
        left[name] = left.get(name, value) + 1
    return left, names


def joined(names, mark):
    text = ""
    for name in names:
        text = text + mark + name
    return text.strip(mark)
"""
_MORE = _RATES.replace("value", "amount").replace("rated", "sold").replace("bound", "kept")
_SMALL = "MARK = 'a small thing'\n"


def _importers(report: str, symbol: str) -> set[int]:
    """What findings and groups tell of a symbol."""
    groups = json.loads(report)["groups"].values()
    return {m["importers"] for g in groups for m in g["members"] if m["symbol"] == symbol}


def _with_copies(project: Asked) -> None:
    """Two copies, of which one calls itself on its way out; each has a user."""
    user = "from shop.{0} import spread\n\nFOUND = spread({{}}, 1)\n"
    copies = {f"shop/{name}.py": COPIED for name in ("near", "legacy")}
    users = {f"shop/of_{name}.py": user.format(name) for name in ("near", "legacy")}
    project.run({**project.project.files, **copies, **users})
    assert _importers(project.project.warm(), "shop.near.spread") == {1}


def test_importers_of_a_copy_are_counted_and_copies_are_not_sought(project: Asked) -> None:
    _with_copies(project)
    takes = _TAKES.format("shop.near", "spread")
    assert "clones" not in project.edit(_PLAIN, "def", takes)
    assert _importers(project.project.warm(), "shop.near.spread") == {2}
    assert "clones" not in project.edit(_PLAIN, "return x", "return x + 1")
    assert "clones" not in project.edit("shop/cart.py", "\ndef", f"\n{takes}")
    assert _importers(project.project.warm(), "shop.near.spread") == {3}
    assert "clones" not in project.edit(_PLAIN, takes, "def")
    assert _importers(project.project.warm(), "shop.near.spread") == {2}
    assert not project.edit("tests/test_cart.py", "def", takes)
    assert _importers(project.project.warm(), "shop.near.spread") == {3}
    assert not project.edit("tests/test_cart.py", "assert value", "assert value or value")


def test_they_are_counted_when_a_file_comes_and_another_question_is_asked(project: Asked) -> None:
    _with_copies(project)
    user = "from shop.near import spread\nfrom shop.nowhere import nothing\n"
    asked = project.run({**project.project.files, "shop/user.py": user})
    assert "unresolved" in asked
    assert "clones" not in asked
    assert _importers(project.project.warm(), "shop.near.spread") == {2}


def test_importers_of_a_copied_folder_are_counted(project: Asked) -> None:
    folder = {"__init__": "", "rates": _RATES, "more": _MORE}
    copies = {
        f"{at}/{n}.py": text for at in ("shop/one", "shop/legacy") for n, text in folder.items()
    }
    project.run({**project.project.files, **copies})
    assert _importers(project.project.warm(), "shop.legacy") == {0}
    assert "module_copies" not in project.edit(
        _PLAIN, "def", _TAKES.format("shop.legacy.rates", "rated")
    )
    assert _importers(project.project.warm(), "shop.legacy") == {1}
    # One file more is told by its name if it says something, and counted if it does not.
    kept = project.project.files
    assert "module_copies" in project.run({**kept, "shop/legacy/own.py": "import os\n"})
    assert "module_copies" not in project.edit("shop/cart.py", "return", "value = 7\n    return")
    assert "module_copies" in project.edit("shop/legacy/own.py", "os\n", f"os\n\n{_SMALL}")
    takes = _TAKES.format("shop.legacy.own", "MARK")
    assert "module_copies" not in project.edit("shop/cart.py", "\ndef", f"\n{takes}")
    assert _importers(project.project.warm(), "shop.legacy") == {2}
    project.edit("shop/one/rates.py", "RATE = 3", "from shop.legacy.more import joined\n\nRATE = 3")
    assert _importers(project.project.warm(), "shop.legacy") == {3}
    project.edit(
        "shop/legacy/rates.py", "RATE = 3", "from shop.legacy.more import joined\n\nRATE = 3"
    )
    assert _importers(project.project.warm(), "shop.legacy") == {3}
