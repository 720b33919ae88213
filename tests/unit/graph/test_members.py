"""Which member may be meant."""

from pathlib import Path

import pytest

from ssotlint.graph.classes import Classes
from ssotlint.graph.known import Known
from ssotlint.graph.members import nearest
from tests.worlds import draw


@pytest.mark.parametrize(
    ("name", "known", "near"),
    [
        ("register_handler", ("add_handler", "handlers", "remove"), "add_handler"),
        ("conect", ("connect", "close"), "connect"),
        ("handler_add", ("add_handler", "close"), "add_handler"),
        ("total", ("sum", "count"), ""),
        ("send", ("_send", "post"), ""),
    ],
)
def test_the_near_name(name: str, known: tuple[str, ...], near: str) -> None:
    assert nearest(name, known) == near


def test_a_class_has_what_its_metaclass_has(tmp_path: Path) -> None:
    world = draw(
        tmp_path,
        {
            "shop.py": """
                class Named(type):
                    def named(cls): ...
                class Answering(Named):
                    def __getattr__(cls, name): ...
                class Cart(metaclass=Named): ...
                class Param(metaclass=Answering): ...
            """
        },
    )
    (module,) = world.index.modules
    cart, param = (
        world.graph.members.roster(Known(module, position))
        for position, row in enumerate(module.surface.definitions)
        if row.name in ("Cart", "Param")
    )

    assert not cart.lacks("named", on_class=True)
    assert cart.lacks("total", on_class=True)
    assert not param.lacks("total", on_class=True)


def test_a_name_that_python_mangles_is_there_under_the_longer_one(tmp_path: Path) -> None:
    world = draw(tmp_path, {"shop.py": "class Cart:\n    def __total(self): ...\n"})
    (module,) = world.index.modules
    roster = world.graph.members.roster(Known(module, 0))

    assert not roster.lacks("_Cart__total")
    assert not roster.lacks("_Goods__total")  # a subclass of another name may be meant
    assert roster.lacks("_Cart__count")
    assert roster.lacks("total__")


def test_a_class_that_only_refuses_stands_for_what_comes_from_elsewhere(tmp_path: Path) -> None:
    world = draw(
        tmp_path,
        {
            "shop.py": """
                class Plugin:
                    def __init__(self, *given):
                        raise RuntimeError("install the plugin")
                class Printer(Plugin): ...
                class Screen(Plugin):
                    def __init__(self):
                        self.size = 0
            """
        },
    )
    (module,) = world.index.modules
    printer, screen = (
        world.graph.members.roster(Known(module, position))
        for position, row in enumerate(module.surface.definitions)
        if row.name in ("Printer", "Screen")
    )

    assert not printer.lacks("show")
    assert screen.lacks("show")


def test_what_stands_above_itself_has_no_order_whoever_is_asked_about_first(tmp_path: Path) -> None:
    world = draw(
        tmp_path,
        {
            "shop.py": """
            class B: ...
            class H(B): ...
            class B(H): ...
            class Low(H): ...
            class Other(Exception): ...
            """
        },
    )
    (shop,) = world.index.modules
    everybody = [Known(shop, position) for position in range(5)]

    def told(first: int) -> list[int]:
        classes = Classes(world.graph.callees.classes.scopes)
        classes.lineage(everybody[first])
        return [len(classes.lineage(known).order) for known in everybody]

    assert [told(first) for first in range(5)] == [[2, 1, 1, 1, 3]] * 5
