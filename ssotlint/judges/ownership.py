"""Members of a case, each held against the canonical one."""

from collections.abc import Callable

from ssotlint.model.case import Case, Member
from ssotlint.model.value import replace


def confirmed(case: Case, prove: Callable[[Member, Member], Member | None]) -> Case | None:
    """The owner first, then the suspects that ``prove(owner, suspect)`` confirms; None when none."""
    if case.canonical is None:
        return None
    owner = case.members[case.canonical]
    proved = [prove(owner, member) for member in case.members if member.suspect]
    copies = [member for member in proved if member is not None]
    return replace(case, members=(owner, *copies), canonical=0) if copies else None
