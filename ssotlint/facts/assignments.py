"""Assignments: what they bind, and at module level what is known of the value."""

import ast
from collections.abc import Sequence
from hashlib import blake2b
from typing import cast

from ssotlint.facts.alphabet import END, KIND, STRING, WORD, literal
from ssotlint.facts.calls import visit_call
from ssotlint.facts.exports import extend_exports, strings
from ssotlint.facts.held import keep
from ssotlint.facts.names import number
from ssotlint.facts.state import State, dotted
from ssotlint.facts.visitors import TARGETS, VISITORS, visit_target
from ssotlint.model.facts import BindingKind, Usage

_BOUND = Usage.BOUND
_ASSIGN = KIND[ast.Assign]
_AUG_ASSIGN = KIND[ast.AugAssign]
_CONTAINERS = {
    "dict", "list", "set", "defaultdict", "collections.defaultdict", "OrderedDict",
    "collections.OrderedDict", "deque", "collections.deque", "Counter", "collections.Counter",
    "WeakValueDictionary", "weakref.WeakValueDictionary",
}  # fmt: skip
_DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_LITERALS = (ast.Constant, ast.Tuple, ast.UnaryOp, ast.JoinedStr, ast.BinOp)


def visit_assign(node: ast.Assign, s: State) -> None:
    """An assignment; at module and class level also a binding."""
    targets, frame = node.targets, s.frame
    s.out.append(_ASSIGN)
    if frame is None or len(targets) > 1 or targets[0].__class__ is not ast.Name:
        _assign(targets, node.value, node, "", s)
        return
    value, name, made = node.value, targets[0].id, ""
    if value.__class__ is ast.Call:
        s.usage = _BOUND
        visit_call(value, s)
        made = s.callee
    elif value.__class__ is ast.Constant:
        text = value.value
        s.out.append(STRING[text] if text.__class__ is str else literal(text))
    else:
        VISITORS[value.__class__](value, s)
    stores = frame.stores
    stores[name] = "" if name in stores else made
    s.out.append(frame.numbers.get(name) or number(name, frame))
    s.out.append(END)


def visit_ann_assign(node: ast.AnnAssign, s: State) -> None:
    """``x: T = value`` says what ``x = value`` says; without a value it only declares."""
    target = node.target
    annotation = s.text(node.annotation) if s.frame is None else ""
    if node.value is not None:
        s.out.append(_ASSIGN)
        _assign([target], node.value, node, annotation, s)
    elif s.frame is None and isinstance(target, ast.Name):
        s.bind(target.id, BindingKind.DECLARED, s.span(node), annotation=annotation)


def _assign(targets: Sequence[ast.expr], value: ast.expr, node: ast.stmt, annotation: str,
            s: State) -> None:  # fmt: skip
    out, frame = s.out, s.frame
    single = len(targets) == 1 and targets[0].__class__ is ast.Name
    called = value.__class__ is ast.Call
    if called and single:
        s.usage = _BOUND
    start = len(out)
    VISITORS[value.__class__](value, s)
    made, name = "", ""
    if called and single and frame is not None:
        name = cast("ast.Name", targets[0]).id
        made = "" if name in frame.stores else s.callee
    elif frame is not None and len(targets) == 1 and targets[0].__class__ is ast.Attribute:
        keep(value, s)
    text = out[start:] if frame is None else []
    for target in targets:
        if frame is None and target.__class__ is ast.Name:
            name = target.id
            out.append(WORD[name])
            _bind_value(name, value, node, "".join(text), annotation, s)
        else:
            if target.__class__ is ast.Attribute and (frame is None or _is_rooted(target, s)):
                s.patched.append(dotted(target))
            TARGETS[target.__class__](target, s)
    if made and frame is not None:
        frame.stores[name] = made
    out.append(END)


def _is_rooted(target: ast.expr, s: State) -> bool:
    """Whether an attribute is one of a name that an import of this file binds."""
    owner = cast("ast.Attribute", target).value
    return isinstance(owner, ast.Name) and owner.id in s.roots


def _bind_value(name: str, value: ast.expr, node: ast.stmt, shape: str, annotation: str,
                s: State) -> None:  # fmt: skip
    if name == "__all__" and s.class_owner < 0:
        names = strings(value)
        s.exports = names
        s.static_exports = names is not None
    if name == "__getattr__" and s.class_owner < 0:
        s.dynamic = True
    kind, words = _kind_of(value, s)
    s.bind(name, kind, s.span(node), value=words, shape=_digest(shape), annotation=annotation)


def _kind_of(value: ast.expr, s: State) -> tuple[BindingKind, str]:
    name = dotted(value)
    if name:
        return BindingKind.ALIAS, name
    if isinstance(value, ast.Call):
        callee = dotted(value.func)
        kind = BindingKind.CONTAINER if callee in _CONTAINERS else BindingKind.CALL
        return (kind, callee) if callee else (BindingKind.OTHER, "")
    if isinstance(value, _DISPLAYS):
        return BindingKind.CONTAINER, ""
    if isinstance(value, _LITERALS):
        short = value.end_lineno == value.lineno and (value.end_col_offset or 0) < 120
        return BindingKind.LITERAL, s.text(value) if short else ""
    return BindingKind.OTHER, ""


def _digest(shape: str) -> int:
    data = shape.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=7).digest(), "big")


def visit_aug_assign(node: ast.AugAssign, s: State) -> None:
    """``target op= value``; ``__all__ +=`` extends the exports."""
    s.out.append(_AUG_ASSIGN)
    s.out.append(KIND[node.op.__class__])
    target = node.target
    if s.frame is None and isinstance(target, ast.Name):
        s.out.append(WORD[target.id])
        if target.id == "__all__":
            extend_exports(strings(node.value), s)
    else:
        visit_target(target, s)
    VISITORS[node.value.__class__](node.value, s)
