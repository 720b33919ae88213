"""Which places keep an instance for everybody: classes, accessors and module-level names."""

from collections.abc import Iterable, Iterator

from ssotlint.graph.accessor_holders import AccessorHolders, may_keep
from ssotlint.graph.attributes import Attributes
from ssotlint.graph.callers import CallGraph
from ssotlint.graph.class_holders import ClassHolders
from ssotlint.graph.holder import Holder, HolderKind
from ssotlint.graph.known import Known
from ssotlint.graph.products import Products
from ssotlint.index.index import Index, Module
from ssotlint.index.picks import At
from ssotlint.index.reads import Traced
from ssotlint.model.facts import Binding, BindingKind, Context, Surface
from ssotlint.model.source import Role

_CALL = BindingKind.CALL


class Holders:
    """The survey of a run's modules, tests and backups left out."""

    def __init__(
        self, index: Index, graph: CallGraph, products: Products, attributes: Attributes
    ) -> None:
        self.index, self.graph = index, graph
        self.scopes = graph.calls.scopes
        self.classes = ClassHolders(graph, attributes)
        self.accessors = AccessorHolders(graph, products, attributes)
        self.attributes = attributes
        self._surveyed: Traced[tuple[Module, ...], list[Holder]] = Traced(
            index, lambda modules: list(self._survey(modules))
        )

    def survey(self, modules: Iterable[Module]) -> list[Holder]:
        """Every holder in some modules, in the order of files; remembered for the same modules."""
        return self._surveyed(tuple(modules))

    def _survey(self, modules: Iterable[Module]) -> Iterator[Holder]:
        chosen = [m for m in modules if m.source.role not in (Role.BACKUP, Role.GENERATED)]
        self.attributes.load(chosen)
        found = [h for module in chosen for h in self._in_module(module)]
        # A base that keeps the instances of its subclasses is told with them.
        bases = {h.through for h in found if h.through is not None}
        for holder in found:
            known = holder.definition
            if known in bases and not self.graph.is_called(known):
                continue
            yield holder

    def _in_module(self, module: Module) -> Iterator[Holder]:
        for position, row in module.picked(keeping):
            known = Known(module, position)
            if self._is_replaced(known):
                continue
            holder = self.classes.of(known) if row.is_class else self.accessors.of(known)
            if holder is not None:
                yield holder
        yield from self._instances(module)

    def _is_replaced(self, known: Known) -> bool:
        """Whether a later definition of the same name takes its place."""
        row = known.definition
        rows = self.scopes.resolver.tops.bindings(known.module, row.name) if row.owner < 0 else None
        if not rows:
            return False
        last = rows[-1]
        plain = last.kind is BindingKind.DEFINITION and not last.context
        return plain and last.ref > known.position

    def _instances(self, module: Module) -> Iterator[Holder]:
        for name, bindings in module.picked(made_at_top):
            row = bindings[-1]
            product = self.accessors.instance_of(module, row)
            if product is not None:
                form = f"`{row.value}()` runs when the module is imported"
                yield Holder(HolderKind.INSTANCE, module, product, form,
                             f"{module.name}.{name}", None, row)  # fmt: skip
                if len(bindings) == 1 and self._is_only(product, module):
                    yield from self.accessors.properties(product, module, row)

    def _is_only(self, product: Known, module: Module) -> bool:
        """Whether nobody but a module of the program makes an instance of a class, tests apart."""
        if module.source.role is not Role.PRODUCTION:
            return False
        return sum(self.graph.counts_shipped(product).values()) <= 1


def keeping(surface: Surface) -> list[At]:
    """The definitions that may keep an instance: classes, and functions that can be accessors."""
    made = {row.name for row in surface.bindings if row.owner < 0 and row.kind is _CALL}
    return [
        At(position, row) for position, row in enumerate(surface.definitions)
        if row.is_class or may_keep(row, made)
    ]  # fmt: skip


def made_at_top(surface: Surface) -> list[tuple[str, list[Binding]]]:
    """The names at the top of a file that are bound to what a call makes, with all their bindings."""
    found: dict[str, list[Binding]] = {}
    for row in surface.bindings:
        if row.owner < 0:
            found.setdefault(row.name, []).append(row)
    return [(name, rows) for name, rows in found.items() if _is_made(rows[-1])]


def _is_made(row: Binding) -> bool:
    return row.kind is _CALL and not row.context & ~int(Context.GUARDED)
