"""What keeps a copy from importing its owner, and where both could find what they share."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ssotlint.detectors.sharing import Sharing, Way
from ssotlint.detectors.view import View
from tests.worlds import draw

Found = Callable[[Mapping[str, str], str, str], Way]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """The way from a symbol ("module.name") to the module that is to import it."""

    def ask(files: Mapping[str, str], symbol: str, user: str) -> Way:
        world = draw(tmp_path, {"app/__init__.py": "", **files})
        modules = world.index.by_name
        owner = modules[
            symbol.partition(".run.")[0] if ".run." in symbol else symbol.rpartition(".")[0]
        ][0]
        return Sharing(View(world.index, world.graph, world.config)).way(
            symbol, owner, modules[user][0]
        )

    return ask


def test_files_side_by_side_import_from_each_other(found: Found) -> None:
    assert found({"app/a.py": "", "app/b.py": ""}, "app.a.f", "app.b") == Way()


def test_a_new_cycle_is_named_and_the_package_of_both(found: Found) -> None:
    files = {"app/a.py": "import app.m", "app/m.py": "import app.b", "app/b.py": ""}

    way = found(files, "app.a.f", "app.b")

    assert way.hindrance == "importing it would close the cycle app.a -> app.m -> app.b -> app.a"
    assert way.home == "a module of app"


@pytest.mark.parametrize("name", ["a-tool", "a b", "class"])
def test_what_no_import_can_name_goes_where_both_can_import_it(found: Found, name: str) -> None:
    way = found({f"app/{name}.py": "", "app/b.py": ""}, f"app.{name}.f", "app.b")

    assert way.hindrance == f"no import can name app.{name}"
    assert way.home == "a module of app"


def test_two_tools_beside_no_package_share_a_module_that_both_can_import(found: Found) -> None:
    way = found({"a-tool.py": "", "b-tool.py": ""}, "a-tool.f", "b-tool")

    assert (way.home, way.homeless) == ("a module that both can import", False)


def test_without_a_package_of_both_the_owner_can_import_what_it_loads_already(found: Found) -> None:
    assert found({"a.py": "import b", "b.py": ""}, "a.f", "b") == Way(
        "importing it would close the cycle a -> b -> a", "b", here=True
    )


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"app/a.py": "import app.m", "app/m.py": "import app.b",
                      "app/b.py": "import app.m, app.n", "app/n.py": "import app.a"},
                     id="each loads the other"),
        pytest.param({"app/__init__.py": "from app.b import x", "app/a.py": "from app import y",
                      "app/b.py": ""}, id="the way leads through the package around both"),
    ],
)  # fmt: skip
def test_what_is_no_new_cycle_is_none(found: Found, files: Mapping[str, str]) -> None:
    assert "cycle" not in found(files, "app.a.f", "app.b").hindrance


PACKAGES = {"app/x/__init__.py": "", "app/y/__init__.py": "", "app/x/a.py": "", "app/y/b.py": ""}


def test_a_cycle_is_named_where_the_owner_itself_imports_the_user(found: Found) -> None:
    files = {"app/a.py": "import app.b", "app/b.py": "import app.m", "app/m.py": "import app.a"}

    assert found(files, "app.a.f", "app.b").hindrance == (
        "importing it would close the cycle app.a -> app.b -> app.a"
    )


def _taken_by_both(package: str) -> dict[str, str]:
    """A package from which the files that share something import already."""
    takes = f"from app.{package}.views import View"
    return {
        f"app/{package}/__init__.py": "", f"app/{package}/views.py": "class View: ...",
        "app/x/a.py": takes, "app/y/b.py": takes,
    }  # fmt: skip


def test_packages_that_do_not_know_each_other_share_beside_both(found: Found) -> None:
    way = found(PACKAGES, "app.x.a.f", "app.y.b")

    assert way == Way("neither package imports from the other", "app")


def test_what_a_package_calls_shared_is_there_for_all_of_it(found: Found) -> None:
    files = {"app/x/a.py": "", "app/x/_a.py": "", "app/utils/a.py": "", "app/utils/_run.py": ""}

    assert found(files, "app.utils.a.f", "app.x.a") == Way()
    assert found(files, "app.x.a.f", "app.utils.a").hindrance
    assert found(files, "app.utils._run.f", "app.x.a").hindrance == "it is private to its package"


def test_a_package_of_another_purpose_is_no_home(found: Found) -> None:
    files = _taken_by_both("plans")

    assert found({**PACKAGES, **files}, "app.x.a.f", "app.y.b").home == "a module of app"


@pytest.mark.parametrize(
    ("head", "hindrance"),
    [
        pytest.param("app = Celery()", "loading app.x.a makes the application app", id="makes one"),
        pytest.param("router = Router()\n@router.get('/')\ndef page(): ...",
                     "loading app.x.a registers page", id="has a route"),
        pytest.param("from celery import signals\n@signals.task_rejected.connect\ndef told(): ...",
                     "loading app.x.a registers told", id="hears a signal"),
        pytest.param("cache = Cache()\n@cache.memoize\ndef page(): ...", "", id="wraps a function"),
    ],
)  # fmt: skip
def test_what_registers_something_is_not_loaded_for_a_helper(
    found: Found, head: str, hindrance: str
) -> None:
    files = {"app/x/a.py": head, "app/x/b.py": ""}

    assert found(files, "app.x.a.f", "app.x.b").hindrance == hindrance
    files["app/x/b.py"] = "from app.x.a import g"
    assert found(files, "app.x.a.f", "app.x.b") == Way()


def test_better_in_the_package_from_which_both_import(found: Found) -> None:
    files = _taken_by_both("base")

    assert found({**PACKAGES, **files}, "app.x.a.f", "app.y.b").home == "a module of app.base"


def test_imports_run_one_way(found: Found) -> None:
    files = {**PACKAGES, "app/x/c.py": "import app.y.b"}

    assert found(files, "app.y.b.f", "app.x.a") == Way()
    assert found(files, "app.x.a.f", "app.y.b").hindrance == (
        "imports run the other way, from there to here"
    )


@pytest.mark.parametrize(
    ("text", "used", "home"),
    [
        ("", "app.y.b", "app.y.b, where this one stands"),
        ("", "app.y.d", "a module of app"),  # nobody loads it
        ("from celery import Celery\napp = Celery()", "app.y.b", "a module of app"),
        ("import torch", "app.y.b", "a module of app"),
    ],
)
def test_where_imports_run_from_the_owner_it_stays_where_the_copy_is(
    text: str, used: str, home: str, found: Found
) -> None:
    careful = "try:\n    import torch\nexcept ImportError:\n    torch = None"
    files = {**PACKAGES, "app/y/d.py": careful, "app/y/b.py": text, "app/x/c.py": f"import {used}"}

    assert found(files, "app.x.a.f", "app.y.b").home == home


def test_what_is_imported_for_its_types_alone_shows_no_way(found: Found) -> None:
    typed = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.y.b"

    way = found({**PACKAGES, "app/x/c.py": typed}, "app.y.b.f", "app.x.a")

    assert way.hindrance == "neither package imports from the other"


def test_what_is_private_stays_in_its_package(found: Found) -> None:
    files = {**PACKAGES, "app/y/b.py": "import app.x.a"}

    assert found(files, "app.x.a.f", "app.y.b") == Way()
    assert found(files, "app.x.a._f", "app.y.b").hindrance == "it is private to its package"


def test_an_optional_library_is_not_asked_of_who_does_without(found: Found) -> None:
    careful = "try:\n    import torch\nexcept ImportError:\n    raise SystemExit"
    files = {"app/a.py": "import torch", "app/b.py": "", "app/c.py": careful, "app/d.py": ""}

    assert found(files, "app.a.f", "app.b").hindrance == (
        "app.a loads torch, which this module does without"
    )
    assert found(files, "app.c.f", "app.b").hindrance.startswith("app.c loads torch")
    assert found({**files, "app/b.py": "import app.d.e", "app/d/e.py": "import torch"},
                 "app.a.f", "app.b") == Way()  # fmt: skip
    assert found(files, "app.a.f", "app.c") == Way()
    assert found(files, "app.b.f", "app.d") == Way()


def test_what_hardly_a_file_of_many_asks_for_comes_with_a_part_alone(found: Found) -> None:
    many = {f"app/m{n}.py": "import yaml" for n in range(40)}
    files = {**many, "app/a.py": "import psycopg, yaml", "app/b.py": ""}

    assert found(files, "app.a.f", "app.b").hindrance.startswith("app.a loads psycopg")
    assert found(files, "app.m1.f", "app.b") == Way()


def test_a_library_is_one_though_a_file_of_ours_is_called_like_it(found: Found) -> None:
    careful = "try:\n    from torch import nn\nexcept ImportError:\n    raise SystemExit"
    files = {**PACKAGES, "app/x/torch.py": careful, "app/x/jax.py": ""}

    assert found(files, "app.x.torch.f", "app.x.jax").hindrance.startswith(
        "app.x.torch loads torch"
    )


def test_who_imports_the_error_that_it_raises_does_not_go_on_without(found: Found) -> None:
    careful = """
        try:
            import torch
        except ImportError as error:
            from app.errors import Missing
            raise Missing("torch")
        """
    files = {"app/a.py": careful, "app/b.py": "", "app/errors.py": "class Missing(Exception): ..."}

    assert found(files, "app.a.f", "app.b").hindrance.startswith("app.a loads torch")


def test_who_goes_on_without_one_library_may_need_another(found: Found) -> None:
    careful = """
        try:
            import torch
        except ImportError:
            raise ImportError("torch")

        try:
            import jax
            HAS_JAX = True
        except ImportError:
            HAS_JAX = False
        """

    way = found({"app/a.py": careful, "app/b.py": ""}, "app.a.f", "app.b")

    assert way.hindrance == "app.a loads torch, which this module does without"


def test_who_goes_on_without_a_library_needs_none(found: Found) -> None:
    careful = "try:\n    import torch\nexcept ImportError:\n    torch = None"

    assert found({"app/a.py": careful, "app/b.py": ""}, "app.a.f", "app.b") == Way()


def test_what_stands_inside_of_a_function_cannot_be_taken_from_there(found: Found) -> None:
    files = {"app/x/a.py": "def run():\n    class Part: ...", "app/x/b.py": ""}
    world = {"app/x/__init__.py": "", **files}

    for user, home in (("app.x.a", "app.x.a itself"), ("app.x.b", "a module of app.x")):
        way = found(world, "app.x.a.run.<locals>.Part", user)
        assert (way.hindrance, way.home) == ("it stands inside of a function", home)
