"""Whom an edited function meets among all that were compared, told without reading any of them.

What is found among functions stays what it was when an edited one was like nobody before, is like
nobody now, and takes nobody else to another one: how many say a statement decides under what the
others are found (``candidates``), and what two of them have in common counts (``relations``).
Whatever is not certain is a meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.detectors import bearers
from ssotlint.detectors.bearers import Bearers, crosses, told_of
from ssotlint.detectors.candidates import ANONYMOUS, FEW, HARDLY, IDIOM, SHARE, rarest
from ssotlint.detectors.domains import compatible
from ssotlint.detectors.edited import Change
from ssotlint.detectors.likeness import shared
from ssotlint.detectors.resemblance import Reading, Said, may_be_copies
from ssotlint.index import columns, imprints
from ssotlint.index.columns import LARGE
from ssotlint.index.holders import Holders, held
from ssotlint.index.imprints import EXPECTED, NAMED, FunctionCrowd, Imprint, number_of, place_of

if TYPE_CHECKING:
    from ssotlint.detectors.functions import Function
    from ssotlint.detectors.outlines import Outline

_FAMILY = "family"
CLASS = "class"
"""What is asked of a class for which a name stands: whether another one says the same."""
_MANY = 400  # so many others whose terms may be other ones are not looked at one by one


class Reader(NamedTuple):
    """How the functions of files are read as they were, and as they are.

    ``paths`` are those of all files, ``modules`` their names. ``methods`` are the texts of those in
    the class of one, before or now.
    """

    paths: Sequence[str]
    modules: Mapping[str, str]
    then: Reading
    now: Reading
    methods: Callable[[int, Imprint, bool], list[int]]


def _name(change: Change[Imprint]) -> str:
    """The name by which it has namesakes."""
    return change.both[0].plain_name


def _compared(one: Imprint | None) -> tuple[int, ...] | None:
    """The statements by which it is compared, None if it is not."""
    return None if one is None or one.marks & EXPECTED else one.statements


def _joins_or_leaves(change: Change[Imprint]) -> bool:
    """Whether it is compared now and was not, or the other way round; or neither."""
    return _compared(change.old) is None or _compared(change.new) is None


def crowd_of(
    functions: Collection[Function], outlines: Sequence[Outline], positions: Mapping[str, int],
    known: AbstractSet[int], told: Iterable[int],
) -> FunctionCrowd:  # fmt: skip
    """All variants of a search; ``known`` are those of which it tells something."""
    firsts = [outline.functions[0] for outline in outlines]
    borders = {domain: n for n, domain in enumerate(dict.fromkeys(o.domain for o in outlines))}
    statements = held(outline.statements for outline in outlines)
    at = {number: n for n, number in enumerate(columns.column(statements.numbers, LARGE))}
    return FunctionCrowd(
        texts=columns.packed(sorted(one.imprint.text for one in functions), LARGE),
        bearers=bearers.held(functions, positions),
        statements=statements,
        said=columns.packed_rows([at[n] for n in f.imprint.statements] for f in firsts),
        names=held([*map(number_of, outline.names)] for outline in outlines),
        places=columns.packed(
            (place_of(positions[f.module.path], f.imprint.position) for f in firsts), LARGE
        ),
        sizes=columns.packed(len(outline.functions) for outline in outlines),
        domains=columns.packed(borders[outline.domain] for outline in outlines),
        borders=tuple(borders),
        known=bytes(n in known or len(o.functions) > 1 for n, o in enumerate(outlines)),
        told=columns.packed(sorted(bearers.repeated(functions).union(told)), LARGE),
    )


def meets(
    data: bytes, changes: Iterable[Change[Imprint]], flips: Iterable[int], reader: Reader
) -> bool:
    """Whether changes may matter to what was found among the crowd that was packed.

    ``flips`` are numbers for what was asked of names in their files and has another answer now.
    """
    crowd = imprints.function_crowd(data)
    return crowd is None or _Crowd(crowd, reader).is_met([c for c in changes if c.is_one], flips)


def told_as(name: str, statement: int) -> int:
    """A number that stands for the question how many namesakes say a statement."""
    return hash((number_of(name), statement)) & (1 << 63) - 1


def told_by(told: Iterable[tuple[str, int]]) -> set[int]:
    """The numbers of such questions, and of their names."""
    pairs = [*told]
    return {told_as(*one) for one in pairs} | {told_of(_FAMILY, name) for name, _ in pairs}


def _count(column: Sequence[int], number: int) -> int:
    """How often a number stands in a column that rises; 2 for more."""
    at = columns.find(column, number)
    return 0 if at < 0 else 1 + (number in column[at + 1 : at + 2])


def _level(holders: int) -> int:
    """What so many holders make of a statement; see ``relations``."""
    return (holders > HARDLY) + (holders > IDIOM)


class _Crowd:
    """A crowd before and after some of it have changed what they say."""

    def __init__(self, crowd: FunctionCrowd, reader: Reader) -> None:
        self.holders, self._names = Holders(crowd.statements), Holders(crowd.names)
        self._texts, self._places, self._told = (
            columns.column(data, LARGE) for data in (crowd.texts, crowd.places, crowd.told)
        )
        self._said, self._domains = columns.Rows(crowd.said), columns.column(crowd.domains)
        self._borders, self.known = crowd.borders, crowd.known
        self._sizes, self._bearers = (
            columns.column(crowd.sizes),
            Bearers(crowd.bearers, reader.paths),
        )
        self._reader = reader
        self._changes: dict[int, Change[Imprint]] = {}  # by the position of the variant

    def is_met(self, changes: Sequence[Change[Imprint]], flips: Iterable[int]) -> bool:
        """Whether changes may matter to what was found."""
        if any(map(self._is_told, flips)) or not self._are_alone(changes):
            return True
        if any(map(self._is_another_class, changes)):
            return True
        for number, change in enumerate(changes):
            position = self._position(change)
            if position >= 0 and self.known[position]:
                return True
            if change.comes_or_goes and self._is_counted(change, position):
                return True
            before, now = _compared(change.old), _compared(change.new)
            if before is None and now is None:
                continue  # with nobody of its text it plays no part
            if before is None:
                position = len(self._places) + number
            elif position < 0:
                return True
            self._changes[position] = change
            self.holders.change(position, before or (), now or ())
            if before is None or now is None:
                said = [number_of(_name(change))]
                old, new = (said if one is not None else [] for one in (before, now))
                self._names.change(position, old, new)
        return self._tells() or self._leads()

    def _tells(self) -> bool:
        """Whether others are told otherwise by what the changed ones say or are called."""
        if any(map(self._counts, self.holders.moved())):
            return True
        comers = [c for c in self._changes.values() if _joins_or_leaves(c)]
        for name in {*map(_name, comers)}:
            bodies = [self._names.count(number_of(name), now=now) for now in (False, True)]
            if crosses(*bodies) or self._is_told(told_of(_FAMILY, name)):
                return True
        return False

    def _leads(self) -> bool:
        """Whether two may be found that were not, or not be found that were."""
        numbers = sorted({number_of(_name(change)) for change in self._changes.values()})
        groups = [self._names.before(number) | self._names.now(number) for number in numbers]
        scopes = [_Scope(self, None), *(_Scope(self, g) for g in groups if len(g) > FEW)]
        return any(scope.leads() for scope in scopes) or any(
            self.are_alike(position, other)
            for group in groups if len(group) <= FEW
            for position in self._changes.keys() & group
            for other in group - {position}
        )  # fmt: skip

    def _is_told(self, number: int) -> bool:
        return columns.find(self._told, number) >= 0

    def _is_another_class(self, change: Change[Imprint]) -> bool:
        """Whether the class of a method that comes or goes may say what another one says.

        Of two that say the same it is the same for whom a name stands; see ``meanings``.
        """
        one = change.both[-1]
        if not one.scope or not change.comes_or_goes:
            return False
        module = self._reader.modules.get(self._reader.paths[change.file], "")
        return self._is_told(told_of(CLASS, f"{module}.{one.scope}")) and not all(
            any(
                _count(self._texts, text) <= 1
                for text in self._reader.methods(change.file, one, now)
            )
            for now in (False, True)
        )

    def _is_counted(self, change: Change[Imprint], position: int) -> bool:
        """Whether it matters to others that one more bears a name, or one less."""
        name, comes = _name(change), change.old is None
        if self._bearers.makes_hooks(change.file, change.both[-1], comes=comes):
            return True
        if self._is_told(told_of("repeated", name)):
            return True
        least = self._bearers.share(name, comes=comes)
        others = self._names.before(number_of(name)) - {position}
        return bool(least) and any(self._sizes[other] >= least for other in others)

    def _position(self, change: Change[Imprint]) -> int:
        """Where a function stands among those that were compared, -1 if it was not."""
        old = change.old
        if old is None:
            return -1
        return columns.find(self._places, place_of(change.file, old.position))

    def _are_alone(self, changes: Sequence[Change[Imprint]]) -> bool:
        """Whether nobody said, or says, just what one of them says, and names count as before."""
        texts = Counter(c.new.text for c in changes if c.new is not None)
        names = Counter(map(_name, changes))
        return not any(
            self._is_one_of_several(c)
            or (c.new is not None and texts[c.new.text] > 1)
            or (_joins_or_leaves(c) and names[_name(c)] > 1)
            for c in changes
        )

    def _is_one_of_several(self, change: Change[Imprint]) -> bool:
        old, new = change.old, change.new
        if old is not None and _count(self._texts, old.text) != 1:
            return True
        if old is not None and new is not None and (old.marks ^ new.marks) & NAMED:
            return self._bearers.may_be_hook(change.file, new)
        is_same = old is not None and new is not None and old.text == new.text
        return new is not None and not is_same and bool(_count(self._texts, new.text))

    def _counts(self, number: int) -> bool:
        """Whether others hold a statement, and it matters to them how many do."""
        before, now = (self.holders.count(number, now=now) for now in (False, True))
        rest = self.holders.before(number) - self.holders.changed
        if not rest:
            return False
        names = {_name(self._changes[one]) for one in self.holders.movers(number)}
        if any(self._is_told(told_as(name, number)) for name in names):
            return True
        if _level(before) == _level(now):
            return False
        if any(self.known[one] for one in rest):
            return True
        # What fewer hold says more of two that hold it; see ``relations``.
        return now < before and any(self.are_alike(*pair) for pair in combinations(sorted(rest), 2))

    def said(self, position: int) -> Sequence[int]:
        """The statements of a variant, as it is now."""
        if position in self._changes:
            return _compared(self._changes[position].new) or ()
        return [*map(self.holders.number_at, self._said[position])]

    def are_alike(self, one: int, other: int) -> bool:
        """Whether two variants may be copies of each other."""
        return self.are_close(one, other) and may_be_copies(
            self._read(one), self._read(other), self._bodies,
            established=max(map(self._size, (one, other))) > 1,
        )  # fmt: skip

    def _bodies(self, name: str) -> int:
        return self._names.count(number_of(name), now=True)

    def _read(self, position: int) -> Said | None:
        change = self._changes.get(position)
        if change is not None:
            return self._reader.now(change.file, change.new.position) if change.new else None
        file, row = divmod(self._places[position], 1 << 32)
        return self._reader.then(file, row)

    def _size(self, position: int) -> int:
        return self._sizes[position] if position < len(self._sizes) else 1

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
            and self._crowd.are_alike(position, other)
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
