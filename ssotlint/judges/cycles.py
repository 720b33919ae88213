"""Do the imports that close a circle stand there, and does nobody know of it?"""

from dataclasses import replace
from typing import cast

from ssotlint.detectors.cycles import CyclesEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.imports import speaks_of_circle, statement_of
from ssotlint.model.case import Case, Member


def judge(case: Case, excerpts: Excerpts, options: object) -> Case | None:
    """The case with one of its imports to cut: a knot is one fault, however many imports tie it.

    It is one of two modules rather than of a package and its own, with the shortest way back, and
    none in whose circle a comment says that the circle is known.
    """
    del options
    known = {f"{m.symbol}:{m.place.line}" for m in case.members if speaks_of_circle(m, excerpts)}
    wanted = sorted((m for m in case.members if m.suspect), key=_rank)
    told = next((m for m in wanted if _is_proved(m, known, excerpts)), None)
    if told is None:
        return None
    members = tuple(
        replace(m, evidence=replace(m.evidence, proof="judges.cycles")) if m is told
        else replace(m, suspect=False)
        for m in case.members
    )  # fmt: skip
    return replace(case, members=members)


def _rank(member: Member) -> tuple[bool, int]:
    evidence = cast("CyclesEvidence", member.evidence)
    return evidence.within_package, len(evidence.chain)


def _is_proved(member: Member, known: set[str], excerpts: Excerpts) -> bool:
    """Whether the import stands there, and none on the way back is one of which a comment speaks."""
    chain = cast("CyclesEvidence", member.evidence).chain
    if speaks_of_circle(member, excerpts) or not known.isdisjoint(chain):
        return False
    return bool(statement_of(member, excerpts))
