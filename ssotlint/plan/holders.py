"""What hands out one shared thing: recognised in the text, and taken out of it."""

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ssotlint.facts.state import dotted
from ssotlint.plan.bench import Bench
from ssotlint.plan.spots import Function, parsed, walked


class Shared(NamedTuple):
    """One thing that many use: how it is made, what it is called when it is handed over.

    ``accessor`` is the function that hands it out, "" where its ``storage`` is used itself;
    ``made`` makes it, ``product`` is its class, "" for a container, ``said`` its annotation.
    """

    path: str
    storage: str
    accessor: str
    made: str
    product: str
    said: str


def accessor_at(path: str, name: str, bench: Bench) -> Shared | None:
    """A function that fills a global on its first call, and does nothing else."""
    tree = parsed(bench.texts.text(path))
    for node in tree.body if tree is not None else ():
        if isinstance(node, ast.FunctionDef) and node.name == name and not node.decorator_list:
            found = _filled(node.body)
            if found is not None and not _parameters(node):
                storage, made = found
                product = dotted(made.func)
                if product and "." not in product and not _locals(made):
                    return Shared(path, storage, name, ast.unparse(made), product, product)
    return None


def accessors_of(path: str, product: str, bench: Bench) -> list[Shared]:
    """The functions of a module that hand out the one instance of a class."""
    tree = parsed(bench.texts.text(path))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)] if tree else []
    found = [accessor_at(path, name, bench) for name in names]
    return [shared for shared in found if shared is not None and shared.product == product]


def container_at(path: str, name: str, bench: Bench) -> Shared | None:
    """A container that a module binds once and that is empty at first."""
    tree = parsed(bench.texts.text(path))
    for node in tree.body if tree is not None else ():
        if isinstance(node, ast.AnnAssign | ast.Assign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if [dotted(target) for target in targets] == [name] and _is_empty(node.value):
                said = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
                return Shared(path, name, "", ast.unparse(node.value), "", said)
    return None


def _is_empty(value: ast.expr) -> bool:
    return ast.unparse(value) in {"{}", "[]", "dict()", "list()", "set()"}


def _parameters(node: ast.FunctionDef) -> bool:
    arguments = node.args
    return bool([*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs])


def _locals(made: ast.Call) -> bool:
    return bool(made.args or made.keywords)


def _filled(body: list[ast.stmt]) -> tuple[str, ast.Call] | None:
    """``global G; if G is None: G = Made(); return G``: the name and what makes it."""
    rows = [row for row in body if not _is_docstring(row)]
    if len(rows) != 3 or not isinstance(rows[0], ast.Global) or not isinstance(rows[1], ast.If):
        return None
    name = rows[0].names[0]
    test, inside = ast.unparse(rows[1].test), rows[1].body
    if test not in {f"{name} is None", f"not {name}"} or rows[1].orelse or len(inside) != 1:
        return None
    made = inside[0]
    if not isinstance(made, ast.Assign) or [dotted(t) for t in made.targets] != [name]:
        return None
    returned = isinstance(rows[2], ast.Return) and ast.unparse(rows[2]) == f"return {name}"
    return (name, made.value) if returned and isinstance(made.value, ast.Call) else None


def _is_docstring(row: ast.stmt) -> bool:
    return isinstance(row, ast.Expr) and isinstance(row.value, ast.Constant)


def self_storing(node: ast.ClassDef) -> list[ast.stmt]:
    """What a class keeps its one instance with: the field, ``__new__``, class methods.

    Empty where anything of it does more than that.
    """
    fields = {
        dotted(row.target if isinstance(row, ast.AnnAssign) else row.targets[0]): row
        for row in node.body if isinstance(row, ast.AnnAssign | ast.Assign)
    }  # fmt: skip
    for name, field in fields.items():
        if not isinstance(field.value, ast.Constant) or field.value.value is not None:
            continue
        keepers = [
            row for row in node.body if isinstance(row, ast.FunctionDef) and _keeps(row, name)
        ]
        used = [part for row in node.body if row not in keepers for part in ast.walk(row)
                if isinstance(part, ast.Attribute) and part.attr == name]  # fmt: skip
        if keepers and not used:
            return [field, *keepers]
    return []


def _keeps(row: ast.FunctionDef, name: str) -> bool:
    """``if cls.N is None: cls.N = ...; return cls.N`` and nothing more."""
    rows = [part for part in row.body if not _is_docstring(part)]
    first = row.args.args[0].arg if row.args.args else ""
    kept = f"{first}.{name}"
    return (
        len(rows) == 2
        and isinstance(rows[0], ast.If)
        and ast.unparse(rows[0].test) in {f"{kept} is None", f"not {kept}"}
        and len(rows[0].body) == 1
        and isinstance(rows[0].body[0], ast.Assign)
        and dotted(rows[0].body[0].targets[0]) == kept
        and ast.unparse(rows[1]) == f"return {kept}"
    )


def take_out(path: str, nodes: Iterable[ast.stmt], why: str, bench: Bench) -> None:
    """Delete statements of a module or a class, and the imports that only they needed."""
    said = {part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name)}
    for node in sorted(nodes, key=lambda row: row.lineno, reverse=True):
        _excise(path, node, why, bench)
    tree = parsed(bench.texts.text(path))
    used = {part.id for part in walked(tree) if isinstance(part, ast.Name)} if tree else said
    for use in bench.module(path).surface.imports:
        if use.name and use.bound in said - used:
            bench.drop_import(path, use, why)


def _excise(path: str, node: ast.stmt, why: str, bench: Bench) -> None:
    lines = bench.texts.lines(path)
    decorators = node.decorator_list if isinstance(node, Function | ast.ClassDef) else []
    first = min((node.lineno, *(row.lineno for row in decorators))) - 1
    last = node.end_lineno or node.lineno
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    above = first
    while above and not lines[above - 1].strip():
        above -= 1
    below = last
    while below < len(lines) and not lines[below].strip():
        below += 1
    blank = max(first - above, below - last) if above > 0 and below < len(lines) else 0
    bench.texts.replace(path, above, below, [""] * blank, why)


def class_named(path: str, name: str, bench: Bench) -> ast.ClassDef | None:
    """A class of a module, as its text is now."""
    return next((node for node in _body(path, bench)
                 if isinstance(node, ast.ClassDef) and node.name == name), None)  # fmt: skip


def statements_of(path: str, names: frozenset[str], bench: Bench) -> Iterator[ast.stmt]:
    """The statements of a module that define or bind some names."""
    for node in _body(path, bench):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", node)]
        if getattr(node, "name", dotted(targets[0])) in names:
            yield node


def _body(path: str, bench: Bench) -> list[ast.stmt]:
    tree = parsed(bench.texts.text(path))
    return tree.body if tree is not None else []
