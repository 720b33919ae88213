"""A rule may ask of its detector what the detector can answer, and no more."""

import re
from pathlib import Path

import pytest

from ssotlint.model.errors import InputError
from ssotlint.rulebook import contract
from ssotlint.rulebook.reading import read
from tests.unit.rulebook import sample


@pytest.fixture(autouse=True)
def _detector(monkeypatch: pytest.MonkeyPatch) -> None:
    sample.install_sample(monkeypatch)


def test_a_rule_that_fits_is_held(tmp_path: Path) -> None:
    contract.hold(read(sample.write(tmp_path)))


# What is written, what is written instead, the line that is named, and what is said.
REFUSED = {
    "detector": ('"sample"', '"samples"', 3, 'no detector "samples"'),
    "judge": ('"sample"', '"view"', 3, 'nothing proves what "view" suspects'),
    "verdict": ('"real"', '"really"', 4, 'no verdict "really" (did you mean "real"?)'),
    "message": ("{symbol}", "{symbols}", 11, 'no {symbols} (did you mean "symbol"?)'),
    "remedy": ("{canonical}", "{canon}", 12, "the evidence has no {canon}"),
    "noun of a text": ("{symbol}", "{symbol:copy}", 11, "a text takes nothing after the colon"),
    "noun of a share": ("{symbol}", "{share:copy}", 11, 'a float takes nothing but "%"'),
    "metavariable": (
        'verdict = "real"',
        "patterns = ['f($X)']\nverdict = \"real\"",
        12,
        "no {X}",
    ),
    "lower": ('"only-typing"', '"only-type"', 25, '(did you mean "only-typing"?)'),
    "lower by a number": ('"only-typing"', '"size"', 25, '"size" is no boolean of the evidence'),
    "option": ("[options.allow]", "[options.alow]", 19, '(did you mean "allow"?)'),
    "option type": ('"int"\ndefault = 4', '"str"\ndefault = "4"', 15, "not str"),
}


@pytest.mark.parametrize(("old", "new", "line", "said"), REFUSED.values(), ids=REFUSED)
def test_a_rule_that_does_not_fit_is_refused(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    text = sample.TEXT.replace(old, new, 1)
    if "patterns" in new:
        text = text.replace("{symbol}", "{X}")
    rule = read(sample.write(tmp_path, text))

    with pytest.raises(InputError, match=re.escape(said)) as caught:
        contract.hold(rule)

    assert caught.value.line == line


def test_patterns_lend_their_metavariables_to_evidence_that_keeps_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.install_detector(
        monkeypatch,
        "sample",
        EVIDENCE=sample.PatternEvidence,
        OPTIONS=sample.SampleOptions,
        VERDICTS=("real",),
    )
    text = sample.TEXT.replace('verdict = "real"', "patterns = ['f($X)']")
    text = text.replace("{symbol}", "{X}").replace(sample.LOWER, "")
    rule = read(sample.write(tmp_path, text))

    contract.hold(rule)


def test_options_are_the_detectors_below_the_rules_below_the_settings(tmp_path: Path) -> None:
    rule = read(sample.write(tmp_path))

    assert contract.options_of(rule, {"allow": ["a", "b"]}) == sample.SampleOptions(
        least_size=4, allow=("a", "b"), share=0.5
    )


def test_a_whole_number_is_a_float_where_a_float_is_asked_for(tmp_path: Path) -> None:
    text = sample.TEXT.replace("[options.allow]", "[options.share]")
    text = text.replace('"list[str]"\ndefault = []', '"float"\ndefault = 1')
    rule = read(sample.write(tmp_path, text))

    options = contract.options_of(rule, {})

    assert isinstance(options, sample.SampleOptions)
    assert isinstance(options.share, float)
