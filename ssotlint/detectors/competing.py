"""Which shared instances compete: with each other, with a factory, or with nobody who reads them?"""

from collections.abc import Iterator

from ssotlint.detectors import holding
from ssotlint.detectors.factory_search import Factory, factories_by_product
from ssotlint.detectors.holding import HoldingOptions
from ssotlint.detectors.unread import Unread, unread_globals, written
from ssotlint.detectors.view import View
from ssotlint.detectors.ways import (
    Everywhere,
    Way,
    are_alternatives,
    are_registers,
    never_meet,
    ways_of,
)
from ssotlint.graph.holder import Holder, HolderKind
from ssotlint.graph.known import Known
from ssotlint.graph.words import words
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.source import Role

WRITES = "writes it"
_Key = tuple[str, str, str]


class CompetingEvidence(Evidence, frozen=True, kw_only=True):
    """What competes with the reported one, each with its uses.

    ``rivals`` keep another instance of ``product``, ``factory`` makes one for each caller where
    one of ``shared`` is kept, ``writers`` fill a name that nobody reads. ``usage`` tells how often
    the reported one and what else hands out the same are used. ``storage`` is the last part of the
    name that holds the instance. ``idle`` tells that nobody uses one side.
    """

    product: str = ""
    rivals: tuple[str, ...] = ()
    shared: str = ""
    factory: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    usage: str = ""
    storage: str = ""
    idle: bool = False


EVIDENCE = CompetingEvidence
OPTIONS = HoldingOptions
ASPECTS = (written,)


def detect(view: View, options: HoldingOptions) -> Iterator[Case]:
    """One case a group of ways to one thing; then one a singleton beside a factory, or unread.

    A module that itself offers both, one for all and one for each, means both as long as one of
    them waits for users.
    """
    surveyed = holding.surveyed(view, options)
    known = holding.everywhere(surveyed)
    holders = _standing(view, options, surveyed, known)
    factories = factories_by_product(view)
    told: set[str] = set()
    for group in _rivals(holders):
        ways = ways_of(view, group, known)
        if len(ways) > 1 and not (
            never_meet(ways) or are_registers(ways) or are_alternatives(view, ways)
        ):
            told.update(way.first.storage for way in ways)
            yield _rival_case(view, sorted(ways, key=lambda way: way.rank), factories)
    alone = (way for way in ways_of(view, holders, known) if way.first.storage not in told)
    paired = [(way, found) for way in alone if (found := _beside(view, way, factories))]
    for way, beside in sorted(paired, key=lambda pair: pair[0].rank):
        elsewhere = any(factory.known.module is not way.first.module for factory in beside)
        if elsewhere or (way.uses and any(factory.uses for factory in beside)):
            yield _factory_case(way, beside)
    for unread in unread_globals(view):
        if unread.symbol not in options.allow:
            yield _unread_case(unread)


def _standing(
    view: View, options: HoldingOptions, surveyed: list[Holder], groups: Everywhere
) -> list[Holder]:
    """Holders of things that change, which are there for everybody in production."""
    attributes = view.graph.attributes
    found: list[Holder] = []
    for holder in surveyed:
        product = holder.product
        if product is None or holder.module.source.role is not Role.PRODUCTION:
            continue
        group = groups[product]
        same = any(h.only for h in group) and holder.kind is not HolderKind.CLASS
        named = holder.definition.definition.name if holder.definition else holder.name
        if (
            not same
            and holder.symbol not in options.allow
            and not holder.name.isupper()
            and attributes.is_mutable(product)
            and not attributes.is_constant(product)
            and not holding.made_elsewhere(view, holder, group)
            and not holding.serves_loading(view, holder)
            and (
                holder.kind is HolderKind.CLASS
                or holding.stands_for(holder.name, product)
                or holding.stands_for(named, product)
            )
        ):
            found.append(holder)
    return found


def _rivals(holders: list[Holder]) -> Iterator[list[Holder]]:
    """Holders that meet in a class, in the name of a class or in the name of an accessor."""
    by_key: dict[_Key, list[int]] = {}
    for number, holder in enumerate(holders):
        for key in _keys(holder):
            by_key.setdefault(key, []).append(number)
    parent = list(range(len(holders)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    for numbers in by_key.values():
        for number in numbers[1:]:
            parent[root(number)] = root(numbers[0])
    groups: dict[int, list[Holder]] = {}
    for number, holder in enumerate(holders):
        groups.setdefault(root(number), []).append(holder)
    yield from groups.values()


def _keys(holder: Holder) -> Iterator[_Key]:
    product, domain = holder.product, holder.module.source.domain
    if product is None:
        return
    yield domain, "class", product.symbol
    name = product.definition.name
    if len(words(name)) > 1:
        yield domain, "class name", name
    if holder.kind is HolderKind.ACCESSOR and holder.definition is not None:
        accessor = holder.definition.definition.name
        noun = words(accessor)[1:]
        said = "".join(words(name))
        meant = sum(word in said for word in noun)
        if len(noun) > 1 and meant * 3 >= len(noun) * 2:
            yield domain, "accessor", accessor


def _beside(view: View, way: Way, factories: list[Factory]) -> list[Factory]:
    """Factories of the same class, or of its bases, that the way does not take its own from."""
    lineage = view.graph.callees.classes.lineage
    made = view.graph.calls.made
    found: list[Factory] = []
    for holder in way.holders:
        product, domain = holder.product, holder.module.source.domain
        if product is None:
            continue
        for factory in factories:
            same = factory.product == product
            above = factory.product in lineage(product).ours and _is_named_after(
                product, factory.product
            )
            if not (same or above) or factory.known.module.source.domain != domain:
                continue
            if holder.only and factory.product == product:
                continue  # what it "makes" is the only one
            known = holder.definition
            used = known is not None and any(t == factory.known for t, _ in made.get(known, ()))
            row = holder.binding
            if row is not None and row.value:
                reach = view.graph.callees.scopes.lookup(holder.module, -1, row.value)
                used = used or reach.known == factory.known
            if not used and factory not in found:
                found.append(factory)
    return found


def _is_named_after(product: Known, base: Known) -> bool:
    """`GlobalSessionManager` and its base `SessionManager`: one concept, two classes."""
    end = words(base.definition.name)
    return words(product.definition.name)[-len(end) :] == end


def _rival_case(view: View, ways: list[Way], factories: list[Factory]) -> Case:
    clear = ways[0].uses > ways[1].uses
    nothing = CompetingEvidence()
    names = sorted({h.product.definition.name for w in ways for h in w.holders if h.product})
    members: list[Member] = []
    for number, way in enumerate(ways):
        beside = _beside(view, way, factories)
        evidence = CompetingEvidence(
            product=" or ".join(names),
            rivals=tuple(other.told for other in ways if other is not way),
            shared=names[0] if beside else "",
            factory=tuple(f.told for f in beside),
            usage=way.usage,
            storage=way.first.name,
            idle=not ways[0].uses,
        )
        suspect = not clear or number > 0
        members.append(holding.member(way.first, evidence, suspect=suspect))
    members += _others(ways, nothing)
    subject = ways[0].first.product
    return Case(
        detector="competing",
        subject=subject.symbol if subject else ways[0].first.symbol,
        title=f"{len(ways)} shared instances of {' and '.join(names)}",
        members=tuple(members),
        canonical=0 if clear else None,
        why=f"most used ({ways[0].uses})" if clear else "",
    )


def _others(ways: list[Way], nothing: CompetingEvidence) -> Iterator[Member]:
    """What else belongs to the ways: further accessors, the names that hold, the classes."""
    firsts = [way.first for way in ways]
    everyone = [h for way in ways for h in way.holders]
    symbols = {h.symbol for h in firsts}
    for holder in everyone:
        if holder.symbol not in symbols:
            symbols.add(holder.symbol)
            yield holding.member(holder, nothing, suspect=False)
    yield from holding.stores(everyone, nothing)
    for product in dict.fromkeys(h.product for h in everyone):
        if product is not None and product.symbol not in symbols:
            yield holding.context(product, nothing, "is what they hand out")


def _factory_case(way: Way, beside: list[Factory]) -> Case:
    product = way.first.product
    name = product.definition.name if product else way.first.name
    owner = max(beside, key=lambda f: (f.uses, f.known.symbol))
    evidence = CompetingEvidence(
        shared=name,
        factory=tuple(f.told for f in beside),
        usage=way.usage,
        storage=way.first.name,
        idle=not way.uses or not any(f.uses for f in beside),
    )
    nothing = CompetingEvidence()
    members = [
        holding.context(owner.known, nothing, f"makes one per call, {holding.used(owner.uses, 'caller')}"),
        holding.member(way.first, evidence, suspect=True),
        *(holding.context(f.known, nothing, f"makes one per call, {holding.used(f.uses, 'caller')}")
          for f in beside if f is not owner),
        *_others([way], nothing),
    ]  # fmt: skip
    return Case(
        detector="competing",
        subject=product.symbol if product else way.first.symbol,
        title=f"one shared {name} beside a factory",
        members=tuple(members),
        canonical=0,
        why="makes one for each caller",
    )


def _unread_case(unread: Unread) -> Case:
    place = unread.module.place(unread.binding.span)
    evidence = CompetingEvidence(
        writers=tuple(f"`{w.definition.name}`" for w in unread.writers),
        storage=unread.binding.name,
        idle=True,
    )
    target = Member(place=place, symbol=unread.symbol, evidence=evidence)
    nothing = CompetingEvidence()
    writers = [holding.context(w, nothing, WRITES) for w in unread.writers]
    return Case(
        detector="competing",
        subject=unread.symbol,
        title=f"nobody reads {unread.symbol}",
        members=(target, *writers),
    )
