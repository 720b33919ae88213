"""Who counts imports, or looks at some of them, is asked where those are others now."""

import pytest

from ssotlint.detectors.fragments import Variant
from ssotlint.detectors.relations import Relations
from tests.unit.engine.asking import Asked

_ROUTER = """
class MessageRouter:
    def __init__(self):
        self.handlers = {}

    def add_handler(self, kind, handler):
        self.handlers.setdefault(kind, []).append(handler)

    def remove_handler(self, kind, handler):
        self.handlers[kind].remove(handler)

    def route_message(self, message):
        for handler in self.handlers.get(message["type"], ()):
            handler(message)
"""
_OTHER = _ROUTER.replace("MessageRouter", "CanonicalMessageRouter").replace("setdefault", "get")
_RIVALS = {
    "routing": _ROUTER,
    "sockets": _OTHER,
    "rooms": "from shop.routing import MessageRouter\n\nROUTER = MessageRouter()\n",
    "desk": "from shop.sockets import CanonicalMessageRouter\n\nROUTER = CanonicalMessageRouter()\n",
}
_COPIES = """
def _gather(rows):
    found = []
    for row in rows:
        if row and row not in found:
            found.append(row)
    total = len(found)
    return sorted(found), total, rows
"""
_USER = "import shop.{0} as {0}\n\nFOUND = {0}._gather([])\n"
_PLAIN = "shop/plain.py"


def test_a_name_that_does_not_exist_asks_for_a_concept_of_its_stem_alone(project: Asked) -> None:
    project.add(**_RIVALS)
    assert '"rule": "fragmented-concept"' in project.project.warm()
    assert "concepts" not in project.edit(_PLAIN, "def", "from shop.money import Purse\n\n\ndef")
    assert "concepts" in project.edit(_PLAIN, "Purse", "NewMessageRouter")
    assert "concepts" in project.edit(_PLAIN, "NewMessageRouter", "OldMessageRouter")


def test_where_an_import_stands_decides_whether_one_of_several_is_chosen(project: Asked) -> None:
    choice = "import os\n\nif os.name:\n    {0}\nif not os.name:\n    {1}\n\nprint(Router)\n"
    taken = "from shop.{} import {} as Router"
    one, two = (
        taken.format("routing", "MessageRouter"),
        taken.format("sockets", "CanonicalMessageRouter"),
    )
    project.add(**_RIVALS, choice=choice.format(one, two))
    assert '"rule": "fragmented-concept"' not in project.project.warm()
    assert "concepts" in project.edit("shop/choice.py", "if os.name:", "with os.scandir():")
    assert '"rule": "fragmented-concept"' in project.project.warm()
    assert "concepts" in project.edit("shop/choice.py", "with os.scandir():", "if os.name:")
    assert '"rule": "fragmented-concept"' not in project.project.warm()


def test_an_import_of_a_module_chooses_no_path(project: Asked) -> None:
    asked = project.edit(_PLAIN, "def", "import shop.money\n\n\ndef")
    assert "import_paths" not in asked
    assert "import_paths" in project.edit(
        _PLAIN, "import shop.money", "from shop.money import total"
    )
    assert "import_paths" in project.edit(_PLAIN, "import total", "import name")


def test_who_imports_what_a_module_passes_on_is_asked_where_somebody_takes_it_there(
    project: Asked,
) -> None:
    project.add(front="from shop.money import total\n")
    asked = project.edit(_PLAIN, "def", "from shop.money import total\n\n\ndef")
    assert "migrations" not in asked
    home, front = "from shop.money import total", "from shop.front import total"
    assert "migrations" in project.edit("shop/cart.py", home, front)
    assert "migrations" in project.edit(_PLAIN, home, "import shop")


def test_one_user_that_names_a_function_stands_for_all(project: Asked) -> None:
    project.add(near=_COPIES, far=_COPIES, one=_USER.format("near"), two=_USER.format("far"))
    assert '"rule": "duplicate-helper"' in project.project.warm()
    assert "clones" not in project.edit(_PLAIN, "def", "import shop.near as near\n\n\ndef")
    assert "clones" in project.edit("shop/one.py", "near._gather([])", "near.__name__")
    assert "clones" in project.edit("shop/one.py", "import shop.near as near", "near = None")
    assert "clones" in project.edit(_PLAIN, "return x", "return near._gather(x)")


def test_how_many_import_a_copy_is_asked_where_nothing_else_decides(project: Asked) -> None:
    copies = _COPIES.replace("_gather", "gather")
    user = "from shop.{} import gather\n\nFOUND = gather([])\n"
    project.add(near=copies, nearer=copies, one=user.format("near"), two=user.format("nearer"))
    assert "clones" in project.edit(_PLAIN, "def", "from shop.nearer import gather\n\n\ndef")


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The variants of functions that are compared, as that happens."""
    found: list[object] = []
    alike = Relations.alike

    def noted(self: Relations, one: Variant, other: Variant) -> float:
        found.append(one)
        return alike(self, one, other)

    monkeypatch.setattr(Relations, "alike", noted)
    return found


def test_copies_are_not_compared_again_for_what_is_said_of_them(
    project: Asked, compared: list[object]
) -> None:
    body = _COPIES.replace("_gather", "gather").replace("len(found)", "count(found)")
    files = dict.fromkeys(("near", "far"), f"from shop.sums import count\n{body}")
    files["far"] = files["far"].replace("total, rows", "total")
    sums = "def count(rows):\n    return len(rows)\n"
    user = "from shop.near import gather\n\nFOUND = gather([])\n"
    project.add(sums=sums, others=sums.replace("count", "tally"), user=user, **files)
    assert '"rule": "duplicate-helper"' in project.project.warm()
    more = "from shop.near import gather as found\n\n\ndef"

    def edit(path: str, old: str, new: str) -> bool:
        """Whether clones are asked, and functions compared for that before the run from nothing."""
        text = project.project.files[path].replace(old, new)
        project.project.sync({**project.project.files, path: text})
        project.asked.clear()
        compared.clear()
        report, was_compared = project.project.warm(), bool(compared)
        assert "clones" in project.asked
        assert report == project.project.cold()
        return was_compared

    assert not edit(_PLAIN, "def", more)
    assert edit(
        "shop/far.py", "from shop.sums import count", "from shop.others import tally as count"
    )


def test_where_imports_lead_is_asked_of_names_alone_that_a_file_imports_again(
    project: Asked,
) -> None:
    mixed = "def {0}():\n    from shop.{1} import total\n\n    return total({0})\n\n\n"
    project.add(
        sums="def total(prices):\n    return sorted(prices)\n",
        front="from shop.sums import total\n",
        mixed=mixed.format("one", "money") + mixed.format("two", "front"),
    )
    assert '"rule": "ambiguous-name"' in project.project.warm()
    path, other = "shop/mixed.py", "from shop.plain import plain\n\n\ndef one"
    assert "ambiguities" not in project.edit(path, "def one", other)
    assert "ambiguities" not in project.edit(path, other, "def one")
    assert "ambiguities" in project.edit(path, "shop.front import", "shop.plain import plain as")
    assert "ambiguities" in project.edit(path, "shop.plain import plain as", "shop.front import")
    assert "ambiguities" in project.edit("shop/front.py", "shop.sums", "shop.money")
