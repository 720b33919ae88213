"""Which classes keep their own only instance?"""

from collections.abc import Iterator
from dataclasses import dataclass

from ssotlint.detectors import holding
from ssotlint.detectors.view import View
from ssotlint.graph.holders import Holder, HolderKind
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SingletonEvidence(Evidence):
    """How the instance is kept, where, what that hides, and how many calls make "another" one."""

    form: str = ""
    storage: str = ""
    hides: tuple[str, ...] = ()
    callers: int = 0


@dataclass(frozen=True, slots=True)
class SingletonOptions:
    """Classes that may keep their instance, by dotted name."""

    allow: tuple[str, ...] = ()


EVIDENCE = SingletonEvidence
OPTIONS = SingletonOptions
VERDICTS: tuple[str, ...] = ()


def detect(view: View, options: SingletonOptions) -> Iterator[Case]:
    """One case a class, with the accessors and names that hand the same instance out."""
    holders = view.graph.holders.survey(view.owned())
    for group in holding.by_product(holders).values():
        for holder in group:
            if holder.kind is HolderKind.CLASS and holder.symbol not in options.allow:
                yield _case(view, holder, group)


def _case(view: View, holder: Holder, group: list[Holder]) -> Case:
    evidence = SingletonEvidence(
        form=holder.form,
        storage=holder.storage,
        hides=holder.hides,
        callers=holding.callers_of(view, holder.definition),
    )
    members: list[Member] = [holding.member(view, holder, evidence, suspect=True)]
    nothing = SingletonEvidence()
    if holder.through is not None:
        note = "keeps the instance"
        members.append(holding.context(view, holder.through, nothing, note))
    members += [
        holding.member(view, other, nothing, suspect=False)
        for other in group
        if other is not holder
    ]
    return Case(
        detector="singletons",
        subject=holder.symbol,
        title=f"{holder.symbol} is a singleton",
        members=tuple(members),
    )
