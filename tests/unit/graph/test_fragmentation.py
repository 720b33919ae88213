"""Which classes are one concept, and how the importers are split among them."""

from pathlib import Path

import pytest

from ssotlint.engine.world import World
from ssotlint.graph.concepts import Concept, Concepts
from ssotlint.graph.fragmentation import Fragmentation, fragmentation, keeper
from ssotlint.graph.interfaces import ClassRow
from ssotlint.model.source import Role
from tests.worlds import draw

_METHODS = "".join(f"    def {m}(self): return 1\n" for m in ("add_handler", "remove", "route"))


def _router(name: str, base: str = "") -> str:
    return f"class {name}({base}):\n{_METHODS}\n"


def _concepts(world: World) -> list[Concept]:
    graph = world.graph
    owned = [m for m in world.index.modules if m.source.role is Role.PRODUCTION]
    return list(Concepts(owned, graph.resolver, graph.importers, graph.domains).all())


def _keeper(world: World, concept: Concept) -> tuple[ClassRow | None, str]:
    graph = world.graph
    return keeper(concept, fragmentation(concept, graph.importers), (), graph.loads, graph.domains)


def _measured(root: Path, users: dict[str, list[str]]) -> Fragmentation:
    """Two routers, each imported by some modules: module -> routers."""
    files = {
        "app/__init__.py": "",
        "app/one.py": _router("Router"),
        "app/two.py": _router("Router"),
    }
    for user, modules in users.items():
        lines = [f"from app.{module} import Router as R{module}" for module in modules]
        files[f"app/{user}.py"] = "\n".join(lines)
    world = draw(root, files)
    (concept,) = _concepts(world)
    return fragmentation(concept, world.graph.importers)


def test_classes_with_one_name_and_interface_are_one_concept(tmp_path: Path) -> None:
    world = draw(tmp_path, {
        "app/__init__.py": "",
        "app/one.py": _router("MessageRouter"),
        "app/two.py": _router("CanonicalMessageRouter"),
        "app/other.py": "class MessageRouter:\n    def resolve(self): return 2",
    })  # fmt: skip

    (concept,) = _concepts(world)

    assert [row.symbol for row in concept.definitions] == [
        "app.one.MessageRouter", "app.two.CanonicalMessageRouter",
    ]  # fmt: skip
    assert concept.shared == ("add_handler", "remove", "route")


def test_a_class_and_its_subclass_are_one_design(tmp_path: Path) -> None:
    world = draw(tmp_path, {
        "app/__init__.py": "",
        "app/one.py": _router("MessageRouter"),
        "app/two.py": "from app.one import MessageRouter as Base\n"
                      + _router("LegacyMessageRouter", "Base"),
    })  # fmt: skip

    assert _concepts(world) == []


def test_implementations_of_one_base_are_one_design(tmp_path: Path) -> None:
    world = draw(tmp_path, {
        "app/__init__.py": "",
        "app/base.py": _router("Routing"),
        "app/one.py": "from app.base import Routing\n" + _router("Router", "Routing"),
        "app/two.py": "from app.base import Routing\n" + _router("Router", "Routing"),
    })  # fmt: skip

    assert _concepts(world) == []


def test_subclasses_stand_with_their_base(tmp_path: Path) -> None:
    world = draw(tmp_path, {
        "app/__init__.py": "",
        "app/one.py": _router("MessageRouter"),
        "app/two.py": _router("UnifiedMessageRouter")
                      + "class RoomRouter(UnifiedMessageRouter): ...",
    })  # fmt: skip

    (concept,) = _concepts(world)

    assert [[row.name for row in design] for design in concept.designs] == [
        ["MessageRouter"], ["UnifiedMessageRouter", "RoomRouter"],
    ]  # fmt: skip


def test_legacy_beside_the_new_needs_no_shared_interface(tmp_path: Path) -> None:
    world = draw(tmp_path, {
        "app/__init__.py": "",
        "app/one.py": "class EventRouter:\n    def send(self): return 1\n\n"
                      "class LegacyEventRouter:\n    def emit(self): return 1",
    })  # fmt: skip

    (concept,) = _concepts(world)

    assert len(concept.designs) == 2


@pytest.mark.parametrize(
    "name", ["_Router", "FakeRouter", "MockRouter", "RouterMixin", "RouterError"]
)
def test_private_names_doubles_and_errors_play_no_role(tmp_path: Path, name: str) -> None:
    files = {
        "app/__init__.py": "",
        "app/one.py": _router(name),
        "app/two.py": _router(name),
    }

    assert _concepts(draw(tmp_path, files)) == []


def test_twins_in_two_domains_are_policy(tmp_path: Path) -> None:
    files = {
        "auth/__init__.py": "",
        "auth/router.py": _router("Router"),
        "chat/__init__.py": "",
        "chat/router.py": _router("Router"),
    }

    assert _concepts(draw(tmp_path, files)) == []


def test_a_copy_of_what_is_shared_is_not(tmp_path: Path) -> None:
    files = {
        "shared/__init__.py": "",
        "shared/router.py": _router("Router"),
        "chat/__init__.py": "",
        "chat/router.py": _router("Router"),
    }

    assert len(_concepts(draw(tmp_path, files))) == 1


def test_versions_of_an_interface_that_are_offered_side_by_side(tmp_path: Path) -> None:
    files = {
        "api/__init__.py": "",
        "api/v1/__init__.py": "",
        "api/v1/router.py": _router("Router"),
        "api/router.py": _router("Router"),
        "api/main.py": "from api.router import Router\nfrom api.v1.router import Router as Old",
    }

    assert _concepts(draw(tmp_path, files)) == []


def _languages(more: str) -> dict[str, str]:
    """Two packages with a symbol each that know nothing of each other, and who uses both."""
    return {
        "app/__init__.py": "",
        "app/c/__init__.py": "",
        "app/c/symbol.py": _router("Symbol"),
        "app/c/use.py": "from app.c.symbol import Symbol",
        "app/cpp/__init__.py": "",
        "app/cpp/symbol.py": _router("Symbol"),
        "app/cpp/use.py": "from app.cpp.symbol import Symbol",
        "app/main.py": more,
    }


def test_who_imports_both_of_two_packages_knows_them_apart(tmp_path: Path) -> None:
    both = "from app.c.symbol import Symbol as C\nfrom app.cpp.symbol import Symbol as Cpp"

    assert _concepts(draw(tmp_path / "both", _languages(both))) == []
    one = _languages("from app.c.symbol import Symbol")
    assert len(_concepts(draw(tmp_path / "one", one))) == 1


@pytest.mark.parametrize(
    "holding", ["    inner: Router\n", "    def __init__(self, inner: 'Router | None'): ...\n"]
)
def test_a_class_made_around_another_is_one_design_with_it(tmp_path: Path, holding: str) -> None:
    files = {
        "app/__init__.py": "",
        "app/one.py": _router("Router"),
        "app/two.py": "from app.one import Router\n" + _router("EnhancedRouter") + holding,
    }

    assert _concepts(draw(tmp_path, files)) == []


def test_one_for_all_importers_is_no_fragmentation(tmp_path: Path) -> None:
    found = _measured(tmp_path, {"a": ["one"], "b": ["one"]})

    assert (found.measure, found.rivals, found.communities) == (0.0, 1, 1)


def test_equal_shares_are_the_most_there_can_be(tmp_path: Path) -> None:
    found = _measured(tmp_path, {"a": ["one"], "b": ["two"]})

    assert (found.measure, found.rivals, found.communities) == (0.5, 2, 2)


def test_rewired_importers_change_the_measure(tmp_path: Path) -> None:
    before = _measured(
        tmp_path / "before", {"a": ["one"], "b": ["one"], "c": ["one"], "d": ["two"]}
    )
    after = _measured(tmp_path / "after", {"a": ["one"], "b": ["one"], "c": ["two"], "d": ["two"]})

    assert before.measure == pytest.approx(0.375)
    assert after.measure == pytest.approx(0.5)


def test_a_module_that_imports_two_of_them_joins_the_communities(tmp_path: Path) -> None:
    found = _measured(tmp_path, {"a": ["one"], "b": ["two"], "c": ["one", "two"]})

    assert found.communities == 1
    assert found.mixing == ("app/c.py",)


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        ({"router3": _router("Router"), "router4": _router("Router")}, "app.router4.Router"),
        (
            {"one": _router("Router") + "    def close(self): return 2", "two": _router("Router")},
            "app.one.Router",
        ),
    ],
)
def test_of_equals_the_next_in_number_stays_or_the_larger(
    files: dict[str, str], kept: str, tmp_path: Path
) -> None:
    users = {f"of_{name}": f"from app.{name} import Router" for name in files}
    world = draw(
        tmp_path, {f"app/{n}.py": text for n, text in ({"__init__": ""} | files | users).items()}
    )
    (concept,) = _concepts(world)

    row, _ = _keeper(world, concept)

    assert row is not None
    assert row.symbol == kept


@pytest.mark.parametrize(
    ("exported", "kept"), [("one", "app.one.Router"), ("two", "app.two.Router")]
)
def test_of_equals_what_its_package_exports_stays(exported: str, kept: str, tmp_path: Path) -> None:
    other = {"one": "two", "two": "one"}[exported]
    files = {
        "__init__": f"from app.{exported} import Router",
        "one": _router("Router") + "    def close(self): return 2",
        "two": _router("Router"),
        "user": f"from app.{other} import Router",
    }
    world = draw(tmp_path, {f"app/{name}.py": text for name, text in files.items()})
    (concept,) = _concepts(world)

    row, why = _keeper(world, concept)

    assert row is not None
    assert row.symbol == kept
    assert why.endswith("its package exports it")


@pytest.mark.parametrize(
    ("imported", "kept"),
    [("from app import visual\n", "app.visual.target.Router"), ("", "app.checks.Router")],
)
def test_what_loads_the_package_of_another_cannot_stay(
    imported: str, kept: str, tmp_path: Path
) -> None:
    files = {
        "app/__init__.py": "",
        "app/visual/__init__.py": "from app.visual.target import Router",
        "app/visual/target.py": _router("Router"),
        "app/checks.py": f"{imported}{_router('Router')}",
        "app/one.py": "from app.checks import Router",
        "app/two.py": "from app.checks import Router",
    }
    world = draw(tmp_path, files)
    (concept,) = _concepts(world)

    row, _ = _keeper(world, concept)

    assert row is not None
    assert row.symbol == kept


def test_what_loads_who_uses_another_cannot_stay(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/common.py": _router("Router"),
        "app/store.py": "from app.common import Router",
        "app/checks.py": f"import app.store\n{_router('Router')}",
        "app/one.py": "from app.checks import Router",
        "app/two.py": "from app.checks import Router",
    }
    world = draw(tmp_path, files)
    (concept,) = _concepts(world)

    row, why = _keeper(world, concept)

    assert row is not None
    assert row.symbol == "app.common.Router"
    assert why.endswith("would make an import cycle")


def test_without_importers_nothing_is_measured_and_nobody_stays(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/one.py": _router("Router"),
        "app/two.py": _router("Router"),
    }
    world = draw(tmp_path, files)
    (concept,) = _concepts(world)

    found = fragmentation(concept, world.graph.importers)

    assert (found.measure, found.importers, found.communities) == (0.0, 0, 0)
    assert _keeper(world, concept) == (None, "")


def test_what_all_share_is_kept_before_what_one_of_them_has(tmp_path: Path) -> None:
    user = "from {0} import Router\n\nROUTER = Router()\n"
    world = draw(tmp_path, {
        "app/__init__.py": "",
        "app/one.py": _router("Router"),
        "app/user.py": user.format("app.one"),
        "app/other.py": user.format("app.one"),
        "shared/__init__.py": "",
        "shared/two.py": _router("Router"),
        "shop/__init__.py": "",
        "shop/user.py": user.format("shared.two"),
    })  # fmt: skip
    concept = next(c for c in _concepts(world) if len(c.designs) > 1)

    row, why = _keeper(world, concept)

    assert row is not None
    assert row.symbol == "shared.two.Router"
    assert "what all share cannot import the other" in why
