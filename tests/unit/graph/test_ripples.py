"""Questions about several files have other answers after an edit of imports: those, and no others."""

from itertools import product
from pathlib import Path
from random import Random

import pytest

from ssotlint.engine.world import World
from ssotlint.graph import leads
from ssotlint.graph.ripples import ripples
from tests.worlds import draw

FILES = (
    "shop/__init__.py", "shop/money.py", "shop/cart.py", "shop/inner/__init__.py",
    "shop/inner/rates.py", "shop/inner/taxes.py", "store/__init__.py", "store/items.py",
    "scripts/fill.py", "tests/test_cart.py",
)  # fmt: skip
MODULES = [path.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for path in FILES]
FOLDERS = ("shop/", "shop/inner/", "store/", "tests/")
Answers = dict[tuple[str, str], object]


def _text(dice: Random) -> str:
    taken = dice.sample(MODULES[:-2], dice.randint(0, 3))
    how = ("import {}", "from {} import x", "def f():\n    import {}", "from {} import x, y")
    return "x = y = 1\n" + "\n".join(dice.choice(how).format(name) for name in taken) + "\n"


def _answers(world: World) -> Answers:
    """All that is asked of several files, found out from nothing."""
    imported, importers = world.graph.imported, world.graph.importers
    found: Answers = {}
    for path in FILES:
        found[path, leads.LOADED] = imported.loaded(path)
        found[path, leads.IS_TAKEN] = importers.is_taken(path)
        found[path, leads.IS_LOADED] = importers.is_loaded(path)
        found[path, leads.IS_USED] = importers.is_used(path)
        found[path, leads.IS_USED_SHIPPED] = importers.is_used_shipped(path)
        for folder in FOLDERS:
            found[path, leads.below(folder)] = imported.is_used_below(path, folder)
    for one, other in product(MODULES, MODULES):
        found["", leads.takes(one, other)] = importers.takes(one, other)
    running = [(p, used) for p, paths in imported.all_running().items() for used in paths]
    for folder in FOLDERS:
        crossing = any(p.startswith(folder) != used.startswith(folder) for p, used in running)
        found["", leads.crossing(folder[:-1])] = crossing
    graph = world.graph.circular
    found["", leads.CIRCLES] = (
        imported.circles(),
        [
            (pair, [(edge.when, edge.names) for edge in edges])
            for pair, edges in graph.edges.items()
        ],
    )
    return found


@pytest.mark.parametrize("seed", range(40))
def test_what_several_files_add_up_to_is_told_to_turn_when_it_does(
    tmp_path: Path, seed: int
) -> None:
    dice = Random(seed)
    files = {path: _text(dice) for path in FILES}
    before = draw(tmp_path / "a", files)
    for path in dice.sample(FILES, dice.choice((1, 1, 2))):
        files[path] = _text(dice)
    now = draw(tmp_path / "b", files)
    old, new = before.graph.importers.leads, now.graph.importers.leads
    turned = {path: rows for path, rows in old.items() if rows != new[path]}
    modules = [now.index.by_path[path] for path in sorted(now.index.by_path)]

    told = set(ripples(turned, lambda: new, modules)) if turned else set()

    was, is_now = _answers(before), _answers(now)
    changed = {question for question in was if was[question] != is_now[question]}
    assert changed <= told
    known = {question for question in told if question in was and question[1] != leads.CIRCLES}
    assert known <= changed


def test_an_import_that_others_make_already_turns_nothing(tmp_path: Path) -> None:
    files = {
        "shop/a.py": "import shop.b\n", "shop/b.py": "import shop.c\n", "shop/c.py": "",
        "shop/d.py": "import shop.c\n",
    }  # fmt: skip
    before = draw(tmp_path / "a", files).graph.importers.leads
    now = draw(tmp_path / "b", {**files, "shop/a.py": "import shop.b\nimport shop.c\n"})
    modules = [now.index.by_path[path] for path in sorted(now.index.by_path)]
    turned = {"shop/a.py": before["shop/a.py"]}

    told = set(ripples(turned, lambda: now.graph.importers.leads, modules))

    assert {name for _, name in told} == {leads.WAYS, leads.takes("shop.a", "shop.c")}
