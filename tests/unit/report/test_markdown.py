import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ssotlint.report import render
from ssotlint.report.escape import plain
from ssotlint.report.markdown import code, text
from tests.unit.report.sample import clean, drift, sample
from tests.unit.report.snapshots import assert_same

COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert attrs == [] or tag == "ol"

    def handle_data(self, data: str) -> None:
        self.words += data


def rendered(markdown: str) -> _Reader:
    return _Reader(COMMONMARK.render(markdown))


def test_report() -> None:
    assert_same("markdown.md", render("markdown", sample()))


def test_drift_is_a_block_of_differences() -> None:
    markdown = render("markdown", drift())

    assert_same("markdown-drift.md", markdown)
    assert "pre" in rendered(markdown.replace("```diff", "```")).tags


def test_nothing_found() -> None:
    assert render("markdown", clean()).startswith("## ssotlint: no findings\n")


def test_nothing_of_the_project_becomes_markup() -> None:
    html = rendered(render("markdown", sample()))
    assert html.tags <= {"h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "code"}
    assert "<img src=x> [link](http://x) | `tick` & 100 %, ok" in html.words
    assert "::error title=x::" in html.words


words = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda one: one == one.strip())


@given(words)
@example("__0__")
def test_words_mean_nothing_to_markdown(one: str) -> None:
    html = rendered(f"x {text(one)} y")
    assert html.tags <= {"p"}
    assert re.sub(r"\s+", " ", html.words.strip()) == re.sub(r"\s+", " ", f"x {plain(one)} y")


@given(words)
def test_code_is_shown_as_it_is(one: str) -> None:
    html = rendered(f"x {code(one)} y")
    assert html.tags == {"p", "code"}
    assert html.words.strip() == f"x {plain(one)} y"


@pytest.mark.parametrize("words", ["@property", "#12", "a@b"])
def test_nobody_is_alerted(words: str) -> None:
    assert re.search(r"[@#]\w", text(words)) is None
