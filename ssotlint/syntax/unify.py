"""Whether code is what a template says, and what its holes take.

A small machine in the manner of Prolog's: goals that are left to prove, and choices to come back
to. It never recurses, so that neither deep trees nor long bodies matter, and it finds a match
whenever there is one: how many nodes a hole takes is a choice. Holes take as few as they can; the
last one of a row takes the rest without trying.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import libcst as cst

from ssotlint.syntax.metavariable import UNNAMED
from ssotlint.syntax.parts import Part, equal, is_docstring, is_node, kind_of, parts_of
from ssotlint.syntax.template import Anything, Code, Hole, Holes, Piece, Row

Nodes: TypeAlias = tuple[Any, ...]
Captures: TypeAlias = Mapping[str, Nodes]
"""Name of a hole -> the nodes that it took (one for ``$X``; "/" and "*" of parameters too)."""


class _Pair(NamedTuple):
    """A piece to be found in a part."""

    piece: Piece
    part: Part


class _Rest(NamedTuple):
    """The items of a row from a position on, to be found in all nodes from a position on.

    ``taken`` is how many nodes a hole at that position takes at least.
    """

    row: Row
    nodes: Nodes
    item: int = 0
    node: int = 0
    taken: int = 0


_Known: TypeAlias = dict[str, Nodes]
_Goals: TypeAlias = tuple[Any, Any] | None  # the next goal, and the goals behind it
_State: TypeAlias = tuple[_Goals, _Known]


def unify(piece: Piece, part: Part) -> Captures | None:
    """What the holes of ``piece`` take when ``part`` is what it says; None when it is not."""
    return _prove(_Pair(piece, part))


def unify_row(row: Row, nodes: Nodes, start: int) -> Captures | None:
    """What the holes of ``row`` take when the nodes from ``start`` on are what it says."""
    return _prove(_Rest(row, nodes, 0, start))


def _prove(goal: _Pair | _Rest) -> Captures | None:
    choices: list[_State] = [((goal, None), {})]
    while choices:
        goals, known = choices.pop()
        while goals is not None:
            goal, left = goals
            if isinstance(goal, _Pair):
                step = _pair(goal, left, known, choices)
            else:
                step = _rest(goal, left, known, choices)
            if step is None:
                break
            goals, known = step
        else:
            return known
    return None


def _pair(goal: _Pair, goals: _Goals, known: _Known, choices: list[_State]) -> _State | None:
    piece, part = goal
    match piece:
        case Code():
            return _code(piece, part, goals, known)
        case Row():
            return _row(piece, part, goals, known, choices)
        case Hole():
            if not is_node(part):
                return None
            return _take(piece.name, (part,), goals, known)
        case Anything():
            return goals, known
        case _:
            return (goals, known) if piece == part else None


def _code(piece: Code, part: Part, goals: _Goals, known: _Known) -> _State | None:
    if not is_node(part) or kind_of(part) != piece.kind:
        return None
    parts = parts_of(part)
    for position in range(len(parts) - 1, -1, -1):
        wanted, found = piece.parts[position], parts[position]
        if wanted is None or wanted.__class__ is str:
            if wanted != found:
                return None
        else:
            goals = (_Pair(wanted, found), goals)
    return goals, known


def _row(
    piece: Row, part: Part, goals: _Goals, known: _Known, choices: list[_State]
) -> _State | None:
    nodes: Nodes | None = part if isinstance(part, tuple) else None
    if nodes is None:
        if part is not None or not piece.may_be_absent:
            return None
        nodes = ()
    if piece.is_suite and nodes and is_docstring(nodes[0]):
        # A docstring may be part of what the pattern says, and else does not count.
        choices.append(((_Rest(piece, nodes[1:]), goals), known))
    return (_Rest(piece, nodes), goals), known


def _rest(goal: _Rest, goals: _Goals, known: _Known, choices: list[_State]) -> _State | None:
    row, nodes, item, node, _ = goal
    left = len(nodes) - node
    if left < row.needed[item] or (left > row.needed[item] and not row.elastic[item]):
        return None
    if item == len(row.items):
        return goals, known
    piece = row.items[item]
    if isinstance(piece, Holes):
        return _holes(goal, piece.name, goals, known, choices)
    return (_Pair(piece, nodes[node]), (_Rest(row, nodes, item + 1, node + 1), goals)), known


def _holes(
    goal: _Rest, name: str, goals: _Goals, known: _Known, choices: list[_State]
) -> _State | None:
    row, nodes, item, node, taken = goal
    most = len(nodes) - node - row.needed[item + 1]
    if name in known:
        taken = len(known[name])
    elif not row.elastic[item + 1]:
        taken = most
    else:
        taken = _next_end(row.items[item + 1], nodes, node + taken, node + most) - node
        if taken < most:
            choices.append(((goal._replace(taken=taken + 1), goals), known))
    if taken > most:
        return None
    end = node + taken
    return _take(name, nodes[node:end], (_Rest(row, nodes, item + 1, end), goals), known)


def _next_end(piece: Piece, nodes: Nodes, start: int, stop: int) -> int:
    """Where the next node stands that can be the one behind a hole; beyond ``stop``: nowhere."""
    if not isinstance(piece, Code):
        return start
    for position in range(start, min(stop + 1, len(nodes))):
        node = nodes[position]
        if is_node(node) and kind_of(node) == piece.kind:
            return position
    return stop + 1


def _take(name: str, nodes: Nodes, goals: _Goals, known: _Known) -> _State | None:
    if name == UNNAMED:
        return goals, known
    before = known.get(name)
    if before is None:
        return goals, {**known, name: nodes}
    is_same = equal(tuple(map(_bare, before)), tuple(map(_bare, nodes)))
    return (goals, known) if is_same else None


def _bare(node: Any) -> Part:  # noqa: ANN401 - a node, or the text of a mark among parameters
    """What a hole stands for, whether it stood as a parameter, argument, element or by itself."""
    match node:
        case cst.Param(name=value) | cst.Arg(keyword=None, value=value):
            return (node.star, value)
        case cst.Element(value=value) | cst.Expr(value=value) | cst.NameItem(name=value):
            return ("", value)
        case cst.StarredElement(value=value):
            return ("*", value)
        case cst.Decorator(decorator=value) | cst.ImportAlias(asname=None, name=value):
            return ("", value)
        case cst.SubscriptElement(slice=cst.Index(star=None, value=value)):
            return ("", value)
        case _:
            return ("", node)
