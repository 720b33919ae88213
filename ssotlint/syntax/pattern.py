"""Patterns: Python code with holes, compiled to a search over concrete trees.

Holes are mangled to legal identifiers, the code is parsed, and what a match must contain is
derived from the tree (``Requirement``), so that the index can be asked before anything is parsed.
The idea of mangling is LibCST's own (``libcst.helpers._template``), that of refusing a pattern
which requires nothing is ast-grep's.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from textwrap import dedent

import libcst as cst

from ssotlint.model.errors import InputError
from ssotlint.model.requirement import Requirement
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.unify import ANY, MANY, ONE, Captures, run_of, statements_of, unify

_HOLE = re.compile(r"\$(?P<many>\.\.\.)?(?P<name>[A-Z_][A-Z0-9_]*)")
_SUITES = (cst.IndentedBlock, cst.SimpleStatementSuite, cst.Module)


@dataclass(frozen=True, slots=True)
class Match:
    """A place that is what a pattern says; ``captures`` are sources by the name of the hole."""

    node: cst.CSTNode
    captures: dict[str, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: one expression, or one statement or more that stand together."""

    code: str
    roots: tuple[cst.CSTNode, ...]
    requirement: Requirement
    metavariables: frozenset[str]

    def matches(self, excerpt: Excerpt) -> Iterator[Match]:
        """Every match in an excerpt, outer ones first."""
        for node in _every(excerpt.node):
            yield from self._at(node, excerpt)

    def _at(self, node: cst.CSTNode, excerpt: Excerpt) -> Iterator[Match]:
        if len(self.roots) == 1 and type(self.roots[0]) is type(node):
            found = next(unify(self.roots[0], node, {}), None)
            if found is not None:
                yield _match(node, found, excerpt)
        elif len(self.roots) > 1 and isinstance(node, _SUITES):
            rows = statements_of(node.body)
            for start, _, captures in run_of(self.roots, rows):
                yield _match(rows[start], captures, excerpt)


def compile_pattern(code: str) -> Pattern:
    """Compile a pattern; raises InputError when it is no Python or would match anything."""
    text = dedent(code).strip("\n")
    names = {m["name"] for m in _HOLE.finditer(text) if m["name"] != "_"}
    mangled = _HOLE.sub(_mangled, text)
    try:
        roots = _parsed(mangled)
        requirement = _required(ast.parse(mangled))
    except (cst.ParserSyntaxError, SyntaxError) as error:
        raise InputError(f"the pattern is no Python: {text!r}", remedy=str(error)) from error
    if requirement.empty:
        raise InputError(
            f"the pattern requires nothing: {text!r}", remedy="name what the code must contain"
        )
    return Pattern(text, roots, requirement, frozenset(names))


def first_match(patterns: Iterable[Pattern], excerpt: Excerpt) -> tuple[Pattern, Match] | None:
    """The first pattern that matches, with its first match."""
    for pattern in patterns:
        match = next(pattern.matches(excerpt), None)
        if match is not None:
            return pattern, match
    return None


def _mangled(match: re.Match[str]) -> str:
    if match["many"]:
        return MANY + match["name"]
    return ANY if match["name"] == "_" else ONE + match["name"]


def _parsed(mangled: str) -> tuple[cst.CSTNode, ...]:
    rows = statements_of(cst.parse_module(mangled + "\n").body)
    if len(rows) == 1 and isinstance(rows[0], cst.Expr):
        return (rows[0].value,)
    return tuple(rows)


def _every(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    pending = [node]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(reversed(one.children))


def _match(node: cst.CSTNode, captures: Captures, excerpt: Excerpt) -> Match:
    texts = {
        name.removeprefix(ONE).removeprefix(MANY): ", ".join(
            excerpt.code(n).strip().rstrip(",").strip() for n in nodes
        )
        for name, nodes in captures.items()
    }
    return Match(node, texts)


_UNSEEN_KINDS = (ast.Module, ast.Expr, ast.Name, ast.Constant, ast.arguments, ast.arg, ast.Load,
                 ast.Store, ast.Del, ast.alias, ast.keyword, ast.Pass)  # fmt: skip


def _required(tree: ast.Module) -> Requirement:
    """Names and kinds of node that a match cannot lack.

    Names of parameters and variables may be others in the index's view, annotations, docstrings
    and the decorators of the root are not in it: nothing is demanded of them.
    """
    names: set[str] = set()
    kinds: set[str] = set()
    for node in _seen(tree):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.keyword) and node.arg:
            names.add(node.arg)
        elif isinstance(node, ast.Global):
            names.update(node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names.add(node.func.id)
        if not isinstance(node, _UNSEEN_KINDS):
            kinds.add(type(node).__name__)
    real = frozenset(n for n in names if not n.startswith((ONE, MANY, ANY)))
    return Requirement(real, frozenset(kinds))


def _seen(tree: ast.Module) -> Iterator[ast.AST]:
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        yield node
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "bases", "keywords"} and (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.arg)
                or name == "annotation"
            ):
                continue
            pending.extend(_nodes(value))


def _nodes(value: object) -> Sequence[ast.AST]:
    values = value if isinstance(value, list) else [value]
    return [v for v in values if isinstance(v, ast.AST)]


compiled = cache(compile_pattern)
"""``compile_pattern``, once a text and process."""
