"""Which number a definition has after an edit: that of its qualified name."""

import pytest

from ssotlint.facts.skim import skim
from ssotlint.index.numbering import GONE, now, number_now, renumbered

BEFORE = "class Cart:\n    def pay(self): pass\n\n\ndef total(): pass\n"


def numbers(before: str, after: str) -> dict[int, int]:
    return renumbered(skim(before).surface.definitions, skim(after).surface.definitions)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, {}),
        (f"{BEFORE}\n\ndef more(): pass\n", {}),
        (f"def first(): pass\n\n\n{BEFORE}", {0: 1, 1: 2, 2: 3}),
        (BEFORE.replace("    def pay(self): pass\n", "    rate = 1\n"), {0: 0, 2: 1}),
        (BEFORE.replace("pay", "buy"), {}),
        (f"if x:\n    class Cart: pass\n\n\n{BEFORE}", {0: 0, 1: 2, 2: 3}),
    ],
    ids=["nothing", "behind", "in front", "goes", "another name", "a namesake in front"],
)
def test_a_definition_is_known_by_its_qualified_name(after: str, expected: dict[int, int]) -> None:
    assert numbers(BEFORE, after) == expected


def test_what_is_not_there_any_more_has_no_number_and_what_stood_for_none_still_does() -> None:
    found = {"shop.py": numbers(BEFORE, BEFORE.replace("    def pay(self): pass\n", "    x = 1\n"))}
    assert number_now(found, "shop.py", 1) == GONE
    assert number_now(found, "shop.py", -1) == -1
    assert number_now(found, "other.py", 1) == 1
    assert now({}, 7) == 7
