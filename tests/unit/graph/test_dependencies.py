"""Arrows between modules: only those that exist, told apart by when they run."""

from pathlib import Path

import pytest

from ssotlint.graph.moments import When
from tests.worlds import draw


def _arrows(root: Path, files: dict[str, str], when: When = When.LOAD) -> set[tuple[str, str]]:
    graph = draw(root, files).graph.dependencies
    return {pair for pair, edges in graph.edges.items() if any(e.when is when for e in edges)}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("import b", When.LOAD),
        ("try:\n    import b\nexcept ImportError:\n    pass", When.LOAD),
        ("class A:\n    import b", When.LOAD),
        ("def f():\n    import b", When.DEFERRED),
        ("if __name__ == '__main__':\n    import b", When.DEFERRED),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import b", When.TYPING),
    ],
)
def test_imports_are_told_apart_by_when_they_run(tmp_path: Path, text: str, when: When) -> None:
    assert _arrows(tmp_path, {"a.py": text, "b.py": ""}, when) == {("a.py", "b.py")}


def test_taking_a_module_from_a_package_needs_the_module(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/tax.py": "", "app.py": "from shop import tax"}

    assert _arrows(tmp_path, files) == {("app.py", "shop/tax.py")}


def test_taking_a_name_from_a_package_needs_the_package(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "RATE = 1", "app.py": "from shop import RATE"}

    assert _arrows(tmp_path, files) == {("app.py", "shop/__init__.py")}


def test_a_chain_has_a_line_for_each_arrow(tmp_path: Path) -> None:
    world = draw(tmp_path, {"a.py": "\nimport b", "b.py": "\n\nfrom c import x", "c.py": "x = 1"})

    chain = world.graph.dependencies.chain("a.py", "c.py")

    assert [(e.source, e.line, e.target) for e in chain] == [
        ("a.py", 2, "b.py"),
        ("b.py", 3, "c.py"),
    ]


def test_there_is_no_chain_against_the_arrows(tmp_path: Path) -> None:
    world = draw(tmp_path, {"a.py": "import b", "b.py": ""})

    assert world.graph.dependencies.chain("b.py", "a.py") == []


def test_turning_all_arrows_round_keeps_the_circles(tmp_path: Path) -> None:
    files = {
        "a.py": "import b", "b.py": "import c", "c.py": "import a\nimport d", "d.py": "import e",
        "e.py": "def f():\n    import d",
    }  # fmt: skip
    graph = draw(tmp_path, files).graph.dependencies

    assert graph.cycles(When.LOAD) == [["a.py", "b.py", "c.py"]]
    assert graph.cycles(When.DEFERRED) == [["a.py", "b.py", "c.py"], ["d.py", "e.py"]]
