"""What is taken of a file by who does not look at all of it, and whether an edit has changed that.

Most detectors look through all files for a few rows: classes with bases, names bound to literals.
A function at the top of a module that picks them from a surface tells by its name what was read,
and, tried on the old and the new surface of an edited file, whether it would be read otherwise. So
does one that looks for something in the shape of a file, which it is given besides.
"""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from ssotlint.facts.alphabet import KIND, STRING, WORD
from ssotlint.index.layouts import is_layout, taken
from ssotlint.index.names import said
from ssotlint.index.numbering import marks
from ssotlint.model.facts import Binding, BindingKind, Definition, Import, Setting, Surface
from ssotlint.model.ours import function_of
from ssotlint.model.place import NOWHERE, Span

RUN = STRING["__main__"]
"""The letter of the name of a program; hardly a file has it that is not run by itself."""
_SIDES = (WORD["__name__"], RUN)
# `if __name__ == "__main__":`, either way round.
_GUARDS = tuple(
    KIND[ast.If] + KIND[ast.Compare] + one + KIND[ast.Eq] + other
    for one, other in (_SIDES, _SIDES[::-1])
)
STORED = "stored "
"""Begins what a pick is called that is given the member uses of a file, too."""
SEEN = frozenset(("surface", "addresses", "fault"))
"""The parts of what a file says to others, but for picks."""
Pick = Callable[..., Any]
"""Stands at the top of a module, knows nothing but a surface, the text of its shape and the uses of
members if these are asked for, and a few texts, and returns nothing of places: they may decide
which rows it takes."""


class At(NamedTuple):
    """A definition with its position among those of its file, which is no part of what is said."""

    position: int
    row: Definition


def imports(surface: Surface) -> tuple[Import, ...]:
    """All imports of a file."""
    return surface.imports


def defines(surface: Surface) -> bool:
    """Whether a file defines anything."""
    return bool(surface.definitions)


def is_guarded(surface: Surface, text: str) -> bool:
    """Whether a file says at its top, not in a definition, what it does when it is run."""
    end, parts = 0, []
    for row in surface.definitions:
        if row.owner < 0:
            begin, behind = row.shape
            parts.append(text[end:begin])
            end = behind
    parts.append(text[end:])
    return any(guard in part for part in parts for guard in _GUARDS)


def decorating(surface: Surface) -> frozenset[str]:
    """The names with which the decorators of a file begin."""
    rows = surface.definitions
    return frozenset(text.partition(".")[0] for row in rows for text in row.decorators)


def registering(surface: Surface) -> frozenset[str]:
    """The names of which a file decorates with a member: `@routes.get("/")`."""
    texts = (text.partition(".") for row in surface.definitions for text in row.decorators)
    return frozenset(name for name, dot, _ in texts if dot)


def made_above(surface: Surface) -> tuple[tuple[Import, frozenset[str]], ...]:
    """The imports of a file, each with the names to which calls at its top are bound above it."""
    made = [(row.span.line, row.name) for row in surface.bindings
            if row.owner < 0 and row.kind is BindingKind.CALL]  # fmt: skip
    return tuple(
        (row, frozenset(name for line, name in made if line < row.span.line))
        for row in surface.imports
    )


def names_at_top(surface: Surface) -> list[str]:
    """The names that a file binds at its top, each once."""
    return list(dict.fromkeys(row.name for row in surface.bindings if row.owner < 0))


@cache
def part_of(pick: Pick, *wanted: str) -> str:
    """What a pick is called among the parts of a file; ``wanted`` are its further arguments."""
    return f"{pick.__module__}:{pick.__qualname__}:{json.dumps(wanted)}"


def is_said(part: str) -> bool:
    """Whether a part is of what files say to others, or of how they lie."""
    return part in SEEN or is_pick(part) or is_layout(part) or taken(part) is not None


def is_pick(part: str) -> bool:
    """Whether a part is what somebody picks from surfaces."""
    return ":" in part and not is_layout(part) and taken(part) is None


def differs(
    part: str, before: Surface, after: Surface, old: tuple[Any, ...] = (), new: tuple[Any, ...] = ()
) -> bool:
    """Whether a pick takes something else from a file than before, wherever that stands.

    ``old`` and ``new`` are what it is given besides, then and now: the text of the shape, uses.
    """
    module, name, wanted = part.split(":", 2)
    pick: Pick | None = function_of(module, name)
    if pick is None:
        return True
    known = json.loads(wanted)
    one, other = pick(before, *old, *known), pick(after, *new, *known)
    return _Plain(before)(one) != _Plain(after)(other)


class _Plain:
    """What was picked from a surface, without the places and the positions there."""

    def __init__(self, surface: Surface) -> None:
        self._imports = surface.imports
        self._names = marks(surface.definitions)
        self._statements = _statements(surface.imports)

    def __call__(self, value: object) -> object:
        """A row, a text or a number, or any of that in a collection."""
        match value:
            case At():
                return self(value.row)
            case Definition() | Import() | Binding() | Setting() | Span():
                return self._row(value)
            case Mapping():
                return tuple((self(key), self(held)) for key, held in value.items())
            case tuple() | list():
                return tuple(map(self, value))
        return value

    def _row(self, row: Definition | Import | Binding | Setting | Span) -> object:
        if isinstance(row, Span):
            return NOWHERE
        owner = self._names[row.owner] if row.owner >= 0 else None
        if isinstance(row, Definition):
            return said(row)._replace(owner=0), owner
        if isinstance(row, Setting):
            return row._replace(span=NOWHERE, owner=0), owner
        if isinstance(row, Import):
            number = self._statements[row.module, row.level, row.span]
            return row._replace(span=NOWHERE, owner=0), owner, number
        plain = row._replace(span=NOWHERE, owner=0, ref=-1), owner
        return plain, self(self._imports[row.ref]) if row.kind is BindingKind.IMPORT else None


def _statements(rows: Iterable[Import]) -> dict[tuple[str, int, Span], int]:
    """Which statement that imports from its module each import is part of, by where it stands."""
    numbers: dict[tuple[str, int, Span], int] = {}
    counts: Counter[tuple[str, int]] = Counter()
    for row in rows:
        key = row.module, row.level, row.span
        if key not in numbers:
            numbers[key] = counts[key[:2]]
            counts[key[:2]] += 1
    return numbers
