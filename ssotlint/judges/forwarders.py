"""Does the module do nothing else, and does it call itself an old home?"""

from collections.abc import Iterator, Sequence
from typing import cast

import libcst as cst

from ssotlint.detectors.forwarders import ForwardersEvidence
from ssotlint.judges import outdated
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case
from ssotlint.model.options import Allowing
from ssotlint.model.value import replace
from ssotlint.syntax.forms import Handler, Try, is_empty, is_name, target_of

_LONG = 300  # lines; a module that only passes names on is shorter


def judge(case: Case, excerpts: Excerpts, _options: Allowing) -> Case | None:
    """The case of a module that only passes names on and says why it is still there."""
    members = list(case.members)
    position = next(i for i, member in enumerate(members) if member.suspect)
    member = members[position]
    says = outdated.says(member, excerpts)
    if not says or not _only_forwards(excerpts.lines(member.place.path)):
        return None
    evidence = cast("ForwardersEvidence", member.evidence)
    if evidence.unused and outdated.serves_others(member, excerpts):
        return None
    lines = excerpts.lines(member.place.path)
    announced = evidence.unused and (outdated.warns(lines) or not outdated.goes(says))
    proved = replace(evidence, proof="judges.forwarders", says=says, announced=announced)
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
        return all(map(_is_small, statement.body))
    if not isinstance(statement, cst.If | Try):
        return False
    if isinstance(statement, cst.If) and _asks_for_main(statement.test):
        return False
    return all(map(_is_harmless, _inside(statement)))


def _is_small(small: cst.BaseSmallStatement) -> bool:
    """Whether it imports, says nothing, warns, or gives a name to what has one or is for Python."""
    if isinstance(small, cst.Import | cst.ImportFrom) or is_empty(small):
        return True
    if isinstance(small, cst.Expr):
        return _warns(small.value)
    other = isinstance(small, cst.Assign) and isinstance(small.value, cst.Name | cst.Attribute)
    target = target_of(small)
    return other or (isinstance(target, cst.Name) and target.value.startswith("__"))


def _warns(value: cst.BaseExpression) -> bool:
    func = value.func if isinstance(value, cst.Call) else None
    return is_name(func.attr if isinstance(func, cst.Attribute) else func, "warn")


def _asks_for_main(test: cst.BaseExpression) -> bool:
    return isinstance(test, cst.Comparison) and is_name(test.left, "__name__")


def _inside(node: cst.CSTNode) -> Iterator[cst.BaseStatement]:
    """The statements in the branches of an ``if`` or ``try``."""
    for child in node.children:
        if isinstance(child, cst.IndentedBlock):
            yield from child.body
        elif isinstance(child, cst.SimpleStatementSuite):
            yield cst.SimpleStatementLine(child.body)
        elif isinstance(child, cst.If):
            yield child
        elif isinstance(child, cst.Else | Handler | cst.Finally):
            yield from _inside(child)
