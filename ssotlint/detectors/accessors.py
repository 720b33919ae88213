"""Which functions hand out one instance that somebody keeps for everybody?"""

from collections.abc import Iterator
from dataclasses import dataclass

from ssotlint.detectors import holding
from ssotlint.detectors.view import View
from ssotlint.graph.holders import Holder, HolderKind
from ssotlint.graph.scopes import Known
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessorEvidence(Evidence):
    """How the instance is kept, where, of which class it is, what that hides, and its callers."""

    form: str = ""
    storage: str = ""
    product: str = ""
    hides: tuple[str, ...] = ()
    callers: int = 0


@dataclass(frozen=True, slots=True)
class AccessorOptions:
    """Accessors that may stay, by dotted name."""

    allow: tuple[str, ...] = ()


EVIDENCE = AccessorEvidence
OPTIONS = AccessorOptions
VERDICTS: tuple[str, ...] = ()


def detect(view: View, options: AccessorOptions) -> Iterator[Case]:
    """One case a product and domain: all its accessors, what they hand out, and the class."""
    holders = view.graph.holders.survey(view.owned())
    for (product, _), group in holding.by_product(holders).items():
        accessors = [
            h for h in group
            if h.kind is HolderKind.ACCESSOR and h.symbol not in options.allow
        ]  # fmt: skip
        if accessors and view.graph.attributes.is_mutable(product):
            yield _case(view, product, accessors, group)


def _case(view: View, product: Known, accessors: list[Holder], group: list[Holder]) -> Case:
    members: list[Member] = []
    nothing = AccessorEvidence()
    for holder in accessors:
        evidence = AccessorEvidence(
            form=holder.form,
            storage=holder.storage,
            product=product.definition.name,
            hides=holder.hides,
            callers=holding.callers_of(view, holder.definition),
        )
        members.append(holding.member(view, holder, evidence, suspect=True))
    stores = {h.storage: holding.storage(h, nothing) for h in accessors}
    members += [m for m in stores.values() if m is not None]
    for holder in group:
        if holder.kind is not HolderKind.ACCESSOR and holder.storage not in stores:
            members.append(holding.member(view, holder, nothing, suspect=False))
    if not any(m.symbol == product.symbol for m in members):
        members.append(holding.context(view, product, nothing, "is what they hand out"))
    return Case(
        detector="accessors",
        subject=product.symbol,
        title=f"one {product.definition.name} for everybody",
        members=tuple(members),
    )
