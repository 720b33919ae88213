"""What a body amounts to: a stub, a delegate, an accessor, a refusal."""

import ast
from typing import cast

from ssotlint.facts.state import dotted
from ssotlint.model.facts import Body

_NOT_IMPLEMENTED = {"NotImplementedError", "NotImplemented"}
# What ends with another statement is plain.
_TELLING = frozenset((ast.Expr, ast.Pass, ast.Raise, ast.Return))
LOGGERS = frozenset(("logger", "log", "logging", "_logger", "_log", "LOG", "LOGGER", "warnings"))
"""What people call that which tells people what happens."""


def body_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[Body, str]:
    """The kind of a body, and what it calls, returns or raises (see ``Definition.target``)."""
    if node.body[-1].__class__ not in _TELLING:
        return Body.PLAIN, ""
    body = [statement for statement in node.body if not _says_nothing(statement)]
    if not body:
        return Body.STUB, ""
    last = body[-1]
    if isinstance(last, ast.Raise) and all(_only_tells(s) for s in body[:-1]):
        error = _error_name(last)
        return (Body.STUB if error in _NOT_IMPLEMENTED else Body.RAISES), error
    if len(body) == 1:
        return _single(last)
    if not isinstance(last, ast.Return):
        return Body.PLAIN, ""
    arguments = node.args
    own = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return _accessor(body, {parameter.arg for parameter in own})


def _says_nothing(statement: ast.stmt) -> bool:
    kind = statement.__class__
    return kind is ast.Pass or (
        kind is ast.Expr and statement.value.__class__ is ast.Constant  # type: ignore[attr-defined]
    )


def _only_tells(statement: ast.stmt) -> bool:
    """Logging, warning, importing or naming a message before a refusal changes nothing of it."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return True
    if isinstance(statement, ast.Assign):
        return isinstance(statement.value, ast.Constant | ast.JoinedStr)
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and dotted(statement.value.func).split(".")[0] in LOGGERS
    )


def _error_name(statement: ast.Raise) -> str:
    error = statement.exc
    if isinstance(error, ast.Call):
        error = error.func
    return dotted(error) if error is not None else ""


def _single(statement: ast.stmt) -> tuple[Body, str]:
    value = statement.value if isinstance(statement, ast.Return | ast.Expr) else None
    if isinstance(value, ast.Await):
        value = value.value
    if isinstance(value, ast.Call):
        passed = [*value.args, *(k.value for k in value.keywords)]
        if all(map(_passed_on, passed)):
            return (Body.PRESET if any(map(_is_fact, passed)) else Body.DELEGATE), dotted(
                value.func
            )
    elif isinstance(value, ast.Name | ast.Attribute):
        return Body.ACCESSOR, dotted(value)
    elif isinstance(value, ast.Constant):
        return Body.CONSTANT, ""
    return Body.PLAIN, ""


def _passed_on(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Starred):
        argument = argument.value
    return isinstance(argument, ast.Constant) or bool(dotted(argument))


def _is_fact(argument: ast.expr) -> bool:
    """Whether a text or a number is passed: it is the function's own."""
    value = argument.value if isinstance(argument, ast.Constant) else None
    return value is not None and not isinstance(value, bool)


def _accessor(body: list[ast.stmt], parameters: set[str]) -> tuple[Body, str]:
    """``global x; if x is None: x = Make(); return x`` and its kin (locks, attributes).

    Who changes and returns what was passed looks nothing up.
    """
    value = cast("ast.Return", body[-1]).value
    if value is None:
        return Body.PLAIN, ""
    name = dotted(value)
    rest = [s for s in body[:-1] if not isinstance(s, ast.Global)]
    if not name or len(rest) != 1 or name in parameters:
        return Body.PLAIN, _maker(rest, name) if name else ""
    guard = rest[0]
    if isinstance(guard, ast.With | ast.AsyncWith) and len(guard.body) == 1:
        guard = guard.body[0]
    if isinstance(guard, ast.If) and name in {dotted(n) for n in ast.walk(guard.test)}:
        return Body.ACCESSOR, name
    return Body.PLAIN, _maker(body, name)


def _maker(body: list[ast.stmt], name: str) -> str:
    """The callee of ``name = callee(...)`` in a body that returns the name."""
    for statement in body:
        if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Call):
            continue
        if any(isinstance(t, ast.Name) and t.id == name for t in statement.targets):
            return dotted(statement.value.func)
    return ""
