"""Twins in independent services are silent, and notes where somebody asks for them."""

from pathlib import Path

import pytest

from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import investigate
from tests.worlds import write

HELPER = """
def slug(title):
    words = [word.strip().lower() for word in title.split()]
    kept = [word for word in words if word.isalnum()]
    if not kept:
        raise ValueError("a title needs a word")
    return "-".join(kept)
"""
CLASS = """
class Ledger:
    def book(self, amount, reason):
        if not reason:
            raise ValueError("a booking needs a reason")
        self.entries.append((amount, reason))
        self.entries.sort()

    def balance(self):
        total = 0
        for amount, _ in self.entries:
            total += amount
        return round(total, 2)
"""
SIZES = """
SIZES = {"small": 12, "medium": 24, "large": 48}
"""


def _rows(
    root: Path, files: dict[str, str], *, cross_domain: bool = True
) -> list[tuple[str, str, str]]:
    write(root, {"billing/__init__.py": "", "chat/__init__.py": "", **files})
    request = Request(
        paths=(root,), root=root, jobs=1, use_cache=False, select=("duplication",),
        cross_domain=cross_domain,
    )  # fmt: skip
    report = investigate(open_project(request), request)
    return [(f.rule, f.symbol, f.severity.value) for f in report.findings]


@pytest.mark.parametrize(
    ("code", "rule", "name"),
    [
        (HELPER, "duplicate-helper", "slug"),
        (CLASS, "duplicate-class", "Ledger"),
        (SIZES, "duplicate-constant", "SIZES"),
    ],
)
def test_a_twin_in_another_service_is_a_note_when_asked_for(
    tmp_path: Path, code: str, rule: str, name: str
) -> None:
    files = {"billing/one.py": code, "chat/other.py": code}

    assert _rows(tmp_path, files, cross_domain=False) == []
    assert _rows(tmp_path, files) == [(rule, f"chat.other.{name}", "note")]


def test_a_twin_of_a_whole_file_is_one_note(tmp_path: Path) -> None:
    whole = (
        HELPER + CLASS + "".join(f"def f{i}(x):\n    return x.a{i} + x.b{i}\n" for i in range(9))
    )
    files = {"billing/one.py": whole, "chat/other.py": whole}

    assert _rows(tmp_path, files) == [("duplicate-module", "chat.other", "note")]


def test_copies_within_a_service_weigh_as_ever(tmp_path: Path) -> None:
    """The first of the other service is the twin; what repeats it there is a copy."""
    files = {"billing/one.py": HELPER, "chat/first.py": HELPER, "chat/second.py": HELPER}

    assert _rows(tmp_path, files) == [
        ("duplicate-helper", "chat.first.slug", "note"),
        ("duplicate-helper", "chat.second.slug", "warning"),
    ]


def test_the_configuration_can_ask_for_twins(tmp_path: Path) -> None:
    files = {
        "ssotlint.toml": "cross-domain = true\n",
        "billing/one.py": HELPER,
        "chat/other.py": HELPER,
    }

    assert _rows(tmp_path, files, cross_domain=False) == [
        ("duplicate-helper", "chat.other.slug", "note")
    ]
