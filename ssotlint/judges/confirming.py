"""A case with the suspects that are proved: each by itself, or held against the canonical one."""

from collections.abc import Callable

from ssotlint.model.case import Case, Member
from ssotlint.model.value import replace


def confirmed(case: Case, proof: str, is_proved: Callable[[Member], bool]) -> Case | None:
    """The case with the suspects that are proved, each by ``proof``; None when there is none."""
    members = tuple(
        replace(m, evidence=replace(m.evidence, proof=proof)) if m.suspect else m
        for m in case.members
        if not m.suspect or is_proved(m)
    )
    return replace(case, members=members) if any(m.suspect for m in members) else None


def copies_of(case: Case, prove: Callable[[Member, Member], Member | None]) -> Case | None:
    """The owner first, then the suspects that ``prove(owner, suspect)`` confirms; None when none."""
    owner = case.owner
    if owner is None:
        return None
    proved = [prove(owner, member) for member in case.members if member.suspect]
    copies = [member for member in proved if member is not None]
    return replace(case, members=(owner, *copies), canonical=0) if copies else None
