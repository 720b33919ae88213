"""What a template may say, and how it is filled."""

import pytest

from ssotlint.rulebook import message
from tests.unit.rulebook.sample import PatternEvidence, SampleEvidence, case, member

A = member("shop.a.load", SampleEvidence(size=1, share=0.834, parts=("x", "y")), importers=2)
B = member("shop.b.load", SampleEvidence(size=3, only_typing=True), importers=1)
C, D, E = member("shop.c.load"), member("shop.d.load"), member("shop.e.load")

TEMPLATES = [
    ("{symbol}, {name}, {path}", "shop.a.load, load, shop/a.py"),
    ("{canonical} in {canonical_path}", "shop.b.load in shop/b.py"),
    ("{importers:importer}", "2 importers"),
    ("{size:statement}", "1 statement"),
    ("{count:copy|copies}", "3 copies"),
    ("{count}", "3"),
    ("{share}, {share:%}", "0.83, 83%"),
    ("{parts}; {parts: -> }", "x, y; x -> y"),
    ("{only_typing}; {only_typing:for types}", "false; "),
    ("a[, in {parts}] b", "a, in x, y b"),
    ("a[, {only_typing:for types}] b", "a b"),
    ("list[str] of {name}[, {proof}]", "list[str] of load"),
]


@pytest.mark.parametrize(("template", "text"), TEMPLATES)
def test_a_template_is_filled(template: str, text: str) -> None:
    assert message.render(template, case(A, B, C, canonical=1), A) == text


def test_a_true_fact_is_said_in_its_words() -> None:
    group = case(A, B, C, canonical=0)

    assert message.render("[{only_typing:for types}]", group, B) == "for types"


def test_without_a_canonical_member_the_others_are_named() -> None:
    assert message.render("{canonical}", case(A, B), A) == "shop.b.load"
    assert (
        message.render("{canonical}", case(A, B, C, D, E), A)
        == "shop.b.load, shop.c.load, shop.d.load, shop.e.load"
    )
    assert (
        message.render("{canonical}", case(A, B, C, D, E, member("shop.f.load")), A)
        == "shop.b.load, shop.c.load, shop.d.load and 2 more"
    )


def test_what_a_metavariable_stands_for_is_said() -> None:
    found = member("shop.a.load", PatternEvidence(captures=(("KEY", '"HOME"'),)))

    assert message.render("{KEY} is read", case(found), found) == '"HOME" is read'


def test_metavariables_of_a_pattern() -> None:
    assert message.metavariables("f($X, $...REST, $_, $...BODY_2)") == {"X", "REST", "BODY_2"}


@pytest.mark.parametrize("template", ["{", "}", "{a b}", "{a.b}", "{a[0]}", "{a!r}", "{}"])
def test_a_brace_belongs_to_a_placeholder(template: str) -> None:
    with pytest.raises(ValueError, match="brace"):
        message.placeholders(template)
