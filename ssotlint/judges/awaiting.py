"""Is a coroutine left alone, or something awaited that cannot be?"""

import ast
from collections.abc import Callable, Sequence
from typing import NamedTuple

import libcst as cst

from ssotlint.detectors.calls import CallEvidence
from ssotlint.graph.contracts import ASYNC_GENERATOR, CONSTRUCTOR, COROUTINE, GENERATOR
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.names import dotted
from ssotlint.syntax.outline import Outline
from ssotlint.syntax.signatures import folded, own_body

ALWAYS_TRUE = "a coroutine is always true"
# What a coroutine object has; everything else on it is an AttributeError.
_OF_COROUTINES = frozenset(
    ("send", "throw", "close", "cr_await", "cr_code", "cr_frame", "cr_origin", "cr_running",
     "cr_suspended", "__await__", "__name__", "__qualname__", "__class__", "__doc__")
)  # fmt: skip
# Annotations of values that nobody can await.
_PLAIN = frozenset(
    ("None", "bool", "int", "float", "complex", "str", "bytes", "bytearray", "dict", "list",
     "tuple", "set", "frozenset", "Dict", "List", "Tuple", "Set", "FrozenSet", "Mapping",
     "Sequence", "Iterable", "datetime", "timedelta", "date", "UUID", "Decimal", "Path",
     "Optional", "Union", "Literal", "Iterator", "Generator")
)  # fmt: skip
_MAKING = frozenset(
    ("bool", "bytes", "dict", "enumerate", "float", "frozenset", "int", "isinstance", "len", "list",
     "max", "min", "range", "repr", "round", "set", "sorted", "str", "sum", "tuple", "any", "all")
)  # fmt: skip
_VALUES = (
    cst.BaseString, cst.BaseNumber, cst.Dict, cst.List, cst.Set, cst.Tuple, cst.Comparison,
    cst.BaseComp, cst.UnaryOperation, cst.Lambda,
)  # fmt: skip


_AWAIT = "Write `await` before the call"
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_DO_NOT = "Delete this `await`"
_BE_PLAIN = "Write `def {}` without `async`, and delete this `await`"
_WAITING = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Yield, ast.YieldFrom)
_ITERATE = "Iterate over it with `async for`"


class Misuse(NamedTuple):
    """What is wrong, what to do, and which errors it raises."""

    text: str
    cure: str = ""
    errors: tuple[str, ...] = ()


_TAKEN = ("AttributeError", "TypeError")


def misuse(
    outline: Outline,
    path: Sequence[ast.AST],
    evidence: CallEvidence,
    is_plain: Callable[[], bool],
) -> Misuse | None:
    """What is done with the value of a call that cannot be done with it; None if it may.

    ``is_plain`` tells, where it is needed, whether that value cannot be awaited.
    """
    above = path[-2] if len(path) > 1 else None
    if evidence.kind == COROUTINE:
        found = _of_coroutine(outline, path[-1], above, dropped=evidence.usage == "dropped")
        return found and found._replace(cure=_await_in(path))
    if isinstance(above, ast.Await) and is_plain():
        what = "a generator" if "generator" in evidence.kind else evidence.product
        cure = _as_it_is_above(path, evidence.callee) or _DO_NOT
        return Misuse(f"{what or 'what it returns'} cannot be awaited", cure, ("TypeError",))
    if isinstance(above, ast.Expr) and evidence.kind == ASYNC_GENERATOR:
        return Misuse("the async generator is never iterated, so nothing of it runs", _ITERATE)
    return None


def _as_it_is_above(path: Sequence[ast.AST], callee: str) -> str:
    """What to do in an `async def` that overrides the plain function which it awaits; "" elsewhere.

    Who calls that knows a plain one: without its `await` alone it would never run.
    """
    around = next((node for node in reversed(path) if isinstance(node, _FUNCTIONS)), None)
    if not isinstance(around, ast.AsyncFunctionDef) or callee != f"super().{around.name}":
        return ""
    waits = [
        node for node in ast.walk(around)
        if isinstance(node, _WAITING) or getattr(node, "is_async", False)
    ]  # fmt: skip
    return _BE_PLAIN.format(around.name) if len(waits) == 1 else ""


def _await_in(path: Sequence[ast.AST]) -> str:
    """What lets a call be awaited where it stands: in a plain function that changes its callers."""
    around = [node for node in path if isinstance(node, _FUNCTIONS)]
    match around[-1:]:
        case [ast.AsyncFunctionDef()]:
            return _AWAIT
        case [ast.FunctionDef(name=name)]:
            return f"{_AWAIT}, make {name} a coroutine function, and await it where it is called"
    return f"{_AWAIT}, in a coroutine function"


def _of_coroutine(
    outline: Outline, call: ast.AST, above: ast.AST | None, *, dropped: bool
) -> Misuse | None:
    if isinstance(above, ast.Expr):
        if not dropped:
            return None  # an expression read alone: a lambda hands the coroutine on
        return Misuse("the coroutine is never awaited, so nothing of it runs")
    if isinstance(above, ast.Assign):
        return _of_variable(outline, above)
    text = _misused_by(above, call)
    return Misuse(text, errors=_TAKEN) if text else None


def _misused_by(parent: ast.AST | None, value: ast.AST) -> str:  # noqa: PLR0911 - a table
    """What the node above a coroutine asks of it, in the words of Python's error; "" if it may."""
    match parent:
        case ast.Attribute(attr=name) if name not in _OF_COROUTINES:
            return f"'coroutine' object has no attribute '{name}'"
        case ast.Subscript() if parent.value is value:
            return "'coroutine' object is not subscriptable"
        case ast.For() if parent.iter is value:
            return "'coroutine' object is not iterable"
        case ast.AsyncFor() if parent.iter is value:
            return "'async for' requires an object with __aiter__ method, got coroutine"
        case ast.comprehension() if parent.iter is value:
            return "a coroutine cannot be iterated over"
        case ast.withitem():
            return "'coroutine' object does not support the context manager protocol"
        case ast.If() | ast.While() | ast.Assert() | ast.IfExp() if parent.test is value:
            return ALWAYS_TRUE
        case ast.UnaryOp(op=ast.Not()):
            return ALWAYS_TRUE
    return ""


def _of_variable(outline: Outline, statement: ast.Assign) -> Misuse | None:
    """`x = fetch()` without `await`, where every later use of x takes it for the result."""
    target = statement.targets[0] if len(statement.targets) == 1 else None
    if not isinstance(target, ast.Name):
        return None
    texts = [_misused_by(parent, use) for parent, use in outline.uses(target)]
    wrong = [t for t in texts if t != ALWAYS_TRUE]
    if not wrong or not all(texts):
        return None
    return Misuse(f"{wrong[0]}, `await` is missing", errors=_TAKEN)


def cannot_be_awaited(evidence: CallEvidence, read: Callable[[], Excerpt]) -> bool:
    """Whether the callee, which ``read`` gives, hands out something without ``__await__``."""
    if evidence.kind in (CONSTRUCTOR, GENERATOR, ASYNC_GENERATOR):
        return True
    definition = read()
    node = definition.node
    if not isinstance(node, cst.FunctionDef):
        return False
    annotation = folded(node.returns.annotation, definition) if node.returns is not None else ""
    declared = _head(annotation) in _PLAIN or bool(annotation and evidence.product)
    values = [n.value for n in own_body(node) if isinstance(n, cst.Return)]
    if not values and annotation and _head(annotation) not in _PLAIN:
        return False  # a stub: nothing but the annotation says what comes of it
    return all(_is_plain(v, evidence.product, declared=declared) for v in values)


def _head(annotation: str) -> str:
    return annotation.strip("\"'").partition("[")[0].partition("|")[0].strip().rpartition(".")[2]


def _is_plain(value: cst.BaseExpression | None, product: str, *, declared: bool) -> bool:
    """Whether an expression that is returned is no awaitable; names only where it is declared."""
    if value is None or isinstance(value, _VALUES) or dotted(value) in ("None", "True", "False"):
        return True
    if isinstance(value, cst.Call):
        name = dotted(value.func).rpartition(".")[2]
        return name in _MAKING or (bool(product) and name == product)
    return declared and isinstance(value, cst.Name | cst.Attribute | cst.Subscript)
