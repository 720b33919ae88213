"""What the values in a function are made of: which of its names go into which others."""

from collections.abc import Iterator
from typing import NamedTuple, cast

import libcst as cst

from ssotlint.syntax.names import dotted
from ssotlint.syntax.tree import Kinds, children, every

_NAMING = Kinds(cst.Attribute, cst.Arg, cst.Name)
_DECIDING = Kinds(cst.If, cst.While, cst.For, cst.Match)
_GIVING = Kinds(
    cst.Assign, cst.AnnAssign, cst.AugAssign, cst.NamedExpr, cst.For, cst.CompFor, cst.WithItem,
    cst.Call, cst.Match,
)  # fmt: skip


class _Flow(NamedTuple):
    """What a statement gives a value or changes, what it reads for that, and what decides on it."""

    bound: frozenset[str]
    read: frozenset[str]
    decided: frozenset[str]


def derived(function: cst.FunctionDef, given: frozenset[str]) -> frozenset[str]:
    """The names and attributes that are what they are because of some others, those included."""
    flows = list(_flows(function.body, frozenset()))
    found, before = set(given), -1
    while len(found) > before:
        before = len(found)
        for flow in flows:
            if not found.isdisjoint(flow.read) or not found.isdisjoint(flow.decided):
                found |= flow.bound
    return frozenset(found)


def names(node: cst.CSTNode) -> Iterator[str]:
    """The names in an expression, and dotted what is an attribute; keywords are no names."""
    aside: set[int] = set()
    for part in every(node):
        if not _NAMING[type(part)]:
            continue
        if isinstance(part, cst.Attribute):
            aside.add(id(part.attr))
            yield dotted(part)
        elif isinstance(part, cst.Arg) and part.keyword is not None:
            aside.add(id(part.keyword))
        elif isinstance(part, cst.Name) and id(part) not in aside:
            yield part.value


def _flows(node: cst.CSTNode, decided: frozenset[str]) -> Iterator[_Flow]:
    """The statements below a node, with what the conditions and loops around them read."""
    if _GIVING[type(node)]:
        for bound, value in _given(node):
            yield _Flow(frozenset(bound), frozenset(names(value)), decided)
    if _DECIDING[type(node)]:
        decided |= frozenset(names(_asked(node)))
    for child in children(node):
        yield from _flows(child, decided)


def _asked(node: cst.CSTNode) -> cst.CSTNode:
    if isinstance(node, cst.For):
        return node.iter
    return node.subject if isinstance(node, cst.Match) else cast("cst.If", node).test


def _given(node: cst.CSTNode) -> Iterator[tuple[Iterator[str], cst.CSTNode]]:
    """What a node itself binds or changes, each with what goes into it."""
    if isinstance(node, cst.For | cst.CompFor):
        yield _owners(node.target), node.iter
    elif isinstance(node, cst.WithItem) and node.asname is not None:
        yield _owners(node.asname.name), node.item
    elif isinstance(node, cst.Match):
        for case in node.cases:
            yield _captured(case.pattern), node.subject
    elif isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        for argument in node.args:  # `found.append(price)`
            yield _owners(node.func.value), argument
    else:
        yield from _assigned(node)


def _assigned(node: cst.CSTNode) -> Iterator[tuple[Iterator[str], cst.CSTNode]]:
    if isinstance(node, cst.Assign):
        for target in node.targets:
            yield _owners(target.target), node.value
    elif isinstance(node, cst.AnnAssign | cst.AugAssign | cst.NamedExpr) and node.value is not None:
        yield _owners(node.target), node.value


def _captured(pattern: cst.MatchPattern) -> Iterator[str]:
    """The names that a pattern gives to parts of what it matches."""
    for part in every(pattern):
        if isinstance(part, cst.MatchAs | cst.MatchStar) and part.name is not None:
            yield part.name.value


def _owners(target: cst.CSTNode) -> Iterator[str]:
    """The names, or dotted the attributes, that a target belongs to."""
    if isinstance(target, cst.Subscript):
        yield from _owners(target.value)
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            yield from _owners(element.value)
    elif name := dotted(target):
        yield name
