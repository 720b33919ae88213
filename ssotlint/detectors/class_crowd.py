"""Whom an edited class meets among all that were compared, told without reading any of them.

Two classes are compared when they are called alike, or share a method that few have, and they are
copies only if much of the smaller one says just what the other one says (``class_search``).
Whatever is not certain is a meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

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


class Change(NamedTuple):
    """A class that says something else than before; ``file`` is the position of its file."""

    file: int
    old: ClassImprint
    new: ClassImprint


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
        names=held([*map(number_of, names_of(one.imprint))] for one in firsts),
        members=held([*map(_number, one.imprint.members)] for one in firsts),
        known=bytes(n in known or len(node) > 1 for n, node in enumerate(nodes)),
    )


def meets(data: bytes, changes: Iterable[Change]) -> bool:
    """Whether changes may matter to what was found among the crowd that was packed."""
    crowd = imprints.class_crowd(data)
    return crowd is None or _is_met(crowd, [one for one in changes if one.old.gist != one.new.gist])


def _is_met(crowd: ClassCrowd, changes: Sequence[Change]) -> bool:
    places, weights = columns.column(crowd.places, LARGE), [*columns.column(crowd.weights)]
    keys, names, members = map(Holders, (crowd.keys, crowd.names, crowd.members))
    changed: dict[int, ClassImprint] = {}
    for file, old, new in changes:
        position = columns.find(places, place_of(file, old.position))
        if position < 0 or crowd.known[position] or _called(old) != _called(new):
            return True
        kin = names.now(number_of(new.plain_name)) - {position}
        if kin and new.plain_name != new.name:
            return True  # called alike but for the stems: they may be edited all over
        keys.change(position, [old.key], [new.key])
        members.change(position, map(_number, old.members), map(_number, new.members))
        weights[position] = sum(member.weight for member in new.members)
        changed[position] = new
    if any(len(keys.before(key) | keys.now(key)) > 1 for key in keys.moved()):
        return True
    told = {_number(m) for c in changes for one in c[1:] for m in one.members if is_telling(m)}
    if any(members.crosses(number, COMMON) for number in told.intersection(members.moved())):
        return True
    return any(
        equal >= min(ENOUGH_BELOW, EQUAL * min(weights[position], weights[other]))
        for position, one in changed.items()
        for other, equal in _equal(position, one, names, members)
    )


def _called(one: ClassImprint) -> tuple[object, ...]:
    return one.bases, one.plain_bases, one.plain_name


def _equal(
    position: int, one: ClassImprint, names: Holders, members: Holders
) -> Iterator[tuple[int, int]]:
    """The classes with which one is compared now, and how much they say alike."""
    groups = [names.now(number_of(name)) for name in names_of(one)]
    groups += [members.now(_number(m)) for m in one.members if is_telling(m)]
    others = set().union(*(group for group in groups if len(group) <= COMMON)) - {position}
    equal: Counter[int] = Counter()
    for member in one.members if others else ():
        for other in members.now(_number(member)) & others:
            equal[other] += member.weight
    yield from equal.items()


def _number(member: MemberImprint) -> int:
    """A number that stands for a member: its name, and what it says."""
    return number_of(f"{member.name} {member.said}")
