"""Of what cannot be read nothing is said, and the run goes on."""

from pathlib import Path

import pytest

from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.farewells import Farewells, farewells
from ssotlint.judges.purposes import is_decided, purpose
from ssotlint.judges.spent import is_spent
from ssotlint.model.case import Member
from ssotlint.model.errors import ExcerptError
from ssotlint.model.evidence import Evidence
from ssotlint.model.place import Place, Span


def test_a_file_that_is_gone_says_nothing(tmp_path: Path) -> None:
    excerpts = Excerpts(tmp_path)
    member = Member(place=Place("a.py", Span(1, 1, 2, 9)), symbol="a.total", evidence=Evidence())

    assert farewells("a.py", excerpts) == Farewells()
    assert not is_spent("a.py", excerpts)
    assert not is_decided(member, member, excerpts)
    assert purpose(member, member, excerpts) == ""


def test_lines_that_are_no_code_have_nothing_around_them(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def total(:\n    return 1\n", encoding="utf-8")

    with pytest.raises(ExcerptError):
        Excerpts(tmp_path).outline(Place("a.py", Span(1, 1, 2, 13))).path(Span(2, 5, 2, 13))
