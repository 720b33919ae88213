"""A file that is written again for another thing, its own word in every name, is a copy."""

from pathlib import Path

import pytest

from ssotlint.engine.session import check_world
from ssotlint.model.report import Report

ENCODER = """
from app.base import Block


class BertSelf(Block):
    def __init__(self, config):
        super().__init__()
        self.bert = config.bert
        self.size = config.size
        self.heads = config.heads

    def forward(self, states, mask=None):
        scores = self.scores(states)
        if mask is not None:
            scores = scores + mask
        return self.weigh(scores, states)


class BertOutput(Block):
    def __init__(self, config):
        super().__init__()
        self.size = config.size
        self.scale = 1 / config.size

    def forward(self, states, given):
        states = [state * self.scale for state in states]
        if len(given) > len(states):
            given = given[: len(states)]
        return [state + other for state, other in zip(states, given)]


class BertLayer(Block):
    def __init__(self, config):
        super().__init__()
        self.own = BertSelf(config)
        self.output = BertOutput(config)
        self.depth = config.depth

    def forward(self, states, mask=None):
        own = self.own(states, mask)
        for _ in range(self.depth):
            own = self.output(own, states)
        if mask is None:
            return own
        return [state for state, kept in zip(own, mask) if kept]
"""
BASE = "class Block:\n    pass\n"


def _renamed(word: str) -> str:
    return ENCODER.replace("Bert", word).replace("bert", word.lower())


def _report(root: Path, other: str) -> Report:
    files = {"app/base.py": BASE, "app/bert.py": ENCODER, "app/yolos.py": other}
    return check_world({"app/__init__.py": "", **files}, root, ("duplication",))


def _rows(report: Report) -> list[tuple[str, str]]:
    return [(f.rule, f.symbol) for f in report.findings]


def test_a_file_with_another_word_in_all_its_names_is_a_copy(tmp_path: Path) -> None:
    report = _report(tmp_path, _renamed("Yolos"))

    assert _rows(report) == [("duplicate-module", "app.yolos")]
    assert "100% alike" in report.findings[0].message


def test_a_class_that_says_the_same_of_its_own_parts_is_a_note(tmp_path: Path) -> None:
    """`YolosSelf` and `YolosOutput` do other things here; what uses them is written again."""
    _, _, layer = _renamed("Yolos").rpartition("class YolosLayer")
    parts = "".join(
        f"class Yolos{name}(Block):\n    def apply(self, states):\n        return {value}\n\n\n"
        for name, value in (("Self", "states[::-1]"), ("Output", "sorted(states)"))
    )
    report = _report(tmp_path, f"from app.base import Block\n\n\n{parts}class YolosLayer{layer}")

    assert [(f.rule, f.symbol, f.severity.value) for f in report.findings] == [
        ("duplicate-class", "app.yolos.YolosLayer", "note")
    ]


@pytest.mark.parametrize("word", ["Yolos", "YolosTiny", "DeBerta"])
def test_the_same_pairs_are_found_for_any_word(tmp_path: Path, word: str) -> None:
    assert _rows(_report(tmp_path, _renamed(word))) == [("duplicate-module", "app.yolos")]


def test_a_word_that_few_names_begin_with_is_no_stem(tmp_path: Path) -> None:
    """Two classes may call alike what is theirs: a framework asks for it."""
    other = """
from app.base import Block


class YolosSelf(Block):
    def forward(self, states):
        return [YolosError(state) for state in states]


class YolosError(Exception):
    pass
"""
    assert _rows(_report(tmp_path, other)) == []
