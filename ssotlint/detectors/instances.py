"""Which instances are made while their module is imported, and what runs then?"""

from collections import defaultdict
from collections.abc import Iterator

from ssotlint.detectors import holding
from ssotlint.detectors.holding import HoldingOptions
from ssotlint.detectors.personal import is_of_somebody
from ssotlint.detectors.view import View
from ssotlint.graph.holder import Holder, HolderKind
from ssotlint.graph.known import Known
from ssotlint.graph.storing import position_of
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Binding, BindingKind, Surface
from ssotlint.model.source import Role
from ssotlint.project.vendored import vendored


class InstanceEvidence(Evidence, frozen=True, kw_only=True):
    """What is made at import, and what that does.

    ``does`` says it in clauses. ``calm`` tells that nothing of it can keep a program from
    starting, ``shared`` that this is the one instance of its class, and changes later. What is made
    of one of the ``contextual`` names of its module keeps what belongs to a task or a thread there.
    ``fields`` are attributes whose values stand in the body of the class.
    """

    made: str = ""
    product: str = ""
    does: tuple[str, ...] = ()
    calm: bool = False
    shared: bool = False
    contextual: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


EVIDENCE = InstanceEvidence
OPTIONS = HoldingOptions
_FEW = 2
# What only makes an object is worth a line where so many take it.
_MANY = 3
_APPLICATIONS = ("Application", "FastAPI", "Flask", "Litestar", "Quart", "Sanic", "Starlette")
_PROGRAMS = frozenset(("__main__", "asgi", "cli", "main", "manage", "wsgi"))
# What a program ends with: until somebody stops it, it goes on there.
_LOOPS = ("mainloop", "run_forever", "serve_forever")
_CONTEXTUAL = ("ContextVar", "Local", "local")
RUNS = "runs when it is made"


def detect(view: View, options: HoldingOptions) -> Iterator[Case]:
    """One case a product and domain: its instances, what hands them out, and what runs."""
    surveyed = holding.surveyed(view, options)
    everywhere = holding.everywhere(surveyed)
    for (product, _), group in holding.by_product(surveyed).items():
        instances = [
            h for h in group
            if h.kind is HolderKind.INSTANCE
            and not h.name.isupper()
            and not _is_of_a_program(view, h)
            and not _is_of_an_application(view, h)
            and h.symbol not in options.allow
            and not holding.made_elsewhere(view, h, everywhere[product])
        ]  # fmt: skip
        if instances and not view.graph.attributes.is_constant(product):
            yield _case(view, product, instances, group)


def _is_of_a_program(view: View, holder: Holder) -> bool:
    """What a program makes when it runs is its own affair while nobody imports it."""
    module = holder.module
    begins = module.source.role is Role.SCRIPT or module.name.rpartition(".")[2] in _PROGRAMS
    return (begins or module.picked(_goes_on)) and not view.importers(holder.symbol)


def _goes_on(surface: Surface) -> bool:
    """Whether a file runs the loop of a program: when it is loaded, or run as a program itself."""
    return any(
        called == "reactor.run" or called.rpartition(".")[2] in _LOOPS for called in surface.called
    )


def _is_of_an_application(view: View, holder: Holder) -> bool:
    """Whether it is made where the application is put together, and nobody takes it from there."""
    return holder.module.picked(_puts_together) and not view.importers(holder.symbol)


def _puts_together(surface: Surface) -> bool:
    """Whether a file makes an application."""
    rows = surface.bindings
    return any(r.owner < 0 and r.value.rpartition(".")[2] in _APPLICATIONS for r in rows)


def _case(view: View, product: Known, instances: list[Holder], group: list[Holder]) -> Case:
    nothing = InstanceEvidence()
    cached = view.graph.attributes.cached_methods(product)
    mutable = _keeps(view, product) and (bool(cached) or is_of_somebody(view, product))
    fields = _fields(view, product)
    members: list[Member] = []
    for holder in instances:
        made = holder.binding.value if holder.binding is not None else ""
        # Of many instances, or one with a name of its own, nobody expects that he has it alone.
        sole = len(instances) <= _FEW and holding.stands_for(holder.name, product)
        evidence = InstanceEvidence(
            made=made,
            product=product.definition.name,
            shared=mutable
            and sole
            and not _stands_for_a_class(view, holder.name, product)
            and _is_shared(view, holder, lasting=bool(cached))
            and not holding.serves_loading(view, holder),
            contextual=_contextual(holder.module),
            fields=fields,
        )
        members.append(holding.member(holder, evidence, suspect=True))
    others = [h for h in group if h not in instances]
    members += [holding.member(other, nothing, suspect=False) for other in others]
    runs = view.graph.constructions.runs(_made_by(view, product, instances[0]))
    members += [holding.context(known, nothing, RUNS) for known in runs]
    members += [
        holding.context(known, nothing, "remembers its answer, and the instance with it")
        for known in cached
    ]
    return Case(
        detector="instances",
        subject=product.symbol,
        title=f"{product.definition.name} is made at import",
        members=tuple(members),
    )


def _stands_for_a_class(view: View, name: str, product: Known) -> bool:
    """Whether an instance is named as classes are, and can be called or asked for whatever they have."""
    member = view.graph.callees.classes.member
    return (
        name[:1].isupper()
        and not name.isupper()
        and any(member(product, special) is not None for special in ("__call__", "__getattr__"))
    )


def _keeps(view: View, product: Known) -> bool:
    """Whether instances of a class of ours change, and are no settings and no register of kinds.

    What libraries make of what they are given is told by their pages.
    """
    if vendored(product.module.path) or not view.graph.callees.classes.lineage(product).closed:
        return False
    if not view.graph.attributes.is_mutable(product) or holding.is_settings(product):
        return False
    return is_of_somebody(view, product) or not holding.is_register(product)


def _is_shared(view: View, holder: Holder, *, lasting: bool) -> bool:
    """Whether many files take it; of what no cache lets go it is enough that one takes its file.

    What a module lists in `__all__` is meant for all of them.
    """
    if view.importers(holder.symbol) >= _MANY:
        return holder.name not in (holder.module.asked(holder.name).exports or ())
    return lasting and bool(view.graph.importers.users(holder.module.path))


def _fields(view: View, product: Known) -> tuple[str, ...]:
    """The attributes for which classes of ours have a written value; settings may come from outside."""
    attributes, ours = view.graph.attributes, view.graph.callees.classes.lineage(product).ours
    if any(base.endswith("Settings") for known in ours for base in known.definition.bases):
        return ()
    return tuple(sorted({name for one in ours for name in attributes.of_class(_written, one)}))


def _written(surface: Surface, text: str, name: str, number: str) -> list[str]:
    """The attributes of a class that have a written value wherever its body binds them."""
    del text
    at, found = position_of(surface.definitions, name, number), defaultdict[str, list[bool]](list)
    for row in surface.bindings:
        if row.owner == at >= 0:
            found[row.name].append(_is_written(row))
    return sorted(bound for bound, told in found.items() if all(told))


def _is_written(row: Binding) -> bool:
    """Whether a field has its value from a text: `rate = 19`, `rate = Number(19)`, `rate = field()`."""
    name = row.value.rpartition(".")[2]
    called = row.kind is BindingKind.CALL and (name[:1].isupper() or name == "field")
    return called or row.kind in (BindingKind.LITERAL, BindingKind.CONTAINER)


def _contextual(module: Module) -> tuple[str, ...]:
    """The names of a module that stand for another value in each task or thread."""
    return module.picked(_for_each_task)


def _for_each_task(surface: Surface) -> tuple[str, ...]:
    return tuple(
        row.name for row in surface.bindings
        if row.owner < 0 and row.value.rpartition(".")[2] in _CONTEXTUAL
    )  # fmt: skip


def _made_by(view: View, product: Known, holder: Holder) -> Known:
    """The class, or the function that the statement calls instead."""
    row = holder.binding
    scopes = view.graph.callees.scopes
    reach = scopes.lookup(holder.module, -1, row.value) if row is not None else None
    return reach.known if reach and reach.known is not None and not reach.rest else product
