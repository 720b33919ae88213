"""What a picture is asked of: a name, a module, or nothing for the whole project."""

from collections.abc import Iterable, Mapping

from ssotlint.detectors.view import SPLIT_ROLES
from ssotlint.engine.collector import collector_off
from ssotlint.engine.naming import dotted, module_called, near, unknown
from ssotlint.engine.request import Request
from ssotlint.engine.workers import Workers, default_jobs
from ssotlint.engine.world import World, open_world
from ssotlint.graph.boxes import Subject
from ssotlint.graph.concepts import Concept, Concepts
from ssotlint.graph.landscape import Landscape
from ssotlint.graph.portrait import Portrait
from ssotlint.graph.sightings import Sightings
from ssotlint.index.index import Module
from ssotlint.index.mentions import mentioned
from ssotlint.model.errors import InputError
from ssotlint.model.picture import Chain, Picture
from ssotlint.model.source import Role
from ssotlint.model.value import Value


def draw(request: Request, name: str) -> Picture:
    """The picture of a name, a module or package, or of everything ("").

    Raises InputError when nothing has that name.
    """
    with collector_off(), Workers(request.jobs or default_jobs()) as workers:
        asked = _Asked(open_world(request, workers))
        return asked.picture(name)


def chains(request: Request, first: str, second: str) -> tuple[str, str, list[Chain]]:
    """The shortest chains of imports from one module, package or symbol's module to another."""
    with collector_off(), Workers(request.jobs or default_jobs()) as workers:
        asked = _Asked(open_world(request, workers))
        sources, targets = asked.modules_of(first), asked.modules_of(second)
        landscape = Landscape(asked.world.graph, (*sources, *targets))
        return first, second, landscape.chains(sources, targets)


class _Asked(Value, frozen=True):
    world: World

    def picture(self, asked: str) -> Picture:
        if not asked:
            return Landscape(self.world.graph).whole(self.world.root.resolve().name)
        name = self._dotted(asked)
        modules = self._modules(name)
        # A bare word is a name before it is a script, and a package before it is a name.
        if len(modules) > 1 or (modules and not asked.isidentifier()):
            return Landscape(self.world.graph, modules).around(modules, name)
        subjects, concepts = self._subjects(name)
        if not subjects and not modules:
            name = self._called(asked, name)
            modules = self._modules(name)
        if modules and not subjects:
            return Landscape(self.world.graph, modules).around(modules, name)
        if not subjects:
            raise self._nothing(asked)
        portrait = Portrait(self.world.graph, subjects, concepts, self.world.config.canonical)
        return portrait.picture(name)

    def modules_of(self, asked: str) -> list[Module]:
        """The modules that a name stands for; of a symbol those that define it."""
        name = self._dotted(asked)
        modules = self._modules(name)
        modules = modules or [subject.module for subject in self._subjects(name)[0]]
        modules = modules or self._modules(self._called(asked, name))
        if not modules:
            raise self._nothing(asked)
        return modules

    def _called(self, asked: str, name: str) -> str:
        """The one module or package whose dotted name ends in a name that nothing else bears."""
        return module_called(asked, name, (m.name for m in self.world.index.all))

    def _dotted(self, asked: str) -> str:
        names = {module.path: module.name for module in self.world.index.all}
        return dotted(asked, names, self.world.root)

    def _modules(self, name: str) -> list[Module]:
        """The module with a dotted name, or all modules of a package."""
        known = self.world.index
        if not name:
            return []
        exact = known.by_name.get(name, [])
        below = [m for m in known.modules if m.name.startswith(f"{name}.")]
        return [m for m in (*exact, *below) if m.source.role is not Role.BACKUP]

    def _subjects(self, name: str) -> tuple[list[Subject], list[Concept]]:
        """What bears a name, and what else plays its role."""
        graph, last = self.world.graph, name.rpartition(".")[2]
        by_name: dict[str, list[Module]] = {}
        for module in self.world.index.all:
            for word in mentioned(module.surface):
                by_name.setdefault(word, []).append(module)
        search = Sightings(graph.resolver, lambda names: _unique(by_name, names))
        search.search(last)
        found = {
            symbol: Subject(s.module, s.name, s.definition)
            for symbol, s in search.found.items()
            if s.module.source.role not in {Role.BACKUP, Role.GENERATED}
            and (last == name or f".{symbol}".endswith(f".{name}"))
        }
        shipped = [s for s in found.values() if s.module.source.role in SPLIT_ROLES]
        if shipped:
            found = {s.symbol: s for s in shipped}
        concepts = self._concepts(found)
        for concept in concepts if last == name else ():
            for row in concept.definitions:
                found.setdefault(row.symbol, Subject(row.module, row.name, row.definition))
        return sorted(found.values(), key=lambda s: s.symbol), concepts

    def _concepts(self, found: Mapping[str, Subject]) -> list[Concept]:
        """The concepts that some definitions are part of; only classes are."""
        graph = self.world.graph
        classes = [s for s in found.values() if s.definition is not None and s.definition.is_class]
        owned = [m for m in self.world.index.all if m.source.role in SPLIT_ROLES]
        concepts = Concepts(owned, graph.resolver, graph.importers, graph.domains)
        near = concepts.within(graph.domains.of(subject.module) for subject in classes)
        return [c for c in near if not found.keys().isdisjoint(r.symbol for r in c.definitions)]

    def _nothing(self, asked: str) -> InputError:
        names = {d.name for m in self.world.index.all for d in m.surface.definitions}
        modules = (m.name for m in self.world.index.all)
        return unknown(asked, near(asked, modules, names) if asked else ())


def _unique(by_name: dict[str, list[Module]], names: Iterable[str]) -> list[Module]:
    found = {m.path: m for name in names for m in by_name.get(name, ())}
    return [found[path] for path in sorted(found)]
