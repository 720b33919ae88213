"""A remedy without a case: what a rule's page says."""

import re

import pytest

from ssotlint.rulebook import book, page
from ssotlint.rulebook.advice import advice

KINDS = {"gone": bool, "kept": bool, "others": int, "home": str, "cycle": tuple[str, ...]}

LISTED = """**What to do**, as the case may be:

- Delete it
- Keep {home}
- … cut {cycle}
- … it is old"""


@pytest.mark.parametrize(
    ("remedy", "told"),
    [
        ("Import {home}.", "**What to do.** Import {home}."),
        ("Cut it[ and {others:other|others}]: now.",
         "**What to do.** Cut it[ and {others} others]: now."),
        ("[{gone:Delete it}][{kept:Keep} {home}][; cut {cycle: -> }][; {gone:it is old}].",
         LISTED),
    ],
)  # fmt: skip
def test_it_names_its_facts_and_what_decides(remedy: str, told: str) -> None:
    assert advice(remedy, KINDS) == told


def test_no_page_shows_how_its_remedy_is_written() -> None:
    rules = book.load()
    for name in rules.rules:
        told = page.render(rules, name).partition("**What to do")[2].partition("\n## ")[0]
        assert not re.search(r"\{\w+:", told), name
