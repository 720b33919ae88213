"""Copies that name their original: ``# Copied from app.one.pick``."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ssotlint.detectors import class_copies, clones
from ssotlint.detectors.domains import CopyEvidence
from ssotlint.detectors.view import View
from ssotlint.model.case import Case
from ssotlint.model.options import Options
from tests.unit.detectors.copying import SLUG
from tests.worlds import draw

Suspect = Callable[[Mapping[str, str]], list[Case]]

SMALL = "def pick(self):\n        return self.rows[0]\n"
METHOD = "class {}:\n    {}" + SMALL
CREDIT = "# Copied from app.{}.{}\n    "


@pytest.fixture
def suspects(tmp_path: Path) -> Suspect:
    """The groups that are suspected in a world, of functions and of classes."""

    def detect(files: Mapping[str, str]) -> list[Case]:
        world = draw(tmp_path, files)
        view = View(world.index, world.graph, world.config)
        return [
            *clones.detect(view, Options()),
            *class_copies.detect(view, Options()),
        ]

    return detect


def _symbols(cases: list[Case]) -> list[list[str]]:
    return [[member.symbol for member in case.members] for case in cases]


def test_a_copy_that_names_its_original_is_one_however_little_it_says(suspects: Suspect) -> None:
    said = METHOD.format("Desk", CREDIT.format("one", "Till.pick"))

    told = suspects({"app/one.py": METHOD.format("Till", ""), "app/two.py": said})

    assert _symbols(told) == [["app.one.Till.pick", "app.two.Desk.pick"]]
    assert told[0].why.startswith("named by others as their original")
    silent = {"app/one.py": METHOD.format("Till", ""), "app/two.py": METHOD.format("Desk", "")}
    assert _symbols(suspects(silent)) == []


def test_a_copy_of_a_copy_goes_to_the_first(suspects: Suspect) -> None:
    files = {
        "app/zero.py": METHOD.format("Till", ""),
        "app/one.py": METHOD.format("Desk", CREDIT.format("zero", "Till.pick")),
        "app/two.py": METHOD.format("Safe", CREDIT.format("one", "Desk.pick")),
    }

    (told,) = _symbols(suspects(files))

    assert told == ["app.zero.Till.pick", "app.one.Desk.pick", "app.two.Safe.pick"]


def test_two_that_name_each_other_are_one_group(suspects: Suspect) -> None:
    files = {
        "app/one.py": METHOD.format("Till", CREDIT.format("two", "Desk.pick")),
        "app/two.py": METHOD.format("Desk", CREDIT.format("one", "Till.pick")),
    }

    assert _symbols(suspects(files)) == [["app.one.Till.pick", "app.two.Desk.pick"]]


@pytest.mark.parametrize("original", ["nine.Till.pick", "one.Till", "one.Till.drop"])
def test_a_name_of_nothing_or_of_another_kind_proves_nothing(
    suspects: Suspect, original: str
) -> None:
    said = METHOD.format("Desk", f"# Copied from app.{original}\n    ")

    assert not suspects({"app/one.py": METHOD.format("Till", ""), "app/two.py": said})


def test_what_says_something_else_than_the_original_it_names_is_no_copy(suspects: Suspect) -> None:
    other = "    # Copied from app.one.Till.pick\n    def pick(self, a):\n        self.a = a\n        del a[1]\n        self.close()\n"

    assert not suspects(
        {"app/one.py": METHOD.format("Till", ""), "app/two.py": f"class Desk:\n{other}"}
    )


RECORD = "class {}(Base):\n    def __init__(self, rows):\n        self.rows = rows\n"


def test_a_class_may_name_its_original(suspects: Suspect) -> None:
    plain = {"app/one.py": RECORD.format("Till"), "app/two.py": RECORD.format("Desk")}
    named = plain | {"app/two.py": "# Copied from app.one.Till\n" + RECORD.format("Desk")}

    assert _symbols(suspects(plain)) == []
    assert _symbols(suspects(named)) == [["app.one.Till", "app.two.Desk"]]


def test_the_original_owns_a_copy_that_others_import_more(suspects: Suspect) -> None:
    body = "(rows):\n    kept = [row for row in rows if row.paid and row.open]\n    kept.sort()\n    return kept[:10]\n"
    files = {
        "app/one.py": f"def pick{body}",
        "app/alpha.py": f"# Copied from app.one.pick\ndef pick{body}",
        "app/user.py": "from app.alpha import pick\n",
        "app/other.py": "from app.alpha import pick\n",
    }

    (told,) = _symbols(suspects(files))

    assert told[0] == "app.one.pick"


def test_nobody_is_named_by_what_has_the_same_dotted_name_in_another_tree(
    suspects: Suspect,
) -> None:
    files = {f"{tree}/shared/text.py": SLUG for tree in ("first", "second")}
    files |= {f"{tree}/shared/__init__.py": "" for tree in ("first", "second")}
    (case,) = suspects(files)

    assert [m.symbol for m in case.members] == ["shared.text.slug"] * 2
    assert not any(
        isinstance(m.evidence, CopyEvidence) and m.evidence.credited for m in case.members
    )
