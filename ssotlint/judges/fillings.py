"""What a function puts into a container, or takes out of it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import libcst as cst

from ssotlint.detectors.shared_state import ADDING, TAKING
from ssotlint.syntax.names import dotted
from ssotlint.syntax.tree import every


class Change(NamedTuple):
    """Something put in (``value`` or ``key`` say what) or taken out."""

    adds: bool
    said: tuple[cst.CSTNode, ...]
    key: str
    through_self: bool


# `self._lock`, `threading.RLock()`, and no clock.
_LOCK = re.compile(r"(?i)(?<![a-z])r?lock(?![a-z])|mutex")
_TAKEN = Change(False, (), "", False)


def changes(function: cst.FunctionDef, names: tuple[str, ...]) -> Iterator[Change]:
    """The changes of the container that is known under some dotted names."""
    for change in _changes(function.body, names):
        yield change._replace(through_self=False) if _is_of_class(function) else change


def is_guarded(
    function: cst.FunctionDef, names: tuple[str, ...], locks: tuple[str, ...] | None = None
) -> bool:
    """Whether all changes stand in a `with` of one of some locks, None for any that is named so."""
    locked = [n.body for n in every(function.body) if isinstance(n, cst.With) and _locks(n, locks)]
    inside = max((len(list(_changes(body, names))) for body in locked), default=0)
    return inside == len(list(_changes(function.body, names)))


def _locks(node: cst.With, locks: tuple[str, ...] | None) -> bool:
    said = [code(item.item) for item in node.items]
    return any(_LOCK.search(text) if locks is None else text in locks for text in said)


def _is_of_class(function: cst.FunctionDef) -> bool:
    """Whether what it may call `self` is the class."""
    return any(dotted(row.decorator) == "classmethod" for row in function.decorators)


def _changes(body: cst.CSTNode, names: tuple[str, ...]) -> Iterator[Change]:
    for node in every(body):
        if isinstance(node, cst.Assign | cst.AnnAssign) and node.value is not None:
            yield from _stored(node, node.value, names)
        elif isinstance(node, cst.Del):
            if isinstance(node.target, cst.Subscript) and dotted(node.target.value) in names:
                yield _TAKEN
        elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
            method, owner = node.func.attr.value, node.func.value
            if method in ADDING and dotted(owner) in names:
                said = tuple(a.value for a in node.args)
                key = code(said[0]) if method == "setdefault" and said else ""
                yield Change(True, said, key, _is_own(owner))
        elif (
            isinstance(node, cst.Attribute)
            and node.attr.value in TAKING
            and dotted(node.value) in names
        ):
            yield _TAKEN  # called here, or by whom the method is handed to


def _stored(
    node: cst.Assign | cst.AnnAssign, value: cst.BaseExpression, names: tuple[str, ...]
) -> Iterator[Change]:
    targets = [t.target for t in node.targets] if isinstance(node, cst.Assign) else [node.target]
    for target in targets:
        if isinstance(target, cst.Subscript) and dotted(target.value) in names:
            keys = [e.slice.value for e in target.slice if isinstance(e.slice, cst.Index)]
            if len(keys) == len(target.slice):  # of a slice, what is there changes
                yield Change(True, (*keys, value), _key(target), _is_own(target.value))


def _is_own(owner: cst.BaseExpression) -> bool:
    return dotted(owner).startswith("self.")


def _key(target: cst.Subscript) -> str:
    return ", ".join(code(element.slice) for element in target.slice)


def code(node: cst.CSTNode) -> str:
    """How an expression is written."""
    return cst.Module(()).code_for_node(node)
