"""Who imports what: every import of something of ours, with where it leads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ssotlint.graph.resolution import Resolution, Status
from ssotlint.graph.resolver import Resolver
from ssotlint.index.index import Module
from ssotlint.model.facts import Import


@dataclass(frozen=True, slots=True, eq=False)
class ImportUse:
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


@dataclass(slots=True)
class Importers:
    """The imports of a run that name something of ours, by origin and by importing file.

    What leads outside (the standard library, other distributions) is left out: it is most of all
    imports, and nobody asks for it here.
    """

    uses: list[ImportUse] = field(default_factory=list)
    by_origin: dict[str, list[ImportUse]] = field(default_factory=lambda: defaultdict(list))
    by_module: dict[str, list[ImportUse]] = field(default_factory=lambda: defaultdict(list))

    def count(self, symbol: str) -> int:
        """How many other files import a symbol, by whatever path."""
        return len({u.module.path for u in self.by_origin.get(symbol, ())})


def importers_of(resolver: Resolver, modules: Iterable[Module]) -> Importers:
    """Resolve every import of some modules."""
    found = Importers()
    for module in modules:
        for row in module.surface.imports:
            use = use_of(resolver, module, row)
            if use is None:
                continue
            found.uses.append(use)
            found.by_module[module.path].append(use)
            if use.answer.status <= Status.MODULE and use.answer.symbol:
                found.by_origin[use.answer.symbol].append(use)
    return found


def use_of(resolver: Resolver, module: Module, row: Import) -> ImportUse | None:
    """One import with where it leads, None when that is outside."""
    if resolver.is_foreign(row):
        return None
    answer = resolver.imported(module, row)
    if answer.status is Status.EXTERNAL and not answer.chain:
        return None
    base = resolver.base(module, row) or ""
    return ImportUse(module, row, answer, base, resolver.table.find(base, module) if base else None)
