"""`ssotlint graph`: who defines, re-exports and imports what, in every format."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.command import run
from tests.functional.drawing import CHATAPP, drawn
from tests.worlds import write

SHOP = {
    "shop/__init__.py": 'from shop.money import Price\n__all__ = ["Price"]\n',
    "shop/money.py": "class Price:\n    def pay(self): return 1\n    def owe(self): return 2\n",
    "shop/legacy.py": "from shop.money import Price as OldPrice\n",
    "shop/other.py": "class Price:\n    def pay(self): return 1\n    def owe(self): return 2\n",
    "app.py": "from shop import Price\n",
    "job.py": "import app\nfrom shop.legacy import OldPrice\n",
    "shop/a.py": "import shop.b\n",
    "shop/b.py": "import shop.a\n",
}


def text(root: Path, *arguments: str) -> str:
    done = run("graph", *arguments, "--root", str(root), "--no-cache")
    assert (done.code, done.err) == (0, "")
    return done.out


def arrows(picture: dict[str, Any]) -> set[tuple[str, str]]:
    names = {node["id"]: node["name"] for node in picture["nodes"]}
    return {(names[a["source"]], names[a["target"]]) for a in picture["arrows"]}


def statements(path: Path) -> set[int]:
    """The lines on which an import or a class begins."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.Import, ast.ImportFrom, ast.ClassDef)
    return {node.lineno for node in ast.walk(tree) if isinstance(node, kinds)}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    write(tmp_path, SHOP)
    return tmp_path


def test_a_symbol_is_drawn_with_those_who_pass_it_on_and_those_who_import_it(shop: Path) -> None:
    picture = drawn(shop, "Price")
    assert arrows(picture) >= {
        ("app", "shop"), ("shop", "shop.money.Price"),
        ("job", "shop.legacy"), ("shop.legacy", "shop.money.Price"),
    }  # fmt: skip
    kinds = {node["name"]: node["kind"] for node in picture["nodes"]}
    assert kinds["shop.money.Price"] == "keep"
    assert kinds["shop.other.Price"] == "unused"
    assert kinds["shop"] == kinds["shop.legacy"] == "re-exports"
    assert kinds["app"] == "importer"


def test_what_is_passed_on_as_an_attribute_of_a_module_has_an_arrow() -> None:
    picture = drawn(CHATAPP, "WebSocketManager")
    assert ("chat_backend.managers", "chat_backend.websocket_core") in arrows(picture)


def test_a_star_import_passes_on(tmp_path: Path) -> None:
    write(tmp_path, {"core.py": "class Tool: pass\n", "facade.py": "from core import *\n",
                     "user.py": "from facade import Tool\n"})  # fmt: skip
    assert arrows(drawn(tmp_path, "Tool")) == {("user", "facade"), ("facade", "core.Tool")}


def test_the_picture_says_what_to_keep() -> None:
    said = drawn(CHATAPP, "MessageRouter")["said"]
    assert said[0] == "6 in all: 4 definitions, 2 other names"
    assert said[1].startswith("4 definitions, 4 of them imported")
    assert any(
        s.startswith("keep chat_backend.websocket_core.handlers.MessageRouter") for s in said
    )
    assert (
        "1 file imports chat_backend.services.quality_router.EnhancedMessageRouter instead" in said
    )


def test_an_heir_of_what_to_keep_is_no_rival(tmp_path: Path) -> None:
    write(tmp_path, {
        "app/bus.py": BUS, "app/loud.py": "from app import bus\n\n\nclass EventBus(bus.EventBus):\n    pass\n",
        "app/one.py": "from app.bus import EventBus\n", "app/two.py": "from app.bus import EventBus\n",
        "app/three.py": "from app.loud import EventBus\n",
        "app/fourth.py": BUS, "app/four.py": "from app.fourth import EventBus\n",
    })  # fmt: skip
    picture = drawn(tmp_path, "EventBus")
    kinds = {node["name"]: node["kind"] for node in picture["nodes"]}
    assert kinds["app.bus.EventBus"] == "keep"
    assert kinds["app.loud.EventBus"] == "heir"
    assert kinds["app.fourth.EventBus"] == "rival"
    assert "1 file imports app.loud.EventBus, of the same design" in picture["said"]
    assert "1 file imports app.fourth.EventBus instead" in picture["said"]


def test_where_nothing_is_to_be_kept_nothing_is_used_instead(tmp_path: Path) -> None:
    write(tmp_path, {
        "app/a.py": "class Lamp:\n    def light(self): pass\n", "app/b.py": "class Lamp:\n    def dark(self): pass\n",
        "app/one.py": "from app.a import Lamp\n", "app/two.py": "from app.b import Lamp\n",
    })  # fmt: skip
    picture = drawn(tmp_path, "Lamp")
    assert {node["kind"] for node in picture["nodes"] if "Lamp" in node["name"]} == {"subject"}
    assert not any("instead" in said or "keep" in said for said in picture["said"])


BUS = """
class EventBus:
    def publish(self, event): return event
    def subscribe(self, event, handler): return handler
    def unsubscribe(self, event): return event
"""


def test_the_picture_shows_all_that_bears_the_name(tmp_path: Path) -> None:
    write(tmp_path, {
        "app/bus.py": BUS, "app/old.py": BUS.replace("EventBus", "LegacyEventBus"),
        "app/names.py": "from app.bus import EventBus\n\nMessageBus = EventBus\nUnifiedBus = EventBus\n",
        "app/factory.py": "class EventBusFactory:\n    def make(self): return None\n",
        "app/one.py": "from app.bus import EventBus\n", "app/two.py": "from app.names import MessageBus\n",
        "tests/test_bus.py": "class MockEventBus:\n    pass\n",
        "backup/bus.py": BUS,
    })  # fmt: skip
    picture = drawn(tmp_path, "EventBus")
    kinds = {node["name"]: node["kind"] for node in picture["nodes"]}
    assert picture["said"][0] == "5 in all: 2 definitions, 2 other names, 1 class named alike"
    assert kinds["app.bus.EventBus"] == "keep"
    assert kinds["app.old.LegacyEventBus"] == "unused"
    assert kinds["app.factory.EventBusFactory"] == "named alike"
    words = {node["name"]: node["words"] for node in picture["nodes"]}
    assert words["app.names"] == [
        "MessageBus = EventBus (1 file)",
        "UnifiedBus = EventBus (unused)",
    ]
    folded = [node["words"] for node in picture["nodes"] if node["kind"] == "aside"]
    assert folded == [["EventBus"], ["MockEventBus"]]


def test_the_picture_says_how_bad_it_is_and_what_made_it_worse(tmp_path: Path) -> None:
    users = {f"app/u{n}.py": "from app.bus import EventBus\n" for n in range(3)}
    write(tmp_path, {"app/bus.py": BUS, "app/new/bus.py": BUS, **users})
    before = drawn(tmp_path, "EventBus")["said"]
    write(tmp_path, {"app/u0.py": "from app.new.bus import EventBus\n"})
    after = drawn(tmp_path, "EventBus")["said"]
    (one,), (two,) = ([s for s in said if "fragmentation" in s] for said in (before, after))
    assert one.endswith("fragmentation 0.00 (0: all use one, 0.50: all are used alike)")
    assert two.endswith("fragmentation 0.44 (0: all use one, 0.50: all are used alike)")
    assert "2 communities that share none" in two


@pytest.mark.parametrize(
    "subject", ["", "MessageRouter", "WebSocketManager", "chat_backend.websocket_core", "shared",
                "chat_backend.app", "create_websocket_manager", "chat_backend/rooms.py"]
)  # fmt: skip
def test_every_arrow_is_a_statement_in_the_tree(subject: str) -> None:
    picture = drawn(CHATAPP, *([subject] if subject else []))
    assert picture["arrows"]
    for arrow in picture["arrows"]:
        assert arrow["lines"]
        for line in arrow["lines"]:
            assert line["line"] in statements(CHATAPP / line["path"])


def test_an_arrow_of_a_module_is_an_import_of_that_module() -> None:
    picture = drawn(CHATAPP, "chat_backend.history")
    ends = {node["id"]: node for node in picture["nodes"]}
    for arrow in picture["arrows"]:
        if ends[arrow["target"]]["name"] == "chat_backend.history":
            for line in arrow["lines"]:
                source = (CHATAPP / line["path"]).read_text().splitlines()[line["line"] - 1]
                assert "history" in source


def test_cycles_are_marked(shop: Path) -> None:
    picture = drawn(shop, "shop")
    names = {node["id"]: node["name"] for node in picture["nodes"]}
    circles = {names[a["source"]] for a in picture["arrows"] if a["cycle"]}
    assert circles == {"shop.a", "shop.b"}
    assert any("1 import cycle at load time (of 2 modules)" in said for said in picture["said"])


def test_an_import_in_a_function_is_part_of_no_cycle(tmp_path: Path) -> None:
    files = {"pkg/a.py": "import pkg.b, pkg.c\n\nclass Thing: pass\n",
             "pkg/b.py": "from pkg.a import Thing\n",
             "pkg/c.py": "import pkg.a\ndef late():\n    from pkg.a import Thing\n"}  # fmt: skip
    write(tmp_path, files)
    picture = drawn(tmp_path, "Thing")
    names = {node["id"]: node["name"] for node in picture["nodes"]}
    assert {names[a["source"]]: a["cycle"] for a in picture["arrows"]} == {
        "pkg.b": True, "pkg.c": False
    }  # fmt: skip


def test_a_package_is_drawn_with_its_surroundings(shop: Path) -> None:
    names = {node["name"] for node in drawn(shop, "shop")["nodes"]}
    assert names >= {"shop", "shop.money", "app", "job"}


def test_a_module_is_drawn_beside_its_neighbours_in_the_package(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "import shop.web\n",
        "shop/money.py": "",
        "shop/till.py": "import shop.money\n",
        "shop/web.py": "import shop.till\n",
    }
    write(tmp_path, files)
    picture = drawn(tmp_path, "shop.till")
    names = {node["id"]: node["name"] for node in picture["nodes"]}

    assert [(names[a["source"]], names[a["target"]]) for a in picture["arrows"]] == [
        ("shop.till", "shop.money"), ("shop.web", "shop.till"),
    ]  # fmt: skip
    picture = drawn(tmp_path, "shop.web")
    assert {node["name"] for node in picture["nodes"]} == {"shop", "shop.till", "shop.web"}


def test_what_a_tool_wrote_is_drawn_for_who_asks_for_it(tmp_path: Path) -> None:
    write(tmp_path, {
        "shop/__init__.py": "", "shop/money.py": "class Price:\n    pass\n",
        "shop/made.py": "# Generated by a tool. DO NOT EDIT.\nfrom shop.money import Price\n",
    })  # fmt: skip
    nodes = {node["name"] for node in drawn(tmp_path, "shop.made")["nodes"]}
    assert nodes == {"shop.made", "shop.money"}
    assert "shop.made" not in text(tmp_path, "shop.money")
    assert "shop.made" in text(tmp_path, "--why", "shop.made", "shop.money")


def test_large_graphs_are_folded_by_package(tmp_path: Path) -> None:
    write(
        tmp_path,
        {f"big/p{n // 20}/m{n}.py": f"import big.p0.m{(n * 7) % 20}\n" for n in range(400)},
    )
    picture = drawn(tmp_path)
    assert 2 <= len(picture["nodes"]) <= 28
    assert sum(node["files"] for node in picture["nodes"]) == 400


def test_many_importers_are_folded(tmp_path: Path) -> None:
    files = {f"app/p{n // 30}/user{n}.py": "from core.tool import Tool\n" for n in range(90)}
    tests = {f"tests/test_{n}.py": "from core.tool import Tool\n" for n in range(40)}
    write(tmp_path, {"core/tool.py": "class Tool: pass\n", **files, **tests})
    picture = drawn(tmp_path, "Tool")
    assert sorted(node["files"] for node in picture["nodes"]) == [1, 30, 30, 30, 40]
    assert sum(len(arrow["lines"]) for arrow in picture["arrows"]) == 130


def test_the_text_is_a_tree_with_places(shop: Path) -> None:
    shown = text(shop, "Price")
    assert re.search(
        r"shop\.money\.Price {2}\(keep; .*shop/money.py:1", shown.replace("….", "shop.")
    )
    assert "└── " in shown


def test_the_way_from_one_module_to_another(shop: Path) -> None:
    lines = text(shop, "--why", "job", "shop.money").splitlines()
    assert lines[0] == "job imports shop.money in 2 steps"
    assert [line.strip().rpartition("/")[2] for line in lines[2:]] == [
        "job", "job.py:2 imports OldPrice", "shop.legacy", "legacy.py:1 imports Price", "shop.money"
    ]  # fmt: skip


def test_no_way_is_said_too(shop: Path) -> None:
    assert "does not import" in text(shop, "--why", "shop.money", "app")


def test_a_package_may_hold_the_module_that_it_imports(tmp_path: Path) -> None:
    write(tmp_path, {"pkg/__init__.py": "", "pkg/a.py": "import pkg.b\n", "pkg/b.py": ""})
    lines = text(tmp_path, "--why", "pkg", "pkg.b").splitlines()
    assert (lines[0], lines[2], lines[-1]) == ("pkg imports pkg.b directly", "  pkg.a", "  pkg.b")
    assert lines[3].endswith("/pkg/a.py:1 imports pkg.b")


def test_a_way_to_itself_is_no_missing_import(shop: Path) -> None:
    said = text(shop, "--why", "shop.money", "shop.money")
    assert said == "shop.money is asked for twice: name two places\n"


def test_why_and_a_name_are_refused_together(shop: Path) -> None:
    done = run("graph", "Price", "--why", "job", "shop.money", "--root", str(shop), "--no-cache")
    assert (done.code, done.out) == (2, "")
    assert "--why takes the place of NAME" in done.err


def test_what_nobody_imports_is_kept_as_the_only_one(tmp_path: Path) -> None:
    write(tmp_path, {"alone.py": "class Lamp:\n    def shine(self):\n        return 1\n"})
    said = text(tmp_path, "Lamp")
    assert "keep alone.Lamp: the only one" in said


def test_an_import_in_a_function_is_a_way_that_is_told_as_such(tmp_path: Path) -> None:
    write(tmp_path, {"pkg/a.py": "def f():\n    import pkg.b\n", "pkg/b.py": ""})
    assert "only when functions run" in text(tmp_path, "--why", "pkg.a", "pkg.b")


def test_an_unknown_name_is_refused_with_near_ones(shop: Path) -> None:
    done = run("graph", "Prcie", "--root", str(shop), "--no-cache")
    assert done.code == 2
    assert "nothing is called Prcie (near: Price)" in done.err


@pytest.mark.parametrize("ending", ["svg", "html", "dot", "mmd", "json", "txt"])
def test_the_ending_of_the_file_chooses_the_format(shop: Path, ending: str) -> None:
    target = shop / f"picture.{ending}"
    assert run("graph", "Price", "--root", str(shop), "--output", str(target)).code == 0
    begins = {"svg": "<?xml", "html": "<!doctype html>", "dot": "digraph", "mmd": "flowchart",
              "json": "{", "txt": "Price"}  # fmt: skip
    assert target.read_text(encoding="utf-8").startswith(begins[ending])


def test_two_pictures_of_one_tree_are_the_same(shop: Path) -> None:
    assert drawn(shop, "Price") == drawn(shop, "Price")


def test_a_module_that_passes_on_is_drawn_with_the_imports_of_that_name_alone(
    tmp_path: Path,
) -> None:
    write(tmp_path, {
        "shop/__init__.py": "from shop.money import Price\nfrom shop.money import Tax, Toll\n",
        "shop/money.py": "class Price: pass\nclass Tax: pass\nclass Toll: pass\n",
        "app.py": "from shop import Price\n",
    })  # fmt: skip
    picture = json.loads(
        run("graph", "Price", "--root", str(tmp_path), "--no-cache", "--format", "json").out
    )
    names = {line["name"] for arrow in picture["arrows"] for line in arrow["lines"]}
    assert names == {"Price"}
