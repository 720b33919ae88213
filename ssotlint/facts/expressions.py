"""Expressions other than names and calls: their characters in the shape."""

import ast
from typing import Any

from ssotlint.facts.alphabet import END, KIND, STRING, WORD, literal
from ssotlint.facts.calls import visit_call
from ssotlint.facts.state import State
from ssotlint.facts.visitors import VISITORS, visit, visit_target
from ssotlint.model.facts import Usage

# Looked up once: members of an enum are found by a descriptor.
_AWAITED = Usage.AWAITED
_BIN_OP = KIND[ast.BinOp]
_BOOL_OP = KIND[ast.BoolOp]
_COMPARE = KIND[ast.Compare]
_DICT = KIND[ast.Dict]
_FORMATTED = KIND[ast.FormattedValue]
_IF_EXP = KIND[ast.IfExp]
_JOINED = KIND[ast.JoinedStr]
_YIELD = KIND[ast.Yield]
_YIELD_FROM = KIND[ast.YieldFrom]


def visit_constant(node: ast.Constant, s: State) -> None:
    """A literal by its type and value."""
    value = node.value
    s.out.append(STRING[value] if value.__class__ is str else literal(value))


def visit_await(node: ast.Await, s: State) -> None:
    """``await`` leaves no character: a judge tells sync and async twins apart."""
    value = node.value
    if value.__class__ is ast.Call:
        s.usage = _AWAITED
        visit_call(value, s)
    else:
        VISITORS[value.__class__](value, s)


def visit_yield_from(node: ast.YieldFrom, s: State) -> None:
    """``yield from value`` makes the function a generator, and waits for the value."""
    value = node.value
    if value.__class__ is ast.Call:
        s.usage = _AWAITED
    s.out.append(_YIELD_FROM)
    s.yields = True
    VISITORS[value.__class__](value, s)


def visit_yield(node: ast.Yield, s: State) -> None:
    """``yield value`` makes the function a generator."""
    s.out.append(_YIELD)
    s.yields = True
    if node.value is not None:
        VISITORS[node.value.__class__](node.value, s)


def visit_compare(node: ast.Compare, s: State) -> None:
    """``a < b < c``: operators between their operands."""
    left, out, frame = node.left, s.out, s.frame
    out.append(_COMPARE)
    if left.__class__ is ast.Name and frame is not None:  # no call for what is usual
        out.append(frame.numbers.get(left.id) or WORD[left.id])
    else:
        VISITORS[left.__class__](left, s)
    for operator, right in zip(node.ops, node.comparators):  # noqa: B905 - the parser's own
        out.append(KIND[operator.__class__])
        if right.__class__ is ast.Constant:
            text = right.value
            out.append(STRING[text] if text.__class__ is str else literal(text))
        else:
            VISITORS[right.__class__](right, s)


def visit_bin_op(node: ast.BinOp, s: State) -> None:
    """An arithmetic operator and its operands."""
    left, right = node.left, node.right
    s.out.append(_BIN_OP)
    s.out.append(KIND[node.op.__class__])
    VISITORS[left.__class__](left, s)
    VISITORS[right.__class__](right, s)


def visit_sequence(node: ast.List | ast.Tuple | ast.Set, s: State) -> None:
    """Lists, tuples and sets."""
    out, frame = s.out, s.frame
    out.append(KIND[node.__class__])
    for item in node.elts:
        if item.__class__ is ast.Constant:
            text = item.value
            out.append(STRING[text] if text.__class__ is str else literal(text))
        elif item.__class__ is ast.Name and frame is not None:
            out.append(frame.numbers.get(item.id) or WORD[item.id])
        else:
            VISITORS[item.__class__](item, s)
    out.append(END)


def visit_bool_op(node: ast.BoolOp, s: State) -> None:
    """``and`` and ``or`` over their operands."""
    s.out.append(_BOOL_OP)
    s.out.append(KIND[node.op.__class__])
    for value in node.values:
        VISITORS[value.__class__](value, s)
    s.out.append(END)


def visit_unary_op(node: ast.UnaryOp, s: State) -> None:
    """``not``, ``-`` and their kin."""
    s.out.append(KIND[node.op.__class__])
    VISITORS[node.operand.__class__](node.operand, s)


def visit_joined(node: ast.JoinedStr, s: State) -> None:
    """The parts of an f-string."""
    out, frame = s.out, s.frame
    out.append(_JOINED)
    part: Any
    for part in node.values:
        if part.__class__ is ast.Constant:
            text: Any = part.value
            out.append(STRING[text])
            continue
        out.append(_FORMATTED)
        value = part.value
        if value.__class__ is ast.Name and frame is not None:  # no call for what is usual
            out.append(frame.numbers.get(value.id) or WORD[value.id])
        else:
            VISITORS[value.__class__](value, s)
        _visit_format(part, s)
    out.append(END)


def _visit_format(node: ast.FormattedValue, s: State) -> None:
    """The conversion of a value in an f-string, and its format."""
    if node.conversion >= 0:
        s.out.append(WORD[f"!{node.conversion}"])
    if node.format_spec is not None:
        VISITORS[ast.JoinedStr](node.format_spec, s)


def visit_dict(node: ast.Dict, s: State) -> None:
    """Keys and values in turn; ``**`` has no key."""
    out, frame = s.out, s.frame
    out.append(_DICT)
    for key, value in zip(node.keys, node.values):  # noqa: B905 - the parser's own
        if key is None:
            out.append(WORD["**"])
        elif key.__class__ is ast.Constant:
            text = key.value
            out.append(STRING[text] if text.__class__ is str else literal(text))
        else:
            VISITORS[key.__class__](key, s)
        if value.__class__ is ast.Constant:
            text = value.value
            out.append(STRING[text] if text.__class__ is str else literal(text))
        elif value.__class__ is ast.Name and frame is not None:
            out.append(frame.numbers.get(value.id) or WORD[value.id])
        else:
            VISITORS[value.__class__](value, s)
    out.append(END)


def visit_if_exp(node: ast.IfExp, s: State) -> None:
    """``body if test else orelse``."""
    s.out.append(_IF_EXP)
    VISITORS[node.test.__class__](node.test, s)
    VISITORS[node.body.__class__](node.body, s)
    VISITORS[node.orelse.__class__](node.orelse, s)


def visit_starred(node: ast.Starred, s: State) -> None:
    """``*value``."""
    s.out.append(WORD["*"])
    VISITORS[node.value.__class__](node.value, s)


def visit_named(node: ast.NamedExpr, s: State) -> None:
    """``name := value``."""
    s.out.append(KIND[ast.NamedExpr])
    visit_target(node.target, s)
    visit(node.value, s)
