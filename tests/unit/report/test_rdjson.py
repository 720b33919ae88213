import json

import jsonschema

from ssotlint.model.value import replace
from ssotlint.report import render
from tests.unit.report.sample import clean, sample
from tests.unit.report.snapshots import assert_same

# reviewdog.proto, as far as it is used, and closed: protojson refuses a name it does not know.
_POSITION = {
    "type": "object",
    "required": ["line"],
    "properties": {"line": {"type": "integer"}, "column": {"type": "integer"}},
    "additionalProperties": False,
}
_LOCATION = {
    "type": "object",
    "required": ["path", "range"],
    "properties": {
        "path": {"type": "string"},
        "range": {
            "type": "object",
            "required": ["start"],
            "properties": {"start": _POSITION, "end": _POSITION},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
_SEVERITY = {"enum": ["ERROR", "WARNING", "INFO"]}
_SOURCE = {
    "type": "object",
    "properties": {"name": {"const": "ssotlint"}},
    "additionalProperties": False,
}
_DIAGNOSTIC = {
    "type": "object",
    "required": ["message", "location", "severity", "code"],
    "properties": {
        "message": {"type": "string"},
        "location": _LOCATION,
        "severity": _SEVERITY,
        "source": _SOURCE,
        "code": {
            "type": "object",
            "required": ["value"],
            "properties": {"value": {"type": "string"}},
            "additionalProperties": False,
        },
        "related_locations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["location"],
                "properties": {"message": {"type": "string"}, "location": _LOCATION},
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
_RESULT = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "properties": {
        "source": _SOURCE,
        "severity": _SEVERITY,
        "diagnostics": {"type": "array", "items": _DIAGNOSTIC},
    },
    "additionalProperties": False,
}


def test_result_fits_the_protocol() -> None:
    for report in (sample(), clean()):
        jsonschema.validate(json.loads(render("rdjson", report)), _RESULT)
    assert json.loads(render("rdjson", sample()))["severity"] == "ERROR"


def test_one_diagnostic_a_line() -> None:
    diagnostics = [json.loads(line) for line in render("rdjsonl", sample()).splitlines()]
    assert diagnostics == json.loads(render("rdjson", sample()))["diagnostics"]
    assert render("rdjsonl", clean()) == ""


def test_columns_count_bytes() -> None:
    diagnostics = json.loads(render("rdjson", sample()))["diagnostics"]
    # The line is `open<tab>(...`, so ASCII to the column; its end lies before the first wide one.
    found = next(d for d in diagnostics if "größe" in d["location"]["path"])
    assert found["location"]["range"] == {
        "start": {"line": 2, "column": 6},
        "end": {"line": 2, "column": 7},
    }
    wide = {"chat/auth.py": {88: "def 中文_safe_websocket_state_for_logging"}}
    diagnostics = json.loads(render("rdjson", replace(sample(), excerpts=wide)))["diagnostics"]
    found = next(d for d in diagnostics if d["location"]["path"] == "chat/auth.py")
    assert found["location"]["range"]["end"] == {"line": 88, "column": 38 + 4}


def test_report() -> None:
    assert_same("rdjson.json", render("rdjson", sample()))
