"""Groups of classes that are copies of each other."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from ssotlint.detectors.ancestry import Ancestry, Kinship
from ssotlint.detectors.domains import Borders, compatible
from ssotlint.detectors.fragments import Fragment, Variant, part_of, without_variables
from ssotlint.detectors.functions import Functions
from ssotlint.detectors.meanings import Meanings
from ssotlint.detectors.pledges import declared_copies
from ssotlint.detectors.plug_ins import PlugIns
from ssotlint.detectors.stars import stars
from ssotlint.detectors.stems import Stem, parts_of_name, plain_letters, stem_of
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
from ssotlint.index import codec
from ssotlint.index.index import Module
from ssotlint.model.facts import Binding, BindingKind, Body, Definition, Surface

# A long method says more than a short one, up to here.
_FULL = 8
# More classes than these with one name or one method: they were asked for by a framework.
_COMMON = 24
# Below this weight a class says little but which others it uses.
_SMALL = 8
# Fewer methods are what a framework asks of a class in a file that each plug-in has.
_OF_ITS_OWN = 3
# What three classes of one name say is a copy though it is little; without fields two are none.
_LEAST, _LEAST_TWICE = 3, 4
_RECORD = 4  # fields that agree in name and type
# Of two names and of no base of ours, fewer are what a framework is told of two things.
_RECORD_RENAMED = 6
_EDITED = 0.5  # of a method's statements; below it is another method
_BARE = frozenset(("Protocol", "Enum", "StrEnum", "IntEnum", "Flag", "IntFlag", "TypedDict"))
_NAME = re.compile(r"\w+")
_WORD = re.compile(r"(?<![.\w])[^\W\d]\w*")  # not what stands behind a dot
# A method that does nothing, or only refuses, is a name and no more.
_EMPTY = frozenset((Body.STUB, Body.RAISES))
_TABLE = "__tablename__"  # whoever names a table declares one: a second database has its own
# What frameworks ask for inside of classes.
_INNER = frozenset(("Meta", "Config", "Media", "Arguments"))


class Part(NamedTuple):
    """A member of a class: what it says, and how much that is."""

    variant: Variant | None  # None for what is bound
    text: str
    weight: int
    is_field: bool = False  # bound with an annotation
    types: tuple[str, ...] = ()  # names in that
    returns: str = ""  # as annotated


class Skeleton:
    """A class as its members by name."""

    def __init__(
        self, module: Module, row: Definition, parts: Mapping[str, Part], domain: str
    ) -> None:
        self.module, self.row, self.parts, self.domain = module, row, parts, domain

    @property
    def name(self) -> str:
        """The name without leading underscores."""
        return self.row.name.lstrip("_") or self.row.name

    @cached_property
    def plain_name(self) -> str:
        """The name without the module's stem."""
        return stem_of(self.module).plain(self.name)

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return self.module.symbol(self.row)

    @cached_property
    def bases(self) -> tuple[str, ...]:
        """The bases, without the module's stem."""
        return tuple(map(stem_of(self.module).plain, self.row.bases))

    @cached_property
    def weight(self) -> int:
        """How much all members say."""
        return sum(part.weight for part in self.parts.values())

    @cached_property
    def methods(self) -> int:
        """How many members are functions that do something."""
        return sum(part.variant is not None and part.weight > 1 for part in self.parts.values())

    @cached_property
    def fields(self) -> int:
        """How many members are fields of a record: what is merely set configures a framework."""
        return sum(part.is_field for part in self.parts.values())

    @cached_property
    def is_record(self) -> bool:
        """Whether it does nothing, and only says what it holds: a record, an enumeration."""
        return all(part.variant is None for part in self.parts.values())

    @cached_property
    def decides(self) -> bool:
        """Whether one of its methods branches."""
        return any(p.variant is not None and p.variant.branches for p in self.parts.values())

    @cached_property
    def whole(self) -> Fragment:
        """The class as one piece of code: its bases, and all that its members say."""
        bases = "".join(map(WORD.__getitem__, self.bases))
        said = "".join(part.text for part in self.parts.values() if part.variant is not None)
        return Fragment(self.module, self.row, None, bases + said)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Equal for classes that say the same."""
        return (self.domain, self.row.bases, frozenset((n, p.text) for n, p in self.parts.items()))

    def common(self, other: "Skeleton") -> tuple[float, int]:
        """The share of members in common by weight, and the weight of those that are equal."""
        total = self.weight + other.weight
        common, equal = 0.0, 0
        for name in self.parts.keys() & other.parts.keys():
            ours, theirs = self.parts[name], other.parts[name]
            if ours.text == theirs.text:
                common += ours.weight + theirs.weight
                equal += (
                    0 if self.module is other.module and _is_retyped(ours, theirs) else ours.weight
                )
            elif ours.variant is not None and theirs.variant is not None:
                shared = ours.variant.bag.shared(theirs.variant.bag)
                if shared >= _EDITED:
                    common += (ours.weight + theirs.weight) * shared
        return (common / total if total else 0.0), equal


class ClassSearch:
    """One search over a view."""

    def __init__(self, view: View) -> None:
        self._ancestry = Ancestry(view)
        self.plug_ins = PlugIns(view)
        self._crossing = view.config.cross_domain
        with view.index.apart():  # of all functions those are read that a name stands for
            functions = Functions(view)
        self.meanings = Meanings(view, functions)
        pledged = declared_copies(view)
        self._classes = [one for one in _skeletons(view) if one.symbol not in pledged]
        self._named = Counter(one.name for one in self._classes)
        self._by_symbol = {one.symbol: one for one in self._classes}

    def groups(self) -> Iterator[tuple[list[Skeleton], list[Skeleton]]]:
        """(copies, those of them that all others are alike to), in order of their places."""
        nodes = self._nodes()
        edges: dict[int, dict[int, float]] = defaultdict(dict)
        for i, j in _candidates([node[0] for node in nodes]):
            share = self.alike(nodes[i][0], nodes[j][0])
            if share:
                edges[i][j] = edges[j][i] = share
        for centre, neighbours in stars([len(node) for node in nodes], edges).items():
            group = (centre, *neighbours)
            if not neighbours and not self._is_worth(nodes[centre]):
                continue
            able = [n for n in group if all(n == o or o in edges[n] for o in group)]
            yield (
                sorted((c for n in group for c in nodes[n]), key=_place),
                sorted((c for n in able for c in nodes[n]), key=_place),
            )

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
            return first.weight >= least and self._named[first.name] <= _COMMON
        if first.methods:
            telling = first.methods > 1 or first.fields >= _RECORD
            return first.weight >= (6 if telling and _share_an_ending(names, 1) else 10)
        enough = 2 if len(equal) > 2 else 4
        return first.fields >= enough and bool(first.row.bases) and _share_an_ending(names, 2)

    def is_plain_error(self, one: Skeleton) -> bool:
        """Whether it is an exception that decides nothing: sharing it would cost more than it says."""
        is_brief = one.weight < _SMALL and not one.decides
        return is_brief and self._ancestry.is_error(one.module, one.row)

    def are_two_records(self, first: Skeleton, second: Skeleton) -> bool:
        """Whether two classes of two names only hold a few fields, and have no base of ours."""
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
                [Fragment(c.module, c.row, None, c.parts[name].text) for c in equal]
            )
            for name, part in equal[0].parts.items()
            if part.variant is not None
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
        if owner.is_record and not self._crossing:
            far += [c for c in near if self.are_unacquainted(owner, c)]
            near = [c for c in near if c not in far]
        return near, sorted(far, key=_place)

    def other_bases(self, first: Skeleton, second: Skeleton) -> list[str]:
        """The bases that are written alike, and are two classes that do not say the same."""
        ours, theirs = (self._ancestry.bases(one.module, one.row) for one in (first, second))
        return [
            text for text in ours.keys() & theirs.keys()
            if ours[text] != theirs[text] and not self._say_the_same(ours[text], theirs[text])
        ]  # fmt: skip

    def _say_the_same(self, first: str, second: str) -> bool:
        one, other = self._by_symbol.get(first), self._by_symbol.get(second)
        return one is not None and other is not None and one.key == other.key

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
        return one.key != other.key or bool(self._types_apart(one, other, seen))

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
        if self.is_plain_error(first) and self.is_plain_error(second):
            return 0.0
        namesakes = first.name == second.name and self._named[first.name] <= _COMMON
        share, equal = first.common(second)
        if self._ancestry.of_classes(first.module, first.row, second.module, second.row) is (
            Kinship.OVERRIDE
        ):
            return share if share >= 0.9 and equal >= 12 else 0.0
        least = min(first.weight, second.weight)
        if namesakes:
            enough = share >= 0.7 and equal >= 0.4 * least and least >= 5
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
            or first.bases != second.bases
            or not _share_an_ending(names, 1)
            or any(self._named[name] > _COMMON for name in names)  # a framework asks for it
        ):
            return False
        kindred = first.plain_name == second.plain_name and share >= 0.8
        return kindred or (share >= 0.9 and mostly_equal and methods >= 2)


def _is_retyped(ours: Part, theirs: Part) -> bool:
    """Whether a method hands out the same in another type, as typed facades do."""
    return "" not in {ours.returns, theirs.returns} and ours.returns != theirs.returns


def _candidates(classes: list[Skeleton]) -> list[tuple[int, int]]:
    """Pairs of positions: namesakes, and those that share a method that few have."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, one in enumerate(classes):
        index["", one.name].append(position)
        if one.plain_name != one.name:
            index["", one.plain_name].append(position)
        for name, part in one.parts.items():
            if part.weight > 2 and part.variant is not None:
                index[name, part.text].append(position)
    return sorted(
        {pair for held in index.values() if len(held) <= _COMMON for pair in combinations(held, 2)}
    )


def _skeletons(view: View) -> Iterator[Skeleton]:
    found: list[Skeleton] = []
    borders = Borders(view)
    # Of what a file says the classes are read: whoever edits a function beside them asks nobody.
    for module, shape in view.index.parts("shape", view.written(), codec.shape):
        bodies = module.picked(_bodies)
        if not bodies:
            continue
        text, plain = without_variables(shape.text), plain_letters(module)
        domain, stem = borders.of(module), stem_of(module)
        for body in bodies:
            view.index.reads.note_text(module.path, body.row.qualname)
            parts: dict[str, Part] = {}
            for row in body.members:
                said = part_of(text, row, body.row, plain)
                _add(parts, row.name, _member(row, said, domain))
            for binding in body.fields:
                _add(parts, binding.name, _field(binding, stem))
            found.append(Skeleton(module, body.row, parts, domain))
    yield from sorted(found, key=_place)


class _Body(NamedTuple):
    """A class with what stands in it."""

    row: Definition
    members: list[Definition]
    fields: list[Binding]


def _bodies(surface: Surface) -> list[_Body]:
    """The classes of a file that are compared."""
    rows = enumerate(surface.definitions)
    found = {n: _Body(row, [], []) for n, row in rows if _is_of_interest(row)}
    for row in surface.definitions:
        if row.owner in found:
            found[row.owner].members.append(row)
    for binding in surface.bindings:
        if binding.owner in found and binding.kind is not BindingKind.DEFINITION:
            found[binding.owner].fields.append(binding)
    return [
        body for body in found.values() if (body.members or body.fields) and not _is_table(body)
    ]


def _is_table(body: _Body) -> bool:
    named = [row.name for row in body.members] + [row.name for row in body.fields]
    return _TABLE in named


def _member(row: Definition, said: str, domain: str) -> Part:
    variant = None if row.is_class else Variant(said, domain)
    weight = 1 if row.body in _EMPTY else min(row.statements + 1, _FULL)
    return Part(variant, said, weight, returns=row.signature.returns)


def _field(binding: Binding, stem: Stem) -> Part:
    names = tuple(_WORD.findall(binding.annotation))
    return Part(None, _bound(binding, stem), 1, bool(binding.annotation), names)


def _bound(binding: Binding, stem: Stem) -> str:
    """What a field says, without the module's stem."""
    value = stem.plain(binding.value) if binding.kind is BindingKind.ALIAS else binding.shape
    annotation = _NAME.sub(lambda found: stem.plain(found[0]), binding.annotation)
    return f"{binding.kind} {value} {annotation}"


def _is_of_interest(row: Definition) -> bool:
    bases = {base.rpartition(".")[2] for base in row.bases}
    return row.is_class and row.name not in _INNER and _BARE.isdisjoint(bases)


def _add(parts: dict[str, Part], name: str, part: Part) -> None:
    """A name that is bound again (a property's setter) is a member of its own."""
    while name in parts:
        name += "+"
    parts[name] = part


def _share_an_ending(names: Iterable[str], words: int) -> bool:
    """Whether names end in the same words: ``FirstModelOutput``, ``SecondModelOutput``."""
    endings = {tuple(parts_of_name(name)[-words:]) for name in names}
    return len(endings) == 1 and len(next(iter(endings))) == words


def _place(one: Skeleton) -> tuple[str, int]:
    return one.module.path, one.row.span.line
