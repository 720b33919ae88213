"""Which cases of an answer were there before, and when nobody can tell."""

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.engine.alignment import Aligned, aligned
from ssotlint.engine.cases import packed
from ssotlint.model.case import Case, Member
from ssotlint.model.place import Place, Span


def _case(name: str, line: int = 1, importers: int = 0) -> bytes:
    place = Place("m.py", Span(line, 1, line, 9))
    member = Member(place=place, symbol=name, evidence=ClonesEvidence(), importers=importers)
    return packed(Case(detector="clones", subject=name, title=name, members=(member,)))


def test_a_case_stays_whatever_is_said_of_it_and_wherever_it_has_moved() -> None:
    before, now = [_case("a"), b"", _case("b"), _case("c")], [_case("b", 7, 3), _case("d")]
    assert aligned(before, now) == Aligned(kept=[(2, 0)], gone=[0, 3], come=[1])


def test_cases_that_have_changed_places_are_not_told_one_by_one() -> None:
    assert aligned([_case("a"), _case("b")], [_case("b"), _case("a")]) is None
    assert aligned([_case("a", 1), _case("b", 2)], [_case("b", 3), _case("a", 4)]) is None
