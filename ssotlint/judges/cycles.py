"""Do the imports that close a circle stand there, and does nobody know of it?"""

from dataclasses import replace
from typing import cast

from ssotlint.detectors.cycles import CyclesEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.imports import speaks_of_circle, statement_of
from ssotlint.model.case import Case, Member


def judge(case: Case, excerpts: Excerpts, options: object) -> Case | None:
    """The case with its imports to cut, none in whose circle a comment says that it is known.

    Each is a finding of its own, for what is accepted of a knot must not hide a circle that joins
    it. Where two circles have an import in common, the one that matters less weighs less: it is one
    of a package and its own modules, or the longer one.
    """
    del options
    known = {f"{m.symbol}:{m.place.line}" for m in case.members if speaks_of_circle(m, excerpts)}
    wanted = [m for m in case.members if m.suspect and _is_proved(m, known, excerpts)]
    told: dict[int, Member] = {}
    tied: set[str] = set()
    for member in sorted(wanted, key=_rank):
        evidence = cast("CyclesEvidence", member.evidence)
        arrows = evidence.chain[:-1]
        overlapping = not tied.isdisjoint(arrows)
        if not overlapping:
            tied.update(arrows)
        proof = replace(evidence, overlapping=overlapping, proof="judges.cycles")
        told[id(member)] = replace(member, evidence=proof)
    members = tuple(told.get(id(m), replace(m, suspect=False)) for m in case.members)
    return replace(case, members=members) if told else None


def _rank(member: Member) -> tuple[bool, int]:
    evidence = cast("CyclesEvidence", member.evidence)
    return evidence.within_package, len(evidence.chain)


def _is_proved(member: Member, known: set[str], excerpts: Excerpts) -> bool:
    """Whether the import stands there, and none on the way back is one of which a comment speaks."""
    chain = cast("CyclesEvidence", member.evidence).chain
    if speaks_of_circle(member, excerpts) or not known.isdisjoint(chain):
        return False
    return bool(statement_of(member, excerpts))
