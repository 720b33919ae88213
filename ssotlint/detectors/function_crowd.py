"""Whom an edited function meets among all that were compared, told without reading any of them.

What is found among functions stays what it was when an edited one was like nobody before, is like
nobody now, and takes nobody else to another one: how many say a statement decides under what the
others are found (``candidates``), and what two of them have in common counts (``relations``).
Whatever is not certain is a meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.detectors.candidates import ANONYMOUS, FEW, HARDLY, IDIOM, SHARE, rarest
from ssotlint.detectors.domains import compatible
from ssotlint.detectors.likeness import shared
from ssotlint.index import columns, imprints
from ssotlint.index.columns import LARGE
from ssotlint.index.holders import Holders, held
from ssotlint.index.imprints import EXPECTED, NAMED, FunctionCrowd, Imprint, number_of, place_of

if TYPE_CHECKING:
    from ssotlint.detectors.functions import Function
    from ssotlint.detectors.outlines import Outline

_MANY = 400  # so many others whose terms may be other ones are not looked at one by one


class Change(NamedTuple):
    """A function that says something else than before; ``file`` is the position of its file.

    One that was not there, or is gone, has None in place of an imprint.
    """

    file: int
    old: Imprint | None
    new: Imprint | None

    @property
    def is_one(self) -> bool:
        """Whether it says something else."""
        return _gist(self.old) != _gist(self.new)

    @property
    def name(self) -> str:
        """The name by which it has namesakes."""
        return next(one.plain_name for one in (self.old, self.new) if one is not None)

    @property
    def before(self) -> tuple[int, ...] | None:
        """The statements by which it was compared, None if it was not."""
        return _compared(self.old)

    @property
    def now(self) -> tuple[int, ...] | None:
        """The same of now."""
        return _compared(self.new)


def _gist(one: Imprint | None) -> object:
    return one.gist if one is not None else None


def _compared(one: Imprint | None) -> tuple[int, ...] | None:
    return None if one is None or one.marks & EXPECTED else one.statements


def crowd_of(
    functions: Iterable[Function], outlines: Sequence[Outline], positions: Mapping[str, int],
    known: AbstractSet[int], told: Iterable[int],
) -> FunctionCrowd:  # fmt: skip
    """All variants of a search; ``known`` are those of which it tells something."""
    firsts = [outline.functions[0] for outline in outlines]
    borders = {domain: n for n, domain in enumerate(dict.fromkeys(o.domain for o in outlines))}
    statements = held(outline.statements for outline in outlines)
    at = {number: n for n, number in enumerate(columns.column(statements.numbers, LARGE))}
    return FunctionCrowd(
        texts=columns.packed(sorted(one.imprint.text for one in functions), LARGE),
        called=columns.packed(sorted(number_of(one.name) for one in functions), LARGE),
        statements=statements,
        said=columns.packed_rows([at[n] for n in f.imprint.statements] for f in firsts),
        names=held([*map(number_of, outline.names)] for outline in outlines),
        places=columns.packed(
            (place_of(positions[f.module.path], f.imprint.position) for f in firsts), LARGE
        ),
        domains=columns.packed(borders[outline.domain] for outline in outlines),
        borders=tuple(borders),
        known=bytes(n in known or len(o.functions) > 1 for n, o in enumerate(outlines)),
        told=columns.packed(sorted(told), LARGE),
    )


def meets(data: bytes, changes: Iterable[Change]) -> bool:
    """Whether changes may matter to what was found among the crowd that was packed."""
    crowd = imprints.function_crowd(data)
    return crowd is None or _Crowd(crowd).is_met([c for c in changes if c.is_one])


def told_as(name: str, statement: int) -> int:
    """A number that stands for the question how many namesakes say a statement."""
    return hash((number_of(name), statement)) & (1 << 63) - 1


def _count(column: Sequence[int], number: int) -> int:
    """How often a number stands in a column that rises; 2 for more."""
    at = columns.find(column, number)
    return 0 if at < 0 else 1 + (number in column[at + 1 : at + 2])


def _level(holders: int) -> int:
    """What so many holders make of a statement; see ``relations``."""
    return (holders > HARDLY) + (holders > IDIOM)


class _Crowd:
    """A crowd before and after some of it have changed what they say."""

    def __init__(self, crowd: FunctionCrowd) -> None:
        self.holders, self._names = Holders(crowd.statements), Holders(crowd.names)
        self._texts, self._called, self._places, self._told = (
            columns.column(data, LARGE)
            for data in (crowd.texts, crowd.called, crowd.places, crowd.told)
        )
        self._said, self._domains = columns.Rows(crowd.said), columns.column(crowd.domains)
        self._borders, self.known = crowd.borders, crowd.known
        self._changes: dict[int, Change] = {}  # by the position of the variant

    def is_met(self, changes: Sequence[Change]) -> bool:
        """Whether changes may matter to what was found."""
        if not self._are_alone(changes):
            return True
        for number, change in enumerate(changes):
            before, now = change.before, change.now
            position = self._position(change)
            if position >= 0 and self.known[position]:
                return True
            if before is None and now is None:
                continue  # with nobody of its text it plays no part
            if before is None:
                position = len(self._places) + number
            elif position < 0:
                return True
            comes = before is None or now is None
            if comes and self._names.before(number_of(change.name)) - {position}:
                return True  # it counts how many bodies a name has
            self._changes[position] = change
            self.holders.change(position, before or (), now or ())
        if any(map(self._counts, self.holders.moved())):
            return True
        names = {change.name for change in self._changes.values()}
        groups = [self._names.before(number_of(name)) for name in sorted(names)]
        scopes = [_Scope(self, None), *(_Scope(self, g) for g in groups if len(g) > FEW)]
        return any(scope.leads() for scope in scopes) or any(
            self.are_close(position, other)
            for group in groups if len(group) <= FEW
            for position in self._changes.keys() & group
            for other in group - {position}
        )  # fmt: skip

    def _position(self, change: Change) -> int:
        """Where a function stands among those that were compared, -1 if it was not."""
        old = change.old
        if old is None:
            return -1
        return columns.find(self._places, place_of(change.file, old.position))

    def _are_alone(self, changes: Sequence[Change]) -> bool:
        """Whether nobody said, or says, just what one of them says, and names count as before."""
        texts = Counter(c.new.text for c in changes if c.new is not None)
        names = Counter(c.name for c in changes)
        return not any(
            self._is_one_of_several(c)
            or (c.new is not None and texts[c.new.text] > 1)
            or ((c.before is None or c.now is None) and names[c.name] > 1)
            for c in changes
        )

    def _is_one_of_several(self, change: Change) -> bool:
        old, new = change.old, change.new
        if old is not None and _count(self._texts, old.text) != 1:
            return True
        if old is None or new is None:
            if _count(self._called, number_of(change.name)) != (old is not None):
                return True
        elif (old.marks ^ new.marks) & NAMED:
            return True
        is_same = old is not None and new is not None and old.text == new.text
        return new is not None and not is_same and bool(_count(self._texts, new.text))

    def _counts(self, number: int) -> bool:
        """Whether others hold a statement, and it matters how many do."""
        counts = [self.holders.count(number, now=now) for now in (False, True)]
        if not self.holders.are_others(number):
            return False
        if len(set(map(_level, counts))) > 1:
            return True
        names = {self._changes[one].name for one in self.holders.movers(number)}
        return any(columns.find(self._told, told_as(name, number)) >= 0 for name in names)

    def said(self, position: int) -> Sequence[int]:
        """The statements of a variant, as it is now."""
        if position in self._changes:
            return self._changes[position].now or ()
        return [*map(self.holders.number_at, self._said[position])]

    def are_close(self, one: int, other: int) -> bool:
        """Whether two variants say so much alike that they are compared by their texts."""
        if not self._are_compatible(one, other):
            return False
        return shared(Counter(self.said(one)), Counter(self.said(other))) >= SHARE

    def _are_compatible(self, one: int, other: int) -> bool:
        if max(one, other) >= len(self._domains):
            return True  # nobody knows yet of one that has come
        return compatible(*(self._borders[self._domains[n]] for n in (one, other)))


class _Scope:
    """The crowd, or those of one name: among them it is counted who holds a statement."""

    def __init__(self, crowd: _Crowd, group: AbstractSet[int] | None) -> None:
        self._crowd, self._holders, self._group = crowd, crowd.holders, group
        self._counts: dict[tuple[int, bool], int] = {}

    def leads(self) -> bool:
        """Whether two may be found that were not, or not be found that were."""
        own, affected = self._within(self._holders.changed), set[int]()
        for number in self._holders.moved():
            counts = [self._count(number, now=now) for now in (False, True)]
            if counts[0] != counts[1] and min(counts) <= IDIOM:
                affected |= self._within(self._holders.before(number)) - own
        if len(affected) > _MANY:
            return True
        return any(
            any(self._finds(position, number) for number in self._terms(position, now=True))
            for position in sorted(own)
        ) or any(map(self._takes, sorted(affected)))

    def _takes(self, position: int) -> bool:
        """Whether a variant is found under other statements now, and with others."""
        before, now = (set(self._terms(position, now=now)) for now in (False, True))
        if before - now and self._crowd.known[position]:
            return True
        return any(self._finds(position, number) for number in now - before)

    def _within(self, positions: AbstractSet[int]) -> set[int]:
        return set(positions if self._group is None else positions & self._group)

    def _terms(self, position: int, *, now: bool) -> list[int]:
        """The statements under which a variant is found, or was."""
        said = self._crowd.said(position)
        if self._group is None and len(said) < ANONYMOUS:
            return []
        counts = {number: self._count(number, now=now) for number in said}
        return rarest(counts, counts)

    def _finds(self, position: int, number: int) -> bool:
        """Whether a variant is compared with another one that is found under a statement, too."""
        return any(
            other != position
            and self._crowd.are_close(position, other)
            and number in self._terms(other, now=True)
            for other in self._within(self._holders.now(number))
        )

    def _count(self, number: int, *, now: bool) -> int:
        if self._group is None:
            return self._holders.count(number, now=now)
        found = self._counts.get((number, now))
        if found is None:
            found = self._holders.within(number, self._group, now=now)
            self._counts[number, now] = found
        return found
