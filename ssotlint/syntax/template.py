"""A parsed pattern as what is compared with code: pieces with holes.

What a pattern does not say about decorators, annotations and type parameters is not demanded.
"""

from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias

import libcst as cst

from ssotlint.model.value import Value
from ssotlint.syntax.metavariable import UNNAMED, Metavariable, metavariable
from ssotlint.syntax.parts import Part, Suite, kind_of, parts_of


class MisplacedError(ValueError):
    """A ``$...XS`` where no number of things can stand."""


class Hole(Value, frozen=True):
    """Takes one node and remembers it under ``name`` ("_": does not)."""

    name: str


class Holes(Value, frozen=True):
    """Takes any number of neighbours in a row."""

    name: str


class Anything(Value, frozen=True):
    """Stands for what the pattern does not mention, present or absent."""


class Code(Value, frozen=True):
    """A node of this kind with these parts."""

    kind: str
    parts: "tuple[Piece, ...]"


class Row(Value, frozen=True):
    """Neighbours, and for each position what the items from there on are.

    ``needed`` is how many nodes they take at least, ``elastic`` whether they may take more.
    """

    items: "tuple[Piece, ...]"
    needed: tuple[int, ...]
    elastic: tuple[bool, ...]
    is_suite: bool

    @property
    def may_be_absent(self) -> bool:
        """Whether nothing at all is enough: an ``else`` of ``$...`` alone."""
        return self.needed[0] == 0


Piece: TypeAlias = Hole | Holes | Anything | Code | Row | str | None
ANYTHING = Anything()


def template(part: Part) -> Piece:
    """The piece for a part of a parsed pattern; raises MisplacedError."""
    if part is None or isinstance(part, str):
        return part
    if isinstance(part, tuple):
        return row([_in_row(item, in_suite=isinstance(part, Suite)) for item in part],
                   is_suite=isinstance(part, Suite))  # fmt: skip
    return _node(part)


def row(items: "list[Piece]", *, is_suite: bool) -> Row:
    """A row of pieces, with what a match needs to know of its rest at each position."""
    needed, elastic = [0], [False]
    for item in reversed(items):
        is_elastic = isinstance(item, Holes)
        needed.append(needed[-1] + (not is_elastic))
        elastic.append(elastic[-1] or is_elastic)
    return Row(tuple(items), tuple(reversed(needed)), tuple(reversed(elastic)), is_suite)


def _node(node: cst.CSTNode) -> Piece:
    found = _metavariable(node)
    if found is not None:
        if found.many:
            raise MisplacedError(str(found))
        return Hole(found.name)
    pieces = [template(part) for part in parts_of(node)]
    for position in _UNMENTIONED.get(kind_of(node), ()):
        if pieces[position] in (None, _EMPTY):
            pieces[position] = ANYTHING
    if isinstance(node, cst.Param) and _is_any_parameter(node):
        pieces[-1] = ANYTHING
    return Code(kind_of(node), tuple(pieces))


_EMPTY = row([], is_suite=False)
# Positions among ``parts_of``: decorators, type parameters, annotations.
_UNMENTIONED = {
    "FunctionDef": (1, 3, 5),
    "ClassDef": (0, 2),
    "Param": (2,),
    "Assign": (1,),
}


def _in_row(item: Part, *, in_suite: bool) -> Piece:
    if isinstance(item, cst.CSTNode):
        found = _alone(item)
        if found is not None and found.many:
            return Holes(found.name)
        if found is not None and in_suite:
            return Hole(found.name)  # one statement, whatever it is
    return template(item)


def _metavariable(node: cst.CSTNode) -> Metavariable | None:
    """The hole that takes a node as it is: an expression, a pattern of ``match``, any argument."""
    if isinstance(node, cst.Name):
        return metavariable(node.value)
    if isinstance(node, cst.MatchAs) and node.pattern is None and node.name is not None:
        return metavariable(node.name.value)
    if isinstance(node, cst.Arg) and _names_itself(node.keyword, node.value):
        return _metavariable(node.value)
    return None


def _alone(node: cst.CSTNode) -> Metavariable | None:  # noqa: PLR0911 - one way out a kind of node
    """The hole that stands alone among its neighbours."""
    match node:
        case cst.Expr(value=value) | cst.Element(value=value) | cst.StarredDictElement(value=value):
            return _metavariable(value)
        case cst.Arg(keyword=None, star="", value=value):
            return _metavariable(value)
        case cst.Param(annotation=None, name=name) if _is_any_parameter(node) and not node.star:
            return _metavariable(name)
        case cst.Decorator(decorator=value) | cst.NameItem(name=value):
            return _metavariable(value)
        case cst.SubscriptElement(slice=cst.Index(value=value, star=None)):
            return _metavariable(value)
        case cst.ImportAlias(asname=None, name=value) | cst.WithItem(asname=None, item=value):
            return _metavariable(value)
        case cst.MatchSequenceElement(value=value):
            return _metavariable(value)
        case _:
            return _metavariable(node)


def _is_any_parameter(node: cst.Param) -> bool:
    """Whether a parameter is a hole of which no default is said."""
    is_hole = metavariable(node.name.value) is not None
    return is_hole and (node.default is None or _names_itself(node.name, node.default))


def _names_itself(name: cst.Name | None, value: cst.BaseExpression) -> bool:
    """Whether it is ``X=X`` for a hole X: the reading of a hole behind a keyword."""
    return (
        name is not None
        and isinstance(value, cst.Name)
        and name.value == value.value
        and metavariable(name.value) is not None
    )


def named_holes(piece: Piece) -> "dict[str, set[bool]]":
    """Names of the holes of a piece, each with whether it takes one or many (or both)."""
    found: dict[str, set[bool]] = {}
    for hole in _holes(piece):
        found.setdefault(hole.name, set()).add(isinstance(hole, Holes))
    return found


def repeated_holes(piece: Piece) -> frozenset[str]:
    """Names of the holes that a piece has more than once."""
    times = Counter(hole.name for hole in _holes(piece))
    return frozenset(name for name, count in times.items() if count > 1)


def _holes(piece: Piece) -> "Iterator[Hole | Holes]":
    pending: list[Piece] = [piece]
    while pending:
        one = pending.pop()
        if isinstance(one, Hole | Holes) and one.name != UNNAMED:
            yield one
        elif isinstance(one, Code):
            pending.extend(one.parts)
        elif isinstance(one, Row):
            pending.extend(one.items)
