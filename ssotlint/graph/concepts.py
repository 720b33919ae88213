"""Which classes play one role: several definitions of one concept."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ssotlint.graph.domains import SHARED, Domains
from ssotlint.graph.importers import Importers
from ssotlint.graph.interfaces import ClassRow, Interfaces, described_with, is_table
from ssotlint.graph.resolver import Resolver
from ssotlint.graph.words import LEGACY, is_double, migration_words, stem
from ssotlint.index.index import Module
from ssotlint.model.facts import Context
from ssotlint.model.source import Role

# Read off 2,173 pairs of classes of one stem in a production code base (1,825 modules) and in nine
# well-kept packages: above these values every pair that was read plays one role.
_WEIGHT = 12.0  # nats: two names that one class in 400 has
_SHARED = 3
_SMALLER = 0.5
_BOTH = 0.2
_WEIGHT_MIGRATING, _BOTH_MIGRATING = 8.0, 0.1  # where a name says itself that there is another one
_FAMILY_WEIGHT = 16.0
_NOT_ROLES = ("Error", "Exception", "Warning")
_API_VERSION = re.compile(r"v\d+(?:_\d+)*")
_NAMED_VERSION = re.compile(r"(?<=[a-z0-9_])[vV]\d+(?:_?\d+)*\Z")
_CHOSEN = Context.CONDITIONAL | Context.GUARDED | Context.FALLBACK  # one of several is taken


@dataclass(frozen=True, slots=True)
class Concept:
    """Definitions that play one role in a domain.

    ``designs`` are classes bound by inheritance, the one above first; what is not bound to any
    other is a design of its own. ``shared`` are the public names that definitions of different
    designs have in common. ``kin`` are classes that are named like the concept and share no
    interface with it.
    """

    domain: str
    stem: tuple[str, ...]
    designs: tuple[tuple[ClassRow, ...], ...]
    shared: tuple[str, ...]
    kin: tuple[ClassRow, ...] = ()

    @property
    def definitions(self) -> tuple[ClassRow, ...]:
        """All definitions, design by design."""
        return tuple(row for design in self.designs for row in design)


class Concepts:
    """Concepts with several designs among some modules."""

    def __init__(
        self, modules: Iterable[Module], resolver: Resolver, importers: Importers, domains: Domains
    ) -> None:
        self._resolver = resolver
        self._importers = importers
        self._domains: dict[str, list[Module]] = defaultdict(list)
        for module in modules:
            self._domains[domains.of(module)].append(module)

    def all(self) -> Iterator[Concept]:
        """Every concept, domain by domain."""
        return self.within(self._domains)

    def within(self, domains: Iterable[str]) -> Iterator[Concept]:
        """The concepts of some domains; what is shared may be part of one of any."""
        wanted = self._domains.keys() & set(domains)
        shared = self._domains.get(SHARED, [])
        packages = _Packages(self._importers)
        for domain in sorted(self._domains if SHARED in wanted else wanted):
            own = self._domains[domain]
            around = [] if domain == SHARED else shared
            interfaces = Interfaces([*own, *around], self._resolver)
            ours = {module.path for module in own}
            search = _Search(domain, ours, interfaces, self._importers, packages)
            yield from search.concepts()


class _Packages:
    """Which packages import from which; asked of few pairs, so answered one by one."""

    def __init__(self, importers: Importers) -> None:
        self._importers = importers
        self._known: dict[tuple[str, str], bool] = {}

    @cached_property
    def _bases(self) -> dict[str, set[str]]:
        """Package -> the modules that its modules import."""
        found: dict[str, set[str]] = defaultdict(set)
        for uses in self._importers.by_module.values():
            bases = {use.base for use in uses}
            parts = uses[0].module.name.split(".")
            for size in range(1, len(parts) + 1):
                found[".".join(parts[:size])] |= bases
        return found

    @cached_property
    def loaded(self) -> frozenset[str]:
        """The files that some import outside of tests names, or takes something from."""
        uses = [u for u in self._importers.uses if u.module.source.role is not Role.TEST]
        found = {use.named.path for use in uses if use.named is not None}
        answers = (use.answer.module for use in uses)
        return frozenset(found.union(module.path for module in answers if module is not None))

    def know(self, package: str, other: str) -> bool:
        """Whether a module in ``package`` imports from ``other``."""
        key = (package, other)
        if key not in self._known:
            bases = self._bases.get(package, ())
            self._known[key] = any(is_below(base, other) for base in bases)
        return self._known[key]


class _Search:
    """The concepts of one domain; those that lie in what is shared alone belong to that."""

    def __init__(
        self,
        domain: str,
        ours: set[str],
        interfaces: Interfaces,
        importers: Importers,
        packages: "_Packages",
    ) -> None:
        self._domain = domain
        self._ours = ours
        self._interfaces = interfaces
        self._importers = importers
        self._packages = packages
        self._leader: dict[str, str] = {}
        self._shared: dict[str, set[str]] = defaultdict(set)

    def concepts(self) -> Iterator[Concept]:
        for rows in self._interfaces.by_stem.values():
            players = [row for row in rows if self._plays_a_role(row)]
            self._join([row for row in players if not self._interfaces.wraps(row, players)])
        self._join_families()
        self._join_designs()
        groups: dict[str, list[ClassRow]] = defaultdict(list)
        for symbol in self._leader:
            groups[self._find(symbol)].append(self._interfaces.rows[symbol])
        for leader in sorted(groups):
            rows = sorted(groups[leader], key=lambda row: row.symbol)
            if any(row.module.path in self._ours for row in rows):
                yield self._concept(rows)

    def _plays_a_role(self, row: ClassRow) -> bool:
        """Whether others may use the class for what it does."""
        if row.name.startswith("_") or is_double(row.name) or row.name.endswith(_NOT_ROLES):
            return False
        if any(base.rpartition(".")[2] == "Protocol" for base in row.bases):
            return False
        if row.definition.context & (Context.FALLBACK | Context.TYPING):
            return False  # it stands in where the real one cannot be imported
        if row.module.source.role is Role.SCRIPT:
            return bool(self._importers.count(row.symbol))
        return True

    def _join(self, rows: list[ClassRow]) -> None:
        for position, first in enumerate(rows):
            for second in rows[position + 1 :]:
                if self._interfaces.is_one_design(first, second):
                    continue
                if self._are_one_role(first, second):
                    self._union(first, second)

    def _are_one_role(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether two classes of one stem, unbound, stand for the same thing."""
        if _is_other_version(first, second) or self._are_twins(first, second):
            return False
        if self._are_alternatives(first, second) or is_table(first) != is_table(second):
            return False
        if self._are_found_by_name(first, second):
            return False
        if described_with(first) != described_with(second):
            return False  # one thing, seen from two sides
        one, two = migration_words(first.name), migration_words(second.name)
        near = first.module.source.package == second.module.source.package
        if (one ^ two) & LEGACY and near and len(stem(first.name)) > 1:
            return True  # the name says it: LegacyRouter beside Router
        like = self._interfaces.likeness(first, second)
        weight, both = (_WEIGHT_MIGRATING, _BOTH_MIGRATING) if one | two else (_WEIGHT, _BOTH)
        much = len(like.shared) >= _SHARED or like.smaller >= _SMALLER
        return like.weight >= weight and much and like.both >= both

    def _are_twins(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether two packages have each their own, and nobody else knows either.

        Such are the integrations of a plug-in system: neither imports the other, and what the
        class is stays in its package. Who imports both from outside knows them apart.
        """
        one, two = _apart(first.module, second.module)
        if not one:
            return False
        for row, other in ((first, two), (second, one)):
            own = two if other == one else one
            for use in self._importers.by_origin.get(row.symbol, ()):
                aside = use.module.source.role is Role.TEST or is_below(use.module.name, own)
                if not aside and not self._takes(use.module, first, second):
                    return False
        return not (self._packages.know(one, two) or self._packages.know(two, one))

    def _are_alternatives(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether a module takes one or the other under one name: what the platform has."""
        others = {
            (use.module.path, use.row.bound)
            for use in self._importers.by_origin.get(second.symbol, ())
            if use.row.context & _CHOSEN
        }
        return any(
            use.row.context & _CHOSEN and (use.module.path, use.row.bound) in others
            for use in self._importers.by_origin.get(first.symbol, ())
        )

    def _are_found_by_name(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether a framework finds both where it looks for a class of that name.

        Nobody imports their modules, and what they have in common is what a base asks for that is
        not ours: the `Command` of each file in `management/commands`.
        """
        if first.name != second.name or not first.methods & second.methods:
            return False
        foreign = set(first.bases) & set(second.bases) - self._interfaces.rows.keys()
        loaded = self._packages.loaded
        return bool(foreign) and not {first.module.path, second.module.path} & loaded

    def _takes(self, module: Module, *rows: ClassRow) -> bool:
        """Whether a module imports all of some classes: it knows them apart."""
        taken = {use.answer.symbol for use in self._importers.by_module.get(module.path, ())}
        return taken.issuperset(row.symbol for row in rows)

    def _join_families(self) -> None:
        """Concepts of one role whose definitions share an interface are one concept.

        The role is the last word of the names; a shared interface of two classes that are no
        concept for themselves is polymorphism and none of our business.
        """
        by_role: dict[str, list[ClassRow]] = defaultdict(list)
        for symbol in sorted(self._leader):
            row = self._interfaces.rows[symbol]
            by_role[stem(row.name)[-1]].append(row)
        for rows in by_role.values():
            for position, first in enumerate(rows):
                for second in rows[position + 1 :]:
                    if self._find(first.symbol) != self._find(second.symbol):
                        self._join_family(first, second)

    def _join_family(self, first: ClassRow, second: ClassRow) -> None:
        methods = first.methods & second.methods
        like = self._interfaces.likeness(first, second)
        if len(methods) < _SHARED or like.smaller < _SMALLER or like.weight < _FAMILY_WEIGHT:
            return
        if not self._interfaces.is_one_design(first, second):
            self._union(first, second)

    def _join_designs(self) -> None:
        """A concept whose definition is a subclass of another concept's is part of that."""
        for symbol in sorted(self._leader):
            row = self._interfaces.rows[symbol]
            for below in self._below(row):
                if below.symbol in self._leader and stem(below.name)[-1] == stem(row.name)[-1]:
                    self._union(row, below)

    def _union(self, first: ClassRow, second: ClassRow) -> None:
        one, two = self._find(first.symbol), self._find(second.symbol)
        keep, drop = min(one, two), max(one, two)
        self._leader[drop] = self._leader[keep] = keep
        shared = self._shared.pop(drop, set()) if drop != keep else set()
        self._shared[keep] |= shared | (first.members & second.members)

    def _find(self, symbol: str) -> str:
        while self._leader.setdefault(symbol, symbol) != symbol:
            symbol = self._leader[symbol]
        return symbol

    def _concept(self, rows: list[ClassRow]) -> Concept:
        shared = self._shared[self._find(rows[0].symbol)]
        designs = self._designs(rows)
        return Concept(
            self._domain,
            min((stem(row.name) for row in rows), key=lambda s: (len(s), s)),
            designs,
            tuple(sorted(shared)),
            tuple(self._kin(rows, {row.symbol for design in designs for row in design})),
        )

    def _designs(self, rows: list[ClassRow]) -> tuple[tuple[ClassRow, ...], ...]:
        """Each definition with its subclasses of the same role."""
        found: list[list[ClassRow]] = []
        place: dict[str, list[ClassRow]] = {}
        roles = {stem(row.name)[-1] for row in rows}
        order = sorted(rows, key=lambda r: (len(self._interfaces.ancestors(r.symbol)), r.symbol))
        for row in order:
            above = [place[a] for a in sorted(self._interfaces.ancestors(row.symbol)) if a in place]
            design = above[0] if above else []
            if not above:
                found.append(design)
            design.append(row)
            place[row.symbol] = design
        for design in found:
            for row in list(design):
                for below in self._below(row):
                    if below.symbol not in place and stem(below.name)[-1] in roles:
                        place[below.symbol] = design
                        design.append(below)
        return tuple(tuple(design) for design in found)

    def _below(self, row: ClassRow) -> Iterator[ClassRow]:
        pending, seen = [row.symbol], {row.symbol}
        while pending:
            for below in self._interfaces.subclasses.get(pending.pop(), ()):
                if below.symbol not in seen:
                    seen.add(below.symbol)
                    pending.append(below.symbol)
                    yield below

    def _kin(self, rows: list[ClassRow], known: set[str]) -> Iterator[ClassRow]:
        """Classes whose stem is part of a definition's, or has one before a last word more."""
        interfaces = self._interfaces
        found: set[tuple[str, ...]] = set()
        for own in {stem(row.name) for row in rows}:
            if len(own) > 1:
                between = interfaces.by_ends[own[0], own[-1]]
                found.update(name for name in between if set(name) <= set(own))
                found.update(n for n in interfaces.by_beginning[own] if n[-1] != own[-1])
        for name in sorted(found):
            others = interfaces.by_stem[name]
            yield from (o for o in others if o.symbol not in known and not is_double(o.name))


def _is_other_version(first: ClassRow, second: ClassRow) -> bool:
    """Whether the modules, or the classes, are versions of one interface, offered side by side."""
    said = [m[0].lower() for r in (first, second) if (m := _NAMED_VERSION.search(r.name))]
    if len(set(said)) == 2:
        return True
    one = {p for p in first.module.name.split(".") if _API_VERSION.fullmatch(p)}
    two = {p for p in second.module.name.split(".") if _API_VERSION.fullmatch(p)}
    return one != two


def _apart(first: Module, second: Module) -> tuple[str, str]:
    """The packages below the nearest common one in which two modules lie; ("", "") if none."""
    one, two = first.source.package.split("."), second.source.package.split(".")
    depth = 0
    while depth < min(len(one), len(two)) and one[depth] == two[depth]:
        depth += 1
    if depth == 0 or depth >= min(len(one), len(two)):
        return "", ""
    return ".".join(one[: depth + 1]), ".".join(two[: depth + 1])


def is_below(name: str, package: str) -> bool:
    """Whether a dotted name is a package's or lies in it."""
    return name == package or name.startswith(f"{package}.")
