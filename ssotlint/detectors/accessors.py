"""Which functions hand out one instance that somebody keeps for everybody?"""

from collections.abc import Iterator

from ssotlint.detectors import holding
from ssotlint.detectors.holding import HoldingOptions
from ssotlint.detectors.personal import is_of_somebody
from ssotlint.detectors.view import View
from ssotlint.graph.constructors import PLAIN
from ssotlint.graph.holder import CACHED, GIVEN, STANDS, Holder, HolderKind
from ssotlint.graph.known import Known
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.value import replace


class AccessorEvidence(Evidence, frozen=True, kw_only=True):
    """How the instance is kept, where, of which class it is, what that hides, and its callers.

    ``unchanging`` tells that nothing in the class changes an instance once it is made, ``given``
    that the program puts it there when it starts, ``unused`` that nobody here asks for it.
    """

    form: str = ""
    storage: str = ""
    product: str = ""
    hides: tuple[str, ...] = ()
    callers: int = 0
    unchanging: bool = False
    given: bool = False
    unused: bool = False


# What costs little is worth a line where so many ask for it.
_MANY = 3
EVIDENCE = AccessorEvidence
OPTIONS = HoldingOptions


def detect(view: View, options: HoldingOptions) -> Iterator[Case]:
    """One case a product and domain: all its accessors, what they hand out, and the class."""
    for (product, _), group in holding.by_product(holding.surveyed(view, options)).items():
        accessors = [
            h for h in group
            if h.kind is HolderKind.ACCESSOR and h.symbol not in options.allow
        ]  # fmt: skip
        if accessors and not view.graph.attributes.is_constant(product):
            case = _case(view, product, accessors, group)
            if any(member.suspect for member in case.members):
                yield case


def _is_worth(evidence: AccessorEvidence) -> bool:
    """Whether an accessor is more than a short way to something that nobody changes."""
    if evidence.unchanging and evidence.given:
        return False
    return evidence.callers >= _MANY or not (evidence.unchanging or evidence.given)


def _is_aside(view: View, holder: Holder, product: Known, evidence: AccessorEvidence) -> bool:
    """Whether nobody would pass it on: settings that stand, a register of kinds, a helper.

    Settings are values in fields, and what a cache keeps of a class that nothing changes; a private
    accessor with one caller is a way to make something late, and so is one for its own file of what
    nothing changes.
    """
    name = holder.definition.definition.name if holder.definition is not None else ""
    private = name.startswith("_") and not name.startswith("__")
    if private and evidence.callers <= 1:
        return True
    if evidence.unchanging:
        known = holder.definition
        if known is not None and view.graph.calls.is_for_its_file(known):
            return True
        form = view.graph.callees.constructors.form(product)
        return holder.form == CACHED or form is None or form.kind != PLAIN
    return holding.is_register(product) and not is_of_somebody(view, product)


def _may_be_used(view: View, holder: Holder) -> bool:
    """Whether somebody takes an accessor, or gets what it hands out without calling it by name."""
    row = holder.definition.definition if holder.definition is not None else None
    asked = row is None or row.owner >= 0 or row.name.startswith("__")
    return asked or view.importers(holder.symbol) > 0


def _is_one_of_several(holder: Holder, group: list[Holder]) -> bool:
    """Whether its module has more such instances, which it made too: it hands out the usual one."""
    made = [h for h in group if h.kind is HolderKind.INSTANCE and h.module is holder.module]
    return holder.form == STANDS and len(made) > 1


def first_of_each(view: View, accessors: list[Holder]) -> list[Holder]:
    """The accessor of each storage that most calls go through; the others hand out the same."""
    best: dict[str, tuple[int, int, Holder]] = {}
    for number, holder in enumerate(accessors):
        rank = (holding.callers_of(view, holder.definition), -number, holder)
        if holder.storage not in best or rank[:2] > best[holder.storage][:2]:
            best[holder.storage] = rank
    return [holder for *_, holder in best.values()]


def _case(view: View, product: Known, accessors: list[Holder], group: list[Holder]) -> Case:
    members: list[Member] = []
    nothing = AccessorEvidence()
    told = first_of_each(view, accessors)
    unchanging = not view.graph.attributes.is_mutable(product)
    for holder in told:
        same = [h for h in accessors if h.storage == holder.storage]
        evidence = AccessorEvidence(
            form=holder.form,
            storage=holder.storage,
            product=product.definition.name,
            hides=holder.hides,
            callers=sum(holding.callers_of(view, h.definition) for h in same),
            unchanging=unchanging,
            given=holder.form.endswith(GIVEN),
        )
        worth = _is_worth(evidence) and not _is_aside(view, holder, product, evidence)
        worth = worth and not (unchanging and _is_one_of_several(holder, group))
        if not evidence.callers and not any(_may_be_used(view, h) for h in same):
            # What stands there already, and nobody here asks for, is there for others.
            worth = worth and holder.form != STANDS
            evidence = replace(evidence, unused=True)
        members.append(holding.member(holder, evidence, suspect=worth))
    others = [h for h in group if h not in told]
    members += [holding.member(other, nothing, suspect=False) for other in others]
    members += holding.stores(group, nothing)
    if not any(m.symbol == product.symbol for m in members):
        members.append(holding.context(product, nothing, "is what they hand out"))
    return Case(
        detector="accessors",
        subject=product.symbol,
        title=f"one {product.definition.name} for everybody",
        members=tuple(members),
    )
