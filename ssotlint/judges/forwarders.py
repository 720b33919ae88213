"""Does the module do nothing else, and does it call itself an old home?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

import libcst as cst
import libcst.matchers as m

from ssotlint.detectors.forwarders import ForwardersEvidence, ForwardersOptions
from ssotlint.judges import outdated
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case

_LONG = 300  # lines; a module that only passes names on is shorter
_TEXT = m.SimpleString() | m.ConcatenatedString()
_OTHER_NAME = m.Name() | m.Attribute()
_DUNDER = m.Name(value=m.MatchIfTrue(lambda name: name.startswith("__")))
_WARN = m.Call(func=m.Attribute(attr=m.Name("warn")) | m.Name("warn"))
_HARMLESS = (
    m.Import()
    | m.ImportFrom()
    | m.Pass()
    | m.Expr(_TEXT | m.Ellipsis() | _WARN)
    | m.Assign(value=_OTHER_NAME)
    | m.Assign(targets=[m.AssignTarget(_DUNDER)])
    | m.AnnAssign(target=_DUNDER)
    | m.AugAssign(target=_DUNDER)
)
_MAIN = m.Comparison(left=m.Name("__name__"))


def judge(case: Case, excerpts: Excerpts, options: ForwardersOptions) -> Case | None:
    """The case of a module that only passes names on and says why it is still there."""
    del options
    members = list(case.members)
    position = next(i for i, member in enumerate(members) if member.suspect)
    member = members[position]
    says = outdated.says(member, excerpts)
    if not says or not _only_forwards(excerpts.lines(member.place.path)):
        return None
    evidence = cast("ForwardersEvidence", member.evidence)
    if evidence.unused and outdated.serves_others(member, excerpts):
        return None
    proved = replace(evidence, proof="judges.forwarders", says=says)
    members[position] = replace(member, evidence=proved)
    return replace(case, members=tuple(members))


def _only_forwards(lines: Sequence[str]) -> bool:
    if len(lines) > _LONG:
        return False
    try:
        tree = cst.parse_module("\n".join(lines) + "\n")
    except cst.ParserSyntaxError:
        return False
    return all(map(_is_harmless, tree.body))


def _is_harmless(statement: cst.BaseStatement) -> bool:
    """Whether a statement of the module only binds what others define, or warns of it."""
    if isinstance(statement, cst.SimpleStatementLine):
        return all(m.matches(small, _HARMLESS) for small in statement.body)
    if not isinstance(statement, cst.If | cst.Try):
        return False
    if isinstance(statement, cst.If) and m.matches(statement.test, _MAIN):
        return False
    return all(map(_is_harmless, _inside(statement)))


def _inside(node: cst.CSTNode) -> Iterator[cst.BaseStatement]:
    """The statements in the branches of an ``if`` or ``try``."""
    for child in node.children:
        if isinstance(child, cst.IndentedBlock):
            yield from child.body
        elif isinstance(child, cst.SimpleStatementSuite):
            yield cst.SimpleStatementLine(child.body)
        elif isinstance(child, cst.If):
            yield child
        elif isinstance(child, cst.Else | cst.ExceptHandler | cst.Finally):
            yield from _inside(child)
