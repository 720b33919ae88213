"""Does the statement import what the path is about?"""

from typing import cast

from ssotlint.detectors.deprecated import DeprecatedEvidence
from ssotlint.judges.confirming import confirmed
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.imports import Statement, statement_of
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Options


def judge(case: Case, excerpts: Excerpts, _options: Options) -> Case | None:
    """The case with the imports that are written as the detector took them."""
    return confirmed(case, "judges.deprecated", lambda member: _is_proved(member, excerpts))


def _is_proved(member: Member, excerpts: Excerpts) -> bool:
    evidence = cast("DeprecatedEvidence", member.evidence)
    return any(_takes(s, evidence) for s in statement_of(member, excerpts))


def _takes(statement: Statement, evidence: DeprecatedEvidence) -> bool:
    if not evidence.names:
        return evidence.module == statement.module
    return statement.means(evidence.module) and all(map(statement.brings, evidence.names))
