"""Files that are looked at for several aspects, at once or one after the other."""

from pathlib import Path

from ssotlint.detectors.lacking import lacking
from ssotlint.detectors.view import View
from ssotlint.engine.world import World
from ssotlint.index import codec
from ssotlint.index.aspect import Aspect
from ssotlint.index.aspects import Aspects
from ssotlint.index.index import Module
from ssotlint.index.results import Row
from tests.worlds import draw

FILES = {
    "shop/cart.py": """
        class Cart:
            def pay(self):
                return self.rate

            def __init__(self):
                self.total()
    """,
    "shop/buyer.py": """
        from shop.cart import Cart

        def buy():
            cart = Cart(1)
            return cart.open()
    """,
    "shop/broken.py": "def (",
}


def rows_of(world: World, *, together: bool) -> tuple[object, dict[str, dict[str, Row]]]:
    """What both aspects find, and what is remembered of that."""
    world.index.aspects = known = Aspects(world.index)
    view = View(world.index, world.graph, world.config)
    calls, lacks = world.graph.reached, lacking(view)
    if together:
        known.look_together([calls, lacks])
    found = known.all(calls), known.all(lacks)
    return found, {name: dict(known._known[name].rows()) for name in (calls.name, lacks.name)}


def test_looks_that_are_taken_together_find_what_each_finds_alone(tmp_path: Path) -> None:
    one, other = draw(tmp_path, FILES), draw(tmp_path, {})
    found, rows = rows_of(one, together=True)
    assert (repr(found), repr(rows)) == tuple(map(repr, rows_of(other, together=False)))
    assert "'Cart' object has no attribute 'open'" in repr(found)


def test_what_is_known_already_is_not_looked_at_again(tmp_path: Path) -> None:
    world, seen = draw(tmp_path, FILES), list[str]()

    def aspect(name: str) -> Aspect[object, str]:
        def look(module: Module, part: object) -> str:
            del part
            seen.append(f"{name} {module.path}")
            return module.path

        return Aspect(
            name=name, part="uses", covers=lambda _: True, decode=codec.uses, look=look,
            pack=str.encode, unpack=bytes.decode, gist=lambda found, *_: found.encode(),
        )  # fmt: skip

    known = Aspects(world.index)
    known.all(aspect("first"))
    known.look_together([aspect("first"), aspect("second")])
    paths = sorted(world.index.by_path)
    assert known.all(aspect("second")) == {path: path for path in paths}
    assert sorted(seen) == [f"{name} {path}" for name in ("first", "second") for path in paths]


def test_what_is_found_one_by_one_is_what_is_found_at_once(tmp_path: Path) -> None:
    world = draw(tmp_path, FILES)
    calls = world.graph.reached
    for looked in ([], ["shop/buyer.py"], list(FILES)):
        world.index.aspects = known = Aspects(world.index)
        modules = [world.index.by_path[path] for path in looked]
        assert len(list(known.looks([calls], modules))) == len(looked)
        found = {module.path: result for module, result in known.each(calls)}
        assert repr(found) == repr(known.all(calls))
