"""Which files are suspected of being copies of each other."""

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import indent

import pytest

from ssotlint.detectors import module_copies
from ssotlint.detectors.repeats import ModuleCopiesEvidence
from ssotlint.detectors.view import View
from ssotlint.model.case import Case
from ssotlint.model.options import Options
from tests.worlds import draw

Copies = Callable[[Mapping[str, str]], list[Case]]

FILE = """
import json

LIMIT = 10


def load(path):
    with open(path) as file:
        rows = json.load(file)
    return [row for row in rows if row["paid"]]


def total(orders):
    found = 0
    for order in orders:
        found += order["price"] * order["amount"]
    return found


def report(orders, today):
    late = [order for order in orders if order["due"] < today]
    if not late:
        return "nothing is late"
    return f"{len(late)} are late, {total(late)} in all"
"""


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    def detect(files: Mapping[str, str]) -> list[Case]:
        world = draw(tmp_path, files)
        view = View(world.index, world.graph, world.config)
        return list(module_copies.detect(view, Options()))

    return detect


def _evidence(case: Case) -> ModuleCopiesEvidence:
    evidence = case.members[-1].evidence
    assert isinstance(evidence, ModuleCopiesEvidence)
    return evidence


def test_the_copies_of_a_file_are_one_group_around_the_imported_one(copies: Copies) -> None:
    files = {f"app/{name}.py": FILE for name in ("a", "b", "c")}

    (case,) = copies({**files, "app/use.py": "from app.b import load\n"})

    assert [m.symbol for m in case.members] == ["app.b", "app.a", "app.c"]
    assert (case.canonical, case.why) == (0, "in use")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("app/asynchronous/client.py", False),
        ("app/async_client.py", False),
        ("app/old/client.py", True),
    ],
)
def test_the_asynchronous_interface_beside_the_plain_one_is_no_copy(
    copies: Copies, path: str, *, told: bool
) -> None:
    asked = FILE.replace("def ", "async def ").replace("total(late)", "await total(late)")

    assert bool(copies({"app/client.py": FILE, path: asked})) is told


def test_an_edited_copy_says_which_definitions_were_edited(copies: Copies) -> None:
    edited = FILE.replace('["due"] < today', '["due"] <= today') + "\n\ndef extra():\n    pass\n"

    (case,) = copies({"app/a.py": FILE, "app/b.py": edited})

    assert _evidence(case).differences == ("edits `report`", "adds `extra`")
    assert 0.85 <= _evidence(case).similarity < 1.0


def test_the_order_of_definitions_does_not_count(copies: Copies) -> None:
    head, *parts = FILE.split("\n\n\n")
    turned = "\n\n\n".join([head, *reversed(parts)])

    (case,) = copies({"app/a.py": FILE, "app/b.py": turned})

    assert _evidence(case).similarity == 1.0


def test_files_with_one_equal_function_of_three_are_no_copies(copies: Copies) -> None:
    head, load, *_ = FILE.split("\n\n\n")
    more = "def more(a):\n    a.go()\n    a.stop()\n    return a.size + 7"
    other = f"{head}\n\n\n{load}\n\n\n{more}"

    assert copies({"app/a.py": FILE, "app/b.py": other}) == []


def test_a_file_with_one_definition_is_that_definition(copies: Copies) -> None:
    alone = "class Box:\n" + "\n".join(f"    part_{i} = make({i})" for i in range(20)) + "\n"

    assert copies({"app/a.py": alone, "app/b.py": alone}) == []


def test_services_may_have_twins(copies: Copies) -> None:
    files = {"left/__init__.py": "", "left/a.py": FILE, "right/__init__.py": "", "right/a.py": FILE}

    assert copies(files) == []


LEADING = """
from shop import core
from shop.core import LIMIT, find, load

SIZE = 20
NAMES = ("a", "b")
KINDS = {"a": 1}


def get(key):
    return find(key)


def put(key, value):
    return load(key, value)


def take(key):
    return core.take(key)


def forget(key):
    return core.forget(key)


def keys():
    return core.keys()
"""


def test_files_that_only_lead_elsewhere_are_what_a_framework_asks_for(copies: Copies) -> None:
    assert copies({"app/light/conditions.py": LEADING, "app/fan/conditions.py": LEADING}) == []


def test_but_not_when_one_is_named_after_the_other(copies: Copies) -> None:
    (case,) = copies({"app/locator.py": LEADING, "app/locator_refactored.py": LEADING})

    assert [m.symbol for m in case.members] == ["app.locator", "app.locator_refactored"]


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        pytest.param({}, True, id="nobody imports them"),
        pytest.param(
            {"app/main.py": "from app.p0.hook import load\n"}, False, id="one is imported"
        ),
    ],
)
def test_a_file_that_is_asked_of_each_plug_in_is_told_when_somebody_imports_it(
    more: dict[str, str], asked: bool, copies: Copies
) -> None:
    files = {f"app/p{i}/hook.py": f"def hook_{i}():\n    return {i}\n" for i in range(5)}

    found = copies(files | dict.fromkeys(("app/p0/hook.py", "app/p1/hook.py"), FILE) | more)

    assert (found == []) is asked


def test_what_each_imports_for_itself_is_passed(copies: Copies) -> None:
    own = "from .const import DOMAIN\n"
    files = {
        "app/__init__.py": "",
        **{f"app/{name}/const.py": f"DOMAIN = '{name}'\n" for name in ("lamp", "door")},
        **{f"app/{name}/triggers.py": own + FILE for name in ("lamp", "door")},
    }
    (case,) = copies(files)

    evidence = _evidence(case)
    assert evidence.differences == ("imports another `DOMAIN`",)
    assert (evidence.own, evidence.whole, evidence.home) == (True, False, "a module of app")


@pytest.mark.parametrize("name", ["Orders", "Returns"])
def test_a_file_that_defines_other_names_cannot_be_deleted(copies: Copies, name: str) -> None:
    head, *parts = FILE.replace("total(late)", "len(late)").strip().split("\n\n\n")
    more = [part.replace("def ", "def all_").replace("order[", "order.row[") for part in parts]
    methods = "\n\n".join(indent(part, "    ") for part in (*parts, *more))
    files = {
        path: f"{head}\n\n\nclass {one}:\n{methods}\n\n\nclass {one}Page:\n    rows = 3\n"
        for path, one in (("app/a.py", "Orders"), ("app/b.py", name))
    }

    (case,) = copies(files)

    assert (_evidence(case).whole, _evidence(case).own) == (name == "Orders", name != "Orders")


@pytest.mark.parametrize(("other", "told"), [("v2", False), ("text", True)])
def test_a_file_for_a_release_is_no_copy_of_that_for_another(
    other: str, told: bool, copies: Copies
) -> None:
    assert bool(copies({"app/v1.py": FILE, f"app/{other}.py": FILE, "app/v2.py": FILE})) is told
