"""Which factories of one name, or classes of one name, cannot replace each other?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from ssotlint.detectors import places
from ssotlint.detectors.constructors import class_cases, is_parallel
from ssotlint.detectors.counts import of_symbol
from ssotlint.detectors.domains import shown
from ssotlint.detectors.imposed import is_imposed
from ssotlint.detectors.lifetimes import CREATES, SHARES, lifetime
from ssotlint.detectors.plug_ins import PlugIns
from ssotlint.detectors.standins import product_of, stand_ins
from ssotlint.detectors.table import (
    MAKING_VERBS,
    FactoryEvidence,
    pairs_of,
    realm,
)
from ssotlint.detectors.view import View
from ssotlint.graph.contracts import Contract, differences, is_lenient, kind_of
from ssotlint.graph.known import Known
from ssotlint.graph.products import is_value
from ssotlint.index.picks import At
from ssotlint.model.case import Case, Member
from ssotlint.model.facts import Body, Context, Surface
from ssotlint.model.numbers import counted
from ssotlint.model.options import Allowing
from ssotlint.model.signature import Arguments, bind
from ssotlint.model.value import Value

# What stands in for a failed import never stands beside it: see ``stand_ins``.
_ELSEWHERE = Context.CONDITIONAL | Context.FALLBACK


EVIDENCE = FactoryEvidence
OPTIONS = Allowing


class _Use:
    """Who uses a definition, if that is one: asked for only where it decides or is told."""

    def __init__(self, view: View, known: Known | None) -> None:
        self._graph, self._known = view.graph, known

    @cached_property
    def importers(self) -> int:
        return self._graph.imported.count(self._known.symbol) if self._known is not None else 0

    @cached_property
    def arguments(self) -> Mapping[Arguments, int]:
        found = self._graph.calls.callers.get(self._known) if self._known is not None else None
        return found.arguments if found is not None else {}

    @cached_property
    def callers(self) -> int:
        return sum(self._graph.calls.counts(self._known).values()) if self._known is not None else 0

    def is_outside(self, home: str) -> bool:
        """Whether somebody beyond a package uses it."""
        if self._known is None:
            return False
        calling = self._graph.calls.counts(self._known).keys() - {self._known.module.path}
        importing = (module.path for module in self._graph.importers.using(self._known.symbol))
        return any(not path.startswith(f"{home}/") for path in (*importing, *calling))


class _Entry(Value, frozen=True, eq=False):
    """A definition with its contract, its product and its use."""

    known: Known
    contract: Contract
    product: Known | None
    use: _Use
    imposed: bool  # a framework decides the parameters
    refuses: bool  # it raises, or what it makes does
    stands_in: bool = False  # where the import of the canonical one fails


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a name and domain, of functions and of classes; one an import with stand-ins."""
    yield from class_cases(view, options.allow)
    replaced, plug_ins = stand_ins(view), PlugIns(view)
    for (*_, name), group in sorted(_groups(view).items()):
        if name in options.allow or (len(group) < 2 and replaced.keys().isdisjoint(group)):
            continue
        entries = [e for known in group if (e := _entry(view, known)) is not None]
        if _may_be_rivals(name, entries) or sum(e.known in replaced for e in entries) > 1:
            entries.sort(
                key=lambda e: (e.refuses, -e.use.importers, -e.use.callers, e.known.symbol)
            )
        rivals = _rivals(name, entries, plug_ins)
        for owner in entries:
            others = [_standing_in(view, k) for k in replaced.get(owner.known, ())]
            others += rivals[1:] if rivals and owner is rivals[0] else []
            case = _case(view, name, owner, others)
            if case is not None:
                yield case


def _groups(view: View) -> dict[tuple[str, str, str], list[Known]]:
    """Public functions that are called like factories, by domain and name."""
    found: dict[tuple[str, str, str], list[Known]] = {}
    for module in view.written(_makers):
        names = {row.name: position for position, row in module.picked(_makers)}
        for name, position in names.items():  # of several the last one counts
            found.setdefault((*realm(view, module), name), []).append(Known(module, position))
    return found


def _makers(surface: Surface) -> list[At]:
    found = []
    for position, row in enumerate(surface.definitions):
        if row.owner < 0 and not row.is_class and not row.context & _ELSEWHERE:
            verb, _, noun = row.name.partition("_")
            if verb in MAKING_VERBS and noun:
                found.append(At(position, row))
    return found


def _entry(view: View, known: Known) -> _Entry | None:
    row = known.definition
    calls = view.graph.calls
    product = view.graph.products.of(known)
    if product is None and is_value(row.signature.returns):
        return None  # it works out a number or a text
    if product is None and not view.importers(known.symbol) and calls.is_for_its_file(known):
        return None  # a helper of its own module
    decorators = calls.calls.callables.decorators(known)
    if not calls.calls.callables.keeps_signature(known):
        return None
    return _Entry(
        known,
        Contract(row.signature, kind_of(row.kind, decorators),
                 product.definition.name if product else ""),
        product,
        _Use(view, known),
        is_imposed(known),
        _refuses(view, known, product),
    )  # fmt: skip


def _refuses(view: View, known: Known, product: Known | None) -> bool:
    made = view.graph.callees.constructors.of(product) if product is not None else None
    runs = [known, *([made.runs] if made is not None else [])]
    return any(k.definition.body is Body.RAISES for k in runs)


def _standing_in(view: View, known: Known) -> _Entry:
    row, product = known.definition, product_of(view, known)
    contract = Contract(
        row.signature,
        kind_of(row.kind, view.graph.callees.callables.decorators(known)),
        product.definition.name if product else "",
    )
    nobody = _Use(view, None)
    return _Entry(known, contract, product, nobody, imposed=False, refuses=False, stands_in=True)


def _rivals(name: str, entries: list[_Entry], plug_ins: PlugIns) -> list[_Entry]:
    """The definitions that are about one thing, and meet where it is used; else the first alone.

    The name says what one of them makes (`get_message_router`, MessageRouter), or they make the
    same class or related ones: what makes another one then is about something else. Plug-ins
    whose functions are used in their own package alone never meet.
    """
    if not (_may_be_rivals(name, entries) and any(e.use.importers for e in entries)):
        return entries[:1]
    if not _meet(entries):
        return entries[:1]
    first = entries[0].known.module
    entries = [
        entries[0],
        *(
            e for e in entries[1:]
            if not is_parallel(first.name, e.known.module.name)
            and shown(first) == shown(e.known.module)
            and not plug_ins.are_apart(first, e.known.module)
        ),
    ]  # fmt: skip
    if _is_named_after(name, entries):
        return entries
    shared = _shared(entries)
    return [
        e for e in entries
        if shared and (e.product is None or e.product.definition.name in shared)
    ] or entries[:1]  # fmt: skip


def _may_be_rivals(name: str, entries: list[_Entry]) -> bool:
    """Whether some of them may be about one thing, whoever uses them."""
    return len(entries) > 1 and (_is_named_after(name, entries) or bool(_shared(entries)))


def _is_named_after(name: str, entries: list[_Entry]) -> bool:
    noun = [w.lower() for w in name.split("_")[1:]]
    return len(noun) > 1 and any(all(w in n.lower() for w in noun) for n in _made(entries))


def _shared(entries: list[_Entry]) -> set[str]:
    """The names of classes that several of them make."""
    return {name for name, count in _made(entries).items() if count > 1}


def _made(entries: list[_Entry]) -> Counter[str]:
    return Counter(e.product.definition.name for e in entries if e.product is not None)


def _meet(entries: list[_Entry]) -> bool:
    homes = [e.known.module.path.rpartition("/")[0] for e in entries]
    return len(set(homes)) < len(homes) or any(
        e.use.is_outside(home) for e, home in zip(entries, homes, strict=True)
    )


def _case(view: View, name: str, owner: _Entry, others: list[_Entry]) -> Case | None:
    if not any(_conflicts(view, owner, other) for other in others):
        return None
    entries = [owner, *others]
    table = tuple(_row(e) for e in entries)
    pairs = pairs_of(
        [e.known for e in entries],
        lambda i, j: _conflicts(view, entries[i], entries[j]),
    )
    members = [
        _member(
            owner,
            FactoryEvidence(signatures=table, pairs=pairs, cache=_cache(view, owner)),
            suspect=False,
        )
    ]
    for other in sorted(others, key=lambda e: -_broken(owner, e)):
        conflicts = _conflicts(view, owner, other)
        evidence = FactoryEvidence(
            signature=_row(other), signatures=table, product=other.contract.product,
            conflicts=conflicts, calls=_broken(owner, other), callers=other.use.callers, pairs=pairs,
            latent=other.stands_in or all(c in (SHARES, CREATES) for c in conflicts),
            cache=_cache(view, other),
        )  # fmt: skip
        members.append(_member(other, evidence, suspect=bool(conflicts)))
    return Case(
        detector="factories",
        subject=name,
        title=f"{len(entries)} definitions of {name}",
        members=tuple(members),
        canonical=0,
        why=f"most importers ({owner.use.importers})",
    )


def _cache(view: View, entry: _Entry) -> str:
    return view.graph.callees.callables.cache(entry.known)


def _broken(owner: _Entry, other: _Entry) -> int:
    """How many calls of one would fail with the other in its place."""
    return sum(
        count for arguments, count in owner.use.arguments.items()
        if bind(other.known.definition.signature, arguments) is not None
    )  # fmt: skip


def _conflicts(view: View, owner: _Entry, other: _Entry) -> tuple[str, ...]:
    if _calls_each_other(view, owner.known, other.known):
        return ()
    if owner.known.symbol == other.known.symbol:
        return ()  # two files are one module's name: nobody can import both
    if owner.stands_in or other.stands_in:
        return _of_stand_in(view, owner, other)
    same_kind_of_use = owner.imposed == other.imposed
    if owner.imposed and other.imposed and not _broken(owner, other):
        # The framework fills the parameters and awaits what must be: only the product counts.
        return _products(view, owner, other)
    offered = _called_alike(owner, other)
    found = list(differences(owner.contract, offered, parameters=same_kind_of_use))
    found += _products(view, owner, other)
    if not same_kind_of_use and owner.contract.kind != other.contract.kind:
        return ()
    return tuple(found)


def _called_alike(owner: _Entry, other: _Entry) -> Contract:
    """What the other one is, with the names of its parameters where nobody says any.

    Who calls by position alone may take either, whatever the parameters are called.
    """
    signature = other.contract.signature.named_like(owner.contract.signature)
    if signature == other.contract.signature:
        return other.contract
    given = (*owner.use.arguments, *other.use.arguments)
    if any(arguments.keywords or arguments.double_star for arguments in given):
        return other.contract
    return other.contract._replace(signature=signature)


def _of_stand_in(view: View, owner: _Entry, other: _Entry) -> tuple[str, ...]:
    """That it takes more than the other is what it is for: alone that is no conflict."""
    found = (*differences(owner.contract, other.contract), *_products(view, owner, other))
    return () if all(map(is_lenient, found)) else found


def _products(view: View, owner: _Entry, other: _Entry) -> tuple[str, ...]:
    first, second = owner.product, other.product
    if first is None or second is None:
        return ()
    if first == second and not (owner.stands_in or other.stands_in):
        return _lifetimes(view, owner, other, first)
    if _related(view, first, second):
        return ()
    if first.definition.name == second.definition.name:
        return (f"makes {second.symbol}, not {first.symbol}",)
    return (f"makes {second.definition.name}, not {first.definition.name}",)


def _lifetimes(view: View, owner: _Entry, other: _Entry, product: Known) -> tuple[str, ...]:
    """One makes a new instance for each caller, where all callers of the other share one."""
    kinds = (lifetime(view, owner.known, product), lifetime(view, other.known, product))
    return (kinds[1],) if set(kinds) == {SHARES, CREATES} else ()


def _calls_each_other(view: View, first: Known, second: Known) -> bool:
    """One is a wrapper of the other: then the difference is what it is for."""
    made = view.graph.calls.made
    return any(
        target == inner
        for outer, inner in ((first, second), (second, first))
        for target, _ in made.get(outer, ())
    )


def _related(view: View, first: Known, second: Known) -> bool:
    lineage = view.graph.callees.classes.lineage
    return first in lineage(second).ours or second in lineage(first).ours


def _row(entry: _Entry) -> str:
    contract = entry.contract
    made = f" -> {contract.product}" if contract.product else ""
    kind = "async " if "async" in contract.kind or "coroutine" in contract.kind else ""
    calls = f" [{counted(entry.use.callers, 'call')}]"
    return f"{kind}{entry.known.symbol}{contract.signature}{made}{calls}"


def _member(entry: _Entry, evidence: FactoryEvidence, *, suspect: bool) -> Member:
    calls = counted(entry.use.callers, "call")
    use = "stands in when its import fails" if entry.stands_in else calls
    note = f"{entry.contract.kind}, {use}"
    return places.definition(
        entry.known, evidence, note, suspect=suspect, counted=of_symbol(entry.known.symbol)
    )
