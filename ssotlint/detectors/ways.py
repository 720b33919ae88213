"""The ways to one thing: what keeps an instance of it, with all that hands that out."""

from collections.abc import Iterable, Iterator

from ssotlint.detectors import holding
from ssotlint.detectors.view import View
from ssotlint.graph.counterparts import CHOSEN
from ssotlint.graph.holder import Holder, HolderKind
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.known import Known
from ssotlint.model.numbers import counted, listed
from ssotlint.model.source import Role
from ssotlint.model.value import Value

_NAMED = 3  # names of one instance whose uses a sentence tells
Everywhere = dict[Known, list[Holder]]
"""The holders of each product, in all domains."""


class Way(Value, frozen=True, eq=False):
    """A storage with what hands it out; ``first`` speaks for it."""

    first: Holder
    holders: tuple[Holder, ...]
    view: View

    @property
    def uses(self) -> int:
        """How often it is used: asked for where that decides something, or is told."""
        return sum(uses_of(self.view, holder) for holder in self.holders)

    @property
    def rank(self) -> tuple[int, str]:
        """Its place among others: the most used first."""
        return -self.uses, self.first.symbol

    @property
    def told(self) -> str:
        """The name and how often it is used, in words."""
        return f"{self.first.symbol} ({self.usage or holding.used(0, _noun(self.first))})"

    @property
    def usage(self) -> str:
        """How often each name is used that leads to the instance: the first one's alone is bare."""
        counts = {holder.symbol: (holder, uses_of(self.view, holder)) for holder in self.holders}
        said = [
            counted(uses, _noun(holder))
            + ("" if holder is self.first else f" of {holder.symbol.rpartition('.')[2]}")
            for holder, uses in sorted(counts.values(), key=lambda pair: pair[0] is not self.first)
            if uses
        ]
        return listed(said, _NAMED, " and ")


def _noun(holder: Holder) -> str:
    return "caller" if holder.definition is not None else "importer"


def ways_of(view: View, holders: Iterable[Holder], known: Everywhere) -> list[Way]:
    """The distinct storages, each with all that hand out what it keeps."""
    by_storage: dict[str, list[Holder]] = {}
    for holder in holders:
        by_storage.setdefault(holder.storage, []).append(holder)
    found: list[Way] = []
    for storage, same in by_storage.items():
        kind = min(h.kind for h in same)
        best = [h for h in same if h.kind == kind]
        first = min(best, key=lambda h: -uses_of(view, h)) if len(best) > 1 else best[0]
        group = known[first.product] if first.product is not None else same
        every = tuple(h for h in group if h.storage == storage or first.only)
        found.append(Way(first, every, view))
    return found


def uses_of(view: View, holder: Holder) -> int:
    """Calls outside of tests, or, of a module-level name, imports."""
    if holder.definition is None:
        return view.importers(holder.symbol)
    return holding.calls_of(view, holder.definition)


def never_meet(ways: list[Way]) -> bool:
    """Whether nobody uses any of them, and each is of a class of its own: each serves its module.

    Accessors of one name are asked for one thing, whatever they hand out.
    """
    if any(way.first.kind is HolderKind.CLASS for way in ways):
        return False
    asked = [w.first.symbol for w in ways if w.first.kind is HolderKind.ACCESSOR]
    if len({symbol.rpartition(".")[2] for symbol in asked}) < len(asked):
        return False
    return len({w.first.product for w in ways}) == len(ways) and not any(w.uses for w in ways)


def are_alternatives(view: View, ways: list[Way]) -> bool:
    """Whether a file takes one or another under one name, as it is told, and none takes just one."""
    taken = [list(_taking(view, way)) for way in ways]
    if not all(use.row.context & CHOSEN for uses in taken for use in uses):
        return False
    names = [{(use.module.path, use.row.owner, use.row.bound) for use in uses} for uses in taken]
    return bool(names) and bool(names[0].intersection(*names[1:]))


def _taking(view: View, way: Way) -> Iterator[ImportUse]:
    """The imports outside of tests of what a way hands out, or of its module as a whole."""
    module = way.first.module
    wanted = {module.name, way.first.storage, *(holder.symbol for holder in way.holders)}
    for use in view.graph.importers.of(module.path):
        if use.answer.symbol in wanted and use.module.source.role is not Role.TEST:
            yield use


def are_registers(ways: list[Way]) -> bool:
    """Whether each is a register of its module's own kind, as codecs and models have one each."""
    return all(
        way.first.kind is HolderKind.INSTANCE
        and way.first.product is not None
        and holding.is_register(way.first.product)
        for way in ways
    )
