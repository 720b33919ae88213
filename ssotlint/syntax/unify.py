"""Whether a tree is what a pattern says: structural equality with holes.

White space, comments, parentheses, trailing commas, quotes and annotations do not count. A hole
``$X`` takes one node, ``$...XS`` any number of neighbours, ``$_`` anything; the same hole twice
must take equal nodes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache

import libcst as cst

ONE = "__one_"
MANY = "__many_"
ANY = "__any__"

Captures = Mapping[str, tuple[cst.CSTNode, ...]]

_IGNORED_TYPES = (
    cst.BaseParenthesizableWhitespace, cst.TrailingWhitespace, cst.EmptyLine, cst.Comment,
    cst.Newline, cst.Comma, cst.Semicolon, cst.Annotation, cst.MaybeSentinel,
)  # fmt: skip
_IGNORED_FIELDS = frozenset(
    ("lpar", "rpar", "leading_lines", "lines_after_decorators", "header", "footer", "indent",
     "annotation", "returns", "equal", "semicolon", "comma", "type_parameters", "lbrace", "rbrace",
     "lbracket", "rbracket", "whitespace", "leading_whitespace", "trailing_whitespace")
)  # fmt: skip


def hole(node: cst.CSTNode) -> str:  # noqa: PLR0911 - one way out a kind of node
    """The mangled name of a hole that stands alone in a node, "" when it is none."""
    if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1:
        return hole(node.body[0])
    if isinstance(node, cst.Expr | cst.Element | cst.Decorator):
        return hole(node.decorator if isinstance(node, cst.Decorator) else node.value)
    if isinstance(node, cst.Arg) and node.keyword is None and not node.star:
        return hole(node.value)
    if isinstance(node, cst.Param) and node.default is None and not node.star:
        return hole(node.name)
    if isinstance(node, cst.ImportAlias) and node.asname is None:
        return hole(node.name)
    if isinstance(node, cst.NameItem):
        return hole(node.name)
    if isinstance(node, cst.Name) and node.value.startswith((ONE, MANY, ANY)):
        return node.value
    return ""


def unify(pattern: cst.CSTNode, node: cst.CSTNode, known: Captures) -> Iterator[Captures]:
    """Every way in which ``node`` is what ``pattern`` says, given what holes have taken."""
    name = hole(pattern)
    if name == ANY:
        yield known
        return
    if name.startswith(ONE):
        yield from _take(name, (node,), known)
        return
    if isinstance(pattern, cst.BaseString) and isinstance(node, cst.BaseString):
        if _text(pattern) == _text(node):
            yield known
        return
    if isinstance(pattern, cst.Parameters) and isinstance(node, cst.Parameters):
        yield from _sequence(_flat(pattern), _flat(node), known)
        return
    if isinstance(pattern, cst.BaseSuite) and isinstance(node, cst.BaseSuite):
        yield from _sequence(_statements(pattern), _statements(node), known)
        return
    if type(pattern) is not type(node):
        return
    yield from _fields(_names(type(pattern)), pattern, node, known)


def _fields(
    names: Sequence[str], pattern: cst.CSTNode, node: cst.CSTNode, known: Captures
) -> Iterator[Captures]:
    if not names:
        yield known
        return
    first, rest = names[0], names[1:]
    for found in _value(getattr(pattern, first), getattr(node, first), known):
        yield from _fields(rest, pattern, node, found)


def _value(pattern: object, node: object, known: Captures) -> Iterator[Captures]:
    if isinstance(pattern, cst.CSTNode) and isinstance(node, cst.CSTNode):
        if isinstance(pattern, _IGNORED_TYPES) or isinstance(node, _IGNORED_TYPES):
            yield known
            return
        yield from unify(pattern, node, known)
    elif isinstance(pattern, list | tuple) and isinstance(node, list | tuple):
        yield from _sequence(pattern, node, known)
    elif pattern == node or isinstance(pattern, _IGNORED_TYPES) or isinstance(node, _IGNORED_TYPES):
        yield known


def _sequence(
    pattern: Sequence[cst.CSTNode], nodes: Sequence[cst.CSTNode], known: Captures
) -> Iterator[Captures]:
    if not pattern:
        if not nodes:
            yield known
        return
    name = hole(pattern[0])
    if name.startswith(MANY):
        for size in range(len(nodes) + 1):
            for found in _take(name, tuple(nodes[:size]), known):
                yield from _sequence(pattern[1:], nodes[size:], found)
    elif nodes:
        for found in unify(pattern[0], nodes[0], known):
            yield from _sequence(pattern[1:], nodes[1:], found)


def run_of(
    pattern: Sequence[cst.CSTNode], nodes: Sequence[cst.CSTNode]
) -> Iterator[tuple[int, int, Captures]]:
    """Every run of neighbouring statements that is what a pattern of statements says."""
    for start in range(len(nodes)):
        for stop in range(start + 1, len(nodes) + 1):
            found = next(_sequence(pattern, nodes[start:stop], {}), None)
            if found is not None:
                yield start, stop, found
                break


def _take(name: str, nodes: tuple[cst.CSTNode, ...], known: Captures) -> Iterator[Captures]:
    taken = known.get(name)
    if taken is None or name == MANY + "_":
        yield {**known, name: nodes}
    elif len(taken) == len(nodes) and all(map(_same, taken, nodes)):
        yield known


def _same(one: cst.CSTNode, other: cst.CSTNode) -> bool:
    return next(unify(_bare(one), _bare(other), {}), None) is not None


def _bare(node: cst.CSTNode) -> cst.CSTNode:
    """The expression in an argument or element, the name of a parameter."""
    if isinstance(node, cst.Arg | cst.Element) and not getattr(node, "keyword", None):
        return node.value
    return node.name if isinstance(node, cst.Param) else node


def _flat(node: cst.Parameters) -> list[cst.CSTNode]:
    star = [node.star_arg] if isinstance(node.star_arg, cst.Param) else []
    kwargs = [node.star_kwarg] if node.star_kwarg is not None else []
    return [*node.posonly_params, *node.params, *star, *node.kwonly_params, *kwargs]


def _statements(suite: cst.BaseSuite) -> list[cst.CSTNode]:
    """The statements of a body, one-line bodies and lines with several alike, without docstring."""
    found: list[cst.CSTNode] = []
    for row in suite.body:
        if isinstance(row, cst.SimpleStatementLine):
            found.extend(row.body)
        else:
            found.append(row)
    return found


def statements_of(rows: Sequence[cst.CSTNode]) -> list[cst.CSTNode]:
    """Rows of a module or block as single statements."""
    return [s for row in rows for s in (row.body if isinstance(row, cst.SimpleStatementLine) else [row])]  # fmt: skip


def _text(node: cst.BaseString) -> object:
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        value = node.evaluated_value
        if value is not None:
            return value
    return cst.Module([]).code_for_node(node)


@cache
def _names(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    return tuple(
        f.name
        for f in fields(kind)
        if f.name not in _IGNORED_FIELDS and not f.name.startswith("whitespace_")
    )
