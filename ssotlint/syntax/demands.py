"""What code must hold for a pattern to match it, derived from the pattern.

The index is asked this before anything is parsed (``facts.alphabet.may_contain``), so nothing may
be demanded that a match can lack: law 6 of the design. What no one can ask is not demanded either:
parameters and local variables have numbers instead of names in the index, annotations and
docstrings are not in it at all, nor are decorators and bases in the part that belongs to a
definition.
"""

import ast
from collections.abc import Iterator

from ssotlint.model.requirement import Requirement
from ssotlint.model.signature import RECEIVERS
from ssotlint.syntax.metavariable import metavariable

# Kinds that a match shows otherwise or not at all: contexts and containers that every tree has;
# statements that say nothing; `x: T = v`, which is matched by `x = v`; kinds that stand in the
# index as their operator, or under another name.
_TACIT = (
    ast.Module, ast.Load, ast.Store, ast.Del, ast.Name, ast.Constant, ast.Expr, ast.Pass,
    ast.arguments, ast.arg, ast.keyword, ast.alias, ast.withitem, ast.comprehension,
    ast.ExceptHandler, ast.match_case, ast.Assign, ast.UnaryOp, ast.Starred, ast.TryStar,
    ast.Await, ast.type_ignore,
)  # fmt: skip
_UNSEEN_FIELDS = frozenset(("annotation", "returns", "decorator_list", "type_params"))
_HEADER_FIELDS = frozenset(("bases", "keywords"))


def demands_of(mangled: str) -> Requirement:
    """The requirement of a pattern with identifiers for its holes.

    Raises SyntaxError when the running Python cannot parse it: such a pattern matches no file
    that this Python can read.
    """
    nodes = list(_seen(ast.parse(mangled)))
    kinds = {type(node).__name__ for node in nodes if not isinstance(node, _TACIT)}
    bound = {name for node in nodes for name in _bound(node)}
    declared = {name for node in nodes if isinstance(node, ast.Global) for name in node.names}
    names = {
        name for node in nodes for name in _names(node, (bound - declared) | RECEIVERS)
        if metavariable(name) is None
    }  # fmt: skip
    return Requirement(frozenset(names), frozenset(kinds))


def _seen(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes that the index sees in any match, but for the holes."""
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        if _is_unseen(node):
            continue
        yield node
        for name, value in ast.iter_fields(node):
            if name in _UNSEEN_FIELDS or (
                name in _HEADER_FIELDS and isinstance(node, ast.ClassDef)
            ):
                continue
            values = value if isinstance(value, list) else [value]
            if name == "slice" and isinstance(value, ast.Tuple):
                values = value.elts  # `a[$...X, 1]` is no tuple when the hole takes nothing
            pending.extend(v for v in values if isinstance(v, ast.AST))


def _is_unseen(node: ast.AST) -> bool:
    match node:
        case ast.Name(id=name) | ast.MatchAs(pattern=None, name=str(name)):
            return metavariable(name) is not None
        case ast.AnnAssign(value=None):
            return True  # it declares and does nothing
        case _:
            return False


def _bound(node: ast.AST) -> Iterator[str]:
    """Names to which the pattern itself gives a meaning."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.alias(asname=str(name)):
            yield name
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name
        case ast.MatchMapping(rest=str(name)):
            yield name
        case _:
            return


def _names(node: ast.AST, own: set[str]) -> Iterator[str]:
    """Names that a match must hold: attributes, keywords, definitions, globals, imports."""
    match node:
        case ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Global(names=names):
            yield from names
        case ast.ImportFrom(names=aliases):
            yield from (alias.name for alias in aliases if alias.name != "*")
        case ast.Name(id=name) if name not in own:
            yield name
        case _:
            return
