"""What files are called is remembered, and found out again where it depends on something else."""

from pathlib import Path

import pytest

from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.request import Request
from ssotlint.engine.trees import tree_of

FILES = {
    "shop/__init__.py": "",
    "shop/till.py": "import shop\n",
    "tools/run.py": "import shop.till\n",
    "pyproject.toml": '[project]\nname = "shop"\nrequires-python = ">=3.11"\n',
}


def opened(root: Path, *paths: str) -> Project:
    asked = tuple(root / path for path in paths)
    return open_project(Request(paths=asked, root=root, cache=root / ".cache"))


def closed(project: Project) -> None:
    project.store.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    project = opened(tmp_path)
    tree_of(project)
    closed(project)
    return tmp_path


def test_they_depend_on_no_text_of_a_source(root: Path) -> None:
    layouts = []
    for text in ("import shop\n", "import shop\nprice = 1\n"):
        (root / "shop/till.py").write_text(text)
        project = opened(root)
        layouts.append(project.survey.layout)
        closed(project)
    assert layouts[0] == layouts[1]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("shop/bill.py", ""),
        ("tools/__init__.py", ""),
        ("shop/__init__.py", None),
        ("tools/run.py", None),
        ("shop/fast.so", ""),
        ("tools/setup.py", ""),
        ("pyproject.toml", '[project]\nname = "shop"\nrequires-python = ">=3.9"\n'),
        ("pyproject.toml", '[project]\nname = "shop"\ndependencies = ["rich"]\n'),
        ("pyproject.toml", FILES["pyproject.toml"] + '[project.scripts]\ntill = "shop.till:go"\n'),
        ("ssotlint.toml", '[domains]\ntill = ["shop"]\n'),
        ("ssotlint.toml", 'extend-exclude = ["tools"]\n'),
        ("ssotlint.toml", 'roots = ["tools"]\n'),
    ],
)
def test_they_are_what_the_files_of_now_say(root: Path, path: str, text: str | None) -> None:
    if text is None:
        (root / path).unlink()
    else:
        (root / path).write_text(text)
    project = opened(root)
    assert tree_of(project) == project.survey.tree()
    closed(project)


def test_they_tell_what_was_asked_for(root: Path) -> None:
    for paths in (("shop",), ("tools",), ()):
        project = opened(root, *paths)
        assert tree_of(project) == project.survey.tree()
        closed(project)
