"""Which classes keep their own only instance?"""

from collections.abc import Iterator

from ssotlint.detectors import holding
from ssotlint.detectors.holding import HoldingOptions
from ssotlint.detectors.personal import is_of_somebody
from ssotlint.detectors.view import View
from ssotlint.graph.holder import A_KEY, IGNORED_ARGUMENTS, NO_RESET, Holder, HolderKind
from ssotlint.graph.known import Known
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Surface


class SingletonEvidence(Evidence, frozen=True, kw_only=True):
    """How the instance is kept, where, what that hides, and how many calls make "another" one.

    ``keyed`` tells that it is one for each key.
    """

    form: str = ""
    storage: str = ""
    hides: tuple[str, ...] = ()
    callers: int = 0
    unchanging: bool = False
    keyed: bool = False


EVIDENCE = SingletonEvidence
OPTIONS = HoldingOptions
# Methods of what is switched on and off for the whole process.
_PAIRS = (("enable", "disable"), ("install", "uninstall"), ("activate", "deactivate"),
          ("instrument", "uninstrument"), ("patch", "unpatch"), ("acquire", "release"))  # fmt: skip


def detect(view: View, options: HoldingOptions) -> Iterator[Case]:
    """One case a class, with the accessors and names that hand the same instance out."""
    for group in holding.by_product(holding.surveyed(view, options)).values():
        for holder in group:
            if (
                holder.kind is HolderKind.CLASS
                and holder.symbol not in options.allow
                and not _is_sentinel(view, holder)
                and _is_worth(view, holder)
            ):
                yield _case(view, holder, group)


def _case(view: View, holder: Holder, group: list[Holder]) -> Case:
    known = holder.definition
    evidence = SingletonEvidence(
        form=holder.form,
        storage=holder.storage,
        hides=holder.hides,
        callers=holding.callers_of(view, known),
        unchanging=_is_unchanging(view, holder),
        keyed=holder.form.endswith(A_KEY),
    )
    nothing = SingletonEvidence()
    members: list[Member] = [holding.member(holder, evidence, suspect=True)]
    if holder.through is not None:
        members.append(holding.context(holder.through, nothing, "keeps the instance"))
    others = [h for h in group if h is not holder]
    members += [holding.member(other, nothing, suspect=False) for other in others]
    members += holding.stores((holder, *others), nothing)
    return Case(
        detector="singletons",
        subject=holder.symbol,
        title=f"{holder.symbol} is a singleton",
        members=tuple(members),
    )


def _is_unchanging(view: View, holder: Holder) -> bool:
    """Whether nothing changes the instance; of a class that inherits its keeper, by itself."""
    known, attributes = holder.definition, view.graph.attributes
    if known is None:
        return False
    if holder.through is not None:
        return not attributes.changes(known)
    return not attributes.is_mutable(known)


def _is_worth(view: View, holder: Holder) -> bool:
    """Whether callers can be taken in: by what changes, whose it is, or what they said in vain."""
    known = holder.definition
    if IGNORED_ARGUMENTS in holder.hides:
        return True
    if holder.inherited:
        return False  # what is told of the base is true of it
    if known is None or _undoes(view, holder):
        return False
    if holder.only and _serves_its_module(view, known):
        return False
    return not _is_unchanging(view, holder) or is_of_somebody(view, known)


def _serves_its_module(view: View, known: Known) -> bool:
    """Whether it is made in one place of its module alone, and nobody takes it from there."""
    alone = view.graph.calls.counts(known) == {known.module.path: 1}
    return alone and not view.importers(known.symbol) and not _is_handed_out(view, known)


def _is_handed_out(view: View, known: Known) -> bool:
    """Whether others take a function of its module that returns it: `make_pool`."""
    graph, module = view.graph, known.module
    for name in module.picked(_functions):
        maker = graph.callees.scopes.lookup(module, -1, name).known
        if maker is not None and maker.module == module and graph.products.of(maker) == known:
            elsewhere = graph.calls.is_called(maker, but=module.path)
            if elsewhere or view.importers(maker.symbol):
                return True
    return False


def _functions(surface: Surface) -> list[str]:
    """The functions at the top of a file."""
    tops = (row for row in surface.definitions if row.owner < 0 and not row.is_class)
    return [row.name for row in tops]


def _undoes(view: View, holder: Holder) -> bool:
    """Whether it guards its first call, and what it does to the process it takes back as well."""
    known = holder.definition
    names = view.graph.callees.scopes.members(known) if known is not None else {}
    return set(holder.hides) <= {NO_RESET} and any(set(pair) <= names.keys() for pair in _PAIRS)


def _is_marker(view: View, known: Known) -> bool:
    """Whether an instance does nothing but to be itself: it keeps nothing, and has no method."""
    rows = known.module.near(known.position).definitions
    methods = [row.name for row in rows if row.owner == known.position]
    special = all(name.startswith("__") and name.endswith("__") for name in methods)
    return special and "__init__" not in methods and not view.graph.attributes.changes(known)


def _is_sentinel(view: View, holder: Holder) -> bool:
    """A class of which it or its base keeps one, and that has nothing of its own to keep."""
    known, through = holder.definition, holder.through
    if known is None or known.definition.keywords:
        return False
    if through is None:
        return not known.definition.bases and _is_marker(view, known)
    inherits = through in view.graph.callees.classes.lineage(known).ours
    members = view.graph.callees.scopes.members(known)
    return inherits and "__init__" not in members and not view.graph.attributes.changes(known)
