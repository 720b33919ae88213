"""Steps that take a decision: the edits are complete, and the program goes on as before."""

from pathlib import Path

import pytest

from tests.functional.plans import carry_out, plan_of, run
from tests.worlds import write

MANAGERS = {
    "shop/__init__.py": "",
    "shop/core/__init__.py": "from shop.core.manager import make_manager\n\n__all__ = ['make_manager']\n",
    "shop/core/manager.py": "class Manager(list):\n    pass\n\n\n"
                            "def make_manager(owner, limit=3):\n    return Manager([owner, limit])\n",
    "shop/one.py": "from shop.core import make_manager\n\nONE = make_manager('one', limit=1)\n",
    "shop/two.py": "from shop.core import make_manager\n\nTWO = make_manager('two')\n",
    "shop/desk.py": '''from shop.core.manager import Manager

__all__ = ["make_manager"]


def make_manager(place, *, open_now) -> "Manager":
    """What ``make_manager`` of the core makes, for a desk."""
    return Manager([place, open_now])


again = make_manager
DESK = make_manager("desk", open_now=True)
''',
    "shop/hall.py": '''import shop.desk
from shop import desk
from shop.desk import make_manager as made
from shop.desk import make_manager


def rows():
    """Nobody else's make_manager is touched."""
    def inner(make_manager):
        return make_manager("inner")

    return [
        shop.desk.make_manager("a", open_now=False), desk.make_manager("b", open_now=True),
        made("c", open_now=True), make_manager("d", open_now=False), inner(str.upper),
    ]
''',
    "shop/late.py": """def late():
    from shop.desk import make_manager

    return make_manager("é", open_now=make_manager("ü", open_now=None) == [])
""",
}  # fmt: skip
SHOWN = "import shop.hall, shop.late, shop.desk; print(shop.hall.rows(), shop.late.late(), shop.desk.DESK)"


def test_a_rival_gets_a_name_of_its_own_wherever_it_is_used(tmp_path: Path) -> None:
    write(tmp_path, MANAGERS)
    before = run(tmp_path, "-c", SHOWN)

    (step,) = plan_of(tmp_path)["steps"]
    carry_out(step, tmp_path)

    assert run(tmp_path, "-c", SHOWN) == before
    assert plan_of(tmp_path)["steps"] == []
    (decision,) = step["decisions"]
    assert decision["chosen"].startswith("call it make_desk_manager, because it requires")
    desk = (tmp_path / "shop/desk.py").read_text(encoding="utf-8")
    assert '__all__ = ["make_desk_manager"]' in desk
    assert "again = make_desk_manager" in desk
    assert "make_manager as" not in (tmp_path / "shop/late.py").read_text(encoding="utf-8")


def test_a_file_that_knows_the_new_name_keeps_the_old_one(tmp_path: Path) -> None:
    write(tmp_path, {**MANAGERS, "shop/late.py": """from shop.desk import make_manager

make_desk_manager = 1
LATE = make_manager("late", open_now=make_desk_manager)


def late():
    return LATE
"""})  # fmt: skip

    (step,) = plan_of(tmp_path)["steps"]
    carry_out(step, tmp_path)

    text = (tmp_path / "shop/late.py").read_text(encoding="utf-8")
    assert text.startswith("from shop.desk import make_desk_manager as make_manager\n")
    run(tmp_path, "-c", SHOWN)


OUTBOX = """class Outbox:
    def __init__(self):
        self.mails = []


_outbox = None


def get_outbox():
    global _outbox
    if _outbox is None:
        _outbox = Outbox()
    return _outbox
"""
POST = {
    "post/__init__.py": "",
    "post/outbox.py": OUTBOX,
    "post/send.py": """from post.outbox import get_outbox


def send(mail):
    get_outbox().mails.append(mail)


def twice(mail):
    for _ in range(2):
        send(mail)
""",
    "post/count.py": """from post.outbox import get_outbox


class Counter:
    def __init__(self, unit):
        self.unit = unit

    def told(self):
        return f"{len(get_outbox().mails)} {self.unit}"
""",
    "post/__main__.py": """from post.count import Counter
from post.send import twice


def main():
    counter = Counter("mails")
    twice("hello")
    print(counter.told())


if __name__ == "__main__":
    main()
""",
}  # fmt: skip


def test_a_shared_object_is_made_once_and_handed_to_all_who_use_it(tmp_path: Path) -> None:
    write(tmp_path, POST)
    assert run(tmp_path, "-m", "post") == "2 mails\n"

    (step,) = plan_of(tmp_path)["steps"]
    carry_out(step, tmp_path)

    assert step["tasks"] == []
    assert run(tmp_path, "-m", "post") == "2 mails\n"
    assert plan_of(tmp_path)["steps"] == []
    assert "get_outbox" not in "".join(
        p.read_text(encoding="utf-8") for p in tmp_path.rglob("*.py")
    )
    assert "    outbox = Outbox()\n" in (tmp_path / "post/__main__.py").read_text(encoding="utf-8")


def test_it_is_made_above_a_decorated_function(tmp_path: Path) -> None:
    program = POST["post/__main__.py"].replace(
        "def main():\n", "def main():\n    @str\n    def told():\n        return 1\n\n"
    )
    write(tmp_path, {**POST, "post/__main__.py": program})

    (step,) = plan_of(tmp_path)["steps"]
    carry_out(step, tmp_path)

    assert run(tmp_path, "-m", "post") == "2 mails\n"


@pytest.mark.parametrize(
    ("path", "old", "new", "why"),
    [
        ("post/__main__.py", 'twice("hello")', 'list(map(twice, ["hello"]))',
         "post/__main__.py:7 uses twice without a call"),
        ("post/send.py", "def twice", "@print\ndef twice", "twice is decorated"),
        ("post/count.py", "class Counter:", "class Counter(dict):", "Counter has bases"),
        ("post/send.py", "def twice", "get_outbox()\n\n\ndef twice", "needs it while it is loaded"),
        ("post/count.py", "class Counter", "ASK = get_outbox\n\n\nclass Counter",
         "get_outbox is used without a call"),
        ("post/count.py", "    def told(self):", "    @staticmethod\n    def told():",
         "Counter needs it without an instance"),
        ("post/count.py", "class Counter:", "class Counter:\n    box = get_outbox()\n",
         "Counter needs it without an instance"),
    ],
)  # fmt: skip
def test_what_cannot_be_handed_on_is_left_to_a_person(
    tmp_path: Path, path: str, old: str, new: str, why: str
) -> None:
    text = POST[path]
    assert old in text
    write(tmp_path, {**POST, path: text.replace(old, new, 1)})

    steps = [step for step in plan_of(tmp_path)["steps"] if "singleton-accessor" in step["rules"]]

    assert not any(step["edits"] for step in steps)
    assert why in "".join(task["what"] for step in steps for task in step["tasks"])


def test_each_test_makes_an_object_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, {**POST, "tests/test_send.py": """from post.outbox import get_outbox
from post.send import send


def test_send():
    send("one")
    assert get_outbox().mails == ["one"]
"""})  # fmt: skip

    for step in plan_of(tmp_path)["steps"]:
        carry_out(step, tmp_path)

    assert run(tmp_path, "-c", "import tests.test_send as t; t.test_send(); t.test_send()") == ""


CALLS = {
    "shop/__init__.py": "",
    "shop/text.py": "def clip(text, limit=10):\n    return text[:limit]\n\n\n"
                    "class Box:\n    def put(self, what, where):\n        return what, where\n",
}  # fmt: skip


@pytest.mark.parametrize(
    ("call", "mended", "chosen"),
    [
        ('clip("a", ellipsis="…")', 'clip("a")', "leave ellipsis out"),
        ('clip(ellipsis="…", text="a")', 'clip(text="a")', "leave ellipsis out"),
        ('clip("a", limits=3)', 'clip("a", limit=3)', "say limit for limits"),
        (
            'box.store("a", 1)',
            'box.put("a", 1)',
            "take put, which is all that it can do, and takes these arguments",
        ),
    ],
)
def test_a_call_that_fails_is_made_to_bind(
    tmp_path: Path, call: str, mended: str, chosen: str
) -> None:
    write(tmp_path, {**CALLS, "shop/use.py": f"from shop.text import Box, clip\n\n\n"
                     f"def use():\n    box = Box()\n    return {call}, box, clip\n"})  # fmt: skip

    (step,) = plan_of(tmp_path)["steps"]
    carry_out(step, tmp_path)

    assert f"return {mended}, box, clip" in (tmp_path / "shop/use.py").read_text(encoding="utf-8")
    assert chosen in step["decisions"][0]["chosen"]
    assert run(tmp_path, "-c", "from shop.use import use; use()") == ""


def test_a_member_with_another_verb_is_not_taken(tmp_path: Path) -> None:
    write(tmp_path, {
        "shop/__init__.py": "",
        "shop/text.py": "class Box:\n    def get_order(self, one):\n        return one\n\n"
                        "    def drop(self):\n        return None\n",
        "shop/use.py": "from shop.text import Box\n\n\ndef use():\n    box = Box()\n    return box.add_order(1)\n",
    })  # fmt: skip

    (step,) = plan_of(tmp_path)["steps"]

    assert step["edits"] == []


def test_a_member_that_is_near_is_not_taken_where_it_would_refuse_the_arguments(
    tmp_path: Path,
) -> None:
    write(tmp_path, {**CALLS, "shop/use.py": "from shop.text import Box\n\n\n"
                     "def use():\n    box = Box()\n    return box.puts(1, 2, 3)\n"})  # fmt: skip

    (step,) = plan_of(tmp_path)["steps"]

    assert step["edits"] == []
    assert len(step["tasks"]) == 1


def test_no_member_is_taken_where_several_take_the_arguments(tmp_path: Path) -> None:
    box = (
        "class Box:\n    def put(self, what): return what\n    def fits(self, what): return True\n"
    )
    write(tmp_path, {"shop/__init__.py": "", "shop/text.py": box, "shop/use.py": "from shop.text import Box\n\n\n"
                     "def use():\n    box = Box()\n    return box.store(1)\n"})  # fmt: skip

    (step,) = plan_of(tmp_path)["steps"]

    assert step["edits"] == step["decisions"] == []
    assert len(step["tasks"]) == 1


@pytest.mark.parametrize("call", ['clip(ellipsis="…")', 'clip("a", ellipsis="…", dots=3)'])
def test_arguments_that_nobody_takes_stay_where_the_call_would_fail_without_them_too(
    tmp_path: Path, call: str
) -> None:
    write(tmp_path, {**CALLS, "shop/use.py": f"from shop.text import clip\n\n\ndef use():\n    return {call}\n"})  # fmt: skip

    (step,) = plan_of(tmp_path)["steps"]

    assert step["edits"] == []
    assert len(step["tasks"]) == 1


ROUTERS = """class MessageRouter:
    def add_handler(self, kind): return kind
    def remove_handler(self, kind): return kind
    def handled_kinds(self): return []
"""


@pytest.mark.parametrize(
    ("rival", "use", "because"),
    [
        (ROUTERS, "MessageRouter().add_handler(1)", "one for both"),
        (ROUTERS + "    LIMIT = 3\n", "MessageRouter.LIMIT", "because it has LIMIT as well"),
        (ROUTERS.replace("def handled", "async def handled"), "MessageRouter().handled_kinds()",
         "because it has handled_kinds as a coroutine function"),
        (ROUTERS.replace("add_handler(self, kind)", "add_handler(self, kind, then)"),
         "MessageRouter().add_handler(1, 2)", "because it has add_handler with other parameters"),
    ],
)  # fmt: skip
def test_a_class_goes_only_where_the_other_can_do_all_it_does(
    tmp_path: Path, rival: str, use: str, because: str
) -> None:
    write(tmp_path, {
        "shop/__init__.py": "", "shop/routes.py": ROUTERS, "shop/old.py": rival.replace("return []", "return [1]"),
        "shop/a.py": "from shop.routes import MessageRouter\n\nA = MessageRouter()\n",
        "shop/b.py": "from shop.routes import MessageRouter\n\nB = MessageRouter()\n",
        "shop/c.py": f"from shop.old import MessageRouter\n\n\ndef run():\n    return {use}\n",
    })  # fmt: skip
    decided = [d for step in plan_of(tmp_path)["steps"] for d in step["decisions"]]
    assert [because in d["chosen"] for d in decided] == [True]


WORK = """def total(orders):
    found = 0
    for order in orders:
        found += order["price"] * order["amount"]
    return found


def late(orders, today):
    return [order for order in orders if order["due"] < today]
"""


def test_a_module_stays_while_a_step_lets_others_import_from_it(tmp_path: Path) -> None:
    write(tmp_path, {
        "shop/__init__.py": "", "shop/sums.py": WORK, "shop/till/__init__.py": "", "shop/till/models.py": WORK,
        "shop/a.py": "from shop.sums import total\n\nA = total([])\n",
        "shop/till/front.py": "from shop.models import total\n\nB = total([])\n",
    })  # fmt: skip
    steps = plan_of(tmp_path)["steps"]
    for step in steps:
        carry_out(step, tmp_path)
    assert run(tmp_path, "-c", "import shop.till.front, shop.a") == ""
