"""Whom an edited class meets among all that were compared, told without reading any of them.

Two classes are compared when they are called alike, or share a method that few have, and they are
copies only if much of the smaller one says just what the other one says (``class_search``).
Whatever is not certain is a meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from ssotlint.detectors.edited import Change
from ssotlint.index import columns, imprints
from ssotlint.index.columns import LARGE
from ssotlint.index.holders import Holders, held
from ssotlint.index.imprints import ClassCrowd, ClassImprint, MemberImprint, number_of, place_of

if TYPE_CHECKING:
    from ssotlint.detectors.skeletons import Skeleton

COMMON = 24
"""More classes than these with one name or one method: they were asked for by a framework."""
EQUAL = 0.4
"""Of the weight of the smaller of two classes: with less in common that is equal none is a copy."""
ENOUGH_BELOW = 12
"""Of the weight of a class and one above it: no less of a copy is equal, however much they weigh."""
_TELLING = 2  # a method that says more tells of a copy


def is_telling(member: MemberImprint) -> bool:
    """Whether two classes that share a member are compared."""
    return member.is_method and member.weight > _TELLING


def names_of(one: ClassImprint) -> tuple[str, ...]:
    """The names by which a class has namesakes."""
    return tuple(dict.fromkeys((one.name, one.plain_name)))


def crowd_of(
    nodes: Sequence[Sequence[Skeleton]], positions: Mapping[str, int], known: AbstractSet[int]
) -> ClassCrowd:
    """All classes of a search; ``known`` are those of which it tells something."""
    firsts = [node[0] for node in nodes]
    return ClassCrowd(
        places=columns.packed(
            (place_of(positions[one.module.path], one.imprint.position) for one in firsts), LARGE
        ),
        weights=columns.packed(one.weight for one in firsts),
        keys=held([one.imprint.key] for one in firsts),
        names=held(_named(one.imprint) for one in firsts),
        members=held([*map(_number, one.imprint.members)] for one in firsts),
        known=bytes(n in known or len(node) > 1 for n, node in enumerate(nodes)),
    )


def meets(data: bytes, changes: Iterable[Change[ClassImprint]]) -> bool:
    """Whether changes may matter to what was found among the crowd that was packed."""
    crowd = imprints.class_crowd(data)
    return crowd is None or _Crowd(crowd).is_met([one for one in changes if one.is_one])


class _Crowd:
    """A crowd before and after some of it have changed what they say."""

    def __init__(self, crowd: ClassCrowd) -> None:
        self._places, self._known = columns.column(crowd.places, LARGE), crowd.known
        self._weights = [*columns.column(crowd.weights)]
        self._keys, self._names, self._members = map(
            Holders, (crowd.keys, crowd.names, crowd.members)
        )
        self._changed: dict[int, ClassImprint] = {}

    def is_met(self, changes: Sequence[Change[ClassImprint]]) -> bool:
        """Whether changes may matter to what was found."""
        if not all(map(self._takes, changes)):
            return True
        keys, names, members = self._keys, self._names, self._members
        if any(len(keys.before(key) | keys.now(key)) > 1 for key in keys.moved()):
            return True
        told = {_number(m) for c in changes for one in c.both for m in one.members if is_telling(m)}
        if any(members.crosses(number, COMMON) for number in told.intersection(members.moved())):
            return True
        if any(map(self._is_counted, names.moved())):
            return True
        weights = self._weights
        return any(
            equal >= min(ENOUGH_BELOW, EQUAL * min(weights[position], weights[other]))
            for position, one in self._changed.items()
            for other, equal in self._equal(position, one)
        )

    def _takes(self, change: Change[ClassImprint]) -> bool:
        """Take a change over; False where that is certain to be a meeting."""
        old, new = change.old, change.new
        position = self._position(change)
        if position < 0:
            return False
        if old is not None and new is not None and _called(old) != _called(new):
            return False
        one = change.both[-1]
        kin = self._names.now(number_of(one.plain_name)) - {position}
        if kin and one.plain_name != one.name:
            return False  # called alike but for the stems: they may be edited all over
        sides = old, new
        self._keys.change(position, *([one.key] if one else [] for one in sides))
        self._members.change(position, *(map(_number, one.members) if one else () for one in sides))
        if old is None or new is None:
            self._names.change(position, *(_named(one) if one else [] for one in sides))
        if new is not None:
            self._weights[position] = sum(member.weight for member in new.members)
            self._changed[position] = new
        return True

    def _position(self, change: Change[ClassImprint]) -> int:
        """Where a class stands among those that were compared; -1 where it is told of, or was not."""
        if change.old is None:
            self._weights.append(0)
            return len(self._weights) - 1
        position = columns.find(self._places, place_of(change.file, change.old.position))
        return -1 if position >= 0 and self._known[position] else position

    def _is_counted(self, number: int) -> bool:
        """Whether it matters to others of a name how many there are; equal ones stand for several."""
        others = self._names.before(number) - self._names.changed
        return self._names.crosses(number, COMMON) or any(self._known[one] for one in others)

    def _equal(self, position: int, one: ClassImprint) -> Iterator[tuple[int, int]]:
        """The classes with which one is compared now, and how much they say alike."""
        groups = [self._names.now(number_of(name)) for name in names_of(one)]
        groups += [self._members.now(_number(m)) for m in one.members if is_telling(m)]
        others = set().union(*(group for group in groups if len(group) <= COMMON)) - {position}
        equal: Counter[int] = Counter()
        for member in one.members if others else ():
            for other in self._members.now(_number(member)) & others:
                equal[other] += member.weight
        yield from equal.items()


def _named(one: ClassImprint) -> list[int]:
    return [*map(number_of, names_of(one))]


def _called(one: ClassImprint) -> tuple[object, ...]:
    return one.bases, one.plain_bases, one.plain_name


def _number(member: MemberImprint) -> int:
    """A number that stands for a member: its name, and what it says."""
    return number_of(f"{member.name} {member.said}")
