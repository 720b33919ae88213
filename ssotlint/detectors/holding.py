"""Cases about one product: what keeps it, and for whom. Shared by the family singletons."""

from collections.abc import Iterable

from ssotlint.detectors.view import View
from ssotlint.graph.holders import Holder, HolderKind
from ssotlint.graph.scopes import Known
from ssotlint.model.case import Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.place import NOWHERE, Place

_KIND = {
    HolderKind.CLASS: "keeps its own instance",
    HolderKind.ACCESSOR: "hands the instance out",
    HolderKind.INSTANCE: "is an instance made at import",
}


def by_product(holders: Iterable[Holder]) -> dict[tuple[Known, str], list[Holder]]:
    """Holders of one product in one domain, in their order."""
    found: dict[tuple[Known, str], list[Holder]] = {}
    for holder in holders:
        if holder.product is not None:
            key = (holder.product, holder.module.source.domain)
            found.setdefault(key, []).append(holder)
    return found


def place_of(holder: Holder) -> Place:
    """Where a holder is reported."""
    if holder.definition is not None:
        return holder.module.header(holder.definition.definition)
    return holder.module.place(holder.binding.span if holder.binding else NOWHERE)


def extent_of(holder: Holder) -> Place:
    """The definition or statement that is judged."""
    if holder.definition is not None:
        return holder.module.extent(holder.definition.definition)
    return place_of(holder)


def callers_of(view: View, known: Known | None) -> int:
    """How many calls reach a definition."""
    found = view.graph.calls.callers.get(known) if known is not None else None
    return sum(found.files.values()) if found is not None else 0


def member(view: View, holder: Holder, evidence: Evidence, *, suspect: bool) -> Member:
    """A holder as a member of a case."""
    return Member(
        place=place_of(holder),
        symbol=holder.symbol,
        extent=extent_of(holder),
        evidence=evidence,
        suspect=suspect,
        importers=view.importers(holder.symbol),
        note=_KIND[holder.kind],
    )


def context(view: View, known: Known, evidence: Evidence, note: str) -> Member:
    """A definition that belongs to the case and is not reported."""
    row = known.definition
    return Member(
        place=known.module.header(row),
        symbol=known.symbol,
        extent=known.module.extent(row),
        evidence=evidence,
        suspect=False,
        importers=view.importers(known.symbol),
        note=note,
    )


def storage(holder: Holder, evidence: Evidence) -> Member | None:
    """The module-level name that an accessor hands out."""
    row = holder.binding
    if holder.kind is not HolderKind.ACCESSOR or row is None:
        return None
    place = holder.module.place(row.span)
    return Member(
        place=place,
        symbol=holder.storage,
        extent=place,
        evidence=evidence,
        suspect=False,
        note="holds the instance",
    )
