"""Which constants are written down in more than one module, and do they agree?

Namesakes among constants of modules (leading underscores apart) and among enumerations. What a
value is worth, and how two of them differ, is the judge's to tell.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from ssotlint.detectors.annotations import Annotations
from ssotlint.detectors.canonical import Candidate, Owners
from ssotlint.detectors.counts import of_symbol
from ssotlint.detectors.domains import Borders, CopyEvidence
from ssotlint.detectors.pledges import Constant, declared_copies, kept_constants
from ssotlint.detectors.plug_ins import PlugIns
from ssotlint.detectors.sharing import Way
from ssotlint.detectors.topics import are_of_one_topic
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.facts import Binding, BindingKind, Definition, Surface
from ssotlint.model.options import Options
from ssotlint.model.place import Place
from ssotlint.project.domains import SHARED

_NAME = re.compile(r"_*[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
_VALUES = frozenset((BindingKind.LITERAL, BindingKind.CONTAINER))
_MADE = frozenset(
    ("re.compile", "compile", "frozenset", "timedelta", "datetime.timedelta", "Decimal")
)
_ENUMS = frozenset(("Enum", "StrEnum", "IntEnum", "Flag", "IntFlag"))
# A name with more holders is asked for by a framework, or too short to stand for one fact.
_COMMON = 6
# What so many enumerations of different names call a member says little: PENDING, FAILED, READ.
_FEW = 3


class ConstantsEvidence(CopyEvidence, frozen=True, kw_only=True):
    """What two definitions of a constant say.

    ``value`` and ``other`` are the values of the copy and of the canonical member, shortened;
    ``differs`` tells whether they disagree, ``differences`` in what, ``crossed`` that each of two
    enumerations has a member that the other lacks. ``single`` tells that one
    number or text stands against another, or that two numbers are equal: both may be by chance,
    unless the two files have ``namesakes`` besides, which are constants of one name. ``enum`` tells
    an enumeration, ``rare`` how many members that both have few other enumerations know, ``apart``
    packages of one shape that each say what is theirs, ``declared`` a copy on purpose. Of a copy
    that is ``unread`` nobody would miss it; ``owned`` tells that it can import the other, ``known``
    that the module of one imports from that of the other, ``related`` that they are about one thing.
    """

    value: str = ""
    other: str = ""
    differs: bool = False
    crossed: bool = False
    differences: tuple[str, ...] = ()
    single: bool = False
    enum: bool = False
    rare: int = 0
    namesakes: int = 0
    apart: bool = False
    declared: bool = False
    unread: bool = False
    owned: bool = False
    known: bool = False
    related: bool = False


EVIDENCE = ConstantsEvidence
OPTIONS = Options


class _Constant(NamedTuple):
    module: Module
    name: str
    place: Place  # of the statement
    extent: Place
    said: object  # equal for constants that say the same
    members: frozenset[str] | None  # of an enumeration

    @property
    def enum(self) -> bool:
        """Whether it is an enumeration."""
        return self.members is not None

    @property
    def symbol(self) -> str:
        return f"{self.module.name}.{self.name}"


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case a name within the borders of which it must be single."""
    borders, known = Borders(view), _namesakes(view)
    around = _Around(view, Owners(view), PlugIns(view), _Circle(view, known), Annotations())
    for held in known:
        for group in _within_borders(held, borders):
            if len({one.module.path for one in group}) > 1:
                yield from _cases(group, around)
    for copy, original in sorted(kept_constants(view), key=lambda pair: pair[0].symbol):
        yield _pledge(copy, original)


def _pledge(copy: Constant, original: Constant) -> Case:
    """A copy that was declared, held against what it promises to equal."""
    owner, held = (
        Member(
            place=one.module.place(one.row.span), symbol=one.symbol,
            evidence=ConstantsEvidence(declared=True, differs=copy.row.shape != original.row.shape),
            suspect=one is copy, counted=of_symbol(one.symbol),
        )
        for one in (original, copy)
    )  # fmt: skip
    return Case(
        detector="constants", subject=owner.symbol, title=original.row.name, members=(owner, held),
        canonical=0, why="declared",
    )  # fmt: skip


def obstacles(view: View, first: str, second: str) -> Iterator[str]:
    """What keeps two constants from being one group, in words, the first to decide in front."""
    known = {
        one.symbol: one
        for m in view.written(_values, _enumerations)
        for one in (*_constants(m), *_enums(m))
    }
    wanted = [known.get(symbol) for symbol in (first, second)]
    for symbol, one in zip((first, second), wanted, strict=True):
        if one is None:
            yield (
                f"{symbol} is no constant: a name in capitals, bound once to a literal, a display "
                "of them or a pattern"
            )
    if wanted[0] is None or wanted[1] is None:
        return
    names = [one.name.strip("_") for one in wanted if one is not None]
    if names[0] != names[1]:
        yield f"constants are compared by their names: {names[0]} and {names[1]}"
    held = sum(one.name.strip("_") == names[0] for one in known.values())
    if held > _COMMON:
        yield f"{held} modules define {names[0]}: it stands for something else in each"
    if wanted[0].module is wanted[1].module:
        yield "both stand in one file"


def _namesakes(view: View) -> list[list[_Constant]]:
    found: dict[tuple[str, bool], list[_Constant]] = defaultdict(list)
    apart = declared_copies(view)
    for module in view.written(_values, _enumerations):
        for one in (*_constants(module), *_enums(module)):
            if (module.path, one.symbol) in apart:
                continue
            found[one.name.strip("_"), one.enum].append(one)
    return [held for _, held in sorted(found.items()) if 1 < len(held) <= _COMMON]


def _constants(module: Module) -> Iterator[_Constant]:
    for row in module.picked(_values):
        place = module.place(row.span)
        yield _Constant(module, row.name, place, place, row.shape, None)


def _values(surface: Surface) -> list[Binding]:
    """The names in capitals that are bound once, to a value."""
    found = [
        row for row in surface.bindings
        if row.shape and row.owner < 0 and not row.context and _NAME.fullmatch(row.name)
        and (row.kind in _VALUES or (row.kind is BindingKind.CALL and row.value in _MADE))
    ]  # fmt: skip
    times = Counter([row.name for row in surface.bindings if row.owner < 0]) if found else {}
    return [row for row in found if times[row.name] == 1]


def _enums(module: Module) -> Iterator[_Constant]:
    for row, members in module.picked(_enumerations):
        yield _Constant(
            module, row.name, module.header(row), module.extent(row), members,
            frozenset(name for name, _ in members),
        )  # fmt: skip


def _enumerations(surface: Surface) -> list[tuple[Definition, tuple[tuple[str, int], ...]]]:
    """The enumerations of a file with their members."""
    found = []
    for position, row in enumerate(surface.definitions):
        if row.is_class and row.owner < 0 and not row.context and _is_enum(row):
            members = tuple(
                (b.name, b.shape) for b in surface.bindings
                if b.owner == position and b.kind is not BindingKind.DEFINITION
            )  # fmt: skip
            found.append((row, members))
    return found


def _is_enum(row: Definition) -> bool:
    return not _ENUMS.isdisjoint(base.rpartition(".")[2] for base in row.bases)


def _within_borders(held: Iterable[_Constant], borders: Borders) -> list[list[_Constant]]:
    """Constants of compatible domains; what belongs to all stands in every group."""
    groups: dict[str, list[_Constant]] = defaultdict(list)
    for one in held:
        groups[borders.of(one.module)].append(one)
    shared = [one for domain, ones in groups.items() if domain == SHARED for one in ones]
    own = [ones for domain, ones in sorted(groups.items()) if domain != SHARED]
    return [[*shared, *ones] for ones in own] if own else [shared]


class _Circle:
    """What is known of constants by the company that they keep."""

    def __init__(self, view: View, known: Iterable[Iterable[_Constant]]) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        for held in known:
            for one in held:
                self._names[one.module.path].add(one.name.strip("_"))
        enums: dict[str, set[str]] = defaultdict(set)
        for module in view.written(_enumerations):
            for one in _enums(module):
                for member in one.members or ():
                    enums[member].add(one.name)
        self._rare = {member for member, names in enums.items() if len(names) <= _FEW}

    def namesakes(self, first: _Constant, second: _Constant) -> int:
        """How many constants of one name their two files have besides."""
        return len(self._names[first.module.path] & self._names[second.module.path]) - 1

    def rare(self, first: _Constant, second: _Constant) -> int:
        """How many members that two enumerations share are hardly known to others."""
        return len((first.members or frozenset()) & (second.members or frozenset()) & self._rare)


class _Around(NamedTuple):
    """What it takes to say of constants what they are to each other."""

    view: View
    owners: Owners
    plug_ins: PlugIns
    circle: _Circle
    annotations: Annotations


def _cases(group: list[_Constant], around: _Around) -> Iterator[Case]:
    """The case of a group; of packages that are strangers to each other each has its own."""
    rest = group
    while rest:
        owner, why = _owner(rest, around)
        near, rest = around.plug_ins.parted(owner.module, rest)
        if len(near) > 1:
            copies = [one for one in near if one is not owner]
            yield Case(
                detector="constants", subject=owner.symbol, title=f"{owner.name}",
                members=tuple(_member(one, owner, around) for one in (owner, *copies)),
                canonical=0, why=why,
            )  # fmt: skip


def _owner(group: list[_Constant], around: _Around) -> tuple[_Constant, str]:
    said, view = [one.said for one in group], around.view
    choice = around.owners.choose(
        [
            Candidate(
                one.symbol, one.module, partial(view.users, one.symbol), said.count(one.said) - 1
            )
            for one in group
        ]
    )
    return group[choice.position], choice.why


def _is_unread(one: _Constant, around: _Around) -> bool:
    """Whether a name stands where it is bound and nowhere else, in the files that know its own.

    Whoever imports the module as a whole may ask it for anything.
    """
    view, module, letter = around.view, one.module, WORD[one.name]
    if (
        one.enum
        or one.name in (module.asked(one.name).exports or ())
        or (view.importers(one.symbol) or view.importers(module.name))
    ):
        return False
    picked = view.graph.attributes.picked
    known = (view.index.by_path.get(path) for path in view.graph.imported.by(module.path))
    users = [user for user in known if user is not None]
    if any(around.annotations.say(one_of, one.name) for one_of in (module, *users)):
        return False
    return not picked(_repeats, module, letter) and not any(
        picked(_says, user, letter) for user in users
    )


def _says(_: Surface, text: str, letter: str) -> bool:
    """Whether a name stands in a file."""
    return letter in text


def _repeats(_: Surface, text: str, letter: str) -> bool:
    """Whether a name stands in a file more than once."""
    return text.count(letter) > 1


def _know_each_other(first: Module, second: Module, view: View) -> bool:
    running = view.graph.imported.running
    return second.path in running(first.path) or first.path in running(second.path)


def _member(one: _Constant, owner: _Constant, around: _Around) -> Member:
    circle, plug_ins = around.circle, around.plug_ins
    unread = one is not owner and _is_unread(one, around)
    way = Way() if unread else around.owners.way(owner.symbol, owner.module, one.module)
    return Member(
        place=one.place,
        symbol=one.symbol,
        extent=one.extent,
        evidence=ConstantsEvidence(
            differs=one.said != owner.said,
            enum=one.enum,
            rare=circle.rare(one, owner),
            namesakes=circle.namesakes(one, owner),
            apart=plug_ins.speak_for_themselves(owner.module, one.module),
            unread=unread,
            cross_domain=plug_ins.are_strangers(owner.module, one.module),
            hindrance=way.hindrance,
            home=way.home,
            homeless=way.homeless,
            owned=not unread and not way.home,
            known=_know_each_other(one.module, owner.module, around.view),
            related=are_of_one_topic(one.module, owner.module),
        ),
        suspect=one is not owner,
        counted=of_symbol(one.symbol),
    )
