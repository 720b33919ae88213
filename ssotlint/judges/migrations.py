"""Does the code itself call the one the old one?"""

from dataclasses import replace
from typing import cast

import libcst as cst
import libcst.matchers as m

from ssotlint.detectors.migrations import MigrationsEvidence, MigrationsOptions
from ssotlint.judges import outdated
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case, Member
from ssotlint.syntax.excerpt import ExcerptError

_SIGNPOST = m.SimpleStatementLine(
    body=[m.Pass() | m.Raise() | m.Expr(m.Ellipsis() | m.SimpleString() | m.ConcatenatedString())]
)


def judge(case: Case, excerpts: Excerpts, options: MigrationsOptions) -> Case | None:
    """The case where what is left behind says so, in its name or in its words."""
    del options
    members = list(case.members)
    position = next(i for i, member in enumerate(members) if member.suspect)
    member = members[position]
    evidence = cast("MigrationsEvidence", member.evidence)
    says = (
        outdated.says(member, excerpts)
        if evidence.form == "home"
        else _definition(member, excerpts)
    )
    if not says:
        return None
    proved = replace(evidence, proof="judges.migrations", says=says)
    members[position] = replace(member, evidence=proved)
    return replace(case, members=tuple(members))


def _definition(member: Member, excerpts: Excerpts) -> str:
    """Whether the definition is called the old one and does anything but say so."""
    try:
        node = excerpts.of(member).statement
    except ExcerptError:
        return ""
    if not isinstance(node, cst.ClassDef | cst.FunctionDef):
        return ""
    if all(m.matches(statement, _SIGNPOST) for statement in node.body.body):
        return ""
    return f"it is called {node.name.value}"
