"""The ways to one thing: what keeps an instance of it, with all that hands that out."""

from collections.abc import Iterable
from dataclasses import dataclass

from ssotlint.detectors import holding
from ssotlint.detectors.view import View
from ssotlint.graph.counterparts import CHOSEN
from ssotlint.graph.holder import Holder, HolderKind
from ssotlint.graph.known import Known

Everywhere = dict[Known, list[Holder]]
"""The holders of each product, in all domains."""


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A storage with what hands it out; ``first`` speaks for it."""

    first: Holder
    holders: tuple[Holder, ...]
    uses: int

    @property
    def told(self) -> str:
        """The name and how often it is used, in words."""
        what = "caller" if self.first.definition is not None else "importer"
        return f"{self.first.symbol} ({holding.used(self.uses, what)})"


def ways_of(view: View, holders: Iterable[Holder], known: Everywhere) -> list[Way]:
    """The distinct storages, the most used first, each with all that hand out what it keeps."""
    by_storage: dict[str, list[Holder]] = {}
    for holder in holders:
        by_storage.setdefault(holder.storage, []).append(holder)
    found: list[Way] = []
    for storage, same in by_storage.items():
        first = min(same, key=lambda h: (h.kind, -uses_of(view, h)))
        group = known[first.product] if first.product is not None else same
        every = tuple(h for h in group if h.storage == storage or first.only)
        found.append(Way(first, every, sum(uses_of(view, h) for h in every)))
    return sorted(found, key=lambda way: (-way.uses, way.first.symbol))


def uses_of(view: View, holder: Holder) -> int:
    """Calls outside of tests, or, of a module-level name, imports."""
    if holder.definition is None:
        return view.importers(holder.symbol)
    return holding.calls_of(view, holder.definition)


def never_meet(ways: list[Way]) -> bool:
    """Whether nobody uses any of them, and each is of a class of its own: each serves its module."""
    if any(way.uses or way.first.kind is not HolderKind.INSTANCE for way in ways):
        return False
    return len({w.first.product for w in ways}) == len(ways)


def are_alternatives(view: View, ways: list[Way]) -> bool:
    """Whether a file takes the module of one or another under one name, as it is told."""
    taken = [
        {
            (use.module.path, use.row.owner, use.row.bound)
            for use in view.graph.importers.of(way.first.module.path)
            if use.row.context & CHOSEN
        }
        for way in ways
    ]
    return bool(taken) and bool(taken[0].intersection(*taken[1:]))


def are_registers(ways: list[Way]) -> bool:
    """Whether each is a register of its module's own kind, as codecs and models have one each."""
    return all(
        way.first.kind is HolderKind.INSTANCE
        and way.first.product is not None
        and holding.is_register(way.first.product)
        for way in ways
    )
