"""Where a definition is named in the texts as they are now, and in what that stands."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ssotlint.facts.state import dotted
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.known import Known
from ssotlint.model.source import Role
from ssotlint.plan.bench import Bench
from ssotlint.plan.spots import Function, Lost, around, names_in, parsed, walked

_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp,
          ast.GeneratorExp, ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)  # fmt: skip
_ASIDE = frozenset((Role.BACKUP, Role.GENERATED))


class Holder(NamedTuple):
    """A function or class of a module; its name is "" for what stands below neither."""

    path: str
    name: str


class Use(NamedTuple):
    """An expression that names a definition, and in what it stands.

    ``method`` is the method of a class, ``call`` the call of what is named; ``often`` tells that
    it may run more than once each time its function runs.
    """

    holder: Holder
    node: ast.expr
    call: ast.Call | None
    method: ast.FunctionDef | ast.AsyncFunctionDef | None
    often: bool


def uses_of(known: Known, bench: Bench) -> list[Use]:
    """Every expression that names a definition.

    Raises:
        Lost: where a file takes it in a way that its text does not show.

    """
    name = bench.renamed.get(known.symbol, known.definition.name)
    home = known.module.path
    found = [
        use_at(home, tree, node) for tree in [_tree(home, bench)] for node in names_in(tree, name)
    ]
    for use in bench.world.graph.importers.by_origin.get(known.symbol, ()):
        if use.row.name and use.module.path != home and use.module.source.role not in _ASIDE:
            found += _imported(use, name, bench)
    for use in bench.world.graph.importers.by_origin.get(known.module.name, ()):
        tree = _tree(use.module.path, bench)
        found += [use_at(use.module.path, tree, node) for node in walked(tree)
                  if isinstance(node, ast.Attribute) and dotted(node) == f"{use.spelled}.{name}"]  # fmt: skip
    return list({id(use.node): use for use in found}.values())


def _tree(path: str, bench: Bench) -> ast.Module:
    tree = parsed(bench.texts.text(path))
    if tree is None:
        raise Lost(f"{path} cannot be parsed")
    return tree


def _imported(use: ImportUse, name: str, bench: Bench) -> Iterator[Use]:
    """What a file names by the name that an import brings."""
    path = use.module.path
    tree = _tree(path, bench)
    now = {position + 1 for position in bench.texts.at(path, use.row.span.line)}
    if use.row.name == "*":
        raise Lost(f"{path}:{use.row.span.line} imports all")
    for node in walked(tree):
        if isinstance(node, ast.ImportFrom) and node.lineno in now:
            for alias in node.names:
                if alias.name in {name, use.row.name}:
                    scope = around(tree, node.lineno)
                    bound = alias.asname or alias.name
                    yield from (use_at(path, tree, found) for found in names_in(scope, bound))
                    if bound in _exported(tree):
                        raise Lost(f"{path} exports {bound}")


def _exported(tree: ast.Module) -> set[str]:
    lists = [node.value for node in tree.body
             if isinstance(node, ast.Assign) and dotted(node.targets[0]) == "__all__"]  # fmt: skip
    return {
        part.value for node in lists for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }  # fmt: skip


@lru_cache(maxsize=64)
def _parents(tree: ast.Module) -> dict[ast.AST, ast.AST]:
    return {child: node for node in walked(tree) for child in ast.iter_child_nodes(node)}


def use_at(path: str, tree: ast.Module, node: ast.expr) -> Use:
    above = _parents(tree)
    parent = above[node]
    call = parent if isinstance(parent, ast.Call) and parent.func is node else None
    chain: list[ast.AST] = [node]
    while not isinstance(chain[-1], ast.Module):
        chain.append(above[chain[-1]])
    top = chain[-2]
    method, inside = None, chain[:-2]
    if isinstance(top, ast.ClassDef) and len(chain) > 3 and isinstance(chain[-3], Function):
        method, inside = chain[-3], chain[:-3]
    name = top.name if isinstance(top, Function | ast.ClassDef) and top in chain[1:] else ""
    often = any(isinstance(part, _LOOPS) for part in inside[1:])
    return Use(Holder(path, name), node, call, method, often)
