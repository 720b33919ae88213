"""Groups of classes that are copies of each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from ssotlint.detectors.ancestry import Ancestry, Kinship
from ssotlint.detectors.canonical import is_on_trial
from ssotlint.detectors.class_crowd import (
    COMMON,
    ENOUGH_BELOW,
    EQUAL,
    crowd_of,
    is_telling,
    names_of,
)
from ssotlint.detectors.classes import CLASSES
from ssotlint.detectors.credits import Credits, tied
from ssotlint.detectors.domains import compatible
from ssotlint.detectors.fragments import Fragment
from ssotlint.detectors.functions import Functions
from ssotlint.detectors.meanings import Meanings
from ssotlint.detectors.pledges import declared_copies
from ssotlint.detectors.plug_ins import PlugIns
from ssotlint.detectors.skeletons import Skeleton, skeletons
from ssotlint.detectors.stars import hubs, link, stars
from ssotlint.detectors.stems import parts_of_name
from ssotlint.detectors.view import View
from ssotlint.index.index import Module

# Below this weight a class says little but which others it uses.
_SMALL = 8
# Fewer methods are what a framework asks of a class in a file that each plug-in has.
_OF_ITS_OWN = 3
# What three classes of one name say is a copy though it is little; without fields two are none.
_LEAST, _LEAST_TWICE = 3, 4
_RECORD = 4  # fields that agree in name and type
# Of two names and of no base of ours, fewer are what a framework is told of two things.
_RECORD_RENAMED = 6
_ALIKE = 0.7  # of the members, by weight


class ClassSearch:
    """One search over a view."""

    def __init__(self, view: View) -> None:
        self._ancestry = Ancestry(view)
        self.plug_ins = PlugIns(view)
        self._view = view
        with view.index.apart():  # of all functions those are read that a name stands for
            functions = Functions(view)
        self.meanings = Meanings(view, functions)
        self.credits = Credits(view, classes=True)
        pledged = declared_copies(view)
        found = skeletons(view, functions)
        self._classes = [one for one in found if (one.module.path, one.symbol) not in pledged]
        self._named = Counter(one.name for one in self._classes)
        self._by_symbol = {one.symbol: one for one in self._classes}

    def groups(self) -> Iterator[tuple[list[Skeleton], list[Skeleton]]]:
        """(copies, those of them that all others are alike to), in order of their places."""
        nodes = self._nodes()
        edges: dict[int, dict[int, float]] = defaultdict(dict)
        firsts = [node[0] for node in nodes]
        link(edges, _candidates(firsts), lambda i, j: self.alike(firsts[i], firsts[j]))
        credited = self._credited(nodes)
        known = edges.keys() | {i for pair in credited for i in pair}
        self._view.leave(CLASSES, lambda numbers: crowd_of(nodes, numbers, known))
        weights, chosen = [len(node) for node in nodes], tied(edges, credited)
        for centre, neighbours in stars(weights, edges, chosen).items():
            group = (centre, *neighbours)
            is_known = bool(neighbours) or (centre, centre) in credited
            if not is_known and not self._is_worth(nodes[centre]):
                continue
            yield (
                sorted((c for n in group for c in nodes[n]), key=lambda one: one.place),
                sorted(
                    (c for n in hubs(group, edges) for c in nodes[n]), key=lambda one: one.place
                ),
            )

    def _credited(self, nodes: Sequence[Sequence[Skeleton]]) -> dict[tuple[int, int], float]:
        """(position of a copy, of the original that this names) and how alike they are."""
        at = {one.symbol: position for position, node in enumerate(nodes) for one in node}
        found: dict[tuple[int, int], float] = {}
        for copy, original in self.credits.pairs():
            ours, theirs = self._by_symbol.get(copy), self._by_symbol.get(original)
            if ours is None or theirs is None or not compatible(ours.domain, theirs.domain):
                continue
            share, _ = ours.common(theirs)
            if share >= _ALIKE:
                found[at[copy], at[original]] = share
        return found

    def _nodes(self) -> list[list[Skeleton]]:
        found: dict[tuple[object, ...], list[Skeleton]] = {}
        for one in self._classes:
            found.setdefault(one.key, []).append(one)
        return list(found.values())

    def _is_worth(self, equal: list[Skeleton]) -> bool:
        if len({one.module.path for one in equal}) < 2:
            return len(equal) > 1 and equal[0].methods > 1 and equal[0].weight >= 12
        names = {one.name for one in equal}
        first = equal[0]
        if self.is_plain_error(first):
            return False
        if first.weight < _SMALL and not self._mean_the_same(equal):
            return False
        if len(names) == 1:
            least = _LEAST if len(equal) > 2 or first.fields else _LEAST_TWICE
            return first.weight >= least and self._named[first.name] <= COMMON
        if first.methods:
            telling = first.methods > 1 or first.fields >= _RECORD
            return first.weight >= (6 if telling and _share_an_ending(names, 1) else 10)
        enough = 2 if len(equal) > 2 else 4
        return first.fields >= enough and bool(first.imprint.bases) and _share_an_ending(names, 2)

    def is_plain_error(self, one: Skeleton) -> bool:
        """Whether it is an exception that decides nothing: sharing it would cost more than it says."""
        is_brief = one.weight < _SMALL and not one.decides
        return is_brief and self._ancestry.is_error(one.module, one.row)

    def are_two_records(self, first: Skeleton, second: Skeleton) -> bool:
        """Whether two classes that only hold fields say two things.

        So do those of two names with a few fields and no base of ours, and those of which one is
        tried out: it may change before the other does.
        """
        if first.is_record and is_on_trial(first.symbol) != is_on_trial(second.symbol):
            return True
        return (
            first.name != second.name
            and not first.methods
            and first.fields < _RECORD_RENAMED
            and not self._ancestry.has_base(first.module, first.row)
        )

    def _mean_the_same(self, equal: list[Skeleton]) -> bool:
        """Whether the global names in the methods of equal classes stand for the same things."""
        return all(
            self.meanings.are_same(
                [Fragment(c.module, c.row, None, c.text(c.parts[name])) for c in equal]
            )
            for name, part in equal[0].parts.items()
            if part.is_method
        )

    def is_base(self, first: Skeleton, second: Skeleton) -> bool:
        """Whether a class is above another one."""
        return self._ancestry.is_base(first.module, first.row, second.module, second.row)

    def common_base(self, first: Skeleton, second: Skeleton) -> str:
        """The nearest class above two that stands in a package of both, "" without one."""
        return self._ancestry.base_of(first.module, first.row, second.module, second.row)

    def is_enumeration(self, one: Skeleton) -> bool:
        """Whether a class is an enumeration."""
        return self._ancestry.is_enumeration(one.module, one.row)

    def are_unacquainted(self, first: Skeleton, second: Skeleton) -> bool:
        """Whether two classes stand in plug-ins of which neither knows the other."""
        return self.plug_ins.are_unacquainted(first.module, second.module)

    def parted(
        self, owner: Skeleton, copies: Iterable[Skeleton]
    ) -> tuple[list[Skeleton], list[Skeleton]]:
        """What may share with an owner, and what plug-ins that do not know its own have to say.

        A record there is what its maker sends, or asks for: that two agree is their makers' choice.
        """
        near, far = self.plug_ins.parted(owner.module, copies)
        if owner.is_record and not self._view.config.cross_domain:
            far += [c for c in near if self.are_unacquainted(owner, c)]
            near = [c for c in near if c not in far]
        return near, sorted(far, key=lambda one: one.place)

    def other_bases(self, first: Skeleton, second: Skeleton) -> list[str]:
        """The bases that are written alike, and are two classes that do not say the same."""
        ours, theirs = (self._ancestry.bases(one.module, one.row) for one in (first, second))
        return [
            text for text in ours.keys() & theirs.keys()
            if ours[text] != theirs[text] and not self._say_the_same(ours[text], theirs[text])
        ]  # fmt: skip

    def _say_the_same(self, first: str, second: str) -> bool:
        one, other = self._by_symbol.get(first), self._by_symbol.get(second)
        return one is not None and other is not None and self._key(one) == self._key(other)

    def _key(self, one: Skeleton) -> tuple[str, int]:
        """What a class says that need be no copy itself; that it was asked for is noted."""
        self._view.index.reads.note_text(one.module.path, one.imprint.qualname)
        one.module.near(one.imprint.position)
        return one.key

    def other_types(self, first: Skeleton, second: Skeleton) -> list[str]:
        """The names in the fields of both that are a class of its own to each, which differ."""
        return sorted(self._types_apart(first, second, set()))

    def _types_apart(
        self, first: Skeleton, second: Skeleton, seen: set[tuple[str, str]]
    ) -> set[str]:
        if first.module is second.module:
            return set()
        seen.add((first.symbol, second.symbol))
        named = {
            name
            for at in first.parts.keys() & second.parts.keys()
            for name in {*first.parts[at].types} & {*second.parts[at].types}
        }
        return {name for name in named if self._is_apart(name, first.module, second.module, seen)}

    def _is_apart(
        self, name: str, ours: Module, theirs: Module, seen: set[tuple[str, str]]
    ) -> bool:
        """Whether a name stands for two classes that do not say the same, or hold such."""
        targets = tuple(self.meanings.leads(module, name) for module in (ours, theirs))
        one, other = map(self._by_symbol.get, targets)
        if one is None or other is None or one is other or (one.symbol, other.symbol) in seen:
            return False
        return self._key(one) != self._key(other) or bool(self._types_apart(one, other, seen))

    def find(self, symbol: str) -> Skeleton | None:
        """The class of that name, as far as copies of it are sought."""
        return self._by_symbol.get(symbol)

    def are_alike(self, first: Skeleton, second: Skeleton) -> bool:
        """Whether two classes are suspected of being copies, equal ones too."""
        if first.key == second.key:
            return self._is_worth([first, second])
        return bool(self.alike(first, second))

    def alike(self, first: Skeleton, second: Skeleton) -> float:
        """How alike two classes are, 0 when that is not worth a report."""
        if not compatible(first.domain, second.domain):
            return 0.0
        share, equal = first.common(second)
        if share < _ALIKE or (self.is_plain_error(first) and self.is_plain_error(second)):
            return 0.0
        namesakes = first.name == second.name and self._named[first.name] <= COMMON
        if self._ancestry.of_classes(first.module, first.row, second.module, second.row) is (
            Kinship.OVERRIDE
        ):
            return share if share >= 0.9 and equal >= ENOUGH_BELOW else 0.0
        least = min(first.weight, second.weight)
        if namesakes:
            enough = equal >= EQUAL * least and least >= 5
        else:
            enough = self._are_renamed(first, second, share, equal, least)
        return share if enough else 0.0

    def _are_renamed(
        self, first: Skeleton, second: Skeleton, share: float, equal: int, least: int
    ) -> bool:
        """Whether two classes of different names say so much alike that one is a copy."""
        methods = min(first.methods, second.methods)
        if methods < _OF_ITS_OWN and self.plug_ins.are_asked(first.module, second.module):
            return False
        mostly_equal = share >= 0.8 and equal >= 0.6 * least
        half = share >= 0.9 and equal >= 0.5 * least
        if least >= 14 and methods >= 2 and (mostly_equal or half):
            return True
        names = first.name, second.name
        if (
            least < _SMALL
            or first.imprint.plain_bases != second.imprint.plain_bases
            or not _share_an_ending(names, 1)
            or any(self._named[name] > COMMON for name in names)  # a framework asks for it
        ):
            return False
        kindred = first.imprint.plain_name == second.imprint.plain_name and share >= 0.8
        return kindred or (share >= 0.9 and mostly_equal and methods >= 2)


def _candidates(classes: list[Skeleton]) -> list[tuple[int, int]]:
    """Pairs of positions: namesakes, and those that share a method that few have."""
    index: dict[tuple[str, int | str], list[int]] = defaultdict(list)
    for position, one in enumerate(classes):
        for name in names_of(one.imprint):
            index["", name].append(position)
        for member in filter(is_telling, one.imprint.members):
            index[member.name, member.said].append(position)
    return sorted(
        {pair for held in index.values() if len(held) <= COMMON for pair in combinations(held, 2)}
    )


def _share_an_ending(names: Iterable[str], words: int) -> bool:
    """Whether names end in the same words: ``FirstModelOutput``, ``SecondModelOutput``."""
    endings = {tuple(parts_of_name(name)[-words:]) for name in names}
    return len(endings) == 1 and len(next(iter(endings))) == words
