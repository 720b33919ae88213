import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssotlint.report.escape import ascii_only, encodable, json_text, plain, shown_path

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
def test_json_keeps_its_meaning(text: str) -> None:
    document = json_text(json.dumps({"text": text}, ensure_ascii=False, indent=2))
    assert json.loads(document) == {"text": text}
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
    [("::error::x.py", "./::error::x.py"), (" ::x", "./ ::x"), ("a::b.py", "a::b.py")],
)
def test_a_path_is_no_order_to_a_runner(path: str, shown: str) -> None:
    assert shown_path(path) == shown


def test_lone_surrogates_are_spelled_out() -> None:
    assert encodable("a\udcffb") == r"a\udcffb"
