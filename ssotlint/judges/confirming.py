"""A case of which each suspect is proved, or not, by itself."""

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
