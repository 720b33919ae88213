"""What a plan leaves to a person: copies that do otherwise, what somebody changes or may run."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.functional.plans import HELPER, carry_out, copied, plan_of, run
from tests.worlds import write

COLLECT = """def collect(rows, limit, store):
    if not rows:
        raise ValueError("nothing")
    found = []
    for row in rows:
        if row.amount > limit and row.state == "paid":
            found.append((row.key, row.amount * 2))
        elif row.late:
            store.remind(row.key, days=14)
    store.keep(found)
    return sorted(found)
"""


def _desk(root: Path, copy: str) -> None:
    write(root, {
        "shop/__init__.py": "", "shop/till.py": COLLECT, "shop/desk.py": copy,
        "shop/use.py": "from shop.till import collect\n\nprint(collect([], 1, None))\n",
        "shop/more.py": "from shop.till import collect\n\nprint(collect([], 2, None))\n",
        "shop/other.py": "from shop.desk import collect\n\nprint(collect([], 1, None))\n",
    })  # fmt: skip


def test_all_that_a_drifted_copy_does_otherwise_is_told(tmp_path: Path) -> None:
    guard = """    if not rows:
        raise ValueError("nothing")
"""
    _desk(tmp_path, COLLECT.replace(guard, "").replace("row.amount > limit", "row.amount >= limit"))

    (step,) = plan_of(tmp_path)["steps"]

    told = "".join(edit["caution"] for edit in step["edits"])
    assert all(part in told for part in ("if not rows:", "row.amount >= limit"))


def test_a_copy_that_was_edited_for_others_is_not_taken_away(tmp_path: Path) -> None:
    edits = {"row.amount > limit": "row.amount >= limit", '"paid"': '"sent"', "days=14": "days=30"}
    copy = COLLECT
    for old, new in edits.items():
        copy = copy.replace(old, new)
    _desk(tmp_path, copy)

    (step,) = plan_of(tmp_path)["steps"]

    assert step["edits"] == []
    assert [(d["path"], d["line"]) for d in step["tasks"]] == [("shop/desk.py", 1)]


def test_a_constant_is_kept_once_and_what_its_copy_said_otherwise_is_told(tmp_path: Path) -> None:
    write(tmp_path, {
        "shop/__init__.py": "",
        "shop/states.py": 'OPEN = ("new", "paid", "packed", "sent", "late")\n',
        "shop/orders.py": "from shop.states import OPEN\n\nFIRST = OPEN[0]\n",
        "shop/report.py": 'OPEN = ("new", "paid", "packed", "sent")\n\n\nLAST = OPEN[-1]\n',
    })  # fmt: skip

    (step,) = plan_of(tmp_path)["steps"]
    carry_out(step, tmp_path)

    assert "late" in "".join(edit["caution"] for edit in step["edits"])
    assert (tmp_path / "shop/report.py").read_text(encoding="utf-8") == (
        "from shop.states import OPEN\n\nLAST = OPEN[-1]\n"
    )
    assert plan_of(tmp_path)["steps"] == []


def test_a_copy_of_a_module_goes_when_nobody_imports_it(tmp_path: Path) -> None:
    root = copied(tmp_path)
    assert plan_of(root, "auth_service.passwords_v2")["steps"][-1]["deletes"] == [
        "auth_service/passwords_v2.py"
    ]
    with (root / "auth_service/__init__.py").open("a", encoding="utf-8") as file:
        file.write("from auth_service import passwords_v2\n")
    assert plan_of(root, "auth_service.passwords_v2")["steps"][-1]["deletes"] == []


HEADERS = """HEADERS = {
    "accept": "application/json",
    "agent": "shop crawler 1.0",
    "x-a": "one of them",
    "x-c": "another one of them",
}"""
COPIED: Mapping[str, str] = {
    "shop/__init__.py": "",
    "shop/states.py": f"{HEADERS}\n",
    "shop/orders.py": 'from shop.states import HEADERS\n\nFIRST = HEADERS["agent"]\n',
    "shop/report.py": f'{HEADERS}\n\nLAST = HEADERS.get("x-c")\n',
}


@pytest.mark.parametrize(
    ("path", "code", "why"),
    [
        ("shop/report.py", 'HEADERS["x-b"] = "mine"', "shop/report.py:9 changes HEADERS"),
        ("shop/report.py", 'HEADERS.update({"x-b": "mine"})', "shop/report.py:9 changes HEADERS"),
        ("shop/report.py", 'HEADERS |= {"x-b": "mine"}', "shop/report.py:9 changes HEADERS"),
        ("shop/report.py", 'del HEADERS["x-a"]', "shop/report.py:9 changes HEADERS"),
        ("shop/report.py", "HEADERS = dict(HEADERS)", ""),
        ("shop/report.py", "def reset():\n    global HEADERS\n    HEADERS = {}",
         "shop/report.py:10 changes HEADERS"),
        ("shop/states.py", 'HEADERS["x-b"] = "mine"', "shop/states.py:7 changes HEADERS"),
        ("shop/orders.py", 'HEADERS.setdefault("x-b", "mine")', "shop/orders.py:4 changes HEADERS"),
        ("shop/orders.py", 'import shop.states\nshop.states.HEADERS["x-b"] = "mine"',
         "shop/orders.py:5 changes shop.states.HEADERS"),
    ],
)  # fmt: skip
def test_a_constant_that_somebody_changes_is_left_to_a_person(
    tmp_path: Path, path: str, code: str, why: str
) -> None:
    write(tmp_path, {**COPIED, path: f"{COPIED[path]}{code}\n"})

    steps = plan_of(tmp_path)["steps"]

    assert not any(step["edits"] for step in steps)
    assert why in "".join(task["what"] for step in steps for task in step["tasks"])


def test_a_constant_that_is_only_read_needs_no_decision(tmp_path: Path) -> None:
    write(tmp_path, COPIED)
    (step,) = plan_of(tmp_path)["steps"]
    assert step["tasks"] == []

    carry_out(step, tmp_path)

    assert run(tmp_path, "-c", "import shop.report as r, shop.states as s; assert r.HEADERS is s.HEADERS") == ""  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADERS}; RETRIES = 3\n",
        f"RETRIES = 3; {HEADERS}\n",
        "try:\n    import json\nexcept ImportError:\n    " + HEADERS.replace("\n", "\n    ") + "\n",
    ],
)
def test_no_edit_takes_other_code_away_with_a_copy(tmp_path: Path, text: str) -> None:
    write(tmp_path, {**COPIED, "shop/report.py": text})

    for step in plan_of(tmp_path)["steps"]:
        assert step["edits"] == []


WORK = f"""{HELPER}

def total(orders):
    found = 0
    for order in orders:
        found += order["price"] * order["amount"]
    return found


def main(orders, today):
    late = [order for order in orders if order["due"] < today]
    if not late:
        return "nothing is late"
    return f"{{label(today)}}: {{len(late)}} are late, {{total(late)}} in all"
"""
WORKERS: Mapping[str, str] = {
    "shop/__init__.py": "",
    "shop/orders.py": "from shop.jobs import main\n\nRUN = main\n",
    "shop/jobs.py": WORK,
    "shop/worker.py": WORK,
}


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("pyproject.toml", '[project.scripts]\nshop-worker = "shop.worker:main"\n',
         "pyproject.toml:2 names shop.worker"),
        ("Procfile", "worker: python -m shop.worker\n", "Procfile:1 names shop.worker"),
        ("deploy/run.sh", "python shop/worker.py\n", "deploy/run.sh:1 names shop.worker"),
        ("serve.py", 'APP = "shop.worker:main"\n', "serve.py:1 names shop.worker"),
        ("shop/load.py", 'NAMES = [\n    ".worker",\n]\n', "shop/load.py:2 names shop.worker"),
        ("shop/worker.py", WORK + '\n\nif __name__ == "__main__":\n    main([])\n',
         'it can be run: `if __name__ == "__main__"`'),
    ],
)  # fmt: skip
def test_a_module_that_something_may_run_is_not_deleted(
    tmp_path: Path, path: str, text: str, why: str
) -> None:
    write(tmp_path, {**WORKERS, path: text})

    steps = plan_of(tmp_path)["steps"]

    assert [step["deletes"] for step in steps if step["deletes"]] == []
    assert why in "".join(task["what"] for step in steps for task in step["tasks"])


def test_prose_that_speaks_of_a_module_does_not_run_it(tmp_path: Path) -> None:
    prose = '"""Once in shop.worker."""\n\nTEXT = "a worker of ours"  # shop.worker\n'
    write(tmp_path, {**WORKERS, "shop/prose.py": prose, "README.md": "See shop.worker.\n"})

    assert [s["deletes"] for s in plan_of(tmp_path)["steps"] if s["deletes"]] == [
        ["shop/worker.py"]
    ]


def test_a_module_that_passes_names_on_stays_while_a_text_names_it(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "pyproject.toml").write_text(
        '[project.scripts]\nroute = "chat_backend.message_router:MessageRouter"\n', encoding="utf-8"
    )

    step = plan_of(root, "delete:chat_backend.message_router")["steps"][-1]

    assert step["deletes"] == []
    assert "pyproject.toml:2 names chat_backend.message_router" in step["tasks"][0]["what"]


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        pytest.param(("a-one.py", "b-two.py"), "no import can name scripts.a-one", id="by no name"),
        pytest.param(("one.py", "two.py"), "whether it finds scripts.one depends on how it is run",
                     id="by the name of a folder that is no package"),
    ],
)  # fmt: skip
def test_a_script_keeps_its_copy_where_it_may_not_find_the_other(
    tmp_path: Path, names: tuple[str, str], asked: str
) -> None:
    write(tmp_path, {f"scripts/{name}": HELPER for name in names})

    (step,) = plan_of(tmp_path)["steps"]

    assert step["edits"] == []
    assert asked in "".join(task["what"] + task["todo"] for task in step["tasks"])


@pytest.mark.parametrize(
    ("files", "new"),
    [
        pytest.param({"one.py": HELPER, "two.py": HELPER}, "from one import label",
                     id="beside it"),
        pytest.param({"shop/__init__.py": "", "shop/text.py": HELPER,
                      "scripts/two.py": f"from shop import text\n\n\n{HELPER}"},
                     "from shop.text import label", id="in a package"),
        pytest.param({"scripts/use.py": "from scripts.one import label\n\nSHOWN = label(1)\n",
                      "scripts/one.py": HELPER,
                      "scripts/two.py": f"from scripts.use import SHOWN\n\n\n{HELPER}"},
                     "from scripts.one import label", id="as it finds others"),
    ],
)  # fmt: skip
def test_a_script_takes_what_it_finds_however_it_is_run(
    tmp_path: Path, files: dict[str, str], new: str
) -> None:
    write(tmp_path, files)

    (step,) = plan_of(tmp_path)["steps"]

    assert step["tasks"] == []
    assert new in "".join(edit["new"] for edit in step["edits"])


def test_a_class_that_does_otherwise_is_not_taken_away(tmp_path: Path) -> None:
    batch = "class Batch:\n" + "".join(
        f"    def {name}(self, rows, limit):\n"
        f"        kept = [row for row in rows if row.{name} and row.size < limit]\n"
        f"        self.{name}_count = len(kept)\n        return sorted(kept)\n\n"
        for name in ("open", "late", "paid", "sent", "lost")
    )
    write(tmp_path, {
        "shop/__init__.py": "", "shop/post.py": batch,
        "shop/mail.py": batch.replace("row.lost and row.size < limit", "row.lost or limit < 1"),
        "shop/use.py": "from shop.mail import Batch as Mail\nfrom shop.post import Batch\n\n"
        "USED = (Mail, Batch)\n",
    })  # fmt: skip

    steps = [s for s in plan_of(tmp_path)["steps"] if "duplicate-class" in s["rules"]]

    assert [step["edits"] for step in steps] == [[]]


def test_who_takes_a_name_from_where_nothing_uses_it_is_sent_to_where_it_is(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/orders.py": "from shop.bills import Bill  # noqa: F401\n\n\nclass Order: ...\n\n\n"
        "class Line: ...\n\n\nclass Note: ...\n",
        "shop/bills.py": "from shop.desk import a, b, c\nfrom shop.orders import Line, Note, Order\n\n\n"
        "class Bill:\n    rows = [Order, Line, Note, a, b, c]\n",
        "shop/desk.py": "from shop.orders import Bill\n\na, b, c = 1, 2, 3\nBILLS = [Bill]\n",
    }
    write(tmp_path, files)

    tasks = [task["todo"] for step in plan_of(tmp_path)["steps"] for task in step["tasks"]]

    said = "Nothing here uses it; 1 module takes it from here: import it from shop.bills there."
    assert said in tasks


def test_of_modules_that_are_imported_whole_what_is_shared_is_to_be_moved(tmp_path: Path) -> None:
    both = "from . import orm, {0}\n\n\ndef {1}():\n    return {0}, orm\n\n\nTOLD = {0}.__name__, orm.__name__\n"
    write(tmp_path, {
        "shop/__init__.py": "", "shop/orm.py": "BASE = 1\n", "shop/scopes.py": both.format("roles", "scope"),
        "shop/roles.py": both.format("scopes", "role"),
    })  # fmt: skip

    (step,) = plan_of(tmp_path)["steps"]

    assert [task["todo"] for task in step["tasks"]] == [
        "Move what is shared into a module that both can import."
    ]
