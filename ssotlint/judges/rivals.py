"""Is it a definition or an assignment of that name?"""

import libcst as cst

from ssotlint.judges.confirming import confirmed
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Options
from ssotlint.syntax.forms import binds


def judge(case: Case, excerpts: Excerpts, _options: Options) -> Case | None:
    """The case with the members that bind the name themselves."""
    return confirmed(case, "judges.rivals", lambda member: _is_proved(member, excerpts))


@where_illegible(False)
def _is_proved(member: Member, excerpts: Excerpts) -> bool:
    name = member.symbol.rpartition(".")[2]
    node = excerpts.of(member).node
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        return node.name.value == name and not _only_raises(node)
    return isinstance(node, cst.SimpleStatementLine) and any(
        binds(part, name) for part in node.body
    )


def _only_raises(node: cst.FunctionDef | cst.ClassDef) -> bool:
    """Whether it is a signpost: nothing but an error that says where to go, notes apart."""
    statements = [
        part
        for line in node.body.body
        for part in (line.body if isinstance(line, cst.SimpleStatementLine) else (line,))
    ]
    left = [s for s in statements if not (isinstance(s, cst.Expr)
            and isinstance(s.value, cst.SimpleString | cst.ConcatenatedString))]  # fmt: skip
    return bool(left) and all(isinstance(statement, cst.Raise) for statement in left)
