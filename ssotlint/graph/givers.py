"""Names that a module gets from outside of it: set on it, or bound by what it uses."""

from collections.abc import Callable
from functools import cached_property

from ssotlint.graph.resolution import Resolution
from ssotlint.index import names
from ssotlint.index.index import Index, Module
from ssotlint.model.facts import BindingKind


class Givers:
    """Who gives names to other modules; ``dotted`` tells where an expression leads in a module."""

    def __init__(self, index: Index, dotted: Callable[[Module, str], Resolution]) -> None:
        self._index = index
        self._dotted = dotted

    def fills(self, module: Module) -> bool:
        """Whether a module uses, at its top, what binds names in the module that uses it."""
        self._index.reads.note_shared(names.FILLERS)
        if not self._fillers:
            return False
        self._index.reads.note_name(module.path, names.USED)
        surface = module.surface
        used = {text for row in surface.definitions if row.owner < 0 for text in row.decorators}
        used |= {b.value for b in surface.bindings if b.kind is BindingKind.CALL and b.owner < 0}
        return any(self._is_filler(module, text) for text in used)

    def _is_filler(self, module: Module, text: str) -> bool:
        """Whether a dotted text is a function, or a method of a class, that fills who uses it."""
        holder, _, name = text.rpartition(".")
        if name not in self._fillers:
            return False
        found = self._dotted(module, holder or name).module
        return found is not None and name in found.surface.fillers

    @cached_property
    def _fillers(self) -> frozenset[str]:
        return frozenset(n for module in self._index.modules for n in module.surface.fillers)

    def sets(self, module: Module, name: str) -> bool:
        """Whether somebody sets a name on a module: ``import shop; shop.rate = 20``."""
        self._index.reads.note_shared(names.patched(name))
        if name not in self._patched_names:
            return False
        patched = self._patched
        self._index.reads.note_shared(names.PATCHED)
        return (module.path, name) in patched

    @cached_property
    def _patched_names(self) -> frozenset[str]:
        targets = (target for module in self._index.modules for target in module.surface.patched)
        return frozenset(target.rpartition(".")[2] for target in targets)

    @cached_property
    def _patched(self) -> frozenset[tuple[str, str]]:
        targets = [(m, target) for m in self._index.modules for target in m.surface.patched]
        found: set[tuple[str, str]] = set()
        with self._index.bundled(names.PATCHED):
            for module, target in targets:
                prefix, _, name = target.rpartition(".")
                answer = self._dotted(module, prefix)
                if answer.module is not None and not answer.name:
                    found.add((answer.module.path, name))
        return frozenset(found)
