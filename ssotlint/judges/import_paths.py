"""Does the statement take the symbols from that path, for no reason that stands beside it?"""

import re
from typing import cast

from ssotlint.detectors.import_paths import ImportPathsEvidence
from ssotlint.judges.confirming import confirmed
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.imports import Statement, speaks_of_circle, statement_of
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Allowing
from ssotlint.model.place import Place


def judge(case: Case, excerpts: Excerpts, _options: Allowing) -> Case | None:
    """The case with the imports that are what the detector took them for."""
    return confirmed(
        case,
        "judges.import_paths",
        lambda m: _is_proved(m, excerpts) and not _is_sanctioned(m, case, excerpts),
    )


def _is_proved(member: Member, excerpts: Excerpts) -> bool:
    evidence = cast("ImportPathsEvidence", member.evidence)
    written = any(_takes(s, evidence) for s in statement_of(member, excerpts))
    return written and not speaks_of_circle(member, excerpts)


def _takes(statement: Statement, evidence: ImportPathsEvidence) -> bool:
    """Whether what is written is what should be replaced, name by name."""
    known = {name for name, _ in statement.parts}
    return statement.means(evidence.module) and known.issuperset(evidence.names)


def _is_sanctioned(member: Member, case: Case, excerpts: Excerpts) -> bool:
    """Whether the module shows of each name that it is to be taken from there."""
    evidence = cast("ImportPathsEvidence", member.evidence)
    places = {m.symbol: m.place for m in case.members if not m.suspect and m.target == "binding"}
    wanted = [places.get(f"{evidence.module}.{name}") for name in evidence.names]
    return all(
        place is not None and _shows(evidence.module, name, place, excerpts)
        for name, place in zip(evidence.names, wanted, strict=True)
    )


def _shows(module: str, name: str, place: Place, excerpts: Excerpts) -> bool:
    """Whether a file shows how to import from itself: no code does that, but a docstring may."""
    shown = re.compile(rf"\bfrom {re.escape(module)} import [^#\n]*\b{re.escape(name)}\b")
    return any(map(shown.search, excerpts.lines(place.path)))
