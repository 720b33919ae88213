"""Forms of statements that judges ask for."""

import subprocess
import sys

import libcst as cst
import pytest

from ssotlint.syntax.forms import is_empty, is_text, only, target_of


def small(code: str) -> cst.BaseSmallStatement | None:
    """The statement of a line."""
    return only(cst.parse_statement(code))


@pytest.mark.parametrize("code", ["pass", "...", "'said'", "'said' 'twice'"])
def test_what_does_nothing(code: str) -> None:
    assert is_empty(small(code))


@pytest.mark.parametrize("code", ["f'{said}'", "x", "raise", "pass; pass", "if x: pass"])
def test_what_does_something_or_is_more_than_one_statement(code: str) -> None:
    assert not is_empty(small(code))


def test_a_text_that_nobody_takes() -> None:
    assert is_text(small("'said'"))
    assert not is_text(small("x = 'said'"))


@pytest.mark.parametrize(
    ("code", "target"),
    [("x = 1", "x"), ("x: int", "x"), ("x += 1", "x"), ("x = y = 1", None), ("x", None)],
)
def test_the_one_thing_that_is_assigned_to(code: str, target: str | None) -> None:
    found = target_of(small(code))
    assert (found.value if isinstance(found, cst.Name) else None) == target


def test_no_judge_loads_the_matchers() -> None:
    """They take longer to load than all the rest of LibCST, in each run that judges a case."""
    code = (
        "import importlib, pkgutil, sys, ssotlint.judges as judges\n"
        "for one in pkgutil.iter_modules(judges.__path__):\n"
        "    importlib.import_module(f'ssotlint.judges.{one.name}')\n"
        "sys.exit('libcst.matchers' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
