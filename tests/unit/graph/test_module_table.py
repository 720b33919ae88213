"""Which file a name means does not depend on who asked for it before."""

from itertools import permutations
from pathlib import Path

from ssotlint.graph.modules import ModuleTable
from ssotlint.model.source import Role
from tests.worlds import draw


def test_files_of_one_folder_with_other_roles_mean_other_files(tmp_path: Path) -> None:
    world = draw(tmp_path, {
        "ssotlint.toml": 'roles.script = ["**/env.py"]\n',
        "shop/__init__.py": "", "shop/store/alembic/__init__.py": "",
        "shop/store/alembic/env.py": "import alembic\n",
        "shop/store/alembic/moving.py": "import alembic\n",
    })  # fmt: skip
    modules = world.index.modules
    asking = [m for m in modules if m.path.endswith(("env.py", "moving.py"))]
    assert {m.source.role for m in asking} == {Role.SCRIPT, Role.PRODUCTION}
    said = set()
    for order in permutations(asking):
        table = ModuleTable(modules)
        found = {m.path: table.find("alembic", m) for m in order}
        said.add(tuple(known and known.path for _, known in sorted(found.items())))
    assert said == {("shop/store/alembic/__init__.py", None)}


def test_a_folder_that_holds_only_folders_is_a_way_to_what_lies_in_them(tmp_path: Path) -> None:
    world = draw(tmp_path, {
        "tools/run.py": "import steps.daily.night\n",
        "tools/steps/__init__.py": "", "tools/steps/daily/night/clean.py": "",
    })  # fmt: skip
    asking = next(m for m in world.index.modules if m.path == "tools/run.py")
    found = ModuleTable(world.index.modules).find("steps.daily.night.clean", asking)
    assert found is not None
    assert found.path == "tools/steps/daily/night/clean.py"
