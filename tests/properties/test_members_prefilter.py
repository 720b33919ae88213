"""What a class binds by its tree, its text shows; and the statements there tell what the tree does."""

import inspect
import json
import re
from argparse import ArgumentParser
from logging import Handler
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssotlint.judges import members
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.place import Place, Span

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
    return {name for name in members._binds(cst.parse_module(code)) if name.isidentifier()}


def shows(name: str, code: str) -> bool:
    """Whether the judge would look for a name in some code at all."""
    return any(True for _ in members._may_bind(code, name))


@given(st.lists(st.tuples(FORMS, st.sampled_from(NAMES), GAPS), min_size=1, max_size=5))
def test_no_name_is_bound_that_the_text_does_not_show(rows: list[tuple[str, str, str]]) -> None:
    body = "\n    ".join(form.format(name, gap) for form, name, gap in rows)
    code = f"class A:\n    {body}\n"
    assert all(shows(name, code) for name in bound(code))


@given(st.lists(st.tuples(FORMS, st.sampled_from(NAMES), GAPS), min_size=1, max_size=5))
def test_a_few_statements_tell_what_the_whole_class_does(rows: list[tuple[str, str, str]]) -> None:
    body = "\n    ".join(form.format(name, gap) for form, name, gap in rows)
    code = f"class A:\n    {body}\n"
    lines = code.splitlines()
    extent = Place("a.py", Span(1, 1, len(lines), len(lines[-1]) + 1))
    with TemporaryDirectory() as folder:
        (Path(folder) / "a.py").write_text(code)
        excerpts = Excerpts(Path(folder))
        for name in NAMES:
            assert members._has(excerpts, extent, name) == (name in bound(code))


@pytest.mark.parametrize("thing", [ArgumentParser, Handler, json, inspect, re])
def test_nor_in_the_standard_library(thing: type | ModuleType) -> None:
    code = inspect.getsource(thing)
    assert all(shows(name, code) for name in bound(code))
