"""Does the code itself call the one the old one?"""

from collections.abc import Iterator
from typing import cast

import libcst as cst

from ssotlint.detectors.migrations import MigrationsEvidence
from ssotlint.judges import outdated
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Allowing
from ssotlint.model.value import replace
from ssotlint.syntax.forms import is_empty, only

_CALLED = "it is called"


def judge(case: Case, excerpts: Excerpts, _options: Allowing) -> Case | None:
    """The case where what is left behind says so, in its name or in its words."""
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
    named = evidence.form != "home" and says.startswith(_CALLED)
    proved = replace(evidence, proof="judges.migrations", says=says, named=named)
    members[position] = replace(member, evidence=proved)
    return replace(case, members=tuple(members))


@where_illegible("")
def _definition(member: Member, excerpts: Excerpts) -> str:
    """What the definition, which is called the old one, says of that; "" if it does nothing else."""
    node = excerpts.of(member).statement
    if not isinstance(node, cst.ClassDef | cst.FunctionDef):
        return ""
    if all(map(_is_signpost, node.body.body)):
        return ""
    return outdated.said(_words(member, node, excerpts)) or f"{_CALLED} {node.name.value}"


def _is_signpost(statement: cst.CSTNode) -> bool:
    small = only(statement)
    return isinstance(small, cst.Raise) or is_empty(small)


def _words(
    member: Member, node: cst.ClassDef | cst.FunctionDef, excerpts: Excerpts
) -> Iterator[str]:
    """The comments and decorators above a definition, and its docstring."""
    lines = excerpts.lines(member.place.path)
    above = at = member.extent.span.line - 1
    while above and lines[above - 1].lstrip().startswith("#"):
        above -= 1
    yield from (line.strip("# ") for line in lines[above:at])
    yield from lines[at : member.place.line - 1]
    yield from (node.get_docstring() or "").splitlines()
