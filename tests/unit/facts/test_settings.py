"""Which reads of the environment the skim knows, and with which default."""

import pytest

from ssotlint.facts import skim


def reads(code: str) -> list[tuple[str, str]]:
    return [(s.variable, s.default) for s in skim(code).surface.settings]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('import os\nA = os.environ.get("A", "1")', [("A", "1")]),
        ('import os\nA = os.getenv("A", 1)', [("A", "1")]),
        ('import os\nA = os.getenv("A", default=True)', [("A", "True")]),
        ('import os\nA = os.environ["A"]', [("A", "")]),
        ('import os as system\nA = system.environ.get("A")', [("A", "")]),
        ('from os import environ\nA = environ.get("A", "1")', [("A", "1")]),
        ('from os import getenv\ndef a():\n    return getenv("A", None)', [("A", "")]),
    ],
)
def test_reads_under_literal_names_are_known(code: str, expected: list[tuple[str, str]]) -> None:
    assert reads(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        'def load(environ):\n    return environ.get("A", "1")',
        'import shop as os\nA = os.environ.get("A", "1")',
        "import os\nA = os.environ.get(name)",
        'import os\nos.environ["A"] = "1"',
        'from . import os\nA = os.getenv("A", "1")',
    ],
)
def test_what_may_be_another_mapping_is_no_read(code: str) -> None:
    assert reads(code) == []
