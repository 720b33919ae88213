"""Which containers of modules and classes do functions fill, for everybody at once?"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from ssotlint.detectors import holding
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import KIND, SELF, WORD
from ssotlint.graph.scopes import Known
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Binding, BindingKind, Context
from ssotlint.model.source import Role

WRITES = "changes it"
_PLAIN = int(Context.CLASS)
_ATTRIBUTE, _SUBSCRIPT = KIND[ast.Attribute], KIND[ast.Subscript]
ADDING = ("append", "appendleft", "add", "extend", "insert", "setdefault", "update")
TAKING = ("clear", "discard", "pop", "popitem", "popleft", "remove")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStateEvidence(Evidence):
    """A container, who fills it and with what.

    ``names`` are the dotted texts under which functions know it. ``kept`` is what they put in,
    ``endless`` tells that nothing is ever taken out, ``mistaken`` that instances fill what is
    their class's, ``impersonal`` that nothing shows whose it is.
    """

    names: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    endless: bool = False
    mistaken: bool = False
    impersonal: bool = False


@dataclass(frozen=True, slots=True)
class SharedStateOptions:
    """Containers that may stay, by dotted name; words that name what belongs to one person."""

    allow: tuple[str, ...] = ()
    personal: tuple[str, ...] = (
        "account", "client", "connection", "customer", "email", "member", "owner", "request",
        "session", "sid", "socket", "tenant", "token", "uid", "user", "username", "websocket",
    )  # fmt: skip


EVIDENCE = SharedStateEvidence
OPTIONS = SharedStateOptions
VERDICTS: tuple[str, ...] = ()


def detect(view: View, options: SharedStateOptions) -> Iterator[Case]:
    """One case a container."""
    for module in view.owned():
        if module.source.role is not Role.PRODUCTION:
            continue
        rows = [b for b in module.surface.bindings if b.kind is BindingKind.CONTAINER]
        if not rows:
            continue
        counts: dict[tuple[int, str], int] = {}
        for binding in module.surface.bindings:
            key = (binding.owner, binding.name)
            counts[key] = counts.get(key, 0) + (binding.kind is not BindingKind.DECLARED)
        for binding in rows:
            single = counts[binding.owner, binding.name] == 1
            if single and not binding.context & ~_PLAIN and not binding.name.startswith("__"):
                case = _case(view, module, binding)
                if case is not None and case.subject not in options.allow:
                    yield case


def _case(view: View, module: Module, binding: Binding) -> Case | None:
    names: tuple[str, ...]
    owners: tuple[str, ...]
    if binding.owner < 0:
        symbol, names, owners = f"{module.name}.{binding.name}", (binding.name,), ("",)
    else:
        known = Known(module, binding.owner)
        if not _is_shared(view, known, binding.name):
            return None
        own = known.definition.name
        symbol = f"{known.symbol}.{binding.name}"
        names = tuple(f"{o}.{binding.name}" for o in ("self", "cls", own))
        owners = (_ATTRIBUTE + SELF, _ATTRIBUTE + WORD[own])
    writers = _writers(view, module, binding, owners)
    if not writers:
        return None
    place = module.place(binding.span)
    nothing = SharedStateEvidence()
    target = Member(
        place=place,
        symbol=symbol,
        extent=place,
        evidence=SharedStateEvidence(names=names),
        importers=view.importers(symbol),
    )
    return Case(
        detector="shared_state",
        subject=symbol,
        title=f"everybody fills {symbol}",
        members=(target, *(holding.context(view, w, nothing, WRITES) for w in writers)),
    )


def _is_shared(view: View, known: Known, name: str) -> bool:
    """Whether instances of a class that is all ours have no attribute of that name themselves."""
    lineage = view.graph.callees.classes.lineage(known)
    attributes = view.graph.attributes
    below = view.graph.callees.classes.subclasses(known)
    return (
        lineage.closed
        and not attributes.is_constant(known)
        and not any(
            d.rpartition(".")[2] in ("dataclass", "define", "s")
            for d in known.definition.decorators
        )
        and not any(name in attributes.stored(c) for c in (*lineage.ours, *below))
    )


def _writers(view: View, module: Module, binding: Binding, owners: tuple[str, ...]) -> list[Known]:
    """The outermost functions whose shape has a change of the container, maybe."""
    shape = view.graph.attributes.shape(module)
    word = WORD[binding.name]
    pieces = [_SUBSCRIPT + owner + word for owner in owners]
    pieces += [
        _ATTRIBUTE + owner + word + WORD[method]
        for owner in owners
        for method in (*ADDING, *TAKING)
    ]
    pieces = [piece for piece in pieces if piece in shape]
    if not pieces:
        return []
    definitions = module.surface.definitions
    found: list[Known] = []
    for position, row in enumerate(definitions):
        outermost = row.owner < 0 or definitions[row.owner].is_class
        inside = binding.owner < 0 or row.owner == binding.owner or owners[1] in shape
        if row.is_class or not outermost or not inside:
            continue
        text = shape[slice(*row.shape)]
        if any(piece in text for piece in pieces):
            found.append(Known(module, position))
    return found
