"""A plan is carried out to the letter on a copy of chatapp, and nothing breaks on the way."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ssotlint.engine.request import Request
from ssotlint.engine.session import check_world
from ssotlint.model.errors import InputError
from ssotlint.model.severity import Severity
from ssotlint.plan.planning import planned
from ssotlint.report import plan as told
from tests.functional.plan_answers import ANSWERS
from tests.worlds import write

CHATAPP = Path(__file__).resolve().parents[2] / "fixtures" / "chatapp"
Step = dict[str, Any]

# Imports each module in a process of its own, and prints those that can be imported.
IMPORTER = """
import asyncio, contextlib, dataclasses, datetime, difflib, enum, hashlib, hmac, importlib
import json, logging, os, re, sys, typing
for name in sys.argv[1:]:
    if not os.fork():
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 2)
        try:
            importlib.import_module(name)
        except BaseException:
            os._exit(1)
        os._exit(0)
    if os.wait()[1] == 0:
        print(name)
"""


def plan_of(root: Path, *names: str) -> dict[str, Any]:
    """The plan as programs read it."""
    request = Request(root=root, jobs=1, use_cache=False)
    found: dict[str, Any] = json.loads(told.json(planned(request, names)))
    return found


def carry_out(step: Step, root: Path) -> None:
    """Apply the edits of a step and delete what it says, nothing else."""
    for edit in sorted(step["edits"], key=lambda e: (e["path"], -e["line"])):
        path = root / edit["path"]
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        old = edit["old"].splitlines(keepends=True)
        start = edit["line"] - 1
        assert lines[start : start + len(old)] == old, (step["key"], edit)
        lines[start : start + len(old)] = edit["new"].splitlines(keepends=True)
        path.write_text("".join(lines), encoding="utf-8")
    for path in step["deletes"]:
        (root / path).unlink()


def answer(step: Step, root: Path) -> None:
    """Do what the step asks a person to do."""
    for path, changes in ANSWERS[step["key"]].items():
        if not changes:
            (root / path).unlink()
            continue
        text = (root / path).read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, (step["key"], path, old)
            text = text.replace(old, new)
        (root / path).write_text(text, encoding="utf-8")


def modules(root: Path) -> list[str]:
    names = [p.relative_to(root).with_suffix("").as_posix() for p in sorted(root.rglob("*.py"))]
    return [n.replace("/", ".").removesuffix(".__init__") for n in names if "__main__" not in n]


def importable(root: Path) -> set[str]:
    """The modules that can be imported first."""
    done = run(root, "-c", IMPORTER, *modules(root))
    return set(done.split())


def run(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def copied(root: Path) -> Path:
    return Path(
        shutil.copytree(CHATAPP, root / "app", ignore=shutil.ignore_patterns("__pycache__"))
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="imports each module in a forked process")
def test_carried_out_to_the_letter_it_ends_without_findings(tmp_path: Path) -> None:
    root = copied(tmp_path)
    transcript = run(root, "-m", "chat_backend")
    could = importable(root)
    steps = plan_of(root)["steps"]

    left = [step["key"] for step in steps if step["tasks"] and step["key"] not in ANSWERS]

    for step in steps:
        carry_out(step, root)
        if step["key"] in ANSWERS:
            answer(step, root)
        can = importable(root)
        assert could & set(modules(root)) <= can, step["key"]
        could = can

    assert left == [], "write down in plan_answers what a person decides here"
    assert plan_of(root)["steps"] == []
    found = check_world({}, root).findings
    assert [f for f in found if f.severity is not Severity.NOTE] == []
    assert run(root, "-m", "chat_backend") == transcript


def test_edits_alone_end_all_that_needs_no_decision(tmp_path: Path) -> None:
    root = copied(tmp_path)

    for step in plan_of(root)["steps"]:
        carry_out(step, root)

    rules = {finding.rule for finding in check_world({}, root).findings}
    assert rules.isdisjoint({
        "import-cycle", "competing-import-paths", "partial-migration", "duplicate-helper",
        "diverged-copies",
    })  # fmt: skip


def test_every_finding_is_in_a_step_and_every_step_says_when_it_is_complete() -> None:
    plan = plan_of(CHATAPP)

    rules = {rule for step in plan["steps"] for rule in step["rules"]}
    assert rules >= {f.rule for f in _findings(CHATAPP) if f.severity is not Severity.NOTE}
    for step in plan["steps"]:
        assert step["check"] == f"ssotlint plan {step['key']} --check"
        assert step["edits"] or step["deletes"] or step["tasks"], step["key"]


def _findings(root: Path) -> tuple[Any, ...]:
    from ssotlint.engine.opening import open_project
    from ssotlint.engine.session import investigate

    request = Request(root=root, jobs=1, use_cache=False)
    return investigate(open_project(request), request).findings


def test_what_must_come_first_comes_first() -> None:
    keys = [step["key"] for step in plan_of(CHATAPP)["steps"]]

    for step in plan_of(CHATAPP)["steps"]:
        for other in step["after"]:
            assert keys.index(other) < keys.index(step["key"])
    assert keys[0] == "cut:chat_backend.websocket_core.utils"


@pytest.mark.parametrize(
    "name",
    [
        "WebSocketManager",
        "chat_backend.websocket_core.manager.WebSocketManager",
        "imports:chat_backend.websocket_core.manager.WebSocketManager",
    ],
)
def test_a_name_narrows_the_plan(name: str) -> None:
    keys = [step["key"] for step in plan_of(CHATAPP, name)["steps"]]

    assert "imports:chat_backend.websocket_core.manager.WebSocketManager" in keys
    assert "concept:MessageRouter" not in keys


def test_what_a_step_needs_comes_with_it() -> None:
    keys = [
        step["key"] for step in plan_of(CHATAPP, "delete:chat_backend.websocket_manager")["steps"]
    ]

    assert keys == [
        "imports:chat_backend.websocket_core.manager.WebSocketManager",
        "delete:chat_backend.websocket_manager",
    ]


def test_a_step_that_is_done_has_nothing_left(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (first, *_) = plan_of(root)["steps"]

    carry_out(first, root)

    assert plan_of(root, first["key"])["steps"] == []


SMALL: Mapping[str, str] = {
    "shop/__init__.py": "",
    "shop/low.py": "from shop.high import Cart\n\n\ndef price(cart):\n    return len(Cart())\n\n\ntax = 2\n",
    "shop/high.py": "from shop.low import price, tax\n\n\nclass Cart(list):\n    cost = price, tax\n",
}


def test_a_name_that_only_functions_need_is_imported_there(tmp_path: Path) -> None:
    for path, text in SMALL.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    (step,) = plan_of(tmp_path)["steps"]
    carry_out(step, tmp_path)

    assert (tmp_path / "shop/low.py").read_text(encoding="utf-8") == (
        "def price(cart):\n    from shop.high import Cart\n    return len(Cart())\n\n\ntax = 2\n"
    )
    assert plan_of(tmp_path)["steps"] == []


HELPER = """def label(value):
    if value is None:
        return "unknown"
    name = getattr(value, "name", None)
    if isinstance(name, str):
        return name.lower()
    return str(value)
"""


def test_a_copy_never_imports_a_facade_that_loads_it(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/core/__init__.py": "from shop.core.label import label\nfrom shop.core.till import Till\n\n"
                                 "__all__ = ['Till', 'label']\n",
        "shop/core/label.py": HELPER,
        "shop/core/till.py": f"{HELPER}\n\nclass Till:\n    title = label(None)\n",
        "shop/one.py": "from shop.core import label\n\nONE = label(1)\n",
        "shop/two.py": "from shop.core import label\n\nTWO = label(2)\n",
    }  # fmt: skip
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    for step in plan_of(tmp_path)["steps"]:
        carry_out(step, tmp_path)

    assert (tmp_path / "shop/core/till.py").read_text(encoding="utf-8") == (
        "from shop.core.label import label\n\n\nclass Till:\n    title = label(None)\n"
    )
    assert run(tmp_path, "-c", "import shop.core") == ""


def test_what_a_baseline_accepts_is_left_to_do(tmp_path: Path) -> None:
    shutil.copytree(CHATAPP, tmp_path / "app")
    root = tmp_path / "app"
    before = plan_of(root, "auth_service.passwords")["steps"]
    run(root, "-m", "ssotlint", "baseline", "create", "--root", str(root))
    assert (root / ".ssotlint-baseline.json").is_file()

    assert before
    assert plan_of(root, "auth_service.passwords")["steps"] == before


def test_an_unknown_name_is_refused_beside_a_known_one(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text(HELPER, encoding="utf-8")
    assert plan_of(tmp_path, "label")["steps"]
    with pytest.raises(InputError, match=r"nothing is called lable \(near: label\)"):
        plan_of(tmp_path, "label", "lable")
    with pytest.raises(InputError, match="nothing is called import:x"):
        plan_of(tmp_path, "label", "import:x")


RATES = """
class Limiter:
    def __init__(self, rate):
        self.rate = rate

    def allow(self):
        return True
"""


@pytest.mark.parametrize(
    ("use", "against"),
    [
        ("Limiter(1, burst=2)", "Limiter.__init__() got an unexpected keyword argument 'burst'"),
        ("Limiter(1).allow(), Limiter.reset", "Limiter has no reset"),
    ],
)
def test_what_is_likely_meant_is_asked_where_it_cannot_do_what_the_file_does(
    tmp_path: Path, use: str, against: str
) -> None:
    write(tmp_path, {"shop/__init__.py": "", "shop/rates.py": RATES,
                     "shop/till.py": f"from shop.limits import Limiter\n\n\ndef run():\n    return {use}\n",
                     "shop/door.py": "from shop.limits import Limiter\n\nOPEN = Limiter(2).allow()\n"})  # fmt: skip

    (step,) = plan_of(tmp_path, "missing:shop.limits")["steps"]

    (task,) = step["tasks"]
    assert (task["path"], task["proposal"]) == ("shop/till.py", "adapt it to shop.rates.Limiter")
    assert against in task["what"]
    assert [edit["path"] for edit in step["edits"]] == ["shop/door.py"]


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


def test_a_decision_is_told_with_what_the_edits_do_and_what_else_can_be_done() -> None:
    decided = {
        decision["what"].partition(" beside ")[0]: decision
        for step in plan_of(CHATAPP)["steps"]
        for decision in step["decisions"]
    }
    backlog = decided["chat_backend.services.backlog.create_websocket_manager"]
    assert backlog["chosen"] == (
        "call it create_backlog_websocket_manager, because it is a coroutine function, not a plain "
        "function"
    )
    assert all(decision["otherwise"] for decision in decided.values())


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
