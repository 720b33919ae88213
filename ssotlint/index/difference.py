"""What an edit of a file has changed in its facts, wherever on the page they stand."""

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import NamedTuple

from ssotlint.facts.comments import CREDIT
from ssotlint.index import codec, names
from ssotlint.index.numbering import renumbered, unplaced
from ssotlint.index.picks import STORED, differs, is_pick
from ssotlint.model.facts import Call, Comment, Import, MemberUse, Shape, Surface, SyntaxFault
from ssotlint.model.place import NOWHERE, Span

SAYS = "says "
"""Begins the name of a part: whether the texts of definitions have some of the characters after it."""
HAS = "has "
"""Begins what stands for whether the shape of a file has a character, in place of a text."""
_SAID = re.compile(r"#\s*ssotlint:\s*(\w*)")
_FAULT = SyntaxFault(1, 1, "")


class Difference(NamedTuple):
    """Which parts of a file say something else than before.

    ``surface`` is what other files can see: definitions, imports, bindings. Places are no part of
    it, and neither is the size of a body, which counts as ``shape``. ``addresses`` is whether any
    comment addresses this tool, ``fault`` why there are no facts. ``texts`` are the qualified
    names of the definitions whose shapes differ, ``letters`` the characters that one of the two
    shapes has, None where that cannot be told. ``said`` are the characters that the text of some
    definition has in one of the two. ``names`` are the questions (see ``index.names``) that the
    file answers otherwise; None stands for all. ``sides`` are the two surfaces where they differ,
    ``shapes`` both with the texts of their shapes, ``uses`` their calls and members as they are
    packed; None where one of them is not known.
    """

    surface: bool = True
    calls: bool = True
    members: bool = True
    shape: bool = True
    addresses: bool = True
    fault: bool = True
    texts: frozenset[str] | None = None
    letters: frozenset[str] | None = None
    said: frozenset[str] | None = None
    names: frozenset[int] | None = None
    sides: tuple[Surface, Surface] | None = None
    shapes: tuple[tuple[Surface, str], tuple[Surface, str]] | None = None
    uses: tuple[bytes, bytes] | None = None

    def is_in(self, part: str) -> bool:
        """Whether a part, as traces name it, says something else; one that is unknown may."""
        if part.startswith(SAYS):
            return self.said is None or not self.said.isdisjoint(part[len(SAYS) :])
        if part.startswith(STORED):
            return self._is_found_otherwise(part)
        if is_pick(part):
            return self.surface and (self.sides is None or differs(part, *self.sides))
        return bool(getattr(self, part, True))

    def touches(self, texts: Iterable[str]) -> bool:
        """Whether some texts say something else: definitions by their names, picks, characters."""
        return any(map(self._touches, texts))

    def _touches(self, text: str) -> bool:
        if text.startswith(HAS):
            return self.letters is None or text[len(HAS) :] in self.letters
        if is_pick(text):
            return self._is_found_otherwise(text)
        return self.texts is None or text in self.texts

    def _is_found_otherwise(self, part: str) -> bool:
        of_members = part.startswith(STORED)
        if not (self.shape or self.surface or (of_members and self.members)):
            return False
        if self.shapes is None or self.uses is None:
            return True
        (one, text), (other, now) = self.shapes
        if not of_members:
            return differs(part, one, other, (text,), (now,))
        before, after = map(codec.members, self.uses)
        return differs(part.removeprefix(STORED), one, other, (text, before), (now, after))


NOTHING = Difference(
    surface=False,
    calls=False,
    members=False,
    shape=False,
    addresses=False,
    fault=False,
    texts=frozenset(),
    letters=frozenset(),
    said=frozenset(),
    names=frozenset(),
)


def difference(path: str, old: codec.Packed, new: codec.Packed) -> Difference:
    """What differs between two states of a file; raises ``msgspec.MsgspecError``."""
    before, after = codec.surface(old[0]), codec.surface(new[0])
    said = _said(before) != _said(after)
    asked = names.differing(path, before, after) if said else frozenset()
    sizes = _sizes(before) == _sizes(after)
    numbers = renumbered(before.definitions, after.definitions) if said else {}
    same = old[1] == new[1] and not numbers
    one, other = codec.shape(old[2]), codec.shape(new[2])
    shape = not sizes or one != other
    texts = _texts((before, one), (after, other)) if shape else []
    return Difference(
        surface=said,
        calls=not same and _called(old[1], numbers) != _called(new[1], {}),
        members=not same and _members(old[1], numbers) != _members(new[1], {}),
        shape=shape,
        fault=(before.fault, before.newer) != (after.fault, after.newer),
        addresses=bool(declared(before)) != bool(declared(after)),
        texts=frozenset(name for name, _, _ in texts),
        letters=frozenset(set(one.text) ^ set(other.text)),
        said=frozenset(c for _, a, b in texts for c in {*a} ^ {*b}),
        names=asked,
        sides=(before, after) if said else None,
        shapes=((before, one.text), (after, other.text)),
        uses=(old[1], new[1]),
    )


def _said(surface: Surface) -> Surface:
    return surface._replace(
        lines=0,
        definitions=tuple(map(names.said, surface.definitions)),
        imports=_by_statement(surface.imports),
        bindings=tuple(row._replace(span=NOWHERE) for row in surface.bindings),
        settings=tuple(row._replace(span=NOWHERE) for row in surface.settings),
        fault=surface.fault and _FAULT,
        newer=surface.newer and _FAULT,
        comments=tuple(
            row._replace(line=0, column=0, first=_held(row, surface), last=0)
            for row in declared(surface)
        ),
    )


def _by_statement(rows: Iterable[Import]) -> tuple[Import, ...]:
    """Imports with the number of their statement in place of where it stands.

    Who asks what is imported together sees that a statement was split.
    """
    numbers: dict[Span, int] = {}
    return tuple(
        row._replace(span=NOWHERE._replace(line=numbers.setdefault(row.span, len(numbers))))
        for row in rows
    )


def _held(comment: Comment, surface: Surface) -> int:
    """To what a comment is attached, as a number: how much begins above it, and whether in a header."""
    line, rows = comment.first, surface.definitions
    above = sum(row.start_line <= line for row in rows)
    above += sum(row.span.line <= line for row in surface.bindings)
    return 2 * above + any(row.is_headed_at(line) for row in rows)


def declared(surface: Surface) -> list[Comment]:
    """The comments that say something of the code; exceptions are made when all is answered."""
    return [
        row
        for row in surface.comments
        if CREDIT in row.text or set(_SAID.findall(row.text)) != {"ignore"}
    ]


def _sizes(surface: Surface) -> list[tuple[tuple[int, int], int]]:
    return [(row.shape, row.statements) for row in surface.definitions]


def _called(data: bytes, numbers: Mapping[int, int]) -> list[Call]:
    rows = (call for group in codec.calls(data) for call in group.calls())
    return [unplaced(row, numbers) for row in rows]


def _members(data: bytes, numbers: Mapping[int, int]) -> list[MemberUse]:
    return [unplaced(row, numbers) for row in codec.members(data)]


def _texts(old: tuple[Surface, Shape], new: tuple[Surface, Shape]) -> list[tuple[str, str, str]]:
    """The definitions whose texts differ: the qualified name, and what was and is said there.

    A class has the texts of its methods in its own.
    """
    before, after = _by_name(*old), _by_name(*new)
    both = ((name, before.get(name, []), after.get(name, [])) for name in before | after)
    return [
        (name, first, second)
        for name, one, other in both
        for first, second in zip_longest(one, other, fillvalue="")
        if first != second
    ]


def _by_name(surface: Surface, shape: Shape) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in surface.definitions:
        found.setdefault(row.qualname, []).append(shape.text[slice(*row.shape)])
    return found
