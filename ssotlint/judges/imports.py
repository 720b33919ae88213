"""Import statements on the concrete tree: which names they bring, and what should stand there."""

import re
from typing import NamedTuple

import libcst as cst

from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.remarks import remarks_on
from ssotlint.model.case import Member
from ssotlint.model.errors import ExcerptError
from ssotlint.syntax.importing import bound_by

_OFFERED = re.compile(r"#\s*noqa:.*\bF401\b")
"""What tells a linter that an imported name is there for others."""
_CIRCLE = re.compile(r"#(?!.*\bimport-cycle\b).*\b(?:circular|circle|cycl\w*)\b", re.IGNORECASE)


class Statement(NamedTuple):
    """An import as written: dots, module, and (name, bound name) of each part.

    A part of ``import a.b`` has the name "" and the module for itself.
    """

    level: int
    module: str
    parts: tuple[tuple[str, str], ...]

    def brings(self, name: str) -> bool:
        """Whether a name is imported, or anything with a star."""
        return any(part in (name, "*") for part, _ in self.parts)

    def means(self, module: str) -> bool:
        """Whether the dotted absolute ``module`` can be what is written."""
        if not self.level:
            return module == self.module
        return not self.module or module == self.module or module.endswith(f".{self.module}")


def statement_of(member: Member, excerpts: Excerpts) -> list[Statement]:
    """The import statement at a member's extent: one for ``from``, one a module for ``import``.

    Empty when no import stands there or LibCST cannot read it.
    """
    try:
        line = excerpts.of(member).statement
    except ExcerptError:
        return []
    if not isinstance(line, cst.SimpleStatementLine) or not line.body:
        return []
    node = line.body[0]
    if isinstance(node, cst.ImportFrom):
        return [_from(node)]
    if isinstance(node, cst.Import):
        return [
            Statement(0, alias.evaluated_name, (("", bound_by(alias)),)) for alias in node.names
        ]
    return []


def speaks_of_circle(member: Member, excerpts: Excerpts) -> bool:
    """Whether a comment on the statement, or right above it, speaks of an import cycle."""
    return any(map(_CIRCLE.search, remarks_on(member.extent, excerpts)))


def is_left_alone(member: Member, excerpts: Excerpts) -> bool:
    """Whether a linter is told on the statement that what it brings is not to be used here."""
    return _OFFERED.search(excerpts.text(member.extent)) is not None


def _from(node: cst.ImportFrom) -> Statement:
    module = _dotted(node.module) if node.module is not None else ""
    if isinstance(node.names, cst.ImportStar):
        return Statement(len(node.relative), module, (("*", "*"),))
    parts = tuple((alias.evaluated_name, bound_by(alias)) for alias in node.names)
    return Statement(len(node.relative), module, parts)


def _dotted(node: cst.Attribute | cst.Name) -> str:
    if isinstance(node, cst.Name):
        return node.value
    value = node.value
    return (
        f"{_dotted(value)}.{node.attr.value}" if isinstance(value, cst.Attribute | cst.Name) else ""
    )
