"""Statements: what they bind, import and depend on, and their characters in the shape."""

import ast
from collections.abc import Iterable, Sequence

from ssotlint.facts.alphabet import END, KIND, WORD
from ssotlint.facts.calls import EXPECTING, visit_call
from ssotlint.facts.exports import note_exports
from ssotlint.facts.names import number
from ssotlint.facts.state import State, dotted
from ssotlint.facts.visitors import TARGETS, VISITORS, visit, visit_target
from ssotlint.model.facts import Binding, BindingKind, Context, Usage

# The last part of a name; but for the first what programs call it that had to do without.
_CHECKING = frozenset(
    ("TYPE_CHECKING", "MYPY", "MYPY_CHECKING", "MYPY_CHECK_RUNNING", "MYPY_RUNNING")
)
_LOOKING = frozenset(("exists", "find_spec", "is_dir", "is_file", "isdir", "isfile", "lexists"))
_IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
# Looked up once: the walk asks for them at every statement.
_TYPING, _GUARDED, _FALLBACK = Context.TYPING, Context.GUARDED, Context.FALLBACK
_CONDITIONAL, _EXPECTED = Context.CONDITIONAL, Context.EXPECTED
_DEFERRED = Context.DEFERRED
_DROPPED, _RETURNED = Usage.DROPPED, Usage.RETURNED
_ITERATED, _ENTERED = Usage.ITERATED, Usage.ENTERED
_ASSERT = KIND[ast.Assert]
_DELETE = KIND[ast.Delete]
_EXCEPT_HANDLER = KIND[ast.ExceptHandler]
_EXPR = KIND[ast.Expr]
_FOR = KIND[ast.For]
_IF = KIND[ast.If]
_MATCH = KIND[ast.Match]
_RAISE = KIND[ast.Raise]
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


def visit_each(statements: Iterable[ast.stmt], s: State) -> None:
    """Statements that are not all there yet, then the end mark."""
    for statement in statements:
        s.statements += 1
        VISITORS[statement.__class__](statement, s)
        del statement  # before the next one is made
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
            note_exports(value, s)
        visit_call(value, s)
    else:
        VISITORS[value.__class__](value, s)


def visit_return(node: ast.Return, s: State) -> None:
    """``return value``."""
    value = node.value
    s.out.append(_RETURN)
    if value is not None:
        if value.__class__ is ast.Call:
            s.usage = _RETURNED
        VISITORS[value.__class__](value, s)


def visit_assert(node: ast.Assert, s: State) -> None:
    """``assert test, message``."""
    test, message = node.test, node.msg
    s.out.append(_ASSERT)
    VISITORS[test.__class__](test, s)
    if message is not None:
        VISITORS[message.__class__](message, s)


def visit_raise(node: ast.Raise, s: State) -> None:
    """``raise error from cause``."""
    error, cause = node.exc, node.cause
    s.out.append(_RAISE)
    if error is not None:
        VISITORS[error.__class__](error, s)
    if cause is not None:
        VISITORS[cause.__class__](cause, s)


def visit_delete(node: ast.Delete, s: State) -> None:
    """``del a, b``."""
    s.out.append(_DELETE)
    for target in node.targets:
        TARGETS[target.__class__](target, s)
    s.out.append(END)


def visit_if(node: ast.If, s: State) -> None:
    """``if``: the body under TYPE_CHECKING is for type checkers only."""
    s.out.append(_IF)
    VISITORS[node.test.__class__](node.test, s)
    name = dotted(node.test)
    if _is_for_checkers(name):
        within(_TYPING, node.body, s)
        within(0, node.orelse, s)
        return
    if node.test.__class__ is ast.UnaryOp and _is_for_checkers(dotted(node.test.operand)):
        within(0, node.body, s)
        within(_TYPING, node.orelse, s)
        return
    if not name and _is_main(node.test):
        within(_CONDITIONAL | _DEFERRED, node.body, s)  # loading the module does not run it
        within(_CONDITIONAL, node.orelse, s)
        return
    within(_CONDITIONAL | _EXPECTED if _looks_for_imported(node) else _CONDITIONAL, node.body, s)
    within(_CONDITIONAL, node.orelse, s)


def _is_for_checkers(name: str) -> bool:
    """Whether a name is true for type checkers alone, wherever it was imported from."""
    return name.rpartition(".")[2] in _CHECKING


def _looks_for_imported(node: ast.If) -> bool:
    """`if os.path.isfile("local.py"): from local import *`: it is imported where it is there."""
    rows = [row for row in node.body if isinstance(row, ast.Import | ast.ImportFrom)]
    if not rows or isinstance(node.test, ast.UnaryOp):
        return False
    inside = list(ast.walk(node.test))
    if not any(isinstance(part, ast.Call) and _called(part) in _LOOKING for part in inside):
        return False
    texts = [p.value for p in inside if isinstance(p, ast.Constant) and isinstance(p.value, str)]
    names = [row.module or "" for row in rows if isinstance(row, ast.ImportFrom)]
    names += [alias.name for row in rows for alias in row.names]
    return not texts or any(name.rpartition(".")[2] in text for name in names for text in texts)


def _called(call: ast.Call) -> str:
    """The last part of what is called, whatever it is an attribute of."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else dotted(call.func)


def _is_main(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and dotted(test.left) == "__name__"


def visit_loop(node: ast.For | ast.AsyncFor, s: State) -> None:
    """``for`` and ``async for``."""
    s.out.append(_FOR)
    iterated, target = node.iter, node.target
    if iterated.__class__ is ast.Call:
        s.usage = _ITERATED
    VISITORS[iterated.__class__](iterated, s)
    TARGETS[target.__class__](target, s)
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
    first = len(s.imports)
    within(_GUARDED if guards else _CONDITIONAL, node.body, s)
    tried = range(first, len(s.imports))
    for handler in node.handlers:
        s.out.append(_EXCEPT_HANDLER)
        if handler.type is not None:
            visit(handler.type, s)
        if handler.name:
            if s.frame is not None:
                s.out.append(number(handler.name, s.frame))
            else:
                s.out.append(WORD[handler.name])
        caught, bound = _catches_import_error(handler.type), len(s.bindings)
        within(_FALLBACK if caught else _CONDITIONAL, handler.body, s)
        if caught and tried:
            _spare(tried, s.bindings[bound:], s)
    within(_GUARDED if guards else _CONDITIONAL, node.orelse, s)
    within(0, node.finalbody, s)


def _spare(tried: range, bound: list[Binding], s: State) -> None:
    """Note imports under ``try`` when a handler binds the same name otherwise, or a mark.

    An import of another name in the handler is one of the error that it raises.
    """
    names = {s.imports[position].bound for position in tried}
    if any(row.kind is not BindingKind.IMPORT or row.name in names for row in bound):
        s.spared.update(tried)


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
            visit_target(item.optional_vars, s)
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


def visit_type_alias(node: ast.stmt, s: State) -> None:
    """``type Name[T] = value``, which not every Python that runs this knows."""
    s.out.append(KIND[node.__class__])
    visit_target(node.name, s)  # type: ignore[attr-defined]
    for parameter in node.type_params:  # type: ignore[attr-defined]
        visit(parameter, s)
    s.out.append(END)
    visit(node.value, s)  # type: ignore[attr-defined]


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
