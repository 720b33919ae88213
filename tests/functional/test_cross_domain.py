"""Twins in independent services are silent, and notes where somebody asks for them."""

from pathlib import Path

import pytest

from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import investigate
from ssotlint.model.severity import Severity
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
SIZES = {"small": "sixty by forty", "medium": "ninety by sixty", "large": "two metres by one"}
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


def test_copies_within_a_service_are_told_as_ever(tmp_path: Path) -> None:
    """The other service's own copy repeats its own; what that repeats is the note's to tell."""
    files = {"billing/one.py": HELPER, "chat/first.py": HELPER, "chat/second.py": HELPER}
    write(tmp_path, {"billing/__init__.py": "", "chat/__init__.py": "", **files})
    request = Request(
        paths=(tmp_path,), root=tmp_path, jobs=1, use_cache=False, select=("duplication",),
        cross_domain=True,
    )  # fmt: skip
    report = investigate(open_project(request), request)

    assert [
        (f.symbol, f.canonical and f.canonical.symbol, f.severity) for f in report.findings
    ] == [
        ("chat.first.slug", "billing.one.slug", Severity.NOTE),
        ("chat.second.slug", "chat.first.slug", Severity.WARNING),
    ]


def test_of_three_services_each_has_its_note(tmp_path: Path) -> None:
    files = {"audit/__init__.py": "", "audit/a.py": HELPER, "billing/b.py": HELPER}

    assert _rows(tmp_path, {**files, "chat/c.py": HELPER}) == [
        ("duplicate-helper", "billing.b.slug", "note"),
        ("duplicate-helper", "chat.c.slug", "note"),
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
