"""Names that a module gets from outside of it: set on it, or bound by what it uses."""

from collections.abc import Callable
from functools import cached_property

from ssotlint.graph.resolution import Resolution
from ssotlint.graph.shares import Shares
from ssotlint.index import names
from ssotlint.index.index import Index, Module
from ssotlint.model.facts import BindingKind


class Givers:
    """Who gives names to other modules; ``dotted`` tells where an expression leads in a module."""

    def __init__(
        self, index: Index, shares: Shares, dotted: Callable[[Module, str], Resolution]
    ) -> None:
        self._index, self._shares = index, shares
        self._dotted = dotted

    def fills(self, module: Module) -> bool:
        """Whether a module uses, at its top, what binds names in the module that uses it."""
        self._index.reads.note_shared(names.FILLERS)
        if not self._shares.fillers:
            return False
        self._index.reads.note_name(module.path, names.USED)
        surface = module.said
        used = {text for row in surface.definitions if row.owner < 0 for text in row.decorators}
        used |= {b.value for b in surface.bindings if b.kind is BindingKind.CALL and b.owner < 0}
        return any(self._is_filler(module, text) for text in used)

    def _is_filler(self, module: Module, text: str) -> bool:
        """Whether a dotted text is a function, or a method of a class, that fills who uses it."""
        holder, _, name = text.rpartition(".")
        if name not in self._shares.fillers:
            return False
        found = self._dotted(module, holder or name).module
        return found is not None and name in found.said.fillers

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
        return frozenset(target.rpartition(".")[2] for _, target in self._shares.patched)

    @cached_property
    def _patched(self) -> frozenset[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        with self._index.bundled(names.PATCHED):
            for module, target in self._shares.patched:
                prefix, _, name = target.rpartition(".")
                answer = self._dotted(module, prefix)
                if answer.module is not None and not answer.name:
                    found.add((answer.module.path, name))
        return frozenset(found)
