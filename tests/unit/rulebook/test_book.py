"""All rules together: what makes a pack of rules impossible, and what is known by which name."""

import re
from pathlib import Path

import pytest

from ssotlint.model.errors import InputError
from ssotlint.rulebook import location
from ssotlint.rulebook.book import Rulebook, load
from tests.unit.rulebook import sample


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of rules, in a world whose only shipped rule is a good one."""
    sample.install_sample(monkeypatch)
    shipped = tmp_path / "shipped"
    text = sample.TEXT.replace("sample-rule", "shipped-rule")
    sample.write(shipped, text, "shipped/shipped-rule")
    monkeypatch.setattr(location, "shipped", lambda: shipped)
    return tmp_path / "pack"


def _add(pack: Path, name: str, old: str = "", new: str = "") -> Path:
    text = sample.TEXT.replace("sample-rule", name.rpartition("/")[2])
    return sample.write(pack, text.replace(old, new, 1) if old else text, name)


def test_rules_are_known_by_name_and_family(pack: Path) -> None:
    _add(pack, "shipped/another-rule")
    _add(pack, "own/own-rule")

    book = load([pack])

    assert book.names == ("own-rule", "another-rule", "shipped-rule", "own", "shipped")
    assert book.named("shipped") == {"another-rule", "shipped-rule"}
    assert book.named("own-rule") == {"own-rule"}
    assert book.named("nobody") == frozenset()


def test_a_pack_may_be_the_folder_of_a_family(pack: Path) -> None:
    _add(pack, "own/own-rule")

    assert load([pack / "own"]).families == ("own", "shipped")


REFUSED = {
    "used twice": (("own/shipped-rule", "", ""), '"shipped-rule" is a rule already'),
    "rule and family": (("own/shipped", "", ""), '"shipped" is the name of a family already'),
    "yields to nobody": (
        ("own/own-rule", "summary", 'yields-to = ["shiped-rule"]\nsummary'),
        'yields-to: no rule "shiped-rule" (did you mean "shipped-rule"?)',
    ),
    "yields to itself": (
        ("own/own-rule", "summary", 'yields-to = ["own-rule"]\nsummary'),
        "rules yield in a cycle: own-rule -> own-rule",
    ),
    "unknown mark": (("own/own-rule", "<- ", "<- nobody, "), 'shop/a.py:1: no rule "nobody"'),
    "does not fit": (("own/own-rule", '"real"', '"unreal"'), 'no verdict "unreal"'),
}


@pytest.mark.parametrize(("rule", "said"), REFUSED.values(), ids=REFUSED)
def test_a_bad_pack_is_refused(pack: Path, rule: tuple[str, str, str], said: str) -> None:
    path = _add(pack, *rule)

    with pytest.raises(InputError, match=re.escape(said)) as caught:
        load([pack])

    assert caught.value.path == str(path)


def test_rules_that_yield_to_each_other_are_refused(pack: Path) -> None:
    _add(pack, "own/one-rule", "summary", 'yields-to = ["other-rule"]\nsummary')
    _add(pack, "own/other-rule", "summary", 'yields-to = ["one-rule"]\nsummary')

    with pytest.raises(InputError, match="rules yield in a cycle"):
        load([pack])


def test_a_pack_that_is_missing_or_empty_is_refused(pack: Path) -> None:
    with pytest.raises(InputError, match="this folder does not exist"):
        load([pack])
    pack.mkdir()
    with pytest.raises(InputError, match="no rule file in this folder"):
        load([pack])


def test_an_installation_without_rules_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssotlint.__file__", str(tmp_path / "site" / "ssotlint" / "__init__.py"))

    with pytest.raises(InputError, match="the rules that come with ssotlint are missing"):
        location.shipped()


def test_the_rules_of_a_wheel_come_before_a_folder_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssotlint.__file__", str(tmp_path / "ssotlint" / "__init__.py"))
    (tmp_path / "rules").mkdir()
    beside = location.shipped()
    (tmp_path / "ssotlint" / "_rules").mkdir(parents=True)

    assert beside == tmp_path / "rules"
    assert location.shipped() == tmp_path / "ssotlint" / "_rules"


def test_a_book_without_rules_has_no_names() -> None:
    assert Rulebook({}).names == ()
