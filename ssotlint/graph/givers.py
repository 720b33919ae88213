"""Names that a module gets from outside of it: set on it, or bound by what it uses."""

from collections.abc import Callable
from functools import cached_property

from ssotlint.graph.leads import SHIPPING
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.graph.shares import Shares
from ssotlint.index import names
from ssotlint.index.index import Index, Module
from ssotlint.model.facts import ANY, BindingKind, Import

_CALL = BindingKind.CALL
_Set = tuple[str, str]  # the path of a file, and the name that is set on it
_Setting = tuple[Module, _Set]  # who sets it
_Sets = tuple[frozenset[_Set], frozenset[_Set]]
_NOTHING: _Sets = frozenset(), frozenset()


class Givers:
    """Who gives names to other modules.

    ``dotted`` tells where an expression leads in a module, ``imported`` where an import does, and
    ``afresh`` answers a question as if it were the first one.
    """

    def __init__(
        self,
        index: Index,
        shares: Shares,
        dotted: Callable[[Module, str], Resolution],
        imported: Callable[[Module, Import], Resolution],
        afresh: Callable[[Callable[[], list[_Setting]]], list[_Setting]],
    ) -> None:
        self._index, self._shares = index, shares
        self._dotted, self._imported, self._afresh = dotted, imported, afresh
        self._found: _Sets | None = None

    def fills(self, module: Module) -> bool:
        """Whether a module uses, at its top, what binds names in the module that uses it."""
        self._index.reads.note_shared(names.FILLERS)
        if not self._shares.fillers:
            return False
        self._index.reads.note_name(module.path, names.USED)
        surface = module.said
        used = {text for row in surface.definitions if row.owner < 0 for text in row.decorators}
        used |= {b.value for b in surface.bindings if b.kind is _CALL and b.owner < 0}
        used.update(surface.called)
        return any(self._is_filler(module, text) for text in used)

    def _is_filler(self, module: Module, text: str) -> bool:
        """Whether a dotted text is a function, or a method of a class, that fills who uses it."""
        named = text.rpartition(".")[2] in self._shares.fillers
        return named and self._is_one(module, text, "fillers")

    def _is_one(self, module: Module, text: str, kind: str) -> bool:
        """Whether a dotted text is one of the functions of a kind that its file tells of."""
        holder, _, name = text.rpartition(".")
        found = self._reached(module, holder or name).module
        return found is not None and name in getattr(found.said, kind)

    def sets(self, module: Module, name: str) -> bool:
        """Whether somebody sets a name on a module: ``import shop; shop.rate = 20``.

        Whatever ships may set any: ``setattr(shop, name, value)``.
        """
        if self._may_set(name) and (module.path, name) in self._patched:
            return True
        return self._may_set(ANY) and (module.path, ANY) in self._shipped

    def replaces(self, module: Module, name: str) -> bool:
        """Whether something that ships sets a name on a module that has it."""
        return any(
            self._may_set(one) and (module.path, one) in self._shipped for one in (name, ANY)
        )

    def _may_set(self, name: str) -> bool:
        """Whether the name is set on any module; the answer for one is read from all files."""
        reads = self._index.reads
        reads.note_shared(names.patched(name))
        if name not in self._patched_names:
            return False
        _ = self._patched
        reads.note_shared(names.PATCHED)
        return True

    @cached_property
    def _patched_names(self) -> frozenset[str]:
        found = {target.rpartition(".")[2] for _, target in self._shares.patched}
        return frozenset(found | {ANY} if self._shares.handed else found)

    @property
    def _patched(self) -> frozenset[_Set]:
        return self._all[0]

    @property
    def _shipped(self) -> frozenset[_Set]:
        return self._all[1]

    @property
    def _all(self) -> _Sets:
        """What is set on files, and what of it by what ships.

        It is found out in the middle of another question, whichever needs it first. So that it is
        always the same, it is found out for itself, as if nobody set anything.
        """
        if self._found is None:
            self._found = _NOTHING
            settings = self._afresh(self._settings)
            shipped = frozenset(one for by, one in settings if by.source.role in SHIPPING)
            self._found = frozenset(one for _, one in settings), shipped
        return self._found

    def _settings(self) -> list[_Setting]:
        """Who sets what on which file."""
        found: list[_Setting] = []
        with self._index.bundled(names.PATCHED):
            for module, target in self._shares.patched:
                prefix, _, name = target.rpartition(".")
                holder = self._holder(module, prefix)
                if holder is not None:
                    found.append((module, (holder.path, name)))
            for module, callee, given in self._shares.handed:
                holder = self._holder(module, given)
                if holder is not None and self._is_one(module, callee, "setters"):
                    found.append((module, (holder.path, ANY)))
        return found

    def _holder(self, module: Module, dotted: str) -> Module | None:
        """The module that a dotted text names, if need be through an import of a function."""
        answer = self._reached(module, dotted, inside=True)
        return answer.module if not answer.name else None

    def _reached(self, module: Module, dotted: str, *, inside: bool = False) -> Resolution:
        """Where a dotted text leads, if need be through an import whose name is gone by the end.

        ``inside`` lets imports of functions count.
        """
        answer = self._dotted(module, dotted)
        if answer.status in (Status.UNKNOWN, Status.MISSING_NAME):
            rows = (r for r in module.said.imports if r.bound == dotted and (inside or r.owner < 0))
            answer = next((self._imported(module, row) for row in rows), answer)
        return answer
