"""Cases about one product: what keeps it, and for whom. Shared by the family singletons."""

from collections.abc import Iterable, Iterator

from ssotlint.detectors import places
from ssotlint.detectors.counts import of_symbol
from ssotlint.detectors.frameworks import is_framework_object, is_logger
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
from ssotlint.graph.holder import Holder, HolderKind
from ssotlint.graph.holders import keeping, made_at_top
from ssotlint.graph.known import Known
from ssotlint.graph.words import words
from ssotlint.model.case import Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Surface
from ssotlint.model.numbers import counted
from ssotlint.model.options import Allowing
from ssotlint.model.place import NOWHERE, Place

_KIND = {
    HolderKind.CLASS: "keeps its own instance",
    HolderKind.ACCESSOR: "hands the instance out",
    HolderKind.INSTANCE: "is an instance made at import",
}
# Words that say of a name that there is one of it, and not which.
_FILLERS = frozenset(
    ("the", "get", "global", "default", "instance", "shared", "singleton", "current", "main", "my",
     "obj", "object", "async", "sync")
)  # fmt: skip
_REGISTERS = frozenset(("catalog", "catalogue", "factory", "registrar", "registry"))
_SETTINGS = frozenset(("conf", "config", "configuration", "options", "preferences", "settings"))


class HoldingOptions(Allowing, frozen=True):
    """What may stay, and further classes of frameworks; both by dotted name."""

    framework: tuple[str, ...] = ()


def surveyed(view: View, options: HoldingOptions) -> list[Holder]:
    """The holders of a run, without those of framework objects."""
    classes = view.graph.callees.classes
    return [
        h for h in view.graph.holders.survey(view.written(keeping, made_at_top))
        if h.product is None
        or not (is_logger(classes, h.product)
                or is_framework_object(classes, h.product, options.framework))
    ]  # fmt: skip


def everywhere(holders: Iterable[Holder]) -> dict[Known, list[Holder]]:
    """Holders of one product in all domains."""
    found: dict[Known, list[Holder]] = {}
    for holder in holders:
        if holder.product is not None:
            found.setdefault(holder.product, []).append(holder)
    return found


def by_product(holders: Iterable[Holder]) -> dict[tuple[Known, str], list[Holder]]:
    """Holders of one product in one domain, in their order."""
    found: dict[tuple[Known, str], list[Holder]] = {}
    for holder in holders:
        if holder.product is not None:
            key = (holder.product, holder.module.source.domain)
            found.setdefault(key, []).append(holder)
    return found


def is_register(product: Known) -> bool:
    """Whether a class is called a register, of which each kind has one."""
    return words(product.definition.name)[-1] in _REGISTERS


def is_settings(product: Known) -> bool:
    """Whether a class is called what a program is set to, of which it has one."""
    return words(product.definition.name)[-1] in _SETTINGS


def stands_for(name: str, product: Known) -> bool:
    """Whether a name says no more than its class does: `_manager`, `get_session_manager`.

    Such a name means *the* instance; `pre_save = Signal()` is one of many.
    """
    said = "".join(words(product.definition.name))
    return all(word in said for word in words(name) if word not in _FILLERS)


def made_elsewhere(view: View, holder: Holder, group: Iterable[Holder]) -> bool:
    """Whether a module-level name only fetches what a class or an accessor keeps."""
    row = holder.binding
    if holder.kind is not HolderKind.INSTANCE or row is None:
        return False
    reach = view.graph.callees.scopes.lookup(holder.module, -1, row.value)
    return any(
        h.definition == reach.known and (h.kind is HolderKind.ACCESSOR or h.only or reach.rest)
        for h in group
        if h.definition is not None
    )


def serves_loading(view: View, holder: Holder) -> bool:
    """Whether only what runs while its own module is imported uses an instance.

    A decorator that fills a table, the parts of a page that is put together there.
    """
    if holder.kind is not HolderKind.INSTANCE or view.importers(holder.symbol):
        return False
    return view.graph.attributes.picked(_stands_outside, holder.module, WORD[holder.name])


def _stands_outside(surface: Surface, text: str, letter: str) -> bool:
    """Whether a name stands where a file is loaded, more than once, and in no definition."""
    outside = text
    for row in surface.definitions:
        if row.owner < 0:
            inside = text[slice(*row.shape)]
            if letter in inside:
                return False
            outside = outside.replace(inside, "")
    return outside.count(letter) > 1


def place_of(holder: Holder) -> Place:
    """Where a holder is reported."""
    if holder.definition is not None:
        return holder.module.header(holder.definition.definition)
    return holder.module.place(holder.binding.span if holder.binding else NOWHERE)


def extent_of(holder: Holder) -> Place:
    """The definition or statement that is judged: what keeps the instance."""
    known = holder.through or holder.definition
    if known is not None:
        return known.module.extent(known.definition)
    return place_of(holder)


def used(number: int, what: str) -> str:
    """A number of uses in words."""
    return counted(number, what) if number else f"no {what}s"


def callers_of(view: View, known: Known | None) -> int:
    """How many calls reach a definition."""
    return sum(view.graph.calls.counts(known).values()) if known is not None else 0


def calls_of(view: View, known: Known) -> int:
    """How many calls outside of tests reach a definition."""
    return sum(view.graph.calls.counts_shipped(known).values())


def member(holder: Holder, evidence: Evidence, *, suspect: bool,
           note: str = "") -> Member:  # fmt: skip
    """A holder as a member of a case."""
    return Member(
        place=place_of(holder),
        symbol=holder.symbol,
        extent=extent_of(holder),
        evidence=evidence,
        suspect=suspect,
        counted=of_symbol(holder.symbol),
        note=note or _KIND[holder.kind],
    )


def context(known: Known, evidence: Evidence, note: str) -> Member:
    """A definition that belongs to the case and is not reported."""
    return places.definition(known, evidence, note, counted=of_symbol(known.symbol))


def stores(holders: Iterable[Holder], evidence: Evidence) -> Iterator[Member]:
    """The names that hold the instances of classes and accessors, each once."""
    seen: set[str] = set()
    for holder in holders:
        row = holder.binding
        if holder.kind is HolderKind.INSTANCE:
            seen.add(holder.storage)
        if row is None or holder.storage in seen:
            continue
        seen.add(holder.storage)
        place = (holder.keeper or holder.module).place(row.span)
        yield Member(
            place=place,
            symbol=holder.storage,
            evidence=evidence,
            suspect=False,
            note="holds the instance",
        )
