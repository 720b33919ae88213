"""Functions that decorators hand to something else: it calls each in its own case."""

from collections.abc import Iterator

import libcst as cst

from ssotlint.syntax.excerpt import Excerpt


def are_cases(first: Excerpt, second: Excerpt) -> bool:
    """Whether one decorator hands over both, with other words: ``@driver.for_db("sqlite")``."""
    ours, theirs = dict(_handed(first)), dict(_handed(second))
    return any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys())


def _handed(excerpt: Excerpt) -> Iterator[tuple[str, str]]:
    """What each decorator that is a call on an object calls there, and how it is written."""
    node = excerpt.node
    for row in node.decorators if isinstance(node, cst.FunctionDef) else ():
        called = row.decorator
        if isinstance(called, cst.Call) and isinstance(called.func, cst.Attribute):
            yield called.func.attr.value, excerpt.code(called)
