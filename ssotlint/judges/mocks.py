"""What a test puts in place of something: nothing can be said of how that is called, or what it has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssotlint.judges.excerpts import Excerpts

# `mock.patch.object(shop, "Till")`, `monkeypatch.setattr("shop.Till", …)`, `self.mock_object(…)`.
_REPLACING = re.compile(
    r"\b(?:patch(?:\.\w+)?|setattr|(?:mock|patch|stub)_\w+)\s*\(([^()]*)", re.ASCII
)
# What each of these begins with: texts are found faster than patterns.
_HINTS = ("patch", "setattr", "mock_", "stub_")
_TESTS = re.compile(r"\b(?:mock|mocker|monkeypatch|pytest|unittest)\b")
_QUOTED = re.compile(r"[\"']([\w.]+)[\"']")
_SETTING = re.compile(r"^[ \t]*(?!self\.|cls\.)([A-Za-z_]\w*(?:\.\w+)+)[ \t]*=(?!=)", re.MULTILINE)
_OF_MOCKS = frozenset(
    ("assert_any_call", "assert_awaited", "assert_awaited_once", "assert_awaited_once_with",
     "assert_awaited_with", "assert_called", "assert_called_once", "assert_called_once_with",
     "assert_called_with", "assert_has_calls", "assert_not_awaited", "assert_not_called",
     "await_count", "call_args", "call_args_list", "call_count", "method_calls", "mock_calls",
     "reset_mock", "return_value", "side_effect")
)  # fmt: skip


def is_mocked(written: str, path: str, excerpts: Excerpts) -> bool:
    """Whether a test replaces something on a dotted name, or asks it what mocks are asked."""
    replaced = excerpts.picked(path, _replacing)
    said = written.replace("()", "").split(".")
    return replaced is not None and not (replaced.isdisjoint(said) and _OF_MOCKS.isdisjoint(said))


def is_set_in_text(written: str, path: str, excerpts: Excerpts) -> bool:
    """Whether a text in a test is code that sets a dotted name: the test runs that."""
    return written in excerpts.picked(path, _set_in_texts)


def _set_in_texts(text: str) -> frozenset[str]:
    """The dotted names that lines of the texts in a file set, but for those of ``self``.

    A text that nobody takes, as docstrings are, is never run.
    """
    if not _SETTING.search(text):
        return frozenset()
    try:
        nodes = [*ast.walk(ast.parse(text))]
    except (SyntaxError, ValueError, RecursionError):  # of another Python
        return frozenset()
    untaken = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    said = (n for n in nodes if isinstance(n, ast.Constant) and id(n) not in untaken)
    return frozenset(
        name for one in said if isinstance(one.value, str) for name in _SETTING.findall(one.value)
    )


def _replacing(text: str) -> frozenset[str] | None:
    """The last names of what a test says in texts when it replaces something.

    None for a file that knows nothing of tests. It is held for each file that is judged.
    """
    return _names(text) if _TESTS.search(text) else None


def _names(text: str) -> frozenset[str]:
    found: set[str] = set()
    end = 0
    for start in sorted(at for hint in _HINTS for at in _occurrences(text, hint)):
        if start >= end and (match := _REPLACING.match(text, start)):
            end = match.end()
            found.update(name.rpartition(".")[2] for name in _QUOTED.findall(match[1]))
    return frozenset(found)


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
