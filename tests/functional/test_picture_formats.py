"""What pictures are made of whatever a project is called: pages, drawings, dot and Mermaid."""

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.command import run
from tests.functional.drawing import CHATAPP
from tests.worlds import write

EVIL = "a\"b<script>alert(1)</script>'&\\`|]"


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """A project whose file names try to get out of every format."""
    folder = EVIL.replace("/", "")
    write(tmp_path, {
        f"{folder}/__init__.py": "", f"{folder}/one.py": "class Price: pass\n",
        "pkg/__init__.py": "", "pkg/core.py": "class Price: pass\n",
        f"pkg/{folder}.py": "from pkg.core import Price\n",
        f"{folder}.py": "from pkg.core import Price\nimport pkg.core\n",
    })  # fmt: skip
    return tmp_path


class _Page(HTMLParser):
    """The tags of a page and the text of its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.scripts: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        given = dict(attrs)
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given.get("content") or ""

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script":
            self.scripts.append(data)


def page(root: Path, *subject: str) -> _Page:
    parsed = _Page()
    parsed.feed(run("graph", *subject, "--root", str(root), "--no-cache", "--format", "html").out)
    return parsed


@pytest.mark.parametrize("subject", [(), ("Price",), ("pkg",)])
def test_no_text_of_the_project_becomes_markup_or_script(
    evil: Path, subject: tuple[str, ...]
) -> None:
    hostile, harmless = page(evil, *subject), page(CHATAPP, "MessageRouter")
    assert hostile.tags.count("script") == 1
    assert hostile.scripts == harmless.scripts
    assert hostile.attributes <= harmless.attributes | {"open", "stroke-dasharray"}
    assert "default-src 'none'" in hostile.policy
    assert "unsafe-inline" not in hostile.policy.partition("script-src")[2]


def test_a_page_asks_for_nothing_from_elsewhere() -> None:
    told = run(
        "graph", "MessageRouter", "--root", str(CHATAPP), "--no-cache", "--format", "html"
    ).out
    addresses = set(re.findall(r"(?:https?:)?//[a-z][\w./]*", told))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\b(src|href)=\"(?!#)", told)


@pytest.mark.parametrize("subject", [(), ("Price",), ("pkg",)])
def test_the_drawing_is_well_formed_whatever_the_names(
    evil: Path, subject: tuple[str, ...]
) -> None:
    told = run("graph", *subject, "--root", str(evil), "--no-cache", "--format", "svg").out
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(told).iter()}  # noqa: S314
    assert tags <= {"svg", "title", "style", "defs", "marker", "path", "rect", "text", "g"}


def test_dot_and_mermaid_keep_names_inside_of_strings(evil: Path) -> None:
    for form in ("dot", "mermaid"):
        told = run("graph", "Price", "--root", str(evil), "--no-cache", "--format", form).out
        for line in told.splitlines():
            bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
            assert "script" not in bare
            assert "alert" not in bare or line.lstrip().startswith("%%")
