"""Names under which classes are passed on that are not their own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ssotlint.graph import leads
from ssotlint.graph.domains import Domains
from ssotlint.graph.importers import Importers
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.graph.resolver import Resolver
from ssotlint.graph.words import words
from ssotlint.index.index import Module
from ssotlint.model.facts import BOUND_ELSEWHERE, Binding, BindingKind, Surface
from ssotlint.model.value import Value


class Lent(Value, frozen=True, eq=False):
    """A module-level name that means a class of another name: ``Name = Other``, ``Other as Name``.

    ``derived`` are aliases of the name in the same module.
    """

    module: Module
    binding: Binding
    answer: Resolution
    derived: tuple[Binding, ...]

    @property
    def name(self) -> str:
        """The name that is lent."""
        return self.binding.name

    @property
    def symbol(self) -> str:
        """Dotted name of the binding."""
        return f"{self.module.name}.{self.name}"


def lent_names(
    modules: Iterable[Module], importers: Importers, resolver: Resolver, domains: Domains
) -> dict[tuple[str, str], list[Lent]]:
    """Names of two words or more that are lent unconditionally, by domain and name."""
    found: dict[tuple[str, str], list[Lent]] = defaultdict(list)
    importers.note(leads.RENAMERS)
    for module in modules:
        for last, answer in renamed(module, importers, resolver):
            name = last.name
            if len(words(name)) > 1 and is_class(answer) and not _hands_on(module, last):
                derived = tuple(b for b in module.picked(_aliases) if b.value == name)
                found[domains.of(module), name].append(Lent(module, last, answer, derived))
    return found


def renamed(
    module: Module, importers: Importers, resolver: Resolver
) -> Iterator[tuple[Binding, Resolution]]:
    """The names at the top of a file that certainly mean a definition of another name.

    What is bound by one import leads where that does.
    """
    rows = [*module.picked(otherwise)]
    for position in importers.renaming(module.path):
        rows += _alone(module, position)
    for row in rows:
        answer = resolver.attribute(module, row.name)
        if is_sure(answer) and answer.name != row.name:
            yield row, answer


def otherwise(surface: Surface) -> list[Binding]:
    """The names that a file has, in the end and for certain, from elsewhere.

    But for those that a single import brings.
    """
    return [
        rows[-1] for rows in bound(surface).values()
        if rows[-1].kind in BOUND_ELSEWHERE and not rows[-1].context
        and (len(rows) > 1 or rows[-1].kind is not BindingKind.IMPORT)
    ]  # fmt: skip


def _alone(module: Module, position: int) -> list[Binding]:
    """The name at the top of a file that one import of it, and nothing else, brings for certain."""
    name = module.said.imports[position].bound  # whoever found the import has noted it
    rows = [row for row in module.asked(name).bindings if row.owner < 0 and row.name == name]
    return [
        row for row in rows
        if len(rows) == 1 and row.kind is BindingKind.IMPORT and row.ref == position
        and not row.context
    ]  # fmt: skip


def bound(surface: Surface) -> dict[str, list[Binding]]:
    """What each name at the top of a file is bound to, in order."""
    found: dict[str, list[Binding]] = {}
    for row in surface.bindings:
        if row.owner < 0:
            found.setdefault(row.name, []).append(row)
    return found


def _aliases(surface: Surface) -> list[Binding]:
    return [row for row in surface.bindings if row.owner < 0 and row.kind is BindingKind.ALIAS]


def _hands_on(module: Module, binding: Binding) -> bool:
    """Whether an import leaves a name as it is: then the module that is named has lent it."""
    if binding.kind is not BindingKind.IMPORT:
        return False
    return module.said.imports[binding.ref].name == binding.name


def is_sure(answer: Resolution) -> bool:
    """Whether a name certainly means one definition of ours."""
    return (
        answer.status is Status.SYMBOL
        and answer.certain
        and answer.binding is not None
        and answer.binding.kind is BindingKind.DEFINITION
    )


def is_class(answer: Resolution) -> bool:
    """Whether a definition that a name means is a class."""
    if answer.module is None or answer.binding is None or answer.binding.ref < 0:
        return False
    return answer.module.definition(answer.binding.ref).is_class
