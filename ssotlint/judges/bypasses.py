"""Does the expression construct the class, and does the factory?"""

from dataclasses import replace
from typing import cast

import libcst as cst

from ssotlint.detectors.bypasses import BypassEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case, Member
from ssotlint.syntax.excerpt import ExcerptError
from ssotlint.syntax.names import dotted
from ssotlint.syntax.signatures import own_body


def judge(case: Case, excerpts: Excerpts, options: object) -> Case | None:
    """The case with the constructions that stand there; None where the factory makes nothing."""
    del options
    *sites, factory, product = case.members
    if not _makes(factory, excerpts):
        return None
    proved = [p for m in sites if (p := _proved(m, excerpts)) is not None]
    if not proved:
        return None
    return replace(case, members=(*proved, factory, product), canonical=len(proved))


def _makes(factory: Member, excerpts: Excerpts) -> bool:
    """Whether the factory calls something in order to return it."""
    try:
        node = excerpts.of(factory).node
    except ExcerptError:
        return False
    if not isinstance(node, cst.FunctionDef):
        return False
    body = list(own_body(node))
    returns = any(isinstance(n, cst.Return) and n.value is not None for n in body)
    return returns and any(isinstance(n, cst.Call) for n in body)


def _proved(member: Member, excerpts: Excerpts) -> Member | None:
    evidence = cast("BypassEvidence", member.evidence)
    try:
        node = excerpts.at(member.place).node
    except ExcerptError:
        return None
    if not isinstance(node, cst.SimpleStatementLine) or not isinstance(node.body[0], cst.Expr):
        return None
    call = node.body[0].value
    if not isinstance(call, cst.Call) or dotted(call.func) != evidence.callee:
        return None
    return replace(member, evidence=replace(evidence, proof="judges.bypasses"))
