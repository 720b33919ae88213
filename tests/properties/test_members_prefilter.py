"""What a class binds by its tree, its text shows to the expression that is asked first."""

import inspect
import json
import re
from argparse import ArgumentParser
from logging import Handler
from types import ModuleType

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssotlint.judges import members

NAMES = ("size", "sizes", "resize")
GAPS = st.sampled_from(("", " ", "  ", " \\\n    "))
FORMS = st.sampled_from(
    (
        "def {0}{1}(self): pass", "class {0}{1}: pass", "self.{0}{1}= 1", "self.{0}{1}: int = 1",
        "{0}{1}= 2", "{0}: int", "(self.{0}{1})= 3", "(self.{0} # why\n    )= 3", "a = self.{0}{1}= 4",
        "setattr(self, '{0}', 5)", 'names = ("{0}", "other")', "print(self.{0} == 1)",
        "self.other.{0}{1}= 6", "if self.{0}: pass", "call({0}=7)",
    )
)  # fmt: skip


def bound(code: str) -> set[str]:
    """The names that the judge sees a class bind."""
    found = members._Binds()
    cst.parse_module(code).visit(found)
    return {name for name in found.names if name.isidentifier()}


def shows(name: str, code: str) -> bool:
    """Whether the judge would look for a name in some code at all."""
    return re.search(members._MAY_BIND.format(re.escape(name)), code) is not None


@given(st.lists(st.tuples(FORMS, st.sampled_from(NAMES), GAPS), min_size=1, max_size=5))
def test_no_name_is_bound_that_the_text_does_not_show(rows: list[tuple[str, str, str]]) -> None:
    body = "\n    ".join(form.format(name, gap) for form, name, gap in rows)
    code = f"class A:\n    {body}\n"
    assert all(shows(name, code) for name in bound(code))


@pytest.mark.parametrize("thing", [ArgumentParser, Handler, json, inspect, re])
def test_nor_in_the_standard_library(thing: type | ModuleType) -> None:
    code = inspect.getsource(thing)
    assert all(shows(name, code) for name in bound(code))
