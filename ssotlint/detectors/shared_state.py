"""Which containers of modules and classes do functions fill, for everybody at once?"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, partial
from typing import NamedTuple

from ssotlint.detectors import holding
from ssotlint.detectors.canonical import is_for_tests
from ssotlint.detectors.counts import of_symbol
from ssotlint.detectors.personal import PERSONAL
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import KIND, SELF, WORD
from ssotlint.graph.known import Known
from ssotlint.index.index import Module
from ssotlint.index.picks import At
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Binding, BindingKind, Context, Definition, Surface
from ssotlint.model.options import Allowing
from ssotlint.model.source import Role

WRITES = "changes it"
_CONTAINER = BindingKind.CONTAINER
_PLAIN = int(Context.CLASS)
_WEAK = ("WeakKeyDictionary", "WeakSet", "WeakValueDictionary")  # they let go by themselves
_LOCKS = frozenset(("Lock", "RLock"))
_ATTRIBUTE, _SUBSCRIPT = KIND[ast.Attribute], KIND[ast.Subscript]
ADDING = ("append", "appendleft", "add", "extend", "insert", "setdefault", "update")
TAKING = ("clear", "discard", "pop", "popitem", "popleft", "remove")
# Behind each begin of a change the letter of what is changed, a variable or a member of one.
_BEGINS, _MEMBER = map(re.escape, (_SUBSCRIPT + _ATTRIBUTE, _ATTRIBUTE))
_CHANGED = re.compile(rf"[{_BEGINS}](?=(?:{_MEMBER}.)?(.))", re.DOTALL)


class SharedStateEvidence(Evidence, frozen=True, kw_only=True):
    """A container, who fills it and with what.

    ``names`` are the dotted texts under which functions know it, of a function those that it can
    use; ``loading`` tells of a function that its module calls while it is loaded,
    ``declared`` that a ``ClassVar`` says whose it is, or that the class has one instance. ``kept`` is what they put in,
    ``endless`` tells that nothing is ever taken out, ``mistaken`` that instances fill what is
    their class's, ``managed`` that each has a place of his own and leaves it again. ``locks`` are the
    dotted texts of locks that the class keeps for all of its instances.
    """

    names: tuple[str, ...] = ()
    loading: bool = False
    declared: bool = False
    writers: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    endless: bool = False
    mistaken: bool = False
    managed: bool = False
    locks: tuple[str, ...] = ()


class SharedStateOptions(Allowing, frozen=True):
    """Containers that may stay; words that name what belongs to one person."""

    personal: tuple[str, ...] = PERSONAL


EVIDENCE = SharedStateEvidence
OPTIONS = SharedStateOptions


def detect(view: View, options: SharedStateOptions) -> Iterator[Case]:
    """One case a container."""
    for module in view.written(_containers):
        if module.source.role is not Role.PRODUCTION or is_for_tests(module.name):
            continue
        at_load = cache(partial(_called_at_load, view, module))
        for binding in module.picked(_containers):
            case = _case(view, module, binding, at_load)
            if case is not None and case.subject not in options.allow:
                yield case


def _containers(surface: Surface) -> list[Binding]:
    """The names that are bound once, to a container."""
    rows = [b for b in surface.bindings if b.kind is _CONTAINER]
    if not rows:
        return []
    bound = (b for b in surface.bindings if b.kind is not BindingKind.DECLARED)
    times = Counter((b.owner, b.name) for b in bound)
    return [
        b for b in rows
        if times[b.owner, b.name] == 1 and not b.value.endswith(_WEAK)
        and not b.context & ~_PLAIN and not b.name.startswith("__")
    ]  # fmt: skip


class _Kept(NamedTuple):
    """How functions know a container: as in the evidence, and by which letters of their shape.

    ``inside`` are the classes, by position, in which ``self`` leads to it.
    """

    symbol: str
    names: tuple[str, ...]
    owners: tuple[str, ...] = ("",)
    inside: frozenset[int] = frozenset()
    declared: bool = False
    locks: tuple[str, ...] = ()


def _kept(view: View, module: Module, binding: Binding) -> _Kept | None:
    """A container of a module, or of a class whose instances have none of that name themselves."""
    name, declared = binding.name, "ClassVar" in binding.annotation
    if binding.owner < 0:
        return _Kept(f"{module.name}.{name}", (name,), declared=declared)
    known = Known(module, binding.owner)
    if not _is_shared(view, known, name):
        return None
    own = known.definition.name
    inside = _family(view, known, name)
    if _is_given(view, module, name, inside):
        return None
    roots = (own, "self", "cls")
    return _Kept(
        f"{known.symbol}.{name}",
        tuple(f"{root}.{name}" for root in roots),
        (_ATTRIBUTE + WORD[own], _ATTRIBUTE + SELF),
        inside,
        declared or view.graph.holders.classes.of(known) is not None,
        tuple(f"{root}.{lock}" for root in roots for lock in _locks(view, known)),
    )


def _case(
    view: View, module: Module, binding: Binding, at_load: Callable[[], frozenset[str]]
) -> Case | None:
    kept = _kept(view, module, binding)
    writers = _writers(view, module, binding, kept.owners, kept.inside) if kept else []
    if kept is None or not writers:
        return None
    place, names = module.place(binding.span), kept.names
    told = [
        (w, SharedStateEvidence(
            names=names if w.definition.owner in kept.inside else names[:1],
            loading=w.definition.qualname in at_load(),
        ))
        for w in writers
    ]  # fmt: skip
    target = Member(
        place=place,
        symbol=kept.symbol,
        evidence=SharedStateEvidence(names=names, declared=kept.declared, locks=kept.locks),
        counted=of_symbol(kept.symbol),
    )
    return Case(
        detector="shared_state",
        subject=kept.symbol,
        title=f"everybody fills {kept.symbol}",
        members=(target, *(holding.context(w, said, WRITES) for w, said in told)),
    )


def _locks(view: View, known: Known) -> list[str]:
    """The locks that a class keeps for all its instances: `_lock = threading.Lock()`."""
    members = view.graph.callees.scopes.members(known).items()
    return [name for name, rows in members if any(
        r.kind is BindingKind.CALL and r.value.rpartition(".")[2] in _LOCKS for r in rows
    )]  # fmt: skip


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
        and not any(attributes.sets(c, name) for c in _all_bases(view, (known, *below)))
    )


def _all_bases(view: View, classes: Iterable[Known]) -> dict[Known, None]:
    """Some classes with all that is above them."""
    lineage = view.graph.callees.classes.lineage
    return {one: None for known in classes for one in lineage(known).ours}


def _is_given(view: View, module: Module, name: str, family: frozenset[int]) -> bool:
    """Whether a method of the family gives an instance that it has made an attribute of the name."""
    return any(
        use.stored
        and use.name == name
        and not use.receiver
        and module.definition(use.owner).owner in family
        for use in view.graph.attributes.uses(module)
        if use.owner >= 0
    )


def _family(view: View, known: Known, name: str) -> frozenset[int]:
    """The class and those below it in its file, by position: what ``self`` is in them is one of it.

    Those below that have a container of the name themselves fill that.
    """
    below = [
        k for k in view.graph.callees.classes.subclasses(known)
        if k.module is known.module and not view.graph.callees.scopes.member(k, name)
    ]  # fmt: skip
    return frozenset(k.position for k in (known, *below))


def _called_at_load(view: View, module: Module) -> frozenset[str]:
    """What a module calls while it is loaded, as it is written there."""
    return frozenset(
        group.callee
        for _, groups in view.index.calls([module])
        for group in groups
        if any(call.owner < 0 for call in group.calls())
    )


def _writers(
    view: View, module: Module, binding: Binding, owners: tuple[str, ...], family: frozenset[int]
) -> list[Known]:
    """The outermost functions whose shape has a change of the container, maybe.

    Outside of the ``family`` of a class the first of the ``owners``, its name, leads to it.
    """
    changing = view.graph.attributes.picked(_changers, module, WORD[binding.name], *owners)
    return [
        Known(module, at.position) for at, by in changing
        if any(by if at.row.owner in family else by[:1])
    ]  # fmt: skip


def _changers(surface: Surface, text: str, word: str, *owners: str) -> list[tuple[At, list[bool]]]:
    """The outermost functions that have a change of a container, and by way of which owners."""
    said = _said(surface.definitions, text)
    if word not in said.changed:
        return []
    by_owner = [[*_changing(owner, word)] for owner in owners]
    found = []
    for at in said.speakers.get(word, ()):
        own = text[slice(*at.row.shape)]
        by = [any(piece in own for piece in pieces) for pieces in by_owner]
        if any(by):
            found.append((at, by))
    return found


class _Said:
    """What a file says of its containers: it has many, and all are looked for in one shape."""

    def __init__(self, rows: tuple[Definition, ...], text: str) -> None:
        self.rows, self.text = rows, text
        self.changed = frozenset(_CHANGED.findall(text))
        """The letters of names that are changed, maybe, as variables or as members."""

    @cached_property
    def speakers(self) -> dict[str, list[At]]:
        """The outermost functions whose shapes have a letter."""
        found: dict[str, list[At]] = {}
        for position, row in enumerate(self.rows):
            if not row.is_class and (row.owner < 0 or self.rows[row.owner].is_class):
                for letter in self.changed.intersection(self.text[slice(*row.shape)]):
                    found.setdefault(letter, []).append(At(position, row))
        return found


_at_hand: list[_Said] = []  # of the file that was asked last


def _said(rows: tuple[Definition, ...], text: str) -> _Said:
    if not _at_hand or _at_hand[0].rows is not rows or _at_hand[0].text is not text:
        _at_hand[:] = [_Said(rows, text)]
    return _at_hand[0]


def _changing(owner: str, word: str) -> Iterator[str]:
    """How the shape of a change begins."""
    yield _SUBSCRIPT + owner + word
    for method in (*ADDING, *TAKING):
        yield _ATTRIBUTE + owner + word + WORD[method]
