"""What an edit of a file has changed in its facts, wherever on the page they stand."""

from typing import NamedTuple

from ssotlint.index import codec
from ssotlint.model.facts import Call, MemberUse, Shape, Surface
from ssotlint.model.place import NOWHERE


class Difference(NamedTuple):
    """Which parts of a file say something else than before.

    ``surface`` is what other files can see: definitions, imports, bindings. Places are no part of
    it, and neither is the size of a body, which counts as ``shape``.
    """

    surface: bool = True
    calls: bool = True
    members: bool = True
    shape: bool = True


NOTHING = Difference(surface=False, calls=False, members=False, shape=False)


def difference(old: codec.Packed, new: codec.Packed) -> Difference:
    """What differs between two states of a file; raises ``msgspec.MsgspecError``."""
    before, after = codec.surface(old[0]), codec.surface(new[0])
    if before.fault or after.fault:
        return Difference()
    sizes = _sizes(before) == _sizes(after)
    same = old[1] == new[1]
    return Difference(
        surface=_said(before) != _said(after),
        calls=not same and _called(old[1]) != _called(new[1]),
        members=not same and _members(old[1]) != _members(new[1]),
        shape=not sizes or (old[2] != new[2] and _written(old[2]) != _written(new[2])),
    )


def _said(surface: Surface) -> Surface:
    return surface._replace(
        lines=0,
        definitions=tuple(
            row._replace(span=NOWHERE, start_line=0, header_end_line=0, shape=(0, 0), statements=0)
            for row in surface.definitions
        ),
        imports=tuple(row._replace(span=NOWHERE) for row in surface.imports),
        bindings=tuple(row._replace(span=NOWHERE) for row in surface.bindings),
        settings=tuple(row._replace(span=NOWHERE) for row in surface.settings),
        comments=tuple(row._replace(line=0, column=0, first=0, last=0) for row in surface.comments),
    )


def _sizes(surface: Surface) -> list[tuple[tuple[int, int], int]]:
    return [(row.shape, row.statements) for row in surface.definitions]


def _called(data: bytes) -> list[Call]:
    return [call._replace(span=NOWHERE) for group in codec.calls(data) for call in group.calls()]


def _members(data: bytes) -> list[MemberUse]:
    return [use._replace(span=NOWHERE) for use in codec.members(data)]


def _written(data: bytes) -> Shape:
    return codec.shape(data)
