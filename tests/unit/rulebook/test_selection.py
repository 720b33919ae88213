"""Which rules run, how severe they are, and with which options."""

import re
from pathlib import Path

import pytest

from ssotlint.model.config import Config, Override
from ssotlint.model.errors import InputError
from ssotlint.model.rule import OptionValue, RuleSetting
from ssotlint.model.severity import Severity
from ssotlint.rulebook.book import Rulebook
from ssotlint.rulebook.reading import read
from ssotlint.rulebook.selection import Selection, select
from tests.unit.rulebook import sample


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rulebook:
    """Two families: a rule that is off by default and one that is on; another one."""
    sample.install_sample(monkeypatch)
    rules = {}
    for name in ("one/off-rule", "one/on-rule", "two/other-rule"):
        text = sample.TEXT.replace("sample-rule", name.rpartition("/")[2])
        if "off" in name:
            text = f"default = false\n{text}"
        rule = read(sample.write(tmp_path, text, name))
        rules[rule.name] = rule
    return Rulebook(rules)


def _names(selection: Selection) -> list[str]:
    return [chosen.rule.name for chosen in selection.rules]


OFF, ON, OTHER = "off-rule", "on-rule", "other-rule"
ENABLED = {OFF: RuleSetting(enabled=True)}
DISABLED = {ON: RuleSetting(enabled=False)}

# Configuration, --select, --ignore, and what runs then.
CHOICES = {
    "defaults": (Config(), (), (), [ON, OTHER]),
    "enabled": (Config(rules=ENABLED), (), (), [OFF, ON, OTHER]),
    "disabled": (Config(rules=DISABLED), (), (), [OTHER]),
    "a family": (Config(select=("one",)), (), (), [OFF, ON]),
    "a family without a rule": (Config(select=("one",), ignore=(OFF,)), (), (), [ON]),
    "all without a family": (Config(ignore=("one",)), (), (), [OTHER]),
    "enabled after ignored": (Config(ignore=("one",), rules=ENABLED), (), (), [OFF, OTHER]),
    "command over configuration": (Config(select=("two",), rules=DISABLED), (ON,), (), [ON]),
    "command takes away": (Config(select=("one",)), (), (OFF,), [ON]),
    "ignore over select": (Config(), ("one",), (ON,), [OFF]),
}


@pytest.mark.parametrize(("config", "chosen", "ignored", "names"), CHOICES.values(), ids=CHOICES)
def test_what_runs(
    book: Rulebook,
    config: Config,
    chosen: tuple[str, ...],
    ignored: tuple[str, ...],
    names: list[str],
) -> None:
    selection = select(book, config, chosen, ignored)

    assert _names(selection) == names
    assert all(name in selection for name in names)
    assert "nobody" not in selection


def test_a_setting_changes_severity_and_options(book: Rulebook) -> None:
    setting = RuleSetting(severity=Severity.ERROR, options={"least-size": 9})

    first, second = select(book, Config(rules={ON: setting})).rules

    assert (first.severity, second.severity) == (Severity.ERROR, Severity.WARNING)
    assert first.options == sample.SampleOptions(least_size=9, allow=())
    assert second.options == sample.SampleOptions(least_size=4, allow=())


@pytest.mark.parametrize(
    ("asked", "lowered", "severity"),
    [
        (None, False, Severity.WARNING),
        (None, True, Severity.NOTE),
        (Severity.ERROR, True, Severity.NOTE),
        (Severity.NOTE, False, Severity.NOTE),
    ],
)
def test_the_evidence_lowers_a_severity_and_never_raises_it(
    book: Rulebook, asked: Severity | None, lowered: bool, severity: Severity
) -> None:
    config = Config(rules={ON: RuleSetting(severity=asked)})
    evidence = sample.SampleEvidence(only_typing=lowered)

    assert select(book, config).rules[0].severity_of(evidence) is severity


# Configuration, --select, --ignore, and what is said.
REFUSED = {
    "--select": (Config(), ("on-rul",), (), '--select: there is no rule or family "on-rul"'),
    "--ignore": (Config(), (), ("thre",), '"thre" (`ssotlint rules` lists them)'),
    "nearest": (Config(), ("othre-rule",), (), 'did you mean "other-rule"?'),
    "nothing": (Config(), (ON,), (ON,), "no rule is selected"),
    "select": (Config(select=("on-rul",)), (), (), 'select: there is no rule or family "on-rul"'),
    "ignore": (Config(ignore=("on-rul",)), (), (), "ignore: there is no rule or family"),
    "rule": (Config(rules={"on-rul": RuleSetting()}), (), (), 'rules.on-rul: there is no rule "'),
    "family as a rule": (Config(rules={"one": RuleSetting()}), (), (), 'there is no rule "one"'),
    "override": (Config(overrides=(Override(("*",), ("onn",)),)), (), (), 'rule or family "onn"'),
}


@pytest.mark.parametrize(("config", "chosen", "ignored", "said"), REFUSED.values(), ids=REFUSED)
def test_unknown_names_are_refused_with_the_nearest(
    book: Rulebook,
    config: Config,
    chosen: tuple[str, ...],
    ignored: tuple[str, ...],
    said: str,
) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        select(book, config, chosen, ignored)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"least_size": 1}, "rules.off-rule.least_size: the rule has no such option (did you mean"),
        ({"least-size": "1"}, 'rules.off-rule.least-size: "1" is not a whole number'),
        ({"least-size": True}, "rules.off-rule.least-size: true is not a whole number"),
        ({"allow": "all"}, 'rules.off-rule.allow: "all" is not a list of texts'),
    ],
)
def test_options_are_held_against_the_rule_even_if_it_does_not_run(
    book: Rulebook, options: dict[str, OptionValue], said: str
) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        select(book, Config(rules={OFF: RuleSetting(options=options)}))


def test_a_wrong_setting_is_named_with_file_and_line(book: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[tool.ssotlint.rules.on-rule]\nseverity = "note"\nleast-size = "4"\n')
    setting = RuleSetting(severity=Severity.NOTE, options={"least-size": "4"})

    with pytest.raises(InputError) as caught:
        select(book, Config(source=str(path), rules={ON: setting}))

    assert caught.value.line == 3


def test_only_chosen_rules_are_held_against_their_detectors(book: Rulebook, tmp_path: Path) -> None:
    text = sample.TEXT.replace('"sample"', '"nobody"').replace("sample-rule", "lost-rule")
    lost = read(sample.write(tmp_path, text, "one/lost-rule"))
    book = Rulebook(book.rules | {lost.name: lost})

    assert _names(select(book, Config(), ("two",))) == [OTHER]
    with pytest.raises(InputError, match='no detector "nobody"'):
        select(book, Config())
