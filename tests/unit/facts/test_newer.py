"""Exceptions without parentheses are read by any Python as by the one that has them."""

import ast
import gc
import sys
from contextlib import suppress

import pytest

from ssotlint.facts import newer, pieces, skim

NEW = """\
def first(rows):
    '''Is told in
    except KeyError, ValueError:
    '''
    try:
        return rows[0]
    except IndexError, errors.Gone , KeyError:
        return None

def last(rows):
    try:
        return rows[-1]
    except* IndexError, KeyError: raise
"""
OLD = NEW.replace("IndexError, errors.Gone , KeyError", "(IndexError, errors.Gone , KeyError)")
OLD = OLD.replace("IndexError, KeyError:", "(IndexError, KeyError):")


def test_they_are_read_as_a_tuple() -> None:
    assert ast.dump(newer.parse(NEW)) == ast.dump(ast.parse(OLD))
    found = [n for n in ast.walk(newer.parse(NEW)) if isinstance(n, ast.Tuple)]
    assert [ast.get_source_segment(NEW, n) for n in found] == [
        "IndexError, errors.Gone , KeyError", "IndexError, KeyError"
    ]  # fmt: skip
    assert newer.read(OLD).newer is None


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    x = 1\nexcept ValueError, error:\n    pass\n",
        "try:\n    x = 1\nexcept ValueError, E:\n    pass\n",
        "try:\n    x = 1\nexcept (KeyError, OSError), e:\n    pass\n",
        "try:\n    x = 1\nexcept KeyError, ValueError as e:\n    pass\n",
        "try:\n    x = 1\nexcept KeyError, ValueError:\n    x = (\n",
    ],
)
def test_what_no_python_3_reads_stays_a_fault(text: str) -> None:
    with pytest.raises(SyntaxError):
        newer.parse(text)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="this Python reads it")
@pytest.mark.parametrize("size", [1, 60, 3000])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_first_of_them_is_told_whatever_the_pieces(
    size: int, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "SIZE", size)
    found = skim(NEW.replace("\n", end)).surface
    assert found.fault is None
    assert found.newer is not None
    assert (found.newer.line, len(found.definitions)) == (7, 2)


@pytest.mark.parametrize("text", ["def (", "try:\n    x = (1\nexcept KeyError, ValueError:\n"])
def test_an_error_leaves_nothing_for_a_collector_that_is_off(text: str) -> None:
    def left() -> int:
        return sum(isinstance(one, SyntaxError) for one in gc.get_objects())

    gc.disable()
    try:
        before = left()
        with suppress(SyntaxError):
            newer.parse(text)
        found = left() - before
    finally:
        gc.enable()
    assert not found


def test_many_of_them_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = ast.parse

    def counted(text: str) -> ast.Module:
        parsed.append(text)
        return parse(text)

    with monkeypatch.context() as patch:
        patch.setattr(ast, "parse", counted)
        newer.parse(NEW * 50)
    assert len(parsed) <= 3
