"""Which member may be meant."""

from pathlib import Path

import pytest

from ssotlint.graph.members import nearest
from ssotlint.graph.scopes import Known
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
