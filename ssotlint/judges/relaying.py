"""Does a method only ask its own object, in a few words, for what other methods of it do?

``name = self._name(field); return self._drop(field, name)``: what is done is what these methods
do, and in another class they are others.
"""

from collections.abc import Iterator

import libcst as cst

from ssotlint.syntax.forms import is_own, is_text, only, target_of
from ssotlint.syntax.names import dotted
from ssotlint.syntax.tree import every

_FEW = 3  # statements, headers included


def relays(node: cst.CSTNode) -> bool:
    """Whether a function is a few calls on ``self`` that are given names, or a choice of them."""
    if not isinstance(node, cst.FunctionDef):
        return False
    rows = [row for row in rows_of(node.body) if not is_text(only(row))]
    return 0 < len(rows) <= _FEW and all(map(_relays, rows))


def says_one_thing(node: cst.CSTNode) -> bool:
    """Whether a function only hands out an expression; names for what is held come before it."""
    rows = [only(row) for row in rows_of(node.body)] if isinstance(node, cst.FunctionDef) else []
    *named, said = [small for small in rows if not is_text(small)] or [None]
    return isinstance(said, cst.Return) and all(map(_names, named))


def _names(small: cst.BaseSmallStatement | None) -> bool:
    """Whether a statement gives a name to what is there: `held = self.shop.orders`."""
    value = small.value if isinstance(small, cst.Assign) else None
    return isinstance(target_of(small), cst.Name) and value is not None and bool(dotted(value))


def rows_of(body: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The statements of a body, those under a choice behind its header."""
    for row in body.body if isinstance(body, cst.IndentedBlock) else ():
        yield row
        if isinstance(row, cst.If):
            yield from rows_of(row.body)
            if isinstance(row.orelse, cst.Else):
                yield from rows_of(row.orelse.body)


def _relays(row: cst.CSTNode) -> bool:
    if isinstance(row, cst.If):
        # A choice by what is given, or held, and not by what somebody says.
        return not isinstance(row.orelse, cst.If) and not any(
            isinstance(one, cst.Call) for one in every(row.test)
        )
    small = only(row)
    if isinstance(small, cst.Assign) and not isinstance(target_of(small), cst.Name):
        return False
    value = small.value if isinstance(small, cst.Assign | cst.Return | cst.Expr) else None
    if isinstance(value, cst.Await):
        value = value.expression
    return (
        isinstance(value, cst.Call)
        and is_own(value.func)
        and all(isinstance(arg.value, cst.Name) for arg in value.args)
    )
