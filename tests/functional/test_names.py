"""A NAME is one thing to every command: what it may be, and what is said when nothing bears it."""

import json
from pathlib import Path

import pytest

from tests.command import Done, run
from tests.worlds import write

SHOP = {
    "shop/__init__.py": "",
    "shop/money.py": "class Price:\n    def pay(self):\n        return 1\n",
    "shop/till/drawer.py": "from shop.money import Price\n\n\ndef count():\n    return Price()\n",
    "app.py": "from shop.money import Price\nimport shop.till.drawer\n",
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    write(tmp_path, SHOP)
    return tmp_path


def asked(command: str, name: str, root: Path, *more: str) -> Done:
    return run(command, name, "--root", str(root), "--no-cache", *more)


@pytest.mark.parametrize("command", ["where", "graph", "plan"])
@pytest.mark.parametrize("name", ["Prcie", "shop.money.Prcie", "shop.money:Prcie"])
def test_a_name_that_nothing_bears_is_wrong_use_and_near_ones_are_offered(
    command: str, name: str, shop: Path
) -> None:
    done = asked(command, name, shop)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"ssotlint: nothing is called {name} (near: Price)\n"


@pytest.mark.parametrize("command", ["where", "graph", "plan"])
def test_a_module_that_is_nowhere_is_wrong_use_and_its_neighbours_are_offered(
    command: str, shop: Path
) -> None:
    done = asked(command, "shop.mony", shop)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("ssotlint: nothing is called shop.mony (near: shop.money")


def test_programs_read_near_names_as_data(shop: Path) -> None:
    done = asked("where", "Prcie", shop, "--format", "json")
    assert (done.code, done.err) == (2, "")
    assert json.loads(done.out)["near"] == ["Price"]


@pytest.mark.parametrize("command", ["where", "graph", "plan"])
@pytest.mark.parametrize(
    "name",
    [
        "Price", "money.Price", "shop.money:Price", "shop.money", "shop/money.py",
        "./shop/money.py", "drawer", "till.drawer", "money",
    ],
)  # fmt: skip
def test_a_name_may_be_bare_dotted_a_path_or_the_last_part_of_one(
    command: str, name: str, shop: Path
) -> None:
    done = asked(command, name, shop)
    assert (done.code, done.err) == (0, "")


def test_a_path_means_its_module(shop: Path) -> None:
    names = ("shop/money.py", "shop.money")
    by_path, by_name = (json.loads(asked("where", n, shop, "--format", "json").out) for n in names)
    assert by_path["entries"] == by_name["entries"]


@pytest.mark.parametrize("name", ["shop", "shop/", "shop/till", "shop.till"])
def test_a_folder_means_its_package(name: str, shop: Path) -> None:
    assert asked("graph", name, shop).code == 0
    assert asked("plan", name, shop).out.startswith("nothing is left to do")


def test_a_path_may_begin_at_the_working_directory(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop / "shop")
    assert "shop.money" in asked("where", "money.py", shop).out
    monkeypatch.chdir(shop / "shop" / "till")
    assert "shop.money" in asked("where", "../money.py", shop).out


@pytest.mark.parametrize(
    ("command", "ending", "begin"),
    [("graph", ".svg", "<?xml"), ("graph", ".HTML", "<!doctype html>"), ("graph", ".txt", "Price"),
     ("plan", ".md", "# Plan"), ("plan", ".json", "{"), ("plan", "", "nothing")],
)  # fmt: skip
def test_the_ending_of_a_file_says_the_format(
    command: str, ending: str, begin: str, shop: Path
) -> None:
    target = shop / f"out{ending}"
    assert asked(command, "Price", shop, "--output", str(target)).code == 0
    assert target.read_text(encoding="utf-8").startswith(begin)


@pytest.mark.parametrize("command", ["graph", "plan", "registry"])
def test_an_ending_that_no_format_has_is_refused(command: str, shop: Path) -> None:
    target = shop / "out.foo"
    done = run(command, "--root", str(shop), "--no-cache", "--output", str(target))
    assert done.code == 2
    assert f"{target}: no format ends in .foo (use --format, or end it in ." in done.err
    assert not target.exists()


def test_a_format_in_so_many_words_needs_no_ending(shop: Path) -> None:
    target = shop / "out.foo"
    assert asked("graph", "Price", shop, "--format", "dot", "--output", str(target)).code == 0
    assert target.read_text(encoding="utf-8").startswith("digraph")


@pytest.mark.parametrize(
    "command",
    [("check",), ("where", "Price"), ("graph",), ("plan",), ("registry",), ("init", "--print"),
     ("baseline", "create")],
    ids=lambda command: command[0],
)  # fmt: skip
def test_every_command_that_reads_a_project_can_be_told_to_remember_nothing(
    command: tuple[str, ...], shop: Path
) -> None:
    run(*command, "--root", str(shop), "--no-cache")
    assert not (shop / ".ssotlint_cache").exists()
    run(*command, "--root", str(shop), "--cache-dir", str(shop / "kept"))
    assert not (shop / ".ssotlint_cache").exists()
    assert (shop / "kept").exists() or command[0] == "baseline"


FAVOURED = {
    "shop/__init__.py": "",
    "shop/models/order.py": "class Order:\n    pass\n\n\nclass Line:\n    pass\n",
    "shop/models/__init__.py": "from shop.models.order import Line, Order\n",
    **{f"shop/a{n}.py": "from shop.models import Line\n" for n in range(6)},
    **{f"shop/b{n}.py": "from shop.models import Order\n" for n in range(4)},
    "shop/till/c.py": "from shop.models.order import Order\n",
}


def test_the_rule_where_and_registry_choose_one_path(tmp_path: Path) -> None:
    write(tmp_path, FAVOURED)
    root = ("--root", str(tmp_path), "--cache-dir", str(tmp_path / "kept"))
    found = json.loads(run("check", *root, "--format", "json").out)["findings"]
    wanted = [f["evidence"]["canonical_paths"] for f in found if f["family"] == "imports"]
    assert wanted == [["shop.models.Order"]]

    entry = json.loads(run("where", "shop.models.order.Order", *root, "--format", "json").out)[
        "entries"
    ][0]
    assert entry["import"]["statement"] == "from shop.models import Order"
    assert "`from shop.models import Order`" in run("registry", *root).out.replace("\\_", "_")


def test_the_import_to_use_never_takes_another_name_than_the_definitions_own(
    tmp_path: Path,
) -> None:
    write(tmp_path, {
        "shop/__init__.py": "", "shop/bus.py": "class Bus:\n    pass\n\n\nMainBus = Bus\n",
        "shop/use.py": "from shop.bus import MainBus\n",
    })  # fmt: skip
    entries = json.loads(asked("where", "Bus", tmp_path, "--format", "json").out)["entries"]
    assert entries[0]["import"]["statement"] == "from shop.bus import Bus"


@pytest.mark.parametrize("command", ["graph", "plan"])
def test_a_last_part_that_several_modules_bear_is_asked_back(command: str, shop: Path) -> None:
    write(shop, {"shop/bar/money.py": ""})
    done = asked(command, "money", shop)
    assert (done.code, done.out) == (2, "")
    assert "several modules are called money (say which: shop.bar.money, shop.money)" in done.err


def test_where_lists_all_modules_of_a_name(shop: Path) -> None:
    write(shop, {"shop/bar/money.py": ""})
    lines = asked("where", "money", shop).lines
    assert lines[0].startswith("money: 2 modules")
    assert any("module shop.bar.money" in line for line in lines)
    assert any("module shop.money" in line and "2 files import it" in line for line in lines)


def test_a_bare_name_that_is_nearly_a_module_is_offered_it(shop: Path) -> None:
    assert "near: shop.till.drawer" in asked("where", "drawr", shop).err
