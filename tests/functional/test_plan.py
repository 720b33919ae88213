"""A plan is carried out to the letter on a copy of chatapp, and nothing breaks on the way."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ssotlint.engine.request import Request
from ssotlint.engine.session import check_world
from ssotlint.model.errors import InputError
from ssotlint.model.severity import Severity
from ssotlint.plan.planning import planned
from ssotlint.report import plan
from tests.functional.plan_answers import ANSWERS
from tests.functional.plans import (
    CHATAPP,
    HELPER,
    answer,
    carry_out,
    copied,
    importable,
    modules,
    plan_of,
    run,
)
from tests.worlds import write


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


@pytest.mark.parametrize(
    "head",
    [
        pytest.param('"""Labels."""\n\nimport io\n', id="behind the imports that stay"),
        pytest.param('# -*- coding: utf-8 -*-\n\n# Ours alone.\n\n"""Labels."""\n\n',
                     id="below the docstring, wherever that stands"),
        pytest.param('"""Labels."""\nfrom __future__ import annotations\n',
                     id="behind what must come first"),
    ],
)  # fmt: skip
def test_what_only_annotations_need_is_offered_to_type_checkers(tmp_path: Path, head: str) -> None:
    write(tmp_path, {
        "shop/__init__.py": "",
        "shop/parcel.py": "from shop.label import show\n\n\nclass Box:\n    show = show\n",
        "shop/label.py": f"{head}from shop.parcel import Box\n\n\n"
        "def show(box: Box) -> str:\n    return str(box)\n",
    })  # fmt: skip

    (step,) = plan_of(tmp_path)["steps"]
    carry_out(step, tmp_path)

    assert "if TYPE_CHECKING:\n    from shop.parcel import Box\n" in (
        tmp_path / "shop" / "label.py"
    ).read_text(encoding="utf-8")
    assert run(tmp_path, "-c", "import shop.label; print(shop.label.__doc__)") == "Labels.\n"


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


@pytest.mark.parametrize("key", ["copies:one.lable", "copies:typo.label", "copies:one.tow.label"])
def test_the_key_of_a_step_about_what_is_not_there_is_refused(tmp_path: Path, key: str) -> None:
    (tmp_path / "one.py").write_text(HELPER, encoding="utf-8")
    assert plan_of(tmp_path, "copies:one.label")["steps"] == []
    with pytest.raises(InputError, match=f"nothing is called {key}"):
        plan_of(tmp_path, key)


def test_a_key_of_no_step_that_may_be_complete_is_told_the_steps_it_may_mean(
    tmp_path: Path,
) -> None:
    for name, text in (("money", "def pay(a):\n    return a\n"), ("use", CALLS)):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")

    def told(key: str) -> str:
        return plan.text(planned(Request(root=tmp_path, use_cache=False), (key,)))

    assert told("calls:money.payy").startswith(
        "nothing is left to do for calls:money.payy (near: calls:money.pay)"
    )
    assert told("missing:money.gon").startswith(
        "nothing is left to do for missing:money.gon (near: missing:money.gone)"
    )
    assert told("missing:money.price").startswith("nothing is left to do for missing:money.price\n")
    assert "near" not in told("calls:money.pay")
    with pytest.raises(InputError, match=r"no rule .fragmented-concep. \(did you mean"):
        told("other:fragmented-concep:money.pay")
    assert told("other:fragmented-concept:money.pay").startswith("nothing is left to do")


CALLS = "from money import gone, pay\n\npay(1, 2)\n"
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


def test_a_title_says_what_is_to_be_done_where_and_notes_are_counted(tmp_path: Path) -> None:
    read = "import os\n\n\ndef port():\n    return os.environ.get('SHOP_PORT', {!r})\n"
    write(tmp_path, {
        "shop/__init__.py": "from shop.cart import Cart\n\nLIMIT = 3\n",
        "shop/cart.py": "from shop import LIMIT\n\n\nclass Cart:\n    limit = LIMIT\n",
        "shop/broken.py": "def (\n", "shop/a.py": read.format(8000), "shop/b.py": read.format(9000),
    })  # fmt: skip
    plan = plan_of(tmp_path)

    assert [step["title"] for step in plan["steps"]] == [
        "Read SHOP_PORT once, where the settings are, and import the value",
        "shop/broken.py: repair the file",
    ]
    assert (plan["findings"], plan["notes"]) == (3, 1)
    done = run(tmp_path, "-m", "ssotlint", "plan", "--root", str(tmp_path), "--no-cache")
    assert done.startswith("2 steps, 3 findings; 1 note left out\n")
