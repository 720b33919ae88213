"""Does the statement give the name away, and do the two callables really disagree?"""

from typing import cast

import libcst as cst

from ssotlint.detectors.aliases import AliasEvidence
from ssotlint.graph.contracts import differences
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.factories import contract_of
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.imports import statement_of
from ssotlint.model.case import Case, Member
from ssotlint.model.value import replace


def judge(case: Case, excerpts: Excerpts, _options: object) -> Case | None:
    """The case with the imports that rename, and what is proved of the conflict."""
    first = next(i for i, m in enumerate(case.members) if not m.suspect)
    rival, target = case.members[first : first + 2]
    conflicts = _conflicts(rival, target, excerpts, case.members[0])
    if not conflicts:
        return None
    members = [
        p for m in case.members[:first] if (p := _proved(m, excerpts, conflicts)) is not None
    ]
    if not members:
        return None
    paths = {m.place.path for m in members}
    others = [m for m in case.members[first + 2 :] if m.place.path in paths]
    return replace(case, members=(*members, rival, target, *others))


def _conflicts(
    rival: Member, target: Member, excerpts: Excerpts, suspect: Member
) -> tuple[str, ...]:
    """The clauses that the trees bear out; what fields make is for the graph to know."""
    said = cast("AliasEvidence", suspect.evidence).conflicts
    wanted, offered = contract_of(rival, excerpts), contract_of(target, excerpts)
    if wanted is not None and offered is not None:
        proved = differences(wanted, offered)
        return tuple(clause for clause in said if clause in proved)
    return said if _are_there((rival, target), excerpts) else ()


@where_illegible(False)
def _are_there(members: tuple[Member, ...], excerpts: Excerpts) -> bool:
    nodes = [excerpts.of(member).node for member in members]
    return all(isinstance(node, cst.ClassDef | cst.FunctionDef) for node in nodes)


def _proved(member: Member, excerpts: Excerpts, conflicts: tuple[str, ...]) -> Member | None:
    evidence = cast("AliasEvidence", member.evidence)
    name = evidence.target.rpartition(".")[2]
    part = (name, evidence.bound)
    if not any(p[1] == part[1] and p[0] != part[1] for s in statement_of(member, excerpts)
               for p in s.parts):  # fmt: skip
        return None
    return replace(member, evidence=replace(evidence, conflicts=conflicts, proof="judges.aliases"))
