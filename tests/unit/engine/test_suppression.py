"""Groups that lose members by exceptions."""

from pathlib import Path

import pytest

from ssotlint.engine.drafts import Draft
from ssotlint.engine.suppression import Suppressions
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.rule import Rule
from ssotlint.model.severity import Severity
from ssotlint.model.value import Value
from ssotlint.rulebook.selection import Chosen
from tests.worlds import draw

WHY = "  # ssotlint: ignore[copied-thing] -- why"


def rule(places: int) -> Chosen:
    made = Rule(
        name="copied-thing", family="things", since="0.1.0", severity=Severity.WARNING,
        detector="things", summary="", rationale="", remedy="", message="", source="",
        places=places,
    )  # fmt: skip
    return Chosen(made, Severity.WARNING, Value())


def silenced(root: Path, places: int, canonical: int | None, *files: str) -> list[list[str]]:
    """Functions ``f`` in some files as one group; the members left in the group of each draft."""
    world = draw(root, dict(zip(("a.py", "b.py", "c.py"), files, strict=False)))
    members = tuple(
        Member(
            place=module.header(module.surface.definitions[0]),
            symbol=module.symbol(module.surface.definitions[0]),
            evidence=Evidence(),
            suspect=position != canonical,
        )
        for position, module in enumerate(world.index.modules)
    )
    case = Case(detector="things", subject="f", title="f", members=members, canonical=canonical)
    drafts = [Draft(rule(places), case, m, m.symbol) for m in members if m.suspect]
    kept, gone = Suppressions(world.index).apply(drafts)
    assert len(kept) + len(gone) == len(drafts)
    return [[member.symbol for member in draft.case.members] for draft in kept]


PLAIN, EXCEPTED = "def f():\n    pass\n", f"def f():{WHY}\n    pass\n"


def test_without_exceptions_all_stay(tmp_path: Path) -> None:
    assert silenced(tmp_path, 2, None, PLAIN, PLAIN) == [["a.f", "b.f"]] * 2


def test_a_claim_that_needs_two_places_falls_with_the_second(tmp_path: Path) -> None:
    assert silenced(tmp_path, 2, None, EXCEPTED, PLAIN) == []


def test_a_claim_about_one_place_stands(tmp_path: Path) -> None:
    assert silenced(tmp_path, 1, None, EXCEPTED, PLAIN) == [["b.f"]]


def test_of_three_two_are_left(tmp_path: Path) -> None:
    assert silenced(tmp_path, 2, None, EXCEPTED, PLAIN, PLAIN) == [["b.f", "c.f"]] * 2


@pytest.mark.parametrize("places", [1, 2])
def test_the_canonical_accepts_for_all(tmp_path: Path, places: int) -> None:
    assert silenced(tmp_path, places, 0, EXCEPTED, PLAIN, PLAIN) == []


def test_the_canonical_stays_the_canonical(tmp_path: Path) -> None:
    assert silenced(tmp_path, 2, 1, EXCEPTED, PLAIN, PLAIN) == [["b.f", "c.f"]]
