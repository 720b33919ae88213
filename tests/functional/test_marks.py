"""The fixtures are reported where their marks say so, and nowhere else."""

from pathlib import Path

import pytest

from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import investigate
from ssotlint.rulebook.examples import Mark, marks

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"


def reported(fixture: Path) -> set[Mark]:
    request = Request(root=fixture, jobs=1, use_cache=False)
    report = investigate(open_project(request), request)
    assert not report.faults
    return {Mark(f.place.path, f.place.line, f.rule) for f in report.findings}


def marked(fixture: Path) -> set[Mark]:
    files = {
        path.relative_to(fixture).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(fixture.rglob("*.py"))
    }
    return set(marks(files))


@pytest.mark.parametrize("name", ["chatapp", "chatapp_consolidated"])
def test_every_mark_has_its_finding_and_every_finding_its_mark(name: str) -> None:
    found, wanted = reported(FIXTURES / name), marked(FIXTURES / name)
    assert (sorted(wanted - found), sorted(found - wanted)) == ([], [])


def test_the_consolidated_application_has_no_mark() -> None:
    assert marked(FIXTURES / "chatapp_consolidated") == set()


def test_every_rule_of_the_main_job_is_seen_in_the_application() -> None:
    rules = {mark.rule for mark in marked(FIXTURES / "chatapp")}
    assert rules >= {
        "duplicate-helper",
        "singleton-class",
        "conflicting-factories",
        "competing-import-paths",
        "fragmented-concept",
        "unresolved-import",
        "import-cycle",
    }
