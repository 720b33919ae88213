import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssotlint.model.errors import InputError
from ssotlint.model.report import Report
from ssotlint.model.value import replace
from ssotlint.report import FORMATS, TextOptions, render
from ssotlint.report.saved import read
from tests.unit.report.sample import clean, sample, single


def saved(report: Report) -> bytes:
    return render("json", report).encode()


def document() -> dict[str, Any]:
    value = json.loads(render("json", sample()))
    assert isinstance(value, dict)
    return value


def encoded(value: object) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("report", [sample(), clean(), single()])
def test_a_saved_report_is_told_in_the_same_words(name: str, report: Report) -> None:
    timeless = replace(report, seconds=0.0, statistics={})
    # A name that is no UTF-8 cannot be saved as such; all else comes back as it was.
    again = render(name, read(saved(report), "x.json"))
    assert again.replace("%5Cudcff", "%FF") == render(name, timeless)


def test_reading_and_writing_again_changes_nothing() -> None:
    once = saved(read(saved(sample()), "x.json"))
    assert once == saved(sample())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_windows_shells_may_redirect(encoding: str) -> None:
    data = render("json", sample()).encode(encoding)
    assert read(data, "x.json").findings == read(saved(sample()), "x.json").findings


def test_colours_come_from_the_reader_not_from_the_file() -> None:
    options = TextOptions(color=True, width=80)
    assert "\x1b[" in render("text", read(saved(sample()), "x.json"), options)


def _with(*keys: str | int, value: object) -> bytes:
    whole = document()
    inner: Any = whole
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    return encoded(whole)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xff", "not JSON"),
        (b'{"a": ' + b"[" * 100_000, "not JSON|not a report"),
        (b"[]", "not a report of ssotlint: Expected `object`, got `array`"),
        (b"{}", "not a report of ssotlint: Object missing required field `schema`"),
        (b'{"schema": 2}', "this report has schema 2, known is 1"),
        (b'{"schema": 1}', "missing required field `tool`"),
        (_with("findings", 0, "line", value=0), r"`int` >= 1 - at `\$.findings\[0\].line`"),
        (_with("findings", 0, "line", value="3"), r"at `\$.findings\[0\].line`"),
        (_with("findings", 0, "severity", value="fatal"), "severity"),
        (_with("findings", 0, "role", value="kitchen"), "role"),
        (_with("findings", 0, "group", value="g99"), r"findings\[0\] names a group 'g99'"),
        (_with("groups", "g1", "canonical", "line", value=77), "groups.g1: the canonical place"),
        (_with("excerpts", value={"a.py": {"x": ""}}), "excerpts: a key is no line number"),
    ],
)
def test_malformed_input_is_refused_with_the_place(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(data, "old.json")
    assert str(caught.value).startswith("old.json: ")


def test_keys_of_a_later_version_are_ignored() -> None:
    whole = document() | {"later": 1}
    whole["findings"][0]["later"] = []
    assert read(encoded(whole), "x.json").findings == read(saved(sample()), "x.json").findings


@given(st.binary())
def test_any_bytes_end_in_a_clear_refusal(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data, "x.json")


json_values: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
places = st.sampled_from(
    [("findings", 0), ("findings",), ("groups", "g1"), ("groups", "g1", "members", 0), ("scope",),
     ("findings", 0, "evidence"), ("findings", 0, "path"), ("findings", 0, "message"),
     ("findings", 0, "end_line"), ("findings", 0, "column"), ("rules",), ("excerpts",),
     ("groups", "g1", "title"), ("findings", 0, "rule"), ("tool", "version")]
)  # fmt: skip


@given(places, json_values)
def test_what_is_read_can_be_told(place: tuple[str | int, ...], value: object) -> None:
    """Whoever edits a saved report gets a refusal or a report in every format, never a crash."""
    try:
        report = read(_with(*place, value=value), "x.json")
    except InputError:
        return
    for name in FORMATS:
        render(name, report).encode()
