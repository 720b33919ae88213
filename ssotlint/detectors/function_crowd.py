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
    """A function that says something else than before; ``file`` is the position of its file."""

    file: int
    old: Imprint
    new: Imprint

    @property
    def place(self) -> int:
        """A number that stands for where it is."""
        return place_of(self.file, self.old.position)


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
        statements=statements,
        said=columns.packed_rows(map(at.__getitem__, f.imprint.statements) for f in firsts),
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
    return crowd is None or _Crowd(crowd).is_met([c for c in changes if c.old.gist != c.new.gist])


def told_as(name: str, statement: int) -> int:
    """A number that stands for the question how many namesakes say a statement."""
    return hash((number_of(name), statement)) & (1 << 63) - 1


def _level(holders: int) -> int:
    """What so many holders make of a statement; see ``relations``."""
    return (holders > HARDLY) + (holders > IDIOM)


class _Crowd:
    """A crowd before and after some of it have changed what they say."""

    def __init__(self, crowd: FunctionCrowd) -> None:
        self.holders, self._names = Holders(crowd.statements), Holders(crowd.names)
        self._texts, self._places, self._told = (
            columns.column(data, LARGE) for data in (crowd.texts, crowd.places, crowd.told)
        )
        self._said, self._domains = columns.Rows(crowd.said), columns.column(crowd.domains)
        self._borders, self.known = crowd.borders, crowd.known
        self._changes: dict[int, Change] = {}  # by the position of the variant

    def is_met(self, changes: Sequence[Change]) -> bool:
        """Whether changes may matter to what was found."""
        if not self._are_alone(changes):
            return True
        for change in changes:
            if change.old.marks & EXPECTED:
                continue  # with nobody of its text it plays no part
            position = columns.find(self._places, change.place)
            if position < 0 or self.known[position]:
                return True
            self._changes[position] = change
            self.holders.change(position, change.old.statements, change.new.statements)
        if any(map(self._counts, self.holders.moved())):
            return True
        names = {change.old.plain_name for change in self._changes.values()}
        groups = [self._names.before(number_of(name)) for name in sorted(names)]
        scopes = [_Scope(self, None), *(_Scope(self, g) for g in groups if len(g) > FEW)]
        return any(scope.leads() for scope in scopes) or any(
            self.are_close(position, other)
            for group in groups if len(group) <= FEW
            for position in self._changes.keys() & group
            for other in group - {position}
        )  # fmt: skip

    def _are_alone(self, changes: Sequence[Change]) -> bool:
        """Whether nobody said, or says, just what one of them says, and all count as before."""
        fresh = Counter(c.new.text for c in changes)
        return not any(
            (c.old.marks ^ c.new.marks) & (EXPECTED | NAMED)
            or self._are_several(c.old.text)
            or fresh[c.new.text] > 1
            or (c.new.text != c.old.text and columns.find(self._texts, c.new.text) >= 0)
            for c in changes
        )

    def _are_several(self, text: int) -> bool:
        """Whether several functions said a text, or nobody knows."""
        at = columns.find(self._texts, text)
        return at < 0 or text in self._texts[at + 1 : at + 2]

    def _counts(self, number: int) -> bool:
        """Whether others hold a statement, and it matters how many do."""
        counts = [self.holders.count(number, now=now) for now in (False, True)]
        if not self.holders.are_others(number):
            return False
        if len(set(map(_level, counts))) > 1:
            return True
        names = {self._changes[one].old.plain_name for one in self.holders.movers(number)}
        return any(columns.find(self._told, told_as(name, number)) >= 0 for name in names)

    def said(self, position: int) -> Sequence[int]:
        """The statements of a variant, as it is now."""
        if position in self._changes:
            return self._changes[position].new.statements
        return [*map(self.holders.number_at, self._said[position])]

    def are_close(self, one: int, other: int) -> bool:
        """Whether two variants say so much alike that they are compared by their texts."""
        if not compatible(*(self._borders[self._domains[n]] for n in (one, other))):
            return False
        return shared(Counter(self.said(one)), Counter(self.said(other))) >= SHARE


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
