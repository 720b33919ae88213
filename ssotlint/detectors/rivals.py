"""Which definitions compete with a declared owner?"""

from collections.abc import Iterator

from ssotlint.detectors.counts import of_symbol
from ssotlint.detectors.declared import Declared, declared, dotted
from ssotlint.detectors.domains import compatible, domain_of
from ssotlint.detectors.view import View
from ssotlint.graph.resolution import Status
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.config import OWNED
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Binding, BindingKind, Body, Context, Definition
from ssotlint.model.options import Options
from ssotlint.model.place import Place


class RivalsEvidence(Evidence, frozen=True, kw_only=True):
    """What competes: a class, a function or a name; through what the owner is imported, and why.

    ``extends`` tells a class that is derived from its owner.
    """

    kind: str = ""
    facade: str = ""
    reason: str = ""
    extends: bool = False


EVIDENCE = RivalsEvidence
OPTIONS = Options

_ASIDE = Context.TYPING | Context.FALLBACK
_VALUES = (BindingKind.CALL, BindingKind.LITERAL, BindingKind.CONTAINER, BindingKind.OTHER)


def detect(view: View, _options: Options) -> Iterator[Case]:
    """One case an owner; a suspect each other definition of its name in the same domain."""
    for owner in declared(view):
        domain = domain_of(owner.module, view)
        rivals = [
            member
            for module in view.written()
            if module is not owner.module
            and not module.source.is_stub
            and compatible(domain, domain_of(module, view))
            for member in _rivals(module, owner, view)
        ]
        if rivals:
            yield _case(owner, rivals)


def _rivals(module: Module, owner: Declared, view: View) -> Iterator[Member]:
    made: dict[str, Definition | Binding] = {}
    for definition in module.surface.definitions:
        if definition.owner < 0 and definition.name in owner.names and not _is_aside(definition):
            made[definition.name] = definition  # of several the last, which importers get
    for binding in module.surface.bindings:
        if binding.owner < 0 and binding.name in owner.names and _is_another(binding, owner):
            made[binding.name] = binding
    for name in sorted(made):
        if not _leads_to(made[name], module, owner, view):
            yield _member(made[name], module, owner, view)


def _is_aside(made: Definition | Binding) -> bool:
    """Whether it is for type checkers, or stands in where the owner cannot be imported."""
    return bool(made.context & _ASIDE)


def _is_another(binding: Binding, owner: Declared) -> bool:
    """Whether an assignment makes what the owner is: another name for a class, another value."""
    if _is_aside(binding):
        return False
    if isinstance(owner.made, Definition):
        return binding.kind is BindingKind.ALIAS
    return binding.kind is BindingKind.ALIAS or binding.kind in _VALUES


def _leads_to(made: Definition | Binding, module: Module, owner: Declared, view: View) -> bool:
    """Whether it is the owner under the same name, only calls it, or says what it looks like."""
    if isinstance(made, Binding):
        if made.kind is not BindingKind.ALIAS:
            return False
        answer = view.graph.resolver.dotted(module, made.value)
        return answer.symbol == owner.symbol or answer.status not in {Status.SYMBOL, Status.MODULE}
    if any(base.rpartition(".")[2] == "Protocol" for base in made.bases):
        return True
    if made.body not in (Body.DELEGATE, Body.PRESET):
        return False
    return view.graph.resolver.dotted(module, made.target).symbol == owner.symbol


def _member(made: Definition | Binding, module: Module, owner: Declared, view: View) -> Member:
    if isinstance(made, Definition):
        symbol, place, extent = module.symbol(made), module.header(made), module.extent(made)
        kind = "class" if made.is_class else "function"
        extends = any(
            view.graph.resolver.dotted(module, base).symbol == owner.symbol for base in made.bases
        )
    else:
        symbol, place, kind = f"{module.name}.{made.name}", module.place(made.span), "name"
        extent, extends = place, False
    evidence = RivalsEvidence(
        kind=kind,
        facade=dotted(owner.owner.facade),
        reason=owner.owner.reason,
        extends=extends,
    )
    return Member(
        place=place, symbol=symbol, extent=extent, evidence=evidence,
        counted=of_symbol(symbol), note=f"a second {kind} of that name",
    )  # fmt: skip


def _case(owner: Declared, rivals: list[Member]) -> Case:
    place: Place = owner.place
    itself = Member(
        place=place, symbol=owner.symbol, evidence=RivalsEvidence(), suspect=False,
        counted=of_symbol(owner.symbol), note="the declared owner",
    )  # fmt: skip
    why = OWNED + (f": {owner.owner.reason}" if owner.owner.reason else "")
    return Case(
        detector="rivals",
        subject=owner.symbol,
        title=f"rivals of {owner.symbol}",
        members=(itself, *rivals),
        canonical=0,
        why=why,
    )
