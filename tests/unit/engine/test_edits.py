"""Edits after which a warm run has to tell what a run from nothing tells."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import indent

import pytest

from ssotlint.rulebook.book import load
from tests.editing import Edited

Play = Callable[..., list[str]]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Play edits on some files; the report after each, which is that of a run from nothing."""

    def played(*edits: Mapping[str, str]) -> list[str]:
        project = Edited(tmp_path, settled=True)
        reports = []
        for edit in edits:
            project.sync({**project.files, **edit})
            report = project.warm()
            assert report == project.cold()
            reports.append(report)
        return reports

    return played


COPY = '"rule": "duplicate-helper"'
SHOP = """class {}:
    def first(self):
        return {}

{}    def get_size(self):
        return self.size
"""


@pytest.mark.parametrize("excuse", ["", "  # ssotlint: ignore[imports] -- known"])
def test_a_comment_that_names_an_original_comes_and_goes(play: Play, excuse: str) -> None:
    plain = SHOP.format("Store", 7, "")
    named = SHOP.format("Store", 7, f"    # Copied from shop.a.Shop.get_size{excuse}\n")
    first = {"shop/__init__.py": "", "shop/a.py": SHOP.format("Shop", 1, ""), "shop/b.py": plain}

    before, told, after = play(first, {"shop/b.py": named}, {"shop/b.py": plain})

    assert COPY in told
    assert COPY not in before + after


def test_the_original_that_a_comment_names_comes_and_goes(play: Play) -> None:
    named = SHOP.format("Store", 7, "    # Copied from shop.a.Shop.get_size\n")
    original, other = SHOP.format("Shop", 1, ""), SHOP.format("Shop", 1, "").replace("get_", "set_")
    first = {"shop/__init__.py": "", "shop/a.py": other, "shop/b.py": named}

    before, told, after = play(first, {"shop/a.py": original}, {"shop/a.py": other})

    assert COPY in told
    assert COPY not in before + after


BASE = """{}class Single:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance
"""
HEIR = """from shop.base import Single


class SessionManager(Single):
    def __init__(self, shop):
        self.shop = shop

    def open(self, user):
        self.latest = user
"""


def test_what_a_base_keeps_stands_in_the_file_of_the_base(play: Play) -> None:
    first = {"shop/__init__.py": "", "shop/base.py": BASE.format(""), "shop/sessions.py": HEIR}

    play(first, {"shop/base.py": BASE.format("\n\n")}, {"shop/base.py": BASE.format("")})


ROUTER = """
class {}:
    def {}(self):
        return 1

    def add_handler(self, kind, handler):
        raise KeyError(kind)

    def remove_handler(self, kind, handler):
        raise ValueError(kind)

    def route_message(self, message):
        raise TypeError(message)
"""
EMPTY = "\nclass Dragon:\n    def other(self):\n        return 1\n"


def test_members_may_go_from_one_class_to_another_of_its_name(play: Play) -> None:
    example = load().rules["fragmented-concept"].examples[0]
    rest = {path: re.sub(r"\s*# <- .*", "", text) for path, text in example.files.items()}
    full = ROUTER.format("Dragon", "other")
    others = ROUTER.format("Abacus", "first") + ROUTER.format("Bicycle", "first")
    choice = "import os\n\nif os.name == 'nt':\n{}\nelse:\n{}\n"
    before, after = (
        others + choice.format(*(indent(one, "    ") for one in classes))
        for classes in ((full, EMPTY), (EMPTY, full))
    )

    play({**rest, "chat/other.py": before}, {"chat/other.py": after})
