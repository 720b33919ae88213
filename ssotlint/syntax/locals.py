"""Which names of a function are its own."""

from collections.abc import Iterator
from typing import get_args

import libcst as cst

from ssotlint.syntax.tree import Kinds, children

_Binder = (
    cst.AssignTarget
    | cst.AnnAssign
    | cst.AugAssign
    | cst.For
    | cst.CompFor
    | cst.NamedExpr
    | cst.Del
)
_Named = cst.Param | cst.AsName | cst.MatchAs | cst.MatchStar
_BINDS = Kinds(*get_args(_Binder), *get_args(_Named), cst.MatchMapping)
_SAYS_NO_NAME = Kinds(cst.Annotation, cst.ImportAlias)


def local_names(node: cst.FunctionDef) -> frozenset[str]:
    """Parameters and every name that the function or one inside it binds.

    Names declared ``global``, names of imports and of nested definitions are not among them: they
    say what they stand for.
    """
    bound: set[str] = set()
    declared: set[str] = set()
    pending: list[cst.CSTNode] = [node.params, node.body]
    while pending:
        one = pending.pop()
        if isinstance(one, cst.Global):
            declared.update(item.name.value for item in one.names)
        elif not _SAYS_NO_NAME[type(one)]:
            bound.update(_bound(one))
            pending.extend(children(one))
    return frozenset(bound - declared)


def own_names(node: cst.FunctionDef) -> frozenset[str]:
    """Every name that is local to the function itself, also by an import or a definition.

    What functions, classes and lambdas inside of it bind is theirs.
    """
    bound: set[str] = set()
    declared: set[str] = set()
    pending: list[cst.CSTNode] = [node.params, node.body]
    while pending:
        one = pending.pop()
        if isinstance(one, cst.FunctionDef | cst.ClassDef):
            bound.add(one.name.value)
        elif isinstance(one, cst.ImportAlias):
            bound.add(one.evaluated_alias or one.evaluated_name.partition(".")[0])
        elif isinstance(one, cst.Global):
            declared.update(item.name.value for item in one.names)
        elif not isinstance(one, cst.Annotation | cst.Lambda):
            bound.update(_bound(one))
            pending.extend(children(one))
    return frozenset(bound - declared)


def _bound(node: cst.CSTNode) -> Iterator[str]:
    """The names that one node binds itself."""
    if not _BINDS[type(node)]:
        return
    if isinstance(node, _Binder):
        yield from _targets(node.target)
    elif isinstance(node, _Named):
        if node.name is not None:
            yield from _targets(node.name)
    elif isinstance(node, cst.MatchMapping) and node.rest is not None:
        yield node.rest.value


def _targets(target: cst.CSTNode) -> Iterator[str]:
    if isinstance(target, cst.Name):
        yield target.value
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            yield from _targets(element.value)
