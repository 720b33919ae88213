"""Every arrow of every picture is a statement of the tree, and no import is lost."""

import ast
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ssotlint.engine import picturing
from ssotlint.engine.request import Request
from ssotlint.model.picture import Picture
from tests.worlds import write

MODULES = [f"pkg.{name}" for name in "abcdef"] + ["pkg", "tests.test_a", "tests.test_b"]
FORMS = (
    "import {module}",
    "from {module} import Thing",
    "from {module} import Thing as Other",
    "from {module} import *",
    "def late():\n    from {module} import Thing",
    "try:\n    from {module} import Thing\nexcept ImportError:\n    Thing = None",
    "from {module} import Thing as Base\nclass Sub(Base):\n    pass",
    "class Thing:\n    pass",
    "Alias = Thing",
)


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, str]:
    """A package whose modules import things from each other, and tests."""
    files = {}
    for module in MODULES:
        lines = draw(st.lists(st.sampled_from(FORMS), max_size=4))
        text = "\n".join(line.format(module=draw(st.sampled_from(MODULES))) for line in lines)
        path = "pkg/__init__.py" if module == "pkg" else module.replace(".", "/") + ".py"
        files[path] = text + "\n"
    return files


def statements(root: Path, path: str) -> set[int]:
    tree = ast.parse((root / path).read_text(encoding="utf-8"))
    kinds = (ast.Import, ast.ImportFrom, ast.ClassDef)
    return {node.lineno for node in ast.walk(tree) if isinstance(node, kinds)}


def check(picture: Picture, root: Path) -> None:
    nodes = {node.id for node in picture.nodes}
    for arrow in picture.arrows:
        assert {arrow.source, arrow.target} <= nodes
        assert arrow.lines
        assert all(line.line in statements(root, line.path) for line in arrow.lines)


@given(worlds(), st.sampled_from(["", "Thing", "pkg", "pkg.a"]))
def test_every_arrow_is_a_statement(files: dict[str, str], subject: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, files | {"pkg/home.py": "class Thing: pass\n"})
        check(picturing.draw(Request(root=root, use_cache=False, jobs=1), subject), root)


@given(worlds(), st.sampled_from(MODULES), st.sampled_from(MODULES))
def test_every_link_of_a_chain_is_a_statement_and_joins_the_next(
    files: dict[str, str], first: str, second: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, files)
        request = Request(root=root, use_cache=False, jobs=1)
        _, _, found = picturing.chains(request, first, second)
        for chain in found:
            links = chain.links
            assert all(line.line in statements(root, line.path) for _, _, line in links)
            assert [link[1] for link in links[:-1]] == [link[0] for link in links[1:]]
