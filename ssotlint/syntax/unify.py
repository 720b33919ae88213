"""Whether code is what a template says, and what its holes take.

A small machine in the manner of Prolog's: goals that are left to prove, and choices to come back
to. It never recurses, so that neither deep trees nor long bodies matter, and it finds a match
whenever there is one: how many nodes a hole takes is a choice. Holes take as few as they can; the
last one of a row takes the rest without trying.

Where several holes follow each other in a row, the same rest is reached in many ways. What has
failed there once is not tried again, so that holes that are each named once cost at most their
number times the nodes. Names that come again make it a search without such a bound (as it is for
regular expressions with back references); one that goes on too long is refused.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import libcst as cst

from ssotlint.model.errors import InputError
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
_MOST = 3_000_000  # steps of one search: some seconds


class EndlessError(InputError):
    """A pattern has too many ways in which it may match."""


class _Choices(list[_State]):
    """Where to go on when a way has failed, and the forks from which all ways are on the list."""

    def __init__(self, goal: _Pair | _Rest, repeated: frozenset[str]) -> None:
        super().__init__([((goal, None), {})])
        self._repeated = repeated
        self._forks: dict[tuple[object, ...], object] = {}

    def fork(self, goal: _Rest, goals: _Goals, known: _Known) -> bool:
        """Note that the ways from a hole are tried; whether they were not, with the same names.

        They are on the list from then on until they have failed, above all that was there, so
        that whoever comes here again comes when they have.
        """
        taken = tuple([(name, *map(id, known[name])) for name in self._repeated if name in known])
        key = (id(goal.row), id(goal.nodes), goal.item, goal.node, id(goals), taken)
        if key in self._forks:
            return False
        self._forks[key] = (goal.nodes, goals)  # as long as they are held nobody has their ids
        return True


def unify(piece: Piece, part: Part, repeated: frozenset[str]) -> Captures | None:
    """What the holes of ``piece`` take when ``part`` is what it says; None when it is not.

    ``repeated`` are the names that it has more than once.
    """
    return _prove(_Pair(piece, part), repeated)


def unify_row(row: Row, nodes: Nodes, start: int, repeated: frozenset[str]) -> Captures | None:
    """What the holes of ``row`` take when the nodes from ``start`` on are what it says."""
    return _prove(_Rest(row, nodes, 0, start), repeated)


def _prove(goal: _Pair | _Rest, repeated: frozenset[str]) -> Captures | None:
    """The first proof; raises EndlessError when there are too many ways to look for one."""
    choices = _Choices(goal, repeated)
    steps = 0
    while choices:
        goals, known = choices.pop()
        while goals is not None:
            steps += 1
            if steps > _MOST:
                raise EndlessError("has too many ways to match", remedy="use each name once")
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


def _pair(goal: _Pair, goals: _Goals, known: _Known, choices: _Choices) -> _State | None:
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


def _row(piece: Row, part: Part, goals: _Goals, known: _Known, choices: _Choices) -> _State | None:
    nodes: Nodes | None = part if isinstance(part, tuple) else None
    if nodes is None:
        if part is not None or not piece.may_be_absent:
            return None
        nodes = ()
    if piece.is_suite and nodes and is_docstring(nodes[0]):
        # A docstring may be part of what the pattern says, and else does not count.
        choices.append(((_Rest(piece, nodes[1:]), goals), known))
    return (_Rest(piece, nodes), goals), known


def _rest(goal: _Rest, goals: _Goals, known: _Known, choices: _Choices) -> _State | None:
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
    goal: _Rest, name: str, goals: _Goals, known: _Known, choices: _Choices
) -> _State | None:
    row, nodes, item, node, taken = goal
    most = len(nodes) - node - row.needed[item + 1]
    if name in known:
        taken = len(known[name])
    elif not row.elastic[item + 1]:
        taken = most
    elif not taken and not choices.fork(goal, goals, known):
        return None
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
