"""Does a function that warns of its end only hand on what it is given to what does the work?"""

from collections.abc import Iterator

import libcst as cst

from ssotlint.judges.relaying import rows_of
from ssotlint.syntax.forms import is_empty, only, target_of
from ssotlint.syntax.signatures import all_parameters_of

_PYTHON = frozenset(("True", "False", "None"))


def hands_on(node: cst.CSTNode) -> bool:
    """Whether a function warns first, and then calls with what it is given what took its place.

    It may do so in either of two ways, and put a default in order before.
    """
    if not isinstance(node, cst.FunctionDef):
        return False
    told, *rows = [row for row in rows_of(node.body) if not _is_nothing(row)] or [node]
    given = frozenset(row.name.value for row in all_parameters_of(node.params))
    return (
        _call(told) is not None
        and bool(rows)
        and _call(rows[-1]) is not None
        and all(_hands_on(row, given) for row in rows)
    )


def _hands_on(row: cst.CSTNode, given: frozenset[str]) -> bool:
    """Whether a statement chooses, or calls, by what is given, or sets that."""
    if isinstance(row, cst.If):
        return not isinstance(row.orelse, cst.If) and given.issuperset(_named(row.test))
    target = target_of(only(row))
    if _call(row) is None and not (isinstance(target, cst.Name) and target.value in given):
        return False
    return given.issuperset(_named(row))


def _call(row: cst.CSTNode) -> cst.Call | None:
    """The call of which a statement consists, or that it returns."""
    small = only(row)
    value = small.value if isinstance(small, cst.Expr | cst.Return) else None
    value = value.expression if isinstance(value, cst.Await) else value
    return value if isinstance(value, cst.Call) else None


def _named(node: cst.CSTNode) -> Iterator[str]:
    """The names that are read for what they hold; those by which something is called are none."""
    if isinstance(node, cst.Name):
        yield from () if node.value in _PYTHON else (node.value,)
    elif isinstance(node, cst.Attribute | cst.Arg):
        yield from _named(node.value)
    else:
        called = node.func if isinstance(node, cst.Call) else None
        while isinstance(called, cst.Attribute):
            called = called.value
        for child in node.children:
            if not isinstance(node, cst.Call) or child is not node.func:
                yield from _named(child)
        yield from () if called is None or isinstance(called, cst.Name) else _named(called)


def _is_nothing(row: cst.CSTNode) -> bool:
    small = only(row)
    return is_empty(small) or isinstance(small, cst.Import | cst.ImportFrom)
