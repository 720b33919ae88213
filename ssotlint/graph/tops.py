"""What modules bind at their top: by name, and by star imports."""

from ssotlint.graph.named import Named
from ssotlint.index.index import Index, Module
from ssotlint.index.names import HEADER, asked
from ssotlint.model.facts import Binding, Import


class Tops:
    """The top-level bindings of a run's modules; notes what it was asked, and remembers each.

    ``table`` and ``starred`` note nothing: for who has noted the name that it is about.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._tables: dict[str, Named] = {}
        self._stars: dict[str, tuple[Import, ...]] = {}

    def note(self, module: Module, name: str) -> None:
        """A module is asked for a name; whoever looks at a file reads that of another one."""
        self._index.watch.reads.names.update(asked(module.path, name))

    def scope(self, module: Module) -> Named:
        """The module-level bindings of a module by name, in their order."""
        self._note_all(module)
        return self.table(module)

    def bindings(self, module: Module, name: str) -> list[Binding]:
        """The bindings of one name at the top of a module; who looks at the file has read no more."""
        if self._index.watch.reads.looks:
            self.note(module, name)
        return self.table(module).of(name)

    def stars(self, module: Module) -> tuple[Import, ...]:
        """The star imports of a module, in their order."""
        if self._index.watch.reads.looks:
            self.note(module, HEADER)
        return self.starred(module)

    def _note_all(self, module: Module) -> None:
        reads = self._index.watch.reads
        if reads.looks:
            reads.surfaces.add(module.path)

    def table(self, module: Module) -> Named:
        """The bindings of ``scope``."""
        known = self._tables.get(module.path)
        if known is None:
            known = self._tables[module.path] = Named()
            for binding in module.said.bindings:
                if binding.owner < 0:
                    known.add(binding)
        return known

    def starred(self, module: Module) -> tuple[Import, ...]:
        """The imports of ``stars``."""
        known = self._stars.get(module.path)
        if known is None:
            rows = module.said.imports if "*" in self.table(module) else ()
            known = self._stars[module.path] = tuple(r for r in rows if r.name == "*")
        return known
