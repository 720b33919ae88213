"""Which of several places should own a fact, and the reason that is given."""

from functools import partial
from pathlib import Path

import pytest

from ssotlint.detectors.canonical import Candidate, Choice, Owners
from ssotlint.detectors.view import View
from ssotlint.engine.world import World
from ssotlint.model.config import Config, Owner
from tests.worlds import draw

HELPER = "def helper(): ..."
PRIVATE = "def _helper(): ..."


def _view(world: World, config: Config | None = None) -> View:
    return View(world.index, world.graph, config or world.config)


def _chosen(root: Path, files: dict[str, str], *symbols: str, config: Config | None = None,
            agreeing: tuple[int, ...] = ()) -> tuple[str, str]:  # fmt: skip
    """The symbol that is chosen among ``symbols`` ("package.module.name"), and why."""
    world = draw(root, files)
    view = _view(world, config)
    candidates = [
        Candidate(
            symbol,
            world.index.by_name[symbol.rpartition(".")[0]][0],
            partial(view.users, symbol),
            agreeing[i] if agreeing else 0,
        )
        for i, symbol in enumerate(symbols)
    ]
    choice: Choice = Owners(view).choose(candidates)
    return symbols[choice.position], choice.why


@pytest.mark.parametrize(
    ("files", "symbols", "expected"),
    [
        pytest.param(
            {"app/a.py": PRIVATE, "app/b.py": HELPER},
            ("app.a._helper", "app.b.helper"),
            ("app.b.helper", "public"),
            id="public before private",
        ),
        pytest.param(
            {"app/a.py": HELPER},
            ("app.a.helper",),
            ("app.a.helper", "all others are like it"),
            id="the only one that all others are copies of",
        ),
        pytest.param(
            {"app/a-tool.py": HELPER, "app/b.py": PRIVATE},
            ("app.a-tool.helper", "app.b._helper"),
            ("app.b._helper", "an import can name it"),
            id="nothing that no import can name",
        ),
        pytest.param(
            {"app/deprecated_a.py": HELPER, "app/b.py": HELPER,
             "app/c.py": "from app.deprecated_a import helper"},
            ("app.deprecated_a.helper", "app.b.helper"),
            ("app.b.helper", "not deprecated"),
            id="nothing that calls itself deprecated",
        ),
        pytest.param(
            {"app/beta/a.py": HELPER, "app/run/b.py": PRIVATE},
            ("app.beta.a.helper", "app.run.b._helper"),
            ("app.run.b._helper", "in a settled part"),
            id="nothing that is tried out",
        ),
        pytest.param(
            {"app/setup_template.py": HELPER, "app/the_setup.py": HELPER},
            ("app.setup_template.helper", "app.the_setup.helper"),
            ("app.the_setup.helper", "in a settled part"),
            id="no template",
        ),
        pytest.param(
            {"app/a.py": "class Page: ...", "app/b.py": "class _PageMixin: ..."},
            ("app.a.Page", "app.b._PageMixin"),
            ("app.b._PageMixin", "made to be derived from"),
            id="a class that others are to be derived from",
        ),
        pytest.param(
            {"app/a.py": "class AsyncPage: ...\nclass Page: ...",
             "app/c.py": "from app.a import AsyncPage"},
            ("app.a.AsyncPage", "app.a.Page"),
            ("app.a.Page", "plain"),
            id="a plain thing before its asynchronous twin",
        ),
        pytest.param(
            {"app/a.py": "class AsyncPage: ...\nclass Sheet: ...",
             "app/c.py": "from app.a import AsyncPage"},
            ("app.a.AsyncPage", "app.a.Sheet"),
            ("app.a.AsyncPage", "imported by 1"),
            id="an asynchronous thing that is no twin",
        ),
        pytest.param(
            {"app/_a.py": HELPER, "app/b.py": HELPER},
            ("app._a.helper", "app.b.helper"),
            ("app.b.helper", "public"),
            id="a private module makes private what it holds",
        ),
        pytest.param(
            {"app/a.py": HELPER, "app/b.py": HELPER,
             "app/c.py": "from app.b import helper", "app/d.py": "from app.b import helper",
             "app/e.py": "from app.a import helper"},
            ("app.a.helper", "app.b.helper"),
            ("app.b.helper", "imported by 2"),
            id="what most files import",
        ),
        pytest.param(
            {"app/a.py": HELPER, "shared/b.py": HELPER},
            ("app.a.helper", "shared.b.helper"),
            ("shared.b.helper", "in a shared package"),
            id="a shared package",
        ),
        pytest.param(
            {"scripts/a.py": HELPER, "app/__init__.py": "", "app/b.py": PRIVATE},
            ("scripts.a.helper", "app.b._helper"),
            ("app.b._helper", "production code"),
            id="code that ships, though it is private, before a script",
        ),
        pytest.param(
            {"app/a.py": f"import app.b\n{HELPER}", "app/b.py": PRIVATE},
            ("app.a.helper", "app.b._helper"),
            ("app.b._helper", "imports none of the others"),
            id="not the one that loads another: importing from it would close a cycle",
        ),
        pytest.param(
            {"app/a.py": f"import app.m\n{HELPER}", "app/m.py": "import app.b",
             "app/b.py": PRIVATE},
            ("app.a.helper", "app.b._helper"),
            ("app.b._helper", "imports none of the others"),
            id="nor through others",
        ),
        pytest.param(
            {"app/a.py": "def helper():\n    import app.b", "app/b.py": PRIVATE},
            ("app.a.helper", "app.b._helper"),
            ("app.a.helper", "public"),
            id="an import that waits for a call closes no cycle",
        ),
        pytest.param(
            {"app/a.py": f"import torch\n{HELPER}", "app/b.py": PRIVATE,
             "app/c.py": "def load():\n    import torch"},
            ("app.a.helper", "app.b._helper"),
            ("app.b._helper", "loads no optional library"),
            id="nothing that takes a library with it which others do without",
        ),
        pytest.param(
            {"app/x/a.py": HELPER, "app/y/b.py": HELPER, "app/x/c.py": "import app.y.b"},
            ("app.x.a.helper", "app.y.b.helper"),
            ("app.y.b.helper", "others import from there"),
            id="the place from which the other's package imports",
        ),
        pytest.param(
            {"app/a.py": f"{HELPER}\ndef other():\n    import app.b", "app/b.py": HELPER,
             "app/c.py": "from app.a import helper"},
            ("app.a.helper", "app.b.helper"),
            ("app.b.helper", "asks none of the others for anything"),
            id="not the one that imports another when a function runs",
        ),
        pytest.param(
            {"app/a.py": "@router.get('/')\n" + HELPER + "\n\nrouter = make()", "app/b.py": PRIVATE},
            ("app.a.helper", "app.b._helper"),
            ("app.b._helper", "registers nothing"),
            id="not what registers something when it is loaded",
        ),
        pytest.param(
            {"app/_shared/a.py": HELPER, "app/logs/b.py": HELPER,
             "app/logs/c.py": "from app._shared.a import other"},
            ("app._shared.a.helper", "app.logs.b.helper"),
            ("app._shared.a.helper", "others import from there"),
            id="what is shared in a package is not private in there",
        ),
        pytest.param(
            {"app/shop/a.py": HELPER, "app/utils/b.py": HELPER, "app/c.py": "import app.shop.a"},
            ("app.shop.a.helper", "app.utils.b.helper"),
            ("app.utils.b.helper", "called what others share"),
            id="what its package calls shared",
        ),
        pytest.param(
            {"app/a.py": HELPER, "app/b.py": HELPER, "app/c.py": "from app.b import helper",
             "tests/test_a.py": "from app.a import helper",
             "tests/test_b.py": "from app.a import helper"},
            ("app.a.helper", "app.b.helper"),
            ("app.b.helper", "imported by 1"),
            id="what tests import counts for nothing",
        ),
        pytest.param(
            {"app/a.py": HELPER, "app/b.py": HELPER},
            ("app.b.helper", "app.a.helper"),
            ("app.a.helper", "the first of equally good ones"),
            id="nothing else tells them apart",
        ),
        pytest.param(
            {"app/x/a.py": HELPER, "app/b.py": HELPER},
            ("app.x.a.helper", "app.b.helper"),
            ("app.b.helper", "nearest to the top"),
            id="the shallower name",
        ),
    ],
)  # fmt: skip
def test_the_owner_is_chosen_for_a_reason(
    tmp_path: Path, files: dict[str, str], symbols: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert _chosen(tmp_path, files, *symbols) == expected


def test_what_is_declared_wins_over_everything(tmp_path: Path) -> None:
    files = {"app/a.py": HELPER, "app/b.py": PRIVATE, "app/c.py": "from app.a import helper"}
    config = Config(canonical=(Owner("helper", "app.b:_helper"),))

    chosen = _chosen(tmp_path, files, "app.a.helper", "app.b._helper", config=config)

    assert chosen == ("app.b._helper", "declared")


def test_the_majority_wins_when_no_place_is_better(tmp_path: Path) -> None:
    files = {"app/a.py": HELPER, "app/b.py": HELPER, "app/c.py": HELPER}

    chosen = _chosen(
        tmp_path, files, "app.a.helper", "app.b.helper", "app.c.helper", agreeing=(0, 1, 1)
    )

    assert chosen == ("app.b.helper", "1 other agrees with it, the first of equally good ones")


def test_the_cycle_that_sharing_would_make_is_named(tmp_path: Path) -> None:
    world = draw(
        tmp_path,
        {"app/a.py": f"import app.m\n{HELPER}", "app/m.py": "import app.b", "app/b.py": HELPER},
    )
    modules = world.index.by_name
    owners = Owners(_view(world))

    assert owners.cycle(modules["app.a"][0], modules["app.b"][0]) == (
        "app.a", "app.m", "app.b", "app.a",
    )  # fmt: skip
    assert owners.cycle(modules["app.b"][0], modules["app.a"][0]) == ()
