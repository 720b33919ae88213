"""Does the statement take the symbol from that path, for no reason that stands beside it?"""

import re
from dataclasses import replace
from typing import cast

from ssotlint.detectors.import_paths import ImportPathsEvidence, ImportPathsOptions
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.imports import Statement, statement_of
from ssotlint.model.case import Case, Member

_REASON = re.compile(r"#.*\b(?:circular|circle|cycl\w*)\b", re.IGNORECASE)


def judge(case: Case, excerpts: Excerpts, options: ImportPathsOptions) -> Case | None:
    """The case with the imports that are what the detector took them for."""
    del options
    members = tuple(
        replace(m, evidence=replace(m.evidence, proof="judges.import_paths")) if m.suspect else m
        for m in case.members
        if not m.suspect or _is_proved(m, excerpts)
    )
    return replace(case, members=members) if any(m.suspect for m in members) else None


def _is_proved(member: Member, excerpts: Excerpts) -> bool:
    evidence = cast("ImportPathsEvidence", member.evidence)
    written = any(_takes(s, evidence) for s in statement_of(member, excerpts))
    return written and not _has_a_reason(member, excerpts)


def _takes(statement: Statement, evidence: ImportPathsEvidence) -> bool:
    module, _, name = evidence.path.rpartition(".")
    bound = evidence.statement.rpartition(" ")[2]
    return statement.means(module) and (name, bound) in statement.parts


def _has_a_reason(member: Member, excerpts: Excerpts) -> bool:
    """Whether a comment on the statement, or right above it, speaks of an import cycle."""
    span = member.extent.span
    lines = excerpts.lines(member.extent.path)
    first = span.line - 1
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return any(_REASON.search(line) for line in lines[first : span.end_line])
