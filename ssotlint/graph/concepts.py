"""Which classes play one role: several definitions of one concept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ssotlint.graph.counterparts import SEVERAL, SMALLER, Counterparts
from ssotlint.graph.domains import SHARED, Domains
from ssotlint.graph.importers import Importers
from ssotlint.graph.interfaces import ClassRow, Interfaces
from ssotlint.graph.resolver import Resolver
from ssotlint.graph.words import is_double, stem
from ssotlint.index.index import Module
from ssotlint.model.value import Value

_FAMILY_WEIGHT = 16.0  # nats; see `counterparts`


class Concept(Value, frozen=True):
    """Definitions that play one role in a domain.

    ``designs`` are classes bound by inheritance, the one above first; what is not bound to any
    other is a design of its own. ``shared`` are the public names that definitions of different
    designs have in common. ``kin`` are classes that are named like the concept and share no
    interface with it.
    """

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
        for domain in sorted(self._domains if SHARED in wanted else wanted):
            own = self._domains[domain]
            around = [] if domain == SHARED else shared
            interfaces = Interfaces([*own, *around], self._resolver)
            counterparts = Counterparts(interfaces, self._importers)
            ours = {module.path for module in own}
            yield from _Search(ours, interfaces, self._importers).concepts(counterparts)


class _Search:
    """The concepts of one domain; those that lie in what is shared alone belong to that."""

    def __init__(self, ours: set[str], interfaces: Interfaces, importers: Importers) -> None:
        self._ours = ours
        self._interfaces, self._importers = interfaces, importers
        self._leader: dict[str, str] = {}
        self._shared: dict[str, set[str]] = defaultdict(set)

    def concepts(self, counterparts: Counterparts) -> Iterator[Concept]:
        for rows in self._interfaces.by_stem.values():
            for first, second in counterparts.pairs(rows):
                self._union(first, second)
        self._join_families()
        self._join_designs()
        groups: dict[str, list[ClassRow]] = defaultdict(list)
        for symbol in self._leader:
            groups[self._find(symbol)].append(self._interfaces.rows[symbol])
        for leader in sorted(groups):
            rows = sorted(groups[leader], key=lambda row: row.symbol)
            if any(row.module.path in self._ours for row in rows):
                yield self._concept(rows)

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
        if first.module is second.module:
            return  # one file tells them apart
        methods = first.methods & second.methods
        like = self._interfaces.likeness(first, second)
        if len(methods) < SEVERAL or like.smaller < SMALLER or like.weight < _FAMILY_WEIGHT:
            return
        if not (
            self._interfaces.are_declared(first, second, self._importers)
            or self._interfaces.is_one_design(first, second)
        ):
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
