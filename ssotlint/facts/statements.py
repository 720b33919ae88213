"""Statements: what they bind, import and depend on, and their characters in the shape."""

import ast
from collections.abc import Sequence
from hashlib import blake2b
from typing import cast

from ssotlint.facts.alphabet import END, KIND, WORD
from ssotlint.facts.expressions import EXPECTING, VISITORS, number, visit
from ssotlint.facts.state import State, dotted
from ssotlint.model.facts import BindingKind, Context, Import, Usage

_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one
_IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
_CONTAINERS = {
    "dict", "list", "set", "defaultdict", "collections.defaultdict", "OrderedDict",
    "collections.OrderedDict", "deque", "collections.deque", "Counter", "collections.Counter",
    "WeakValueDictionary", "weakref.WeakValueDictionary",
}  # fmt: skip
# Looked up once: the walk asks for them at every statement.
_TYPING, _GUARDED, _FALLBACK = Context.TYPING, Context.GUARDED, Context.FALLBACK
_CONDITIONAL, _EXPECTED = Context.CONDITIONAL, Context.EXPECTED
_DEFERRED = Context.DEFERRED
_DROPPED, _RETURNED, _BOUND = Usage.DROPPED, Usage.RETURNED, Usage.BOUND
_ITERATED, _ENTERED = Usage.ITERATED, Usage.ENTERED
_ASSIGN = KIND[ast.Assign]
_AUG_ASSIGN = KIND[ast.AugAssign]
_EXCEPT_HANDLER = KIND[ast.ExceptHandler]
_EXPR = KIND[ast.Expr]
_FOR = KIND[ast.For]
_IF = KIND[ast.If]
_MATCH = KIND[ast.Match]
_RETURN = KIND[ast.Return]
_TRY = KIND[ast.Try]
_WHILE = KIND[ast.While]
_WITH = KIND[ast.With]


def visit_body(statements: Sequence[ast.stmt], s: State) -> None:
    """Statements in their order, then the end mark."""
    s.statements += len(statements)
    for statement in statements:
        VISITORS[statement.__class__](statement, s)
    s.out.append(END)


def within(flag: int, statements: Sequence[ast.stmt], s: State) -> None:
    """A body under one more condition."""
    context = s.context
    s.context = context | flag
    visit_body(statements, s)
    s.context = context


def visit_expr(node: ast.Expr, s: State) -> None:
    """An expression statement; a call here drops its value. Strings alone say nothing."""
    value = node.value
    if value.__class__ is ast.Constant:
        s.statements -= 1
        return
    s.out.append(_EXPR)
    if value.__class__ is ast.Call:
        s.usage = _DROPPED
        if s.frame is None:
            _extend_exports(value, s)
    VISITORS[value.__class__](value, s)


def visit_return(node: ast.Return, s: State) -> None:
    """``return value``."""
    s.out.append(_RETURN)
    if node.value is not None:
        if node.value.__class__ is ast.Call:
            s.usage = _RETURNED
        VISITORS[node.value.__class__](node.value, s)


def visit_assign(node: ast.Assign, s: State) -> None:
    """An assignment; at module and class level also a binding."""
    s.out.append(_ASSIGN)
    _assign(node.targets, node.value, node, "", s)


def visit_ann_assign(node: ast.AnnAssign, s: State) -> None:
    """``x: T = value`` says what ``x = value`` says; without a value it only declares."""
    if node.value is not None:
        s.out.append(_ASSIGN)
        _assign([node.target], node.value, node, s.text(node.annotation), s)
    elif node.target.__class__ is ast.Name:
        name = node.target.id
        if s.frame is None:
            s.bind(name, BindingKind.DECLARED, node, annotation=s.text(node.annotation))


def _assign(targets: Sequence[ast.expr], value: ast.expr, node: ast.stmt, annotation: str,
            s: State) -> None:  # fmt: skip
    single = len(targets) == 1 and targets[0].__class__ is ast.Name
    made = dotted(value.func) if isinstance(value, ast.Call) else ""
    if made and single:
        s.usage = _BOUND
        if s.frame is not None:
            name = cast("ast.Name", targets[0]).id
            s.frame.made[name] = made
    start = len(s.out)
    VISITORS[value.__class__](value, s)
    text = s.out[start:] if s.frame is None else []
    for target in targets:
        if s.frame is None and target.__class__ is ast.Name:
            name = target.id
            s.out.append(WORD[name])
            _bind_value(name, value, node, "".join(text), annotation, s)
        else:
            if target.__class__ is ast.Attribute and (s.frame is None or _is_rooted(target, s)):
                s.patched.append(dotted(target))
            VISITORS[target.__class__](target, s)
    s.out.append(END)


def _is_rooted(target: ast.expr, s: State) -> bool:
    """Whether an attribute is one of a name that an import of this file binds."""
    owner = cast("ast.Attribute", target).value
    return isinstance(owner, ast.Name) and owner.id in s.roots


def _bind_value(name: str, value: ast.expr, node: ast.stmt, shape: str, annotation: str,
                s: State) -> None:  # fmt: skip
    if name == "__all__" and s.class_owner < 0:
        names = _strings(value)
        s.exports = names
        s.static_exports = names is not None
    if name == "__getattr__" and s.class_owner < 0:
        s.dynamic = True
    kind, words = _kind_of(value, s)
    s.bind(name, kind, node, value=words, shape=_digest(shape), annotation=annotation)


def _kind_of(value: ast.expr, s: State) -> tuple[BindingKind, str]:
    name = dotted(value)
    if name:
        return BindingKind.ALIAS, name
    if isinstance(value, ast.Call):
        callee = dotted(value.func)
        kind = BindingKind.CONTAINER if callee in _CONTAINERS else BindingKind.CALL
        return (kind, callee) if callee else (BindingKind.OTHER, "")
    if isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp):
        return BindingKind.CONTAINER, ""
    if isinstance(value, ast.Constant | ast.Tuple | ast.UnaryOp | ast.JoinedStr | ast.BinOp):
        short = value.end_lineno == value.lineno and (value.end_col_offset or 0) < 120
        return BindingKind.LITERAL, s.text(value) if short else ""
    return BindingKind.OTHER, ""


def _digest(shape: str) -> int:
    data = shape.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=7).digest(), "big")


def _strings(value: ast.expr) -> list[str] | None:
    if not isinstance(value, ast.List | ast.Tuple | ast.Set):
        return None
    names = [e.value for e in value.elts if isinstance(e, ast.Constant)]
    good = [n for n in names if isinstance(n, str)]
    return good if len(good) == len(value.elts) else None


def _extend_exports(call: ast.Call, s: State) -> None:
    name = dotted(call.func)
    if name not in ("__all__.extend", "__all__.append") or s.exports is None:
        return
    argument = call.args[0] if len(call.args) == 1 else None
    names = _strings(ast.List([argument])) if name.endswith("append") and argument else (
        _strings(argument) if argument else None
    )  # fmt: skip
    if names is None:
        s.static_exports = False
    else:
        s.exports.extend(names)


def visit_aug_assign(node: ast.AugAssign, s: State) -> None:
    """``target op= value``; ``__all__ +=`` extends the exports."""
    s.out.append(_AUG_ASSIGN)
    s.out.append(KIND[node.op.__class__])
    target = node.target
    if s.frame is None and isinstance(target, ast.Name):
        s.out.append(WORD[target.id])
        if target.id == "__all__":
            names = _strings(node.value)
            if names is None or s.exports is None:
                s.static_exports = False
            else:
                s.exports.extend(names)
    else:
        visit(target, s)
    VISITORS[node.value.__class__](node.value, s)


def visit_import(node: ast.Import | ast.ImportFrom, s: State) -> None:
    """One row a name; inside a function the names stay words, so that shapes show them."""
    s.out.append(KIND[node.__class__])
    module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
    level = node.level if isinstance(node, ast.ImportFrom) else 0
    if isinstance(node, ast.ImportFrom):
        s.out.append(WORD["." * level + module])
    span = s.span(node)
    for alias in node.names:
        s.out.append(WORD[alias.name])
        if isinstance(node, ast.ImportFrom):
            name, source, bound = alias.name, module, alias.asname or alias.name
        else:
            name, source = "", alias.name
            bound = alias.asname or alias.name.partition(".")[0]
        position = len(s.imports)
        s.imports.append(
            _new(
                Import,
                (source, level, name, bound, alias.asname is not None, span, s.context, s.owner),
            )
        )
        s.roots.add(bound)
        if s.frame is not None:
            s.frame.imported.add(bound)
            if s.frame.numbers.get(bound) is None:
                s.frame.numbers[bound] = WORD[bound]
        else:
            s.bind(bound, BindingKind.IMPORT, node, ref=position)
    s.out.append(END)


def visit_if(node: ast.If, s: State) -> None:
    """``if``: the body under TYPE_CHECKING is for type checkers only."""
    s.out.append(_IF)
    VISITORS[node.test.__class__](node.test, s)
    name = dotted(node.test)
    if name in ("TYPE_CHECKING", "typing.TYPE_CHECKING", "t.TYPE_CHECKING"):
        within(_TYPING, node.body, s)
        within(0, node.orelse, s)
        return
    if not name and _is_main(node.test):
        within(_CONDITIONAL | _DEFERRED, node.body, s)  # loading the module does not run it
        within(_CONDITIONAL, node.orelse, s)
        return
    within(_CONDITIONAL, node.body, s)
    within(_CONDITIONAL, node.orelse, s)


def _is_main(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and dotted(test.left) == "__name__"


def visit_loop(node: ast.For | ast.AsyncFor, s: State) -> None:
    """``for`` and ``async for``."""
    s.out.append(_FOR)
    if node.iter.__class__ is ast.Call:
        s.usage = _ITERATED
    VISITORS[node.iter.__class__](node.iter, s)
    VISITORS[node.target.__class__](node.target, s)
    within(_CONDITIONAL, node.body, s)
    if node.orelse:
        within(_CONDITIONAL, node.orelse, s)


def visit_while(node: ast.While, s: State) -> None:
    """``while``."""
    s.out.append(_WHILE)
    VISITORS[node.test.__class__](node.test, s)
    within(_CONDITIONAL, node.body, s)
    if node.orelse:
        within(_CONDITIONAL, node.orelse, s)


def visit_try(node: ast.Try, s: State) -> None:
    """``try``: imports in it are guarded when a handler catches ImportError."""
    s.out.append(_TRY)
    guards = any(_catches_import_error(h.type) for h in node.handlers)
    within(_GUARDED if guards else _CONDITIONAL, node.body, s)
    for handler in node.handlers:
        s.out.append(_EXCEPT_HANDLER)
        if handler.type is not None:
            visit(handler.type, s)
        if handler.name:
            if s.frame is not None:
                s.out.append(number(handler.name, s.frame))
            else:
                s.out.append(WORD[handler.name])
        caught = _catches_import_error(handler.type)
        within(_FALLBACK if caught else _CONDITIONAL, handler.body, s)
    within(_GUARDED if guards else _CONDITIONAL, node.orelse, s)
    within(0, node.finalbody, s)


def _catches_import_error(kind: ast.expr | None) -> bool:
    if kind is None:
        return True
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(dotted(k).rpartition(".")[2] in _IMPORT_ERRORS for k in kinds)


def visit_with(node: ast.With | ast.AsyncWith, s: State) -> None:
    """``with``: ``suppress(ImportError)`` guards, ``pytest.raises`` expects the failure."""
    s.out.append(_WITH)
    flag = 0
    for item in node.items:
        expression = item.context_expr
        if isinstance(expression, ast.Call):
            s.usage = _ENTERED
            name = dotted(expression.func).rpartition(".")[2]
            if name in EXPECTING:
                flag |= _EXPECTED
            elif name == "suppress" and any(map(_catches_import_error, expression.args)):
                flag |= _GUARDED
        VISITORS[expression.__class__](expression, s)
        if item.optional_vars is not None:
            visit(item.optional_vars, s)
    within(flag, node.body, s)


def visit_match(node: ast.Match, s: State) -> None:
    """``match``: patterns by their kinds, the cases under a condition."""
    s.out.append(_MATCH)
    visit(node.subject, s)
    for case in node.cases:
        visit(case.pattern, s)
        if case.guard is not None:
            visit(case.guard, s)
        within(_CONDITIONAL, case.body, s)
    s.out.append(END)


def visit_global(node: ast.Global | ast.Nonlocal, s: State) -> None:
    """``global`` names are no locals: they keep their word in the shape."""
    s.out.append(KIND[node.__class__])
    for name in node.names:
        s.out.append(WORD[name])
        if s.frame is not None and node.__class__ is ast.Global:
            s.frame.numbers[name] = WORD[name]
            s.frame.declared_global.append(name)
    s.out.append(END)


def visit_pass(_node: ast.Pass, s: State) -> None:
    """``pass`` says nothing."""
    s.statements -= 1
