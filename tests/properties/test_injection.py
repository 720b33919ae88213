"""Injected copies of every kind are found, and decoys are left in peace.

The benchmark does this with more functions; its floors hold for any number of them.
"""

import ast
import random
from typing import cast

import pytest

from benchmarks.injection import KINDS, Outcome, by_family, floors, measure, originals

FUNCTIONS = originals(40, seed=7)


def _measured(family: str) -> list[Outcome]:
    return [measure(kind, FUNCTIONS, seed=7) for kind in KINDS if kind.family == family]


@pytest.mark.parametrize("family", [name for name in floors() if name != "decoy"])
def test_copies_are_found_as_often_as_the_floor_demands(family: str) -> None:
    outcomes = _measured(family)

    # One function in forty is more than the distance to some floors.
    missed = (1 - floors()[family]) * sum(o.made for o in outcomes)
    assert sum(o.made - o.found for o in outcomes) <= missed + 1, outcomes


def test_what_differs_in_one_word_that_matters_is_no_copy() -> None:
    outcomes = _measured("decoy")

    assert by_family(outcomes)["decoy"] <= floors()["decoy"] + 0.02, outcomes


def test_a_decoy_may_raise_another_error_and_tells_the_same() -> None:
    told = "def need(rows):\n    if rows:\n        return rows\n    raise KeyError('no rows', 3)\n"
    (node,) = ast.parse(told).body
    by_name = {kind.name: kind for kind in KINDS if kind.family == "decoy"}

    made = by_name["error"].make(cast("ast.FunctionDef", node), random.Random(1))

    assert made is not None
    assert ast.unparse(made).endswith("raise LookupError('no rows', 3)")
    assert by_name["number"].make(made, random.Random(1)) is None
