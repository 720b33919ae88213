"""Names that modules are given from outside."""

from pathlib import Path

from ssotlint.graph.resolution import Status
from ssotlint.graph.resolver import Resolver
from tests.worlds import draw


def test_what_is_set_on_modules_does_not_depend_on_who_asks_first(tmp_path: Path) -> None:
    world = draw(
        tmp_path,
        {
            "m.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import x as T\n",
            "x.py": "",
            "a.py": "from m import T\nT.y = 1\n",
            "b.py": "import m\nm.T = 3\n",
        },
    )
    modules = {module.name: module for module in world.index.modules}

    def told(*questions: tuple[str, str]) -> Status:
        resolver = Resolver(world.index)
        return [resolver.attribute(modules[name], asked).status for name, asked in questions][-1]

    assert told(("x", "y")) is Status.UNKNOWN
    assert told(("m", "T"), ("x", "y")) is Status.UNKNOWN
