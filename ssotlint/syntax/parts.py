"""What of a LibCST node is meaning, and what is layout.

``kind_of`` and ``parts_of`` give the same answer for two nodes exactly when they say the same in
Python, whatever they look like: white space, comments, parentheses, commas, quotes, ``elif`` for
an ``if`` in an ``else``, several statements on a line, and bodies on the line of their header make
no difference. Patterns and their equality stand on these two.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeAlias, TypeGuard

import libcst as cst

from ssotlint.syntax import texts
from ssotlint.syntax.forms import Handler
from ssotlint.syntax.tree import fields_of, is_text, statements_of

Part: TypeAlias = cst.CSTNode | str | tuple[Any, ...] | None
Parts: TypeAlias = tuple[Part, ...]

_TEXT, _NUMBER = "Text", "Number"


class Suite(tuple[cst.CSTNode, ...]):
    """The statements of a body, one by one."""

    __slots__ = ()


def kind_of(node: cst.CSTNode) -> str:
    """What kind of code a node is: its class name but for a few that say the same."""
    found = _KINDS.get(type(node))
    if found is None:
        return type(node).__name__
    return found if isinstance(found, str) else found(node)


def parts_of(node: cst.CSTNode) -> Parts:
    """What a node is made of, about in the order of the source.

    A part is a node, a text, None where something optional is absent, a tuple of such parts, or
    a ``Suite``. Nodes of one kind have the same number of parts.
    """
    special = _PARTS.get(type(node))
    if special is not None:
        return special(node)
    return tuple([_part(getattr(node, name)) for name in _ordered(type(node))])


def is_node(part: Part) -> TypeGuard[cst.CSTNode]:
    """Whether a part is a node; much cheaper than to ask for LibCST's abstract class."""
    return part is not None and part.__class__ is not str and not isinstance(part, tuple)


def suite_of(body: Sequence[cst.CSTNode]) -> Suite:
    """The statements of lines, each by itself."""
    return Suite(statements_of(body))


def is_docstring(part: Part) -> bool:
    """Whether a statement is nothing but a text: a docstring where it comes first."""
    return isinstance(part, cst.Expr) and is_text(part.value)


def equal(one: Part, other: Part) -> bool:
    """Whether two parts say the same; never recurses, so that depth does not matter."""
    pending: list[tuple[Any, Any]] = [(one, other)]
    while pending:
        a, b = pending.pop()
        if a is b:
            continue
        if is_node(a) and is_node(b):
            if kind_of(a) != kind_of(b):
                return False
            pending.extend(zip(parts_of(a), parts_of(b), strict=True))
        elif isinstance(a, tuple) and isinstance(b, tuple):
            if len(a) != len(b):
                return False
            pending.extend(zip(a, b, strict=True))
        elif a != b:
            return False
    return True


@cache
def _ordered(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    names = list(fields_of(kind))
    if issubclass(kind, Handler | cst.MatchCase):
        names.sort(key="body".__eq__)  # LibCST names it before what leads to it
    return tuple(names)


def _part(value: Any) -> Part:  # noqa: ANN401 - the value of any field of any node
    return _READERS[_role(value.__class__)](value)


@cache
def _role(kind: type) -> int:
    """How a value of a field is read; a look at the class is cheaper than ``isinstance``."""
    if issubclass(kind, cst.CSTNode | str):
        for role, special in enumerate((cst.BaseSuite, cst.Else | cst.Finally, cst.Asynchronous)):
            if issubclass(kind, special):
                return role
        return 3
    return 4 if issubclass(kind, list | tuple) else 5


_READERS: tuple[Callable[[Any], Part], ...] = (
    lambda suite: suite_of(suite.body),
    lambda branch: suite_of(branch.body.body),
    lambda _async: "async",
    lambda value: value,
    lambda values: tuple([_part(v) for v in values]),
    lambda _absent: None,  # None itself, or a sentinel: LibCST's word for "not written"
)


def _text(node: cst.BaseString) -> Parts:
    kind, parts = texts.parts_of(node)
    return kind, tuple([repr(p) if isinstance(p, str | bytes) else p for p in parts])


def _number(node: cst.Integer | cst.Float | cst.Imaginary) -> Parts:
    try:
        return (repr(node.evaluated_value),)
    except (SyntaxError, ValueError):
        return (node.value,)  # thousands of digits: Python refuses to convert them


def _function(node: cst.FunctionDef) -> Parts:
    return (
        _part(node.asynchronous), tuple(node.decorators), node.name, node.type_parameters,
        node.params, node.returns, suite_of(node.body.body),
    )  # fmt: skip


def _class(node: cst.ClassDef) -> Parts:
    return (
        tuple(node.decorators), node.name, node.type_parameters, (*node.bases, *node.keywords),
        suite_of(node.body.body),
    )  # fmt: skip


def _parameters(node: cst.Parameters) -> Parts:
    row: list[cst.CSTNode | str] = [*node.posonly_params]
    if node.posonly_params:
        row.append("/")
    row.extend(node.params)
    if isinstance(node.star_arg, cst.Param):
        row.append(node.star_arg)
    elif node.kwonly_params:
        row.append("*")
    row.extend(node.kwonly_params)
    if node.star_kwarg is not None:
        row.append(node.star_kwarg)
    return (tuple(row),)


def _parameter(node: cst.Param) -> Parts:
    star = node.star if isinstance(node.star, str) else ""
    return star, node.name, node.annotation, node.default


def _if(node: cst.If) -> Parts:
    orelse = Suite((node.orelse,)) if isinstance(node.orelse, cst.If) else _part(node.orelse)
    return node.test, suite_of(node.body.body), orelse


def _assign(node: cst.Assign) -> Parts:
    return tuple(node.targets), None, node.value


def _ann_assign(node: cst.AnnAssign) -> Parts:
    if node.value is None:
        return node.target, node.annotation
    return (cst.AssignTarget(node.target),), node.annotation, node.value


def _ann_assign_kind(node: cst.AnnAssign) -> str:
    return "AnnAssign" if node.value is None else "Assign"


def _import_from(node: cst.ImportFrom) -> Parts:
    return "." * len(node.relative), node.module, _part(node.names)


def _subscript(node: cst.Subscript) -> Parts:
    """``a[(1, 2)]`` is ``a[1, 2]``, and ``a[1,]`` is ``a[(1,)]``."""
    rows = node.slice
    only = rows[0].slice if len(rows) == 1 else None
    is_tuple = only is not None and isinstance(rows[0].comma, cst.Comma)
    if isinstance(only, cst.Index) and isinstance(only.value, cst.Tuple) and not only.star:
        inner = [element.value for element in only.value.elements if type(element) is cst.Element]
        if 0 < len(inner) == len(only.value.elements):
            rows = [cst.SubscriptElement(cst.Index(value)) for value in inner]
            is_tuple = len(rows) == 1
    return node.value, tuple(rows), "," if is_tuple else None


def _subscript_element(node: cst.SubscriptElement) -> Parts:
    index = node.slice
    return (index.value if isinstance(index, cst.Index) and not index.star else index,)


def _nothing(_node: cst.NotEqual) -> Parts:
    return ()  # Python 2's ``<>`` parses too


def _lines(node: cst.SimpleStatementLine | cst.Module) -> Parts:
    rows: Sequence[cst.CSTNode] = node.body
    return (suite_of(rows),)


_KINDS: dict[type[cst.CSTNode], str | Callable[[Any], str]] = {
    cst.SimpleString: _TEXT,
    cst.ConcatenatedString: _TEXT,
    cst.FormattedString: _TEXT,
    cst.TemplatedString: _TEXT,
    cst.Integer: _NUMBER,
    cst.Float: _NUMBER,
    cst.Imaginary: _NUMBER,
    cst.AnnAssign: _ann_assign_kind,
}
_PARTS: dict[type[cst.CSTNode], Callable[[Any], Parts]] = {
    cst.SimpleString: _text,
    cst.ConcatenatedString: _text,
    cst.FormattedString: _text,
    cst.TemplatedString: _text,
    cst.Integer: _number,
    cst.Float: _number,
    cst.Imaginary: _number,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.Parameters: _parameters,
    cst.Param: _parameter,
    cst.If: _if,
    cst.Assign: _assign,
    cst.AnnAssign: _ann_assign,
    cst.ImportFrom: _import_from,
    cst.Subscript: _subscript,
    cst.SubscriptElement: _subscript_element,
    cst.NotEqual: _nothing,
    cst.SimpleStatementLine: _lines,
    cst.Module: _lines,
}
