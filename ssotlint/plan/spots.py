"""Places in the text of a file, found by its syntax tree, and what shall stand there instead."""

import ast
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ssotlint.facts.newer import parse
from ssotlint.plan.texts import Texts

Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = ast.Module | ast.ClassDef | Function | ast.Lambda | ast.expr
_WIDTH = 99
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, *_COMPREHENSIONS)


class Lost(Exception):  # noqa: N818 - it says what cannot be followed, and is no error
    """A use that cannot be followed."""


class Spot(NamedTuple):
    """A stretch of text: lines from 1, columns in characters from 0, its end not included."""

    line: int
    column: int
    end_line: int
    end_column: int
    new: str


@lru_cache(maxsize=64)
def parsed(text: str) -> ast.Module | None:
    """The tree of a text, None where Python does not read it. Nobody changes it."""
    try:
        return parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None


@lru_cache(maxsize=64)
def walked(tree: ast.Module) -> tuple[ast.AST, ...]:
    """All nodes of a tree, outer ones first."""
    return tuple(ast.walk(tree))


@lru_cache(maxsize=64)
def by_line(tree: ast.Module) -> Mapping[int, list[ast.AST]]:
    """The nodes that begin at each line."""
    found: dict[int, list[ast.AST]] = defaultdict(list)
    for node in walked(tree):
        found[getattr(node, "lineno", 0)].append(node)
    return found


def spot(
    lines: list[str], node: ast.expr | ast.stmt | ast.alias | ast.arg | ast.keyword, new: str
) -> Spot:
    """The place of a node.

    Raises:
        Lost: where the tree does not know it, which happens inside f-strings before Python 3.12.

    """
    end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    found = Spot(node.lineno, column(lines, node.lineno, node.col_offset),
                 end_line, column(lines, end_line, end), new)  # fmt: skip
    if isinstance(node, ast.expr) and not _says(lines, found, node):
        raise Lost("it stands in an f-string")
    return found


def _says(lines: list[str], at: Spot, node: ast.expr) -> bool:
    """Whether the text at a place is that of an expression."""
    rows = lines[at.line - 1 : at.end_line]
    rows[-1] = rows[-1][: at.end_column]
    rows[0] = rows[0][at.column :]
    tree = parsed(f"({chr(10).join(rows)}\n)")
    row = tree.body[0] if tree is not None and len(tree.body) == 1 else None
    return isinstance(row, ast.Expr) and ast.unparse(row) == ast.unparse(node)


def column(lines: list[str], line: int, offset: int) -> int:
    """The character at which a byte of a line stands, as the tree counts it."""
    text = lines[line - 1]
    return offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))


def put(texts: Texts, path: str, spots: Iterable[Spot], why: str) -> None:
    """Write what shall stand at some places of a file, which do not overlap.

    A line that becomes longer than all others of its file is broken at its parentheses.
    """
    before = set(texts.lines(path))
    for line, start, end_line, end, new in sorted(set(spots), reverse=True):
        lines = texts.lines(path)
        whole = f"{lines[line - 1][:start]}{new}{lines[end_line - 1][end:]}"
        texts.replace(path, line - 1, end_line, whole.split("\n"), why)
    width = max(map(len, before), default=0)
    for position, text in reversed(list(enumerate(texts.lines(path)))):
        if text not in before and len(text) > max(width, _WIDTH):
            texts.replace(path, position, position + 1, _folded(text), why)


def _folded(line: str) -> list[str]:
    """A line, broken at its first parentheses."""
    depth, start, end = 0, -1, -1
    try:
        for token in tokenize.generate_tokens(iter([f"{line}\n"]).__next__):
            if token.type == tokenize.OP and token.string in "([{":
                start = token.end[1] if start < 0 else start
                depth += 1
            elif token.type == tokenize.OP and token.string in ")]}":
                depth -= 1
                if not depth:
                    end = token.start[1]
                    break
    except (tokenize.TokenError, SyntaxError, StopIteration):
        return [line]
    if start < 0 or depth or end <= start:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    return [line[:start], f"{indent}    {line[start:end]}", f"{indent}{line[end:]}"]


def names_in(scope: ast.AST, name: str) -> Iterator[ast.Name]:
    """Where a name that a module or a function binds is meant in it and in what stands in it."""
    pending: list[tuple[ast.AST, bool]] = [(node, False) for node in ast.iter_child_nodes(scope)]
    while pending:
        node, in_class = pending.pop()
        if isinstance(node, ast.Name) and node.id == name:
            yield node
        if not isinstance(node, _SCOPES):
            pending += [(child, in_class) for child in ast.iter_child_nodes(node)]
            continue
        inner, outer = _parts(node)
        pending += [(child, in_class) for child in outer]
        if name not in bound_in(node):
            pending += [(child, False) for child in inner]
        elif isinstance(node, ast.ClassDef):  # a class hides its names from its methods
            pending += [(s, False) for s in node.body if isinstance(s, _SCOPES)]


def _parts(node: ast.AST) -> tuple[list[ast.AST], list[ast.AST]]:
    """What of a scope is evaluated inside of it, and what around it."""
    if isinstance(node, _COMPREHENSIONS):
        return list(ast.iter_child_nodes(node)), []
    inner = node.body if isinstance(node, ast.stmt) else [node.body]  # type: ignore[attr-defined]
    outer = [child for child in ast.iter_child_nodes(node) if child not in inner]
    return list(inner), outer


@lru_cache(maxsize=2048)
def bound_in(scope: ast.AST) -> frozenset[str]:
    """The names that a scope binds itself."""
    found: set[str] = set()
    wide: set[str] = set()
    pending = list(ast.iter_child_nodes(scope))
    while pending:
        node = pending.pop()
        found.update(_bound_by(node))
        if isinstance(node, ast.Global | ast.Nonlocal):
            wide.update(node.names)
        if not isinstance(node, _SCOPES):
            pending += ast.iter_child_nodes(node)
    return frozenset(found - wide)


def _bound_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.MatchMapping):
        yield from [node.rest] if node.rest else []
    else:
        named = (Function, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
        yield from [node.name] if isinstance(node, named) and node.name else []


def around(tree: ast.Module, line: int) -> ast.Module | Function:
    """The innermost function in which a line stands, or the module."""
    found: ast.Module | Function = tree
    for node in walked(tree):
        if isinstance(node, Function) and node.lineno <= line <= (node.end_lineno or 0):
            found = node
    return found
