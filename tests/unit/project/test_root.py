"""The folder of the project, found from the paths of a command."""

from pathlib import Path

import pytest

from ssotlint.project.root import find_root
from tests.unit.project.world import plant

MARKS = (".git", "pyproject.toml", "ssotlint.toml")
OURS = {"pyproject.toml": "[tool.ssotlint]\n"}


def root(world: Path, *paths: str, cwd: str = ".") -> str:
    found = find_root([Path(path) for path in paths], world / cwd)
    return found.relative_to(world).as_posix()


def test_a_configuration_further_up_comes_before_a_build_file_nearby(tmp_path: Path) -> None:
    plant(tmp_path, "services/a/pyproject.toml\nservices/a/app/x.py\n.git/", OURS)
    assert root(tmp_path, "services/a/app") == "."


def test_what_lies_around_a_repository_is_no_part_of_it(tmp_path: Path) -> None:
    plant(tmp_path, "a/.git/\na/b/x.py", OURS)
    assert root(tmp_path, "a/b") == "a"


@pytest.mark.parametrize("name", ["ssotlint.toml", "pyproject.toml"])
def test_the_nearest_configuration_wins(tmp_path: Path, name: str) -> None:
    plant(tmp_path, "a/b/x.py", OURS | {f"a/{name}": "[tool.ssotlint]\n"})
    assert root(tmp_path, "a/b/x.py") == "a"


@pytest.mark.parametrize("mark", ["pyproject.toml", ".git/"])
def test_else_the_nearest_project(tmp_path: Path, mark: str) -> None:
    plant(tmp_path, f".git/\na/{mark}\na/b/x.py")
    assert root(tmp_path, "a/b/x.py") == "a"
    assert root(tmp_path, cwd="a/b") == "a"
    assert root(tmp_path, ".", cwd="a/b") == "a"


def test_several_paths_have_a_common_parent(tmp_path: Path) -> None:
    plant(tmp_path, ".git/\na/pyproject.toml\na/x.py\nb/pyproject.toml\nb/y.py")
    assert root(tmp_path, "a/x.py", "b") == "."
    assert root(tmp_path, "a/x.py", "a") == "a"


def test_paths_that_do_not_exist_are_for_others_to_refuse(tmp_path: Path) -> None:
    plant(tmp_path, ".git/\na/pyproject.toml")
    assert root(tmp_path, "a/gone/x.py") == "a"


def test_another_tool_s_table_is_not_ours(tmp_path: Path) -> None:
    text = '[project]\ndependencies = ["ssotlint"]\n[tool.other]\n'
    plant(tmp_path, "a/x.py", OURS | {"a/pyproject.toml": text})
    assert root(tmp_path, "a") == "."


def test_a_broken_file_that_may_be_ours_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "a/x.py", OURS | {"a/pyproject.toml": "[tool.ssotlint\n"})
    assert root(tmp_path, "a") == "a"


@pytest.fixture
def unmarked(tmp_path: Path) -> Path:
    """A folder around which nothing marks a project."""
    if any((folder / mark).exists() for folder in tmp_path.parents for mark in MARKS):
        pytest.skip("a project lies around the folder for temporary files")
    return tmp_path


def test_without_any_mark_the_working_directory(unmarked: Path) -> None:
    plant(unmarked, "a/b/x.py\nc/")
    assert root(unmarked, "b/x.py", cwd="a") == "a"
    assert root(unmarked, "../a/b", cwd="c") == "a/b"


def test_then_a_package_is_seen_from_outside(unmarked: Path) -> None:
    plant(unmarked, "a/shop/__init__.py\na/shop/parts/__init__.py\nc/")
    assert root(unmarked, cwd="a/shop/parts") == "a"
    assert root(unmarked, "../a/shop", cwd="c") == "a"
