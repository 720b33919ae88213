"""A new rule begins as one that can be read and tried."""

from pathlib import Path

import pytest

from ssotlint.model.errors import InputError
from ssotlint.rulebook import form
from ssotlint.rulebook.reading import read
from ssotlint.rulebook.template import create


def test_a_new_rule_is_valid_as_it_is(tmp_path: Path) -> None:
    rule = read(create(tmp_path, "configuration/scattered-read"))

    assert (rule.family, rule.name) == ("configuration", "scattered-read")
    assert [example.bad for example in rule.examples] == [True, False]


def test_a_new_rule_explains_every_key(tmp_path: Path) -> None:
    text = create(tmp_path, "configuration/scattered-read").read_text(encoding="utf-8")

    assert [key.name for key in form.RULE.keys if key.help not in text] == []


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = create(tmp_path, "configuration/scattered-read")
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(InputError, match="there already"):
        create(tmp_path, "configuration/scattered-read")
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("rule", ["scattered-read", "a/b/c", "../a/b", "A/b", "a/", "a/no_b"])
def test_a_rule_is_named_with_its_family(tmp_path: Path, rule: str) -> None:
    with pytest.raises(InputError, match="is not FAMILY/NAME"):
        create(tmp_path, rule)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules").write_text("a file", encoding="utf-8")

    with pytest.raises(InputError, match="cannot be written"):
        create(tmp_path / "rules", "a/b")
