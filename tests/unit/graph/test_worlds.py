"""Which files can share code at all."""

from pathlib import Path

import pytest

from ssotlint.detectors.domains import Borders
from ssotlint.detectors.view import View
from ssotlint.index.index import Module
from tests.worlds import draw

ONE = "def one():\n    return 1\n"
BUILT = {"pyproject.toml": "", "kits/odds/pyproject.toml": ""}


def modules(
    root: Path, files: dict[str, str], first: str, second: str
) -> tuple[View, Module, Module]:
    world = draw(root, files)
    view = View(world.index, world.graph, world.config)
    return view, world.index.by_path[first], world.index.by_path[second]


@pytest.mark.parametrize(
    ("imported", "together"),
    [("", False), ("from app.core import one\n", True)],
    ids=["no import ties them", "one imports from the other"],
)
def test_distributions_are_worlds_of_their_own_until_an_import_ties_them(
    imported: str, together: bool, tmp_path: Path
) -> None:
    files = BUILT | {
        "app/__init__.py": "", "app/core.py": ONE, "kits/odds/odds/__init__.py": "",
        "kits/odds/odds/core.py": imported + ONE,
    }  # fmt: skip
    view, ours, theirs = modules(tmp_path, files, "app/core.py", "kits/odds/odds/core.py")
    worlds = view.graph.worlds

    assert (worlds.of(ours) == worlds.of(theirs)) is together


def test_scripts_of_one_distribution_are_not_installed_with_another(tmp_path: Path) -> None:
    files = BUILT | {
        "app/__init__.py": "", "app/core.py": ONE, "scripts/dump.py": "from app.core import one\n",
        "kits/odds/scripts/dump.py": "from app.core import one\n",
    }  # fmt: skip
    view, ours, theirs = modules(tmp_path, files, "scripts/dump.py", "kits/odds/scripts/dump.py")
    borders = Borders(view)

    assert borders.of(ours) != borders.of(theirs)


@pytest.mark.parametrize(
    ("beside", "imported", "island"),
    [
        ("web-search", "", True),
        ("search", "", False),
        ("web-search", "from app.core import one\n", False),
    ],
    ids=["beside one that no import can name", "beside others", "it imports what lies around"],
)
def test_a_folder_of_scripts_may_be_an_island(
    beside: str, imported: str, island: bool, tmp_path: Path
) -> None:
    files = {
        "app/__init__.py": "", "app/core.py": ONE, f"app/skills/{beside}/run.py": ONE,
        "app/skills/mail/mail.py": imported + ONE,
        "app/skills/slack/slack.py": imported + ONE,
    }  # fmt: skip
    view, ours, theirs = modules(
        tmp_path, files, "app/skills/mail/mail.py", "app/skills/slack/slack.py"
    )
    borders = Borders(view)

    assert (borders.of(ours) != borders.of(theirs)) is island


KINDS = ("jobs", "runs", "flows")


@pytest.mark.parametrize(
    ("files", "parallel"),
    [
        pytest.param({}, True, id="the same files in both"),
        pytest.param({"app/server/schemas/flows.py": "from app.client.schemas import jobs\n"}, True,
                     id="one import among them"),
        pytest.param({f"app/server/schemas/{k}.py": f"from app.client.schemas import {k}\n"
                      for k in KINDS}, False, id="one is built upon the other"),
        pytest.param({f"app/{side}/schemas/{side}{i}.py": ONE for side in ("client", "server")
                      for i in range(9)}, False, id="most are in one alone"),
    ],
)  # fmt: skip
def test_trees_of_one_shape_are_parallel_when_they_leave_each_other_alone(
    files: dict[str, str], parallel: bool, tmp_path: Path
) -> None:
    trees = [f"app/{side}/schemas" for side in ("client", "server")]
    shape = {f"{tree}/{kind}.py": ONE for tree in trees for kind in KINDS}
    shape |= {f"{tree}/__init__.py": "" for tree in (*trees, "app", "app/client", "app/server")}
    view, ours, theirs = modules(
        tmp_path, shape | files, "app/client/schemas/jobs.py", "app/server/schemas/runs.py"
    )

    assert view.graph.worlds.are_parallel(ours, theirs) is parallel


@pytest.mark.parametrize("path", ["app/db_v20111205/core.py", "app/2019_08_01/core.py"])
def test_what_a_package_was_on_a_day_is_left_as_it_is(path: str, tmp_path: Path) -> None:
    files = {"app/__init__.py": "", "app/core.py": ONE, path: ONE}
    view, ours, theirs = modules(tmp_path, files, "app/core.py", path)
    borders = Borders(view)

    assert borders.of(ours) != borders.of(theirs)
