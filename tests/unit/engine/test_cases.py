"""Cases on disk, and where their places are after an edit."""

import re
from pathlib import Path

import pytest

import ssotlint
from ssotlint.engine.cases import Unpacking, moved, packed
from ssotlint.facts import skim
from ssotlint.index import codec
from ssotlint.index.moves import Moves, moves
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.place import NOWHERE, Place, Span

BEFORE = "import a\n\n\ndef f(x):\n    return a.g(x)\n"
AFTER = "import a\n\n# a note\n\ndef f(x):\n    return a.g(x)\n"
HEADER = Span(4, 1, 5, 18)


def _moves(old: str = BEFORE, new: str = AFTER) -> Moves:
    found = moves(codec.pack(skim(old)), codec.pack(skim(new)))
    assert found is not None
    return found


def _case(path: str, title: str = "copies of f") -> Case:
    at = Place(path, HEADER)
    member = Member(place=at, symbol="m.f", evidence=Evidence(proof="p"))
    return Case(detector="clones", subject="m.f", title=title, members=(member,))


def test_a_place_moves_with_the_facts_at_its_ends() -> None:
    found = moved(packed(_case("m.py")), {"m.py": _moves()})
    assert found is not None
    assert found.concerned
    (member,) = Unpacking("clones").case(found.data).members
    assert member.place.span == member.extent.span == Span(5, 1, 6, 18)


def test_a_place_in_another_file_stays() -> None:
    data = packed(_case("other.py"))
    assert moved(data, {"m.py": _moves()}) == (data, False)


def test_a_place_between_the_facts_is_not_certain() -> None:
    assert _moves().of(Span(4, 2, 5, 18)) is None


@pytest.mark.parametrize(
    ("old", "new", "there"),
    [
        (BEFORE, AFTER, NOWHERE),  # nothing that began on the first line has moved
        (BEFORE, f"# a note\n{BEFORE}", None),
        ("import a", "import a\nimport b\n", None),  # the file, or its first line
    ],
)
def test_what_is_nowhere_may_be_the_first_line(old: str, new: str, there: Span | None) -> None:
    assert _moves(old, new).of(NOWHERE) == there


@pytest.mark.parametrize(
    ("title", "certain"),
    [("see m.py:4", False), ("x (line 4)", False), ("see m.py:1", True), ("takes 4", True)],
)
def test_a_text_that_tells_a_moved_line_is_not_certain(title: str, certain: bool) -> None:
    found = moved(packed(_case("m.py", title)), {"m.py": _moves()})
    assert (found is not None) is certain


def test_what_stands_twice_moves_where_it_stands_now() -> None:
    call = "import a\n\n\ndef f(x):\n    a.g(x)\n    a.g(x)\n"
    found = _moves(call, call.replace("    a", "    y = 1\n    a", 1))
    assert found.of(Span(5, 5, 5, 11)) == Span(6, 5, 6, 11)
    assert found.of(Span(6, 5, 6, 11)) == Span(7, 5, 7, 11)


def test_detectors_tell_lines_in_a_way_that_is_found_again() -> None:
    package = Path(ssotlint.__file__).parent
    files = [*(package / "detectors").glob("*.py"), *(package / "graph").glob("*.py")]
    told = [m for file in files for m in re.findall(r"(.{5})\{[\w.]*\bline\}", file.read_text())]
    assert told
    assert all(before.endswith((":", "line ")) for before in told)
