"""From a name to the place that defines it: through re-exports, aliases and star imports."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from ssotlint.graph.modules import STANDARD_LIBRARY, ModuleTable
from ssotlint.index.index import Index, Module
from ssotlint.model.facts import Binding, BindingKind, Context, Import

_IMPLICIT = frozenset(
    ("__name__", "__doc__", "__file__", "__path__", "__package__", "__spec__", "__loader__",
     "__dict__", "__annotations__", "__builtins__", "__cached__")
)  # fmt: skip
_DEPTH = 40  # a longer chain of re-exports is a loop that goes through different names


class Status(IntEnum):
    """What became of a name."""

    SYMBOL = 0  # bound in a first-party module
    MODULE = 1  # a first-party module or package
    EXTERNAL = 2  # standard library, third party, or not ours
    UNKNOWN = 3  # made by code that cannot be read: no claim
    MISSING_MODULE = 4
    MISSING_NAME = 5


class Step(NamedTuple):
    """One link of a chain: the module that binds a name, and the line where it does."""

    module: str
    name: str
    path: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Resolution:
    """Where a name leads. ``module`` and ``name`` are the origin ("" for a module itself).

    ``missing`` is the dotted name that does not exist. ``certain`` is False where a condition
    at run time decides between several bindings.
    """

    status: Status
    module: Module | None = None
    name: str = ""
    binding: Binding | None = None
    chain: tuple[Step, ...] = ()
    missing: str = ""
    certain: bool = True

    @property
    def symbol(self) -> str:
        """Dotted name of the origin."""
        if self.module is None:
            return self.missing
        return f"{self.module.name}.{self.name}" if self.name else self.module.name


EXTERNAL = Resolution(Status.EXTERNAL)
UNKNOWN = Resolution(Status.UNKNOWN, certain=False)


class Resolver:
    """Resolves names of a run's modules; remembers each answer."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.table = ModuleTable(index.modules)
        self._scopes: dict[str, dict[str, list[Binding]]] = {}
        self._answers: dict[tuple[str, str], Resolution] = {}
        self._active: set[tuple[str, str]] = set()
        self._looped = False
        self._supplied: set[str] | None = None

    def scope(self, module: Module) -> dict[str, list[Binding]]:
        """The module-level bindings of a module by name, in their order."""
        known = self._scopes.get(module.path)
        if known is None:
            known = self._scopes[module.path] = {}
            for binding in module.surface.bindings:
                if binding.owner < 0:
                    known.setdefault(binding.name, []).append(binding)
        return known

    def imported(self, module: Module, row: Import) -> Resolution:
        """Where one name of an import statement leads."""
        base = self.base(module, row)
        if base is None:
            return Resolution(Status.MISSING_MODULE, missing="." * row.level + row.module)
        if not row.name:
            return self._module(base, module)
        if row.name == "*":
            return self._module(base, module)
        return self._member_of(base, row.name, module)

    def base(self, module: Module, row: Import) -> str | None:
        """The absolute dotted module of an import; None when it climbs above the root."""
        if not row.level:
            return row.module
        parts = module.source.package.split(".") if module.source.package else []
        if row.level - 1 >= len(parts):
            return None
        kept = parts[: len(parts) - row.level + 1]
        return ".".join([*kept, row.module] if row.module else kept)

    def _module(self, name: str, seen_from: Module) -> Resolution:
        found = self.table.find(name, seen_from)
        if found is not None:
            return Resolution(Status.MODULE, found)
        if self.table.is_namespace(name):
            return Resolution(Status.MODULE)
        return self._absent_module(name, seen_from)

    def _absent_module(self, name: str, seen_from: Module) -> Resolution:
        """Missing when the part above it is ours and could supply it, else somebody else's."""
        top = name.partition(".")[0]
        parent, _, last = name.rpartition(".")
        if not parent or top in STANDARD_LIBRARY:
            return EXTERNAL
        while parent:
            found = self.table.find(parent, seen_from)
            if found is not None:
                if not found.source.is_package or found.surface.fault or found.surface.dynamic:
                    opaque = found.surface.fault or found.surface.dynamic
                    return UNKNOWN if opaque else Resolution(Status.MISSING_MODULE, missing=name)
                bound = self.attribute(found, name[len(parent) + 1 :].partition(".")[0])
                if bound.status in (Status.EXTERNAL, Status.UNKNOWN):
                    return bound
                if bound.status is Status.MODULE and bound.module and last:
                    return UNKNOWN  # the package binds another module under this name
                return Resolution(Status.MISSING_MODULE, missing=name)
            if self.table.is_namespace(parent):
                ours = self._supplies(parent.partition(".")[0])
                return Resolution(Status.MISSING_MODULE, missing=name) if ours else EXTERNAL
            parent = parent.rpartition(".")[0]
        return EXTERNAL

    def _supplies(self, top: str) -> bool:
        """Whether some file of ours is imported through this top-level name.

        A folder ``alembic/`` at the root is not the distribution alembic: only a folder that can
        supply what is imported from it is taken for ours.
        """
        if self._supplied is None:
            self._supplied = set()
            for module in self.index.modules:
                for row in module.surface.imports:
                    head, _, rest = row.module.partition(".")
                    if row.level or not (rest or row.name) or head in self._supplied:
                        continue
                    full = f"{row.module}.{row.name}" if row.name else row.module
                    if head in self.table.tops and (
                        self.table.candidates(row.module) or self.table.candidates(full)
                    ):
                        self._supplied.add(head)
        return top in self._supplied

    def _member_of(self, base: str, name: str, seen_from: Module) -> Resolution:
        found = self.table.find(base, seen_from)
        if found is not None:
            return self.attribute(found, name)
        full = f"{base}.{name}"
        submodule = self.table.find(full, seen_from)
        if submodule is not None:
            return Resolution(Status.MODULE, submodule)
        if self.table.is_namespace(full):
            return Resolution(Status.MODULE)
        if self.table.is_namespace(base):
            if base.partition(".")[0] in STANDARD_LIBRARY:
                return EXTERNAL
            ours = self._supplies(base.partition(".")[0])
            return Resolution(Status.MISSING_MODULE, missing=full) if ours else EXTERNAL
        return self._absent_module(base, seen_from)

    def attribute(self, module: Module, name: str) -> Resolution:
        """Where ``module.name`` leads."""
        key = (module.path, name)
        known = self._answers.get(key)
        if known is not None:
            return known
        nothing = Resolution(Status.MISSING_NAME, module, missing=f"{module.name}.{name}")
        if key in self._active:
            self._looped = True
            return nothing
        self._active.add(key)
        answer = self._attribute(module, name)
        self._active.discard(key)
        # What was found while a loop was open may lack what the loop's start goes on to find.
        if not self._looped or not self._active:
            self._answers[key] = answer
            self._looped = False
        return answer

    def _attribute(self, module: Module, name: str) -> Resolution:
        if module.surface.fault is not None:
            return UNKNOWN
        bindings = self.scope(module).get(name)
        if bindings:
            return self._bound(module, name, bindings)
        if module.source.is_package:
            submodule = self.table.find(f"{module.name}.{name}", module)
            if submodule is not None and submodule.source.root == module.source.root:
                return Resolution(Status.MODULE, submodule)
            if self.table.is_namespace(f"{module.name}.{name}"):
                return Resolution(Status.MODULE)
        starred = self._through_star(module, name)
        if starred is not None:
            return starred
        if module.surface.dynamic:
            return UNKNOWN
        if name in _IMPLICIT:
            return Resolution(Status.SYMBOL, module, name)
        return Resolution(Status.MISSING_NAME, module, missing=f"{module.name}.{name}")

    def _through_star(self, module: Module, name: str) -> Resolution | None:
        for row in reversed(module.surface.imports):
            if row.name != "*" or row.owner >= 0:
                continue
            base = self.base(module, row)
            source = self.table.find(base, module) if base else None
            if source is None:
                missing = base is not None and self._module(base, module)
                if missing is False or missing.status is not Status.MISSING_MODULE:
                    return UNKNOWN
                continue
            if source.path == module.path or not _exports(source, name):
                continue
            answer = self.attribute(source, name)
            if answer.status is not Status.MISSING_NAME:
                return _through(answer, Step(module.name, name, module.path, row.span.line))
        return None

    def _bound(self, module: Module, name: str, bindings: list[Binding]) -> Resolution:
        binding = effective(bindings)
        if binding is None:
            return Resolution(Status.MISSING_NAME, module, missing=f"{module.name}.{name}")
        certain = not _rivals(bindings)
        step = Step(module.name, name, module.path, binding.span.line)
        if binding.kind is BindingKind.IMPORT:
            row = module.surface.imports[binding.ref]
            answer = self._import_binding(module, row)
            if answer.status in (Status.MISSING_MODULE, Status.MISSING_NAME):
                # The import itself is reported where it stands; behind it nothing is known.
                return Resolution(Status.UNKNOWN, chain=(step,), certain=False)
            return _through(answer, step, certain=certain)
        if binding.kind is BindingKind.ALIAS:
            answer = self.dotted(module, binding.value)
            if answer.status in (Status.SYMBOL, Status.MODULE) and len(answer.chain) < _DEPTH:
                return _through(answer, step, certain=certain)
        return Resolution(Status.SYMBOL, module, name, binding, (step,), certain=certain)

    def _import_binding(self, module: Module, row: Import) -> Resolution:
        if row.name or row.alias:
            return self.imported(module, row)
        return self._module(row.bound, module)  # `import a.b` binds a

    def dotted(self, module: Module, name: str) -> Resolution:
        """Where a dotted expression leads at module level of ``module``; UNKNOWN past a value."""
        head, *rest = name.split(".")
        answer = (
            self.attribute(module, head)
            if head in self.scope(module) or self._has_star(module)
            else UNKNOWN
        )
        prefix = head
        for part in rest:
            prefix = f"{prefix}.{part}"
            if answer.status is not Status.MODULE:
                return EXTERNAL if answer.status is Status.EXTERNAL else UNKNOWN
            if answer.module is None:
                answer = self._module(prefix, module)
            else:
                answer = _prepend(self.attribute(answer.module, part), answer.chain)
        return answer

    def _has_star(self, module: Module) -> bool:
        return any(row.name == "*" for row in module.surface.imports)


def effective(bindings: list[Binding]) -> Binding | None:
    """The binding that importers see: what is guarded over its fallback, run time over typing."""
    live = [b for b in bindings if b.kind is not BindingKind.DECLARED]
    if not live:
        return None
    if live[-1].kind is BindingKind.DELETED and not live[-1].context:
        return None
    usable = [b for b in live if b.kind is not BindingKind.DELETED]
    if not usable:
        return None
    running = [b for b in usable if not b.context & (Context.TYPING | Context.FALLBACK)]
    if running:
        return running[-1]
    return next((b for b in usable if b.context & Context.FALLBACK), usable[-1])


def _rivals(bindings: list[Binding]) -> bool:
    """Whether a condition at run time decides what the name is."""
    live = [b for b in bindings if b.kind not in (BindingKind.DECLARED, BindingKind.DELETED)]
    if len(live) < 2:
        return False
    undecided = Context.CONDITIONAL | Context.GUARDED | Context.FALLBACK | Context.DEFERRED
    return any(b.context & undecided for b in live)


def _exports(module: Module, name: str) -> bool:
    exports = module.surface.exports
    if exports is not None:
        return name in exports
    return not name.startswith("_")


def _through(answer: Resolution, step: Step, *, certain: bool = True) -> Resolution:
    return Resolution(
        answer.status, answer.module, answer.name, answer.binding, (step, *answer.chain),
        answer.missing, answer.certain and certain,
    )  # fmt: skip


def _prepend(answer: Resolution, chain: tuple[Step, ...]) -> Resolution:
    if not chain:
        return answer
    return Resolution(
        answer.status, answer.module, answer.name, answer.binding, chain + answer.chain,
        answer.missing, answer.certain,
    )  # fmt: skip
