import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ssotlint.report.escape import (
    address,
    ascii_only,
    cut,
    encodable,
    json_text,
    no_order,
    plain,
    shown_path,
)

# Any code point, half of a character included.
texts = st.text(st.characters(codec=None, categories=None))


def unsafe(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_what_controls_hides_or_turns_text_is_unsafe_and_nothing_else() -> None:
    points = [chr(point) for point in range(0x110000)]
    escaped = {c for c in points if plain(c) != c}
    assert [c for c in points if unsafe(c) and c not in escaped] == []
    assert [c for c in escaped if not unsafe(c) and unicodedata.category(c) != "Cn"] == []


@given(texts)
def test_plain_text_has_one_line_and_is_encodable(text: str) -> None:
    shown = plain(text)
    assert not any(unsafe(character) for character in shown)
    shown.encode("utf-8")
    assert len(shown.splitlines()) <= 1
    assert ascii_only(text).isascii()


@given(texts)
@example("\x7f\x00\x1b")
@example("\x7f\u202e\U000e0041\udcff")
def test_json_keeps_its_meaning(text: str) -> None:
    text = encodable(text) * 700  # so long that it is looked at in pieces
    written = json.dumps({"texts": [text[:4000], text[4000:]]}, ensure_ascii=False, indent=2)
    document = json_text(written.encode()).decode()
    assert json.loads(document) == {"texts": [text[:4000], text[4000:]]}
    assert not any(unsafe(c) for c in document if c != "\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\u202eabc\u2066", r"\u202eabc\u2066"),
        ("\udcff", r"\udcff"),
        ("\U000e0041", r"\U000e0041"),
        (r"C:\new", r"C:\new"),
        ("größe 中文 👍", "größe 中文 👍"),
    ],
)
def test_escapes_are_those_of_python(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("::error::x.py", "./::error::x.py"),
        (" ::x", "./ ::x"),
        ("a::b.py", "a::b.py"),
        ("a:1:2: error: b.py", r"a\x3a1\x3a2: error: b.py"),
        ("C:/a:1:2.py", "C:/a:1:2.py"),
    ],
)
def test_a_path_can_be_told_from_orders_and_from_what_follows(path: str, shown: str) -> None:
    assert shown_path(path) == shown


def test_a_line_of_a_log_is_no_order_of_the_older_spelling() -> None:
    assert no_order("a ##[error]b") == r"a ##\[error]b"


def test_odd_bytes_of_a_path_reach_its_address() -> None:
    assert address("a b\udcff%;.py") == "a%20b%FF%25%3B.py"


@given(st.text(), st.integers(1, 20))
def test_text_is_cut_between_characters(text: str, units: int) -> None:
    shortened = cut(text, units)
    shortened.encode("utf-8")
    assert len(shortened.encode("utf-16-le")) <= units * 2
    assert shortened == text or text.startswith(shortened[:-1])


def test_lone_surrogates_are_spelled_out() -> None:
    assert encodable("a\udcffb") == r"a\udcffb"
