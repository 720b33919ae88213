"""Do the imports that close a cycle stand there, and does nobody know of it?"""

import re
from typing import cast

from ssotlint.detectors.cycles import SHARED, CyclesEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.imports import is_left_alone, speaks_of_circle, statement_of
from ssotlint.model.case import Case, Member
from ssotlint.model.numbers import counted
from ssotlint.model.value import replace
from ssotlint.syntax.naming import uses_of

_TYPING = "import it under TYPE_CHECKING: only annotations need it (unless something reads them while the program runs)"


def judge(case: Case, excerpts: Excerpts, _options: object) -> Case | None:
    """The case with its imports to cut, none in whose circle a comment says that it is known.

    Each is a finding of its own, for what is accepted of a knot must not hide a circle that joins
    it. Where two circles have an import in common, the one that matters less weighs less: it is one
    of a package and its own modules, or the longer one.
    """
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
        how = _way_out(member, evidence, excerpts) or evidence.how
        proof = replace(evidence, overlapping=overlapping, how=how, proof="judges.cycles")
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


def _way_out(member: Member, evidence: CyclesEvidence, excerpts: Excerpts) -> str:
    """What helps where a file does nothing with the names of an import, or only annotates.

    "" elsewhere. A package imports for others, and a module may be loaded for what it does.
    """
    if evidence.how != SHARED or member.place.path.endswith("/__init__.py"):
        return ""
    statement = next(iter(statement_of(member, excerpts)), None)
    bound = [b for name, b in statement.parts if name in evidence.names] if statement else []
    if len(bound) != len(evidence.names):
        return ""
    rest = _without(member, excerpts)
    named = rf"\b(?:{'|'.join(map(re.escape, bound))})\b"
    if re.search(named, "\n".join(rest)):
        return _TYPING if _is_annotating(rest, named, frozenset(bound)) else ""
    if evidence.taken:
        others = counted(evidence.taken, "module takes", "modules take")
        return f"nothing here uses it; {others} it from here: import it from {member.target} there"
    if is_left_alone(member, excerpts):
        return ""
    loaded = member.target.rpartition(".")[2] in evidence.names
    return f"delete it{', unless it is there to be loaded' if loaded else ''}: nothing here uses it"


def _without(member: Member, excerpts: Excerpts) -> list[str]:
    """The lines of a file, those of the import empty."""
    lines, span = excerpts.lines(member.place.path), member.extent.span
    gone = [""] * (span.end_line - span.line + 1)
    return [*lines[: span.line - 1], *gone, *lines[span.end_line :]]


def _is_annotating(rest: list[str], named: str, names: frozenset[str]) -> bool:
    """Whether names stand in annotations alone; what is called or asked for a part needs no tree."""
    if re.search(rf"{named}\s*[(.]", "\n".join(rest)):
        return False
    uses = uses_of(rest, names)
    return uses is not None and bool(uses.annotations) and not (uses.loads or uses.functions)
