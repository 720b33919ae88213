"""What the text of a module says of a name: where it stands alone, and whether it is changed."""

import ast
from collections import OrderedDict, deque
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from ssotlint.facts.state import dotted
from ssotlint.plan.spots import parsed

# Methods that no container has which cannot be changed.
_CHANGING = frozenset(
    name for kind in (list, dict, set, bytearray, deque, OrderedDict) for name in dir(kind)
).difference(*map(dir, (tuple, bytes, frozenset, MappingProxyType)), ("fromkeys",))


def stands_alone(text: str, name: str, first: int, last: int) -> bool:
    """Whether lines hold one statement of a module, which defines a name, and no other code.

    A statement below ``if`` or ``try`` does not stand alone: what is around it would be empty.
    """
    tree = parsed(text)
    body = tree.body if tree is not None else []
    there = [row for row in body if _start(row) <= last and (row.end_lineno or 0) >= first]
    return (
        len(there) == 1
        and _start(there[0]) == first
        and there[0].end_lineno == last
        and _defines(there[0], name)
    )


def _start(row: ast.stmt) -> int:
    if isinstance(row, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return min((row.lineno, *(decorator.lineno for decorator in row.decorator_list)))
    return row.lineno


def _defines(row: ast.stmt, name: str) -> bool:
    if isinstance(row, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return row.name == name
    targets = row.targets if isinstance(row, ast.Assign) else [getattr(row, "target", None)]
    return [t.id if isinstance(t, ast.Name) else "" for t in targets] == [name]


@lru_cache(maxsize=1024)
def changed(text: str) -> Mapping[str, int]:
    """The dotted names whose values a module changes, each with the first line that does.

    It stores into them or into a part of them, augments them, takes a method that changes
    containers, or declares them ``global``.
    """
    found: dict[str, int] = {}
    tree = parsed(text)
    for node in ast.walk(tree) if tree is not None else ():
        for name in _changed_by(node):
            line = node.lineno if isinstance(node, ast.stmt | ast.expr) else 0
            found[name] = min(line, found.get(name, line))
    return found


def _changed_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Global):
        yield from node.names
    elif isinstance(node, ast.AugAssign):
        yield dotted(node.target)
    elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
        yield dotted(node)
        yield from _owners(node)
    elif isinstance(node, ast.Attribute) and node.attr in _CHANGING:
        yield from _owners(node)


def _owners(node: ast.expr) -> Iterator[str]:
    """What a part belongs to: of ``a.b["c"].d`` these are ``a.b`` and ``a``."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
        yield dotted(node)
