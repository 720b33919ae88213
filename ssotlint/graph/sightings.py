"""Everything that bears a name: what is defined, through which paths and under which names."""

from collections.abc import Callable, Iterable

from ssotlint.graph.aliases import Alias, aliased
from ssotlint.graph.importers import ImportUse, use_of
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.graph.resolver import Resolver
from ssotlint.index.index import Module
from ssotlint.model.facts import Context, Definition
from ssotlint.model.source import Role
from ssotlint.model.value import Parts, field

Candidates = Callable[[Iterable[str]], Iterable[Module]]
"""The modules that may mention one of some names."""
_NAMES = 12  # names of one symbol that are followed; beyond that a name is everybody's


class Sighting(Parts, eq=False):
    """One origin: the module and name that define it, and all that leads there."""

    module: Module
    name: str
    answer: Resolution
    uses: list[ImportUse] = field(default_factory=list)
    aliases: list[Alias] = field(default_factory=list)

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return f"{self.module.name}.{self.name}"

    @property
    def definition(self) -> Definition | None:
        """The statement that defines it, None for a value."""
        named = (d for d in self.module.surface.definitions if d.owner < 0 and d.name == self.name)
        return max(named, key=lambda d: not d.context, default=None)


class Sightings:
    """One search for a name, and for the other names of what bears it."""

    def __init__(self, resolver: Resolver, candidates: Candidates) -> None:
        self._resolver, self._candidates = resolver, candidates
        self._modules: dict[str, Module] = {}
        self._names: set[str] = set()
        self.found: dict[str, Sighting] = {}
        self.broken: list[ImportUse] = []
        self.parts: list[tuple[Module, Definition]] = []  # methods and inner definitions

    def search(self, name: str) -> None:
        """Find what ``name`` means anywhere, and follow what it is called elsewhere."""
        pending = {name}
        while pending and len(self._names) <= _NAMES:
            self._names |= pending
            for module in self._candidates(pending):
                self._modules[module.path] = module
            if len(self._names) == len(pending):
                self._origins(name)
            uses, aliases = self._uses(), self._aliases()
            pending = _renamed(uses, aliases) | {s.name for s in self.found.values()}
            pending -= self._names
        for use in self._uses():
            self.found[use.answer.symbol].uses.append(use)
        for symbol, alias in self._aliases():
            self.found[symbol].aliases.append(alias)

    def of_modules(self, wanted: Iterable[Module], last: str) -> dict[str, list[ImportUse]]:
        """By file: the imports of some modules of one last name, or of something in them."""
        found: dict[str, list[ImportUse]] = {module.path: [] for module in wanted}
        for module in self._candidates((last,)):
            for row in module.surface.imports:
                if last in (row.name, row.module.rpartition(".")[2]):
                    use = use_of(self._resolver, module, row)
                    if use is not None:
                        ends = {m.path for m in (use.named, use.answer.module) if m is not None}
                        for path in ends & found.keys():
                            found[path].append(use)
        return found

    def _origins(self, name: str) -> None:
        for module in self._modules.values():
            self.parts += [
                (module, part)
                for part in module.surface.definitions
                if part.name == name and part.owner >= 0
            ]
            if name in self._resolver.tops.scope(module):
                self._origin(self._resolver.attribute(module, name))
            for row in module.surface.imports:
                if name in (row.name, row.bound):
                    use = use_of(self._resolver, module, row)
                    if use is None:
                        continue
                    self._origin(use.answer)
                    if use.answer.is_missing and row.name == name:
                        self.broken.append(use)

    def _origin(self, answer: Resolution) -> None:
        if answer.status is Status.SYMBOL and answer.module is not None and answer.name:
            self.found.setdefault(answer.symbol, Sighting(answer.module, answer.name, answer))

    def _uses(self) -> list[ImportUse]:
        """The imports in what was read that lead to what was found."""
        found = []
        for module in self._modules.values():
            for row in module.surface.imports:
                if row.name in self._names or row.bound in self._names:
                    use = use_of(self._resolver, module, row)
                    if use is not None and use.answer.symbol in self.found and row.name:
                        found.append(use)
        return found

    def _aliases(self) -> list[tuple[str, Alias]]:
        return [
            (symbol, Alias(module, binding))
            for module in self._modules.values()
            for binding in module.surface.bindings
            if binding.value.rpartition(".")[2] in self._names
            and (symbol := aliased(module, binding, self._resolver)) in self.found
        ]


def _renamed(uses: Iterable[ImportUse], aliases: Iterable[tuple[str, Alias]]) -> set[str]:
    """Other names under which modules may offer what was found; tests offer nothing."""
    names = {alias.binding.name for _, alias in aliases if _offers(alias.module)}
    names.update(
        use.row.bound
        for use in uses
        if use.row.bound not in {use.row.name, "*"}
        and not use.row.context & Context.DEFERRED
        and _offers(use.module)
    )
    return names


def _offers(module: Module) -> bool:
    return module.source.role not in (Role.TEST, Role.BACKUP)
