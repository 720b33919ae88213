"""Functions that decorators hand to something else: it calls each in its own case."""

from collections.abc import Iterator

import libcst as cst

from ssotlint.syntax.excerpt import Excerpt


def are_cases(first: Excerpt, second: Excerpt) -> bool:
    """Whether one decorator hands over both, with other words: ``@driver.for_db("sqlite")``."""
    ours, theirs = dict(_handed(first)), dict(_handed(second))
    return any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys())


def are_entries(first: Excerpt, second: Excerpt) -> bool:
    """Whether the same decorators hand over both functions, each for something else.

    ``@register(Nullable)`` and ``@register(Required)``: two of them are two entries of a table.
    """
    ours, theirs = _registered(first), _registered(second)
    return bool(ours) and ours.keys() == theirs.keys() and ours != theirs


def _registered(excerpt: Excerpt) -> dict[str, str]:
    """The decorators of a function that are calls, by what they call."""
    node = excerpt.node
    return {
        excerpt.code(row.decorator.func): excerpt.code(row.decorator)
        for row in (node.decorators if isinstance(node, cst.FunctionDef) else ())
        if isinstance(row.decorator, cst.Call)
    }


def _handed(excerpt: Excerpt) -> Iterator[tuple[str, str]]:
    """What each decorator that is a call on an object calls there, and how it is written."""
    node = excerpt.node
    for row in node.decorators if isinstance(node, cst.FunctionDef) else ():
        called = row.decorator
        if isinstance(called, cst.Call) and isinstance(called.func, cst.Attribute):
            yield called.func.attr.value, excerpt.code(called)
