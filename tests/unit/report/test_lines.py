import pytest

from ssotlint.report import TextOptions, render
from tests.unit.report.sample import clean, sample
from tests.unit.report.snapshots import assert_same


def test_one_line_a_finding() -> None:
    text = render("lines", sample())
    assert_same("lines.txt", text)
    assert len(text.splitlines()) == len(sample().findings)


def test_nothing_found_is_nothing_said() -> None:
    assert render("lines", clean()) == ""


def test_colour_is_for_terminals() -> None:
    options = TextOptions(color=True, hyperlinks="file:///x/", width=20)
    assert render("lines", sample(), options) == render("lines", sample())


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (TextOptions(), "chat/auth.py"),
        (TextOptions(cwd_prefix="backend/"), "backend/chat/auth.py"),
        (TextOptions(cwd_prefix="../"), "../chat/auth.py"),
        (TextOptions(cwd_inside="chat"), "auth.py"),
        (TextOptions(cwd_inside="chat/core"), "../auth.py"),
        (TextOptions(cwd_inside="other"), "../chat/auth.py"),
    ],
)
def test_paths_are_seen_from_the_working_directory(options: TextOptions, shown: str) -> None:
    assert f"\n{shown}:88:5: warning: " in render("lines", sample(), options)
