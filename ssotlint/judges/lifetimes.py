"""What a function returns: something that it makes for the caller, or something that is kept."""

from collections.abc import Iterator

import libcst as cst

from ssotlint.detectors.lifetimes import CREATES, SHARES
from ssotlint.syntax.names import dotted
from ssotlint.syntax.signatures import own_body

_CACHES = ("cache", "lru_cache")


def lifetime_of(node: cst.FunctionDef) -> str:
    """``SHARES`` or ``CREATES`` by what is returned; "" where it is now this, now that."""
    body = list(own_body(node))
    returned = [r for n in body if isinstance(n, cst.Return) and (r := _plain(n.value)) is not None]
    if not returned:
        return ""
    if any(_is_cache(d) for d in node.decorators):
        return SHARES
    if all(isinstance(value, cst.Call) for value in returned):
        return CREATES
    own = set(_assigned(body)) - {n.name.value for g in body if isinstance(g, cst.Global)
                                  for n in g.names}  # fmt: skip
    given = {p.name.value for p in (*node.params.params, *node.params.kwonly_params)}
    names = [dotted(value) for value in returned]
    kept = all(n and n.partition(".")[0] not in own and n not in given for n in names)
    return SHARES if kept else ""


def _plain(value: cst.BaseExpression | None) -> cst.BaseExpression | None:
    """What is returned, without ``await``; None for nothing."""
    if isinstance(value, cst.Await):
        value = value.expression
    return None if isinstance(value, cst.Name) and value.value == "None" else value


def _is_cache(decorator: cst.Decorator) -> bool:
    node = decorator.decorator
    return dotted(node.func if isinstance(node, cst.Call) else node).rpartition(".")[2] in _CACHES


def _assigned(body: list[cst.CSTNode]) -> Iterator[str]:
    for node in body:
        if isinstance(node, cst.AssignTarget | cst.AnnAssign | cst.NamedExpr | cst.For):
            yield dotted(node.target)
        elif isinstance(node, cst.AsName):
            yield dotted(node.name)
