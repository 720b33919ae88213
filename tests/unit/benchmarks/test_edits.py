"""The edits that are measured are what their names say."""

import ast
from pathlib import Path

import pytest

from benchmarks.edits import CHANGES, hubs, kinds

TEXT = '''"""Says what it is."""

from __future__ import annotations

import os


class Store:
    def open(self):
        return os.sep


def first(value):
    return value


@staticmethod
def last(value):
    """Says what it is."""
    return value
'''


def names(text: str) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]


@pytest.mark.parametrize(
    ("kind", "more", "fewer"),
    [
        ("a body", [], []),
        ("a function added", ["added_of_late"], []),
        ("a method added", ["added_of_late"], []),
        ("an import of ours", [], []),
        ("a foreign import", [], []),
        ("a function deleted", [], ["last"]),
    ],
)
def test_an_edit_changes_one_thing(kind: str, more: list[str], fewer: list[str]) -> None:
    edited = kinds("app.core")[kind](TEXT)
    assert edited is not None
    before, after = names(TEXT), names(edited)
    assert ([n for n in after if n not in before], [n for n in before if n not in after]) == (
        more,
        fewer,
    )
    assert ast.dump(ast.parse(edited)) != ast.dump(ast.parse(TEXT))


def test_an_import_stands_behind_those_of_the_future() -> None:
    edited = kinds("app.core")["an import of ours"](TEXT)
    assert edited is not None
    lines = edited.splitlines()
    assert lines.index("import app.core") == lines.index("import os") - 1


@pytest.mark.parametrize("kind", ["a body", "a method added", "a function deleted"])
def test_what_has_no_place_for_an_edit_is_left_alone(kind: str) -> None:
    assert kinds("app.core")[kind]("LIMIT = 3\n") is None


def test_a_hub_is_what_most_files_import(tmp_path: Path) -> None:
    for name in ("core", "other"):
        (tmp_path / f"{name}.py").write_text(TEXT)
    for number in range(3):
        (tmp_path / f"user{number}.py").write_text("from core import first\n")
    assert hubs(tmp_path, sorted(tmp_path.glob("*.py")), 1) == [tmp_path / "core.py"]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("a file added", {"added_of_late.py"}),
        ("a file copied", {"shop_of_late.py"}),
        ("a file deleted", {"shop.py"}),
        ("a file renamed", {"shop.py", "shop_of_late.py"}),
    ],
)
def test_a_change_concerns_few_files(kind: str, told: set[str]) -> None:
    changed = CHANGES[kind](Path("app/shop.py"), TEXT)
    assert {path.name for path in changed} == told
    assert {path.parent for path in changed} == {Path("app")}
    assert [path.name for path, text in changed.items() if text is None] == (
        ["shop.py"] if "shop.py" in told else []
    )
