"""What a judge reads is noted, so that nobody judges again what would be read the same."""

import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from ssotlint import judges
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.farewells import farewells
from ssotlint.judges.mocks import is_mocked
from ssotlint.judges.purposes import is_decided
from ssotlint.judges.remarks import remarks_on
from ssotlint.judges.sight import Look, seen
from ssotlint.model.case import Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.place import Place, Span

TEXT = """import shop


def first():
    return 1


# why it is so
# and how
def total(rows):
    value = sum(rows, start=1)
    return value
"""
TOTAL = Place("a.py", Span(10, 1, 12, 17))
CALL = Place("a.py", Span(11, 13, 11, 31))


@pytest.fixture
def excerpts(tmp_path: Path) -> Excerpts:
    (tmp_path / "a.py").write_text(TEXT)
    return Excerpts(tmp_path)


@pytest.mark.parametrize(
    ("read", "lines"),
    [
        (lambda e: e.at(TOTAL), {(10, 12)}),
        (lambda e: e.outline(TOTAL), {(10, 12)}),
        (lambda e: e.header(TOTAL, 10), {(10, 12)}),
        (lambda e: e.hollow(CALL), {(11, 11)}),
        (lambda e: e.text(CALL), {(11, 11)}),
        (lambda e: list(remarks_on(TOTAL, e)), {(7, 10), (10, 12)}),
        (lambda e: e.lines("a.py"), {(0, 0)}),
        (lambda e: e.whole("a.py"), {(0, 0)}),
        (lambda e: e.known("key", lambda: e.text(CALL)), {(11, 11)}),
    ],
)
def test_lines_that_are_read_are_noted_each_time(
    excerpts: Excerpts, read: Callable[[Excerpts], object], lines: set[tuple[int, int]]
) -> None:
    for _ in range(2):  # what is at hand the second time was read for that, too
        excerpts.looks = set()
        read(excerpts)
        assert {(look.first, look.last) for look in excerpts.looks} == lines


def test_what_is_picked_of_a_file_is_told_by_what_it_says(excerpts: Excerpts) -> None:
    assert not is_mocked("shop.total", "a.py", excerpts)
    found = excerpts.seen()
    assert found is not None
    ((look, digest),) = found
    assert seen(look, f"{TEXT}\nmore = 1\n") == digest
    mocked = 'import pytest\n\nmonkeypatch.setattr("shop.total", None)\n'
    assert seen(look, TEXT + mocked) != digest
    assert not seen(look._replace(pick="os:getcwd"), TEXT)


def test_who_is_deprecated_is_no_number_of_a_line(excerpts: Excerpts) -> None:
    """Nobody hears of two that change places, and one of them its docstring for that of the other."""
    going, staying = 'class {}:\n    """Deprecated."""\n', 'class {}:\n    """Sums up."""\n'
    old = going.format("Till") + staying.format("Cart")
    (excerpts.root / "a.py").write_text(old)
    assert farewells("a.py", excerpts).going == {1}
    found = excerpts.seen()
    assert found is not None
    now = going.format("Cart") + staying.format("Till")
    assert any(seen(look, now) != digest for look, digest in found)


@pytest.mark.parametrize(
    "more", ["# no imports from others here\n", "if __name__ == '__main__':\n    first()\n"]
)
def test_what_explains_a_copy_is_picked_of_its_file(excerpts: Excerpts, more: str) -> None:
    member = Member(place=TOTAL, symbol="a.total", evidence=Evidence())
    assert not is_decided(member, member, excerpts)
    assert not any(look.is_whole for look in excerpts.looks)
    found = excerpts.seen()
    assert found is not None
    picks = [(look, digest) for look, digest in found if look.pick]
    assert all(seen(look, f"{TEXT}\nmore = 1\n") == digest for look, digest in picks)
    assert any(seen(look, more + TEXT) != digest for look, digest in picks)


def test_what_was_read_of_a_file_that_is_gone_nobody_knows(excerpts: Excerpts) -> None:
    excerpts.looks.add(Look("b.py", 1, 2))
    assert excerpts.seen() is None


def test_what_a_file_as_a_whole_tells_is_told_without_libcst() -> None:
    """After most edits nothing else of the judges is asked."""
    sources = {path: path.read_text() for path in Path(judges.__file__).parent.glob("*.py")}
    picks = {
        pick
        for path, text in sources.items()
        for name in re.findall(r"\.picked\([^,]+, (\w+)\)", text)
        for pick in (getattr(import_module(f"ssotlint.judges.{path.stem}"), name),)
    }
    homes = sorted({pick.__module__ for pick in picks})
    told = "import sys, importlib\nfor home in sys.argv[1:]: importlib.import_module(home)\n"
    asked = [sys.executable, "-c", f"{told}print('libcst' in sys.modules)", *homes]
    run = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert (len(picks), run.stdout) == (8, "False\n")
