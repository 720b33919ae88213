"""On which Python a project promises to run."""

from pathlib import Path

import pytest

from tests.unit.project.world import look, plant

PYPROJECT = '[project]\nname = "shop"\nrequires-python = "{}"\n'


@pytest.mark.parametrize(
    ("said", "oldest"),
    [
        (">=3.9", 9), ("<4,>=3.9", 9), ("==3.9.*", 9), ("~=3.9", 9), ("^3.10", 10), ("~3.11.2", 11),
        (">=3.9.1, <3.13", 9), ("^3.9 || ^3.11", 9), (">=2.7, !=3.0.*, !=3.1.*", 2), ("3.9", 9),
        ("<4", 0), ("*", 0), (">=4", 0), ("", 0), (">=3", 0),
    ],
)  # fmt: skip
def test_the_oldest_of_what_is_said(tmp_path: Path, said: str, oldest: int) -> None:
    plant(tmp_path, "shop.py", {"pyproject.toml": PYPROJECT.format(said)})
    assert look(tmp_path).python == oldest


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("setup.py", 'setup(name="x", python_requires=">=3.9")\n'),
        ("setup.py", "setup(\n    python_requires='>=3.9',\n)\n"),
        ("setup.cfg", "[options]\npython_requires = >=3.9\n"),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = ">=3.9,<4"\n'),
    ],
)
def test_where_it_is_said(tmp_path: Path, path: str, text: str) -> None:
    plant(tmp_path, "shop.py", {path: text})
    assert look(tmp_path).python == 9


def test_the_lowest_of_several_files_counts(tmp_path: Path) -> None:
    texts = {
        "pyproject.toml": PYPROJECT.format(">=3.11"),
        "setup.py": 'setup(python_requires=">=3.9")\n',
    }
    plant(tmp_path, "shop.py", texts)
    assert look(tmp_path).python == 9


def test_what_lies_below_promises_for_itself(tmp_path: Path) -> None:
    texts = {
        "pyproject.toml": PYPROJECT.format(">=3.9"),
        "libs/x.dist-info/METADATA": "Name: x\nRequires-Python: >=3.13\n",
        "tools/setup.py": 'setup(python_requires=">=3.6")\n',
    }
    plant(tmp_path, "shop.py", texts)
    assert look(tmp_path).python == 9


@pytest.mark.parametrize(
    "text", ["[project\n", "project = 1\n", "[project]\nrequires-python = 3.9\n"]
)
def test_a_file_that_says_it_otherwise_promises_nothing(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "shop.py", {"pyproject.toml": text})
    assert look(tmp_path).python == 0
