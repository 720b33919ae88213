"""The members of a class, as they are written."""

import ast
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

import libcst as cst

from ssotlint.facts.newer import parse
from ssotlint.judges.standards import is_fixed
from ssotlint.model.errors import ExcerptError
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.forms import is_name, is_text
from ssotlint.syntax.tree import body_of

_FULL = 8  # a longer method says no more


class Part(NamedTuple):
    """A member of a class: its code, and the excerpt of a method; ``written`` is how it stands there.

    Without weight is what is no member: bases, decorators, statements that bind no single name.
    """

    code: str
    weight: int
    method: Excerpt | None = None
    written: str = ""


def parts_of(excerpt: Excerpt) -> dict[str, Part]:
    """The members of a class by name, in their order."""
    node = excerpt.node
    if not isinstance(node, cst.ClassDef):
        raise ExcerptError("the excerpt is no class")
    parts: dict[str, Part] = {}
    for name, part in (*_header(node, excerpt), *_members(node.body, excerpt)):
        known = name
        while known in parts:
            known += "+"
        parts[known] = part
    return parts


def are_fixed(parts: Mapping[str, Part]) -> bool:
    """Whether a class has nothing but members whose values a standard has fixed."""
    members = [(name, part) for name, part in parts.items() if part.weight]
    return bool(members) and all(
        part.method is None and is_fixed(name, [part.code.partition("=")[2]])
        for name, part in members
    )


def _header(node: cst.ClassDef, excerpt: Excerpt) -> Iterator[tuple[str, Part]]:
    """The decorators, each by its code, and the bases."""
    for row in node.decorators:
        code = f"@{code_of(row.decorator, excerpt)}"
        yield code, Part(code, 0)
    handed = [code_of(row, excerpt).rstrip(", ") for row in (*node.bases, *node.keywords)]
    yield "", Part(f"({', '.join(handed)})", 0)


def _members(body: cst.BaseSuite, excerpt: Excerpt) -> Iterator[tuple[str, Part]]:
    for row in body.body:
        if isinstance(row, cst.FunctionDef):
            size = 0 if _is_empty(row) else min(1 + sum(1 for _ in _statements(row.body)), _FULL)
            yield row.name.value, Part("", size, excerpt.part(row))
        elif isinstance(row, cst.ClassDef):
            yield row.name.value, Part(_block(row, excerpt), 2, None, excerpt.code(row))
        elif isinstance(row, cst.SimpleStatementLine):
            for small in row.body:
                name, code = _bound(small), code_of(small, excerpt)
                if name:
                    yield name, Part(code, 1, None, excerpt.code(small))
                elif not _says_nothing(small):
                    yield code, Part(code, 0)
        else:
            code = _block(row, excerpt)
            yield code, Part(code, 0)


def _is_empty(row: cst.FunctionDef) -> bool:
    """Whether a method says nothing of its class: it returns nothing, or hands on to its base."""
    said = [one for one in body_of(row.body) if not is_text(one)]
    if len(said) != 1 or not isinstance(said[0], cst.Return):
        return False
    value = said[0].value
    if isinstance(value, cst.List | cst.Tuple | cst.Dict):
        return not value.elements
    name = value.func if isinstance(value, cst.Call) else None
    asked = name.value if isinstance(name, cst.Attribute) else None
    return (
        isinstance(name, cst.Attribute)
        and name.attr.value == row.name.value
        and isinstance(asked, cst.Call)
        and is_name(asked.func, "super")
    )


def _statements(body: cst.BaseSuite) -> Iterator[cst.CSTNode]:
    for row in body.body:
        yield row
        inner = getattr(row, "body", None)
        if isinstance(inner, cst.BaseSuite):
            yield from _statements(inner)


def _bound(node: cst.BaseSmallStatement) -> str:
    target: cst.CSTNode | None = None
    if isinstance(node, cst.AnnAssign):
        target = node.target
    elif isinstance(node, cst.Assign) and len(node.targets) == 1:
        target = node.targets[0].target
    return target.value if isinstance(target, cst.Name) else ""


def _says_nothing(node: cst.BaseSmallStatement) -> bool:
    """Docstrings, ``...`` and ``pass``."""
    nothing = cst.SimpleString | cst.ConcatenatedString | cst.Ellipsis
    return isinstance(node, cst.Pass) or (
        isinstance(node, cst.Expr) and isinstance(node.value, nothing)
    )


def _block(node: cst.CSTNode, excerpt: Excerpt) -> str:
    """A statement with a body as one line, without its comments."""
    code = excerpt.code(node)
    with suppress(SyntaxError, RecursionError):  # of another Python: as it is written
        code = ast.unparse(parse(code))
    return " ".join(code.split())


def code_of(node: cst.CSTNode, excerpt: Excerpt) -> str:
    return " ".join(excerpt.code(node).strip("; \n").split())
