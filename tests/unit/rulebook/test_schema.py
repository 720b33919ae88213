"""The JSON schema says of a rule file what reading says."""

from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
import tomli

from ssotlint.model.errors import InputError
from ssotlint.rulebook.location import rule_files
from ssotlint.rulebook.reading import read
from ssotlint.rulebook.schema import schema
from tests.unit.rulebook.sample import TEXT, write

SCHEMA: Mapping[str, object] = schema()


def _accepts(text: str) -> bool:
    return jsonschema.Draft202012Validator(dict(SCHEMA)).is_valid(tomli.loads(text))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(dict(SCHEMA))


@pytest.mark.parametrize("path", list(rule_files()), ids=lambda path: path.stem)
def test_every_rule_is_accepted(path: Path) -> None:
    assert _accepts(path.read_text(encoding="utf-8"))


SPOILED = {
    "unknown key": ("summary =", "sumary ="),
    "severity": ('"warning"', '"fatal"'),
    "version": ('"0.1.0"', '"soon"'),
    "neither detector nor patterns": ('detector = "sample"', ""),
    "two lines": ("twice.", "twice.\\nOr more."),
    "option type": ('"int"', '"integer"'),
    "option name": ("[options.allow]", "[options.Allow]"),
    "option key": ("help =", "helps ="),
    "no good": (TEXT[TEXT.index("[[good]]") :], ""),
    "no title": ('title = "a copy"\n', ""),
    "file outside": ('"shop/__init__.py"', '"../shop.py"'),
    "lowering": ("only-typing", "only_typing"),
}


@pytest.mark.parametrize(("old", "new"), SPOILED.values(), ids=SPOILED)
def test_what_reading_refuses_the_schema_refuses(tmp_path: Path, old: str, new: str) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT

    assert not _accepts(text)
    with pytest.raises(InputError):
        read(write(tmp_path, text))
