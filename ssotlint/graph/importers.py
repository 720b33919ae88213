"""Who imports what: every import of something of ours, with where it leads."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from ssotlint.graph import leads
from ssotlint.graph.domains import leans
from ssotlint.graph.grouped import Grouped
from ssotlint.graph.leading import leading
from ssotlint.graph.leads import SHIPPING, Lead, Sharing, symbol_of
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.graph.words import stem
from ssotlint.index.found import each_found
from ssotlint.index.names import number
from ssotlint.model.facts import Context, Import
from ssotlint.model.source import Role
from ssotlint.model.value import Value

if TYPE_CHECKING:
    from ssotlint.graph.resolver import Resolver
    from ssotlint.index.index import Index, Module

Row = tuple[str, Lead]
"""An import: the path of its file, and where it leads."""


class ImportUse(Value, frozen=True, eq=False):
    """One imported name: the file, the row, where it leads, and the path that was used."""

    module: Module
    row: Import
    answer: Resolution
    base: str  # the absolute module that the statement names
    named: Module | None  # the file of that module

    @property
    def path(self) -> str:
        """The dotted path through which the symbol is imported."""
        return f"{self.base}.{self.row.name}" if self.row.name else self.base

    @property
    def spelled(self) -> str:
        """How code names what is imported: by its dotted path after ``import shop.models``."""
        return self.row.bound if self.row.name or self.row.alias else self.base


class Importers:
    """The imports of a run that name something of ours, by origin and by importing file.

    What leads outside (the standard library, other distributions) is left out: it is most of all
    imports, and nobody asks for it here. Whoever asks has asked for just that: the imports of a
    symbol, of a file, of all files. Files of which nobody takes an import are not opened.
    """

    def __init__(self, index: Index, resolver: Resolver) -> None:
        self._index, self._resolver = index, resolver
        self._made: dict[str, dict[int, ImportUse]] = {}
        self._noted: dict[str, int] = {}
        self._bases: dict[str, set[str]] = {}
        self._leaning: dict[str, tuple[str, str]] = {}
        self.leading = leading(index, self._resolved)
        self.by_origin = Grouped(self._origins, self._note_origin, self.made)
        self.by_module = Grouped(self._files, self._note_file, self.made)

    @cached_property
    def leads(self) -> dict[str, tuple[Lead, ...]]:
        """Where the imports of each file lead; who looks at them notes which."""
        share = Sharing(len(self._index.positions)).shared
        found = {m.path: share(rows) for m, rows in each_found(self._index, self.leading)}
        return {module.path: found.get(module.path, ()) for module in self._index.all}

    @cached_property
    def names(self) -> list[str]:
        """The dotted names of all files, by their numbers."""
        return [module.name for module in self._modules]

    @cached_property
    def paths(self) -> list[str]:
        """The paths of all files, by their numbers."""
        return [*self._index.positions]

    def note(self, name: str, path: str = "") -> None:
        """Somebody asks all files, or one of them, for some of their imports."""
        self._index.reads.names.add(number(path, name))

    @property
    def uses(self) -> list[ImportUse]:
        """All of them."""
        self.note(leads.ALL)
        return self._all

    def all_unnoted(self) -> list[ImportUse]:
        """The same for who notes by himself what it is to him."""
        return self._all

    def inside(self, circle: Mapping[str, int]) -> Iterator[ImportUse]:
        """Those from files to others of one circle, when they are loaded; for who asks for circles."""
        numbers = {self._index.positions[path]: number for path, number in circle.items()}
        return self._where(
            lambda module, lead: (
                leads.loads(module, lead)
                and numbers.get(lead.target, -1) == circle.get(module.path, -2)
            )
        )

    @property
    def shipped(self) -> Iterator[ImportUse]:
        """Those of files that are no tests, of symbols by their names."""
        self.note(leads.SHIPPED)
        return self._where(
            lambda module, lead: lead.takes_symbol and module.source.role is not Role.TEST
        )

    @property
    def missing(self) -> Iterator[ImportUse]:
        """Those of what does not exist, or for type checkers alone."""
        self.note(leads.MISSING)
        return self._where(lambda _, lead: lead.is_missing)

    def absent(self, said: tuple[str, ...]) -> Iterator[ImportUse]:
        """Those of names of one stem that do not exist."""
        self.note(leads.absent(said))
        return self.made(self._absent.get(said, ()))

    def of(self, path: str) -> Iterator[ImportUse]:
        """Those that name a file, or take it or something in it."""
        return self.made(self.users(path))

    def users(self, path: str) -> Sequence[Row]:
        """The same, without opening a file."""
        self.note(leads.USERS, path)
        return self._users.get(path, ())

    def note_users(self, paths: Iterable[str]) -> None:
        """Somebody has asked for the users of some files."""
        known = self._noted
        self._index.reads.names.update(known.get(path) or self._noting(path) for path in paths)

    def _noting(self, path: str) -> int:
        return self._noted.setdefault(path, number(path, leads.USERS))

    def taking(self, path: str, name: str) -> Iterator[ImportUse]:
        """Those that name a file and take a name from it."""
        self.note(leads.taking(name), path)
        rows = self._users.get(path, ())
        return self.made(
            (user, lead) for user, lead in rows
            if lead.takes == name and lead.named >= 0 and self.paths[lead.named] == path
        )  # fmt: skip

    def naming(self, base: str) -> Iterator[ImportUse]:
        """Those that name a dotted module."""
        self.note(leads.named(base))
        return self._where(lambda _, lead: (lead.base or self.names[lead.named]) == base)

    def takes(self, package: str, other: str) -> bool:
        """Whether something in a package imports from another one."""
        self.note(leads.takes(package, other))
        inside = f"{other}."
        return any(base == other or base.startswith(inside) for base in self._taken(package))

    def users_below(self, path: str, folder: str) -> Sequence[Row]:
        """The same for who asks for what stands below a folder alone."""
        self.note(leads.below(folder), path)
        return self._users.get(path, ())

    def is_taken(self, path: str) -> bool:
        """Whether some import names a file, or takes it or something in it."""
        self.note(leads.IS_TAKEN, path)
        return path in self._users

    def is_loaded(self, path: str) -> bool:
        """The same of imports outside of tests."""
        self.note(leads.IS_LOADED, path)
        users = (self._index.by_path[user] for user, _ in self._users.get(path, ()))
        return any(module.source.role is not Role.TEST for module in users)

    def is_used(self, path: str) -> bool:
        """Whether some import goes by way of a file."""
        self.note(leads.IS_USED, path)
        return any(True for _ in self._by(path))

    def is_used_shipped(self, path: str) -> bool:
        """The same of imports that ship."""
        self.note(leads.IS_USED_SHIPPED, path)
        return any(True for _ in self._by_shipped(path))

    def any_shipped(self, path: str, wanted: Callable[[Module], bool]) -> bool:
        """Whether one of the files that ship and import by way of a file is wanted.

        Who finds one relies on the imports of that alone.
        """
        for user in dict.fromkeys(self._by_shipped(path)):
            if wanted(self._index.by_path[user]):
                self.note(leads.ALL, user)
                return True
        self.note(leads.BY_SHIPPED, path)
        return False

    def by(self, path: str) -> Iterator[str]:
        """The files that import something by way of a file."""
        self.note(leads.BY, path)
        return self._by(path)

    def by_shipped(self, path: str) -> Iterator[str]:
        """Those of them that ship."""
        self.note(leads.BY_SHIPPED, path)
        return self._by_shipped(path)

    def _by_shipped(self, path: str) -> Iterator[str]:
        by_path = self._index.by_path
        return (user for user in self._by(path) if by_path[user].source.role in SHIPPING)

    def _by(self, path: str) -> Iterator[str]:
        rows = self._users.get(path, ())
        return (user for user, lead in rows if lead.named >= 0 and self.paths[lead.named] == path)

    def needing(self, path: str) -> int:
        """How many other files need a file for their imports."""
        self.note(leads.NEEDED, path)
        return self._needing[path]

    def is_for_checkers(self, path: str) -> bool:
        """Whether nobody imports a file but for type checkers, who find what is there for them."""
        users = self.users(path)
        return bool(users) and all(lead.context & Context.TYPING for _, lead in users)

    def renaming(self, path: str) -> dict[int, Lead]:
        """Those that give a definition another name than its own, by the positions of their rows."""
        self.note(leads.RENAMING, path)
        return {lead.position: lead for lead in self.leads.get(path, ()) if lead.renames}

    def count(self, symbol: str) -> int:
        """How many other files import a symbol, by whatever path."""
        self.note(leads.users_of(symbol))
        return len(self._takers(symbol))

    def using(self, symbol: str) -> list[Module]:
        """The files that import a symbol, without opening one."""
        self.note(leads.users_of(symbol))
        return [self._index.by_path[path] for path in sorted(self._takers(symbol))]

    def each(self, symbol: str, context: int = 0) -> Iterator[ImportUse]:
        """The imports of a symbol, one by one; those in one of some contexts, if any are named."""
        self.note(leads.importers_of(symbol))
        rows = self._by_symbol.get(symbol, ())
        return self.made(row for row in rows if not context or row[1].context & context)

    def bringing(self, path: str, names: Collection[str]) -> Iterator[ImportUse]:
        """Those of a file that take one of some names."""
        self._index.reads.names.update(number(path, leads.brings(name)) for name in names)
        rows = self._by_path.get(path, ()) if names else ()
        return self.made(row for row in rows if row[1].takes in names)

    def symbols(self, path: str) -> set[str]:
        """What a file imports, by its origins."""
        self.note(leads.ALL, path)
        return {symbol_of(lead, self.names) for lead in self.leads.get(path, ())}

    def shipped_count(self, symbol: str) -> int:
        """How many of these ship."""
        self.note(leads.shipped_users_of(symbol))
        by_path = self._index.by_path
        return sum(by_path[path].source.role in SHIPPING for path in self._takers(symbol))

    def _takers(self, symbol: str) -> set[str]:
        return {path for path, _ in self._origins().get(symbol, ())}

    def leans(self, path: str) -> tuple[str, str]:
        """The domains that the imports of a file speak for; see ``domains``."""
        self.note(leads.LEANS, path)
        known = self._leaning.get(path)
        if known is None:
            known = self._leaning[path] = leans(self.leads.get(path, ()), self._modules)
        return known

    @cached_property
    def _modules(self) -> list[Module]:
        return self._index.numbered

    @cached_property
    def _needing(self) -> Counter[str]:
        rows = self.leads.values()
        needed = ({lead.target for lead in leads if lead.target >= 0} for leads in rows)
        return Counter(self.paths[target] for targets in needed for target in targets)

    @cached_property
    def _all(self) -> list[ImportUse]:
        return list(self._where(lambda _, __: True))

    def _where(self, wanted: Callable[[Module, Lead], bool]) -> Iterator[ImportUse]:
        for path, found in self.leads.items():
            module = self._index.by_path[path]
            yield from self.made((path, lead) for lead in found if wanted(module, lead))

    def made(self, rows: Iterable[Row]) -> Iterator[ImportUse]:
        """The imports that some rows stand for; their files are opened."""
        for path, lead in rows:
            made = self._made.get(path)
            if made is None:
                with self._index.apart():  # what is asked meanwhile, the lead has asked
                    made = self._made[path] = dict(self._resolved(self._index.by_path[path]))
            yield made[lead.position]

    def _resolved(self, module: Module) -> list[tuple[int, ImportUse]]:
        rows = enumerate(module.said.imports)
        found = ((n, use_of(self._resolver, module, row)) for n, row in rows)
        uses = [(position, use) for position, use in found if use is not None]
        self._made[module.path] = dict(uses)
        return uses

    def _note_origin(self, symbol: str) -> None:
        self.note(leads.importers_of(symbol) if symbol else leads.ALL)

    def _note_file(self, path: str) -> None:
        self.note(leads.ALL, path)

    def _origins(self) -> dict[str, list[Row]]:
        return self._by_symbol

    def _files(self) -> dict[str, list[Row]]:
        return self._by_path

    @cached_property
    def _by_symbol(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in chain.from_iterable(self._by_path.values()):
            lead = row[1]
            if lead.status <= Status.MODULE and (symbol := symbol_of(lead, self.names)):
                found[symbol].append(row)
        return found

    @cached_property
    def _absent(self) -> dict[tuple[str, ...], list[Row]]:
        found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in chain.from_iterable(self._by_path.values()):
            if row[1].is_absent:
                found[stem(row[1].takes)].append(row)
        return found

    @cached_property
    def _by_path(self) -> dict[str, list[Row]]:
        return {p: [(p, lead) for lead in rows] for p, rows in self.leads.items() if rows}

    @cached_property
    def _users(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in chain.from_iterable(self._by_path.values()):
            for other in {row[1].named, row[1].taken} - {-1}:
                found[self.paths[other]].append(row)
        return found

    def _taken(self, package: str) -> set[str]:
        """The modules that imports of a package name."""
        known = self._bases.get(package)
        if known is None:
            leads = (lead for path in self._within(package) for lead in self.leads.get(path, ()))
            known = self._bases[package] = {lead.base or self.names[lead.named] for lead in leads}
        return known

    def _within(self, package: str) -> Iterator[str]:
        """The files of a package, and of all below it."""
        named = self._sorted
        for first, last in ((package, f"{package}\0"), (f"{package}.", f"{package}/")):
            begin, end = (bisect_left(named, (bound, "")) for bound in (first, last))
            yield from (path for _, path in named[begin:end])

    @cached_property
    def _sorted(self) -> list[tuple[str, str]]:
        return sorted((module.name, module.path) for module in self._index.all)


def use_of(resolver: Resolver, module: Module, row: Import) -> ImportUse | None:
    """One import with where it leads, None when that is outside."""
    if resolver.is_foreign(row):
        return None
    answer = resolver.imported(module, row)
    if answer.status is Status.EXTERNAL and not answer.chain:
        return None
    base = resolver.base(module, row) or ""
    return ImportUse(module, row, answer, base, resolver.table.find(base, module) if base else None)
