"""What the metadata of a project name as its ways in."""

from pathlib import Path

import pytest

from tests.unit.project.world import look, plant


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", '[project.scripts]\nshop = "shop.cli:main"\n'),
        ("pyproject.toml", '[project.gui-scripts]\nshop = "shop.cli : main [window]"\n'),
        ("pyproject.toml", '[project.entry-points."shop.parts"]\nx = "shop.cli:main"\n'),
        ("pyproject.toml", '[tool.poetry.scripts]\nshop = "shop.cli:main"\n'),
        ("pyproject.toml", '[tool.poetry.scripts]\nshop = {reference = "shop.cli:main"}\n'),
        ("setup.cfg", "[options.entry_points]\nconsole_scripts =\n  shop=shop.cli:main\n"),
        ("setup.py", 'setup(entry_points={"console_scripts": ["shop = shop.cli:main"]})\n'),
        ("setup.py", 'setup(entry_points="""\n[console_scripts]\nshop=shop.cli:main\n""")\n'),
        ("shop-1.dist-info/entry_points.txt", "[console_scripts]\nshop = shop.cli:main [x]\n"),
        ("shop.egg-info/entry_points.txt", "[console_scripts]\nshop = shop.cli:main\n"),
    ],
)
def test_a_function_and_its_module(tmp_path: Path, path: str, text: str) -> None:
    plant(tmp_path, "shop/cli.py", {path: text})
    assert {"shop.cli", "shop.cli.main"} <= look(tmp_path).entries


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", '[project.entry-points.pytest11]\nshop = "shop.plugin"\n'),
        ("setup.cfg", "[options.entry_points]\npytest11 =\n  shop = shop.plugin\n"),
        ("setup.py", 'setup(entry_points={"pytest11": ["shop = shop.plugin"]})\n'),
    ],
)
def test_a_module_alone(tmp_path: Path, path: str, text: str) -> None:
    plant(tmp_path, "shop/plugin.py", {path: text})
    assert "shop.plugin" in look(tmp_path).entries


@pytest.mark.parametrize(
    "text",
    [
        '[[tool.mypy.overrides]]\nmodule = "shop.old"\n',
        "[project.scripts]\nshop = 1\n",
        '[project.scripts]\nshop = "shop.old\n',
        'project = ["shop.old"]\n',
    ],
)
def test_other_settings_name_no_way_in(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "shop/old.py", {"pyproject.toml": text})
    assert look(tmp_path).entries == frozenset()


def test_ways_in_are_nothing_that_a_project_needs(tmp_path: Path) -> None:
    texts = {"shop-1.dist-info/entry_points.txt": "[console_scripts]\nshop = shop.cli:main\n"}
    plant(tmp_path, "shop/cli.py", texts)
    assert look(tmp_path).needs == frozenset()
