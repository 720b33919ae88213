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
    made = _made(factory, excerpts)
    if made is None:
        return None
    proved = [p for m in sites if (p := _proved(m, made, excerpts)) is not None]
    if not proved:
        return None
    return replace(case, members=(*proved, factory, product), canonical=len(proved))


def _made(factory: Member, excerpts: Excerpts) -> frozenset[str] | None:
    """What makes the products of a factory special: keywords that it sets to a constant.

    `get_admin_context()` makes a Context with `is_admin=True`. None where it makes nothing.
    """
    try:
        node = excerpts.of(factory).node
    except ExcerptError:
        return None
    if not isinstance(node, cst.FunctionDef):
        return None
    body = list(own_body(node))
    calls = [n for n in body if isinstance(n, cst.Call)]
    if not calls or not any(isinstance(n, cst.Return) and n.value is not None for n in body):
        return None
    name = cast("BypassEvidence", factory.evidence).product
    own = [c for c in calls if dotted(c.func).rpartition(".")[2] in (name, "cls")]
    special = [{k for k, value in _keywords(c) if _is_mark(value)} for c in own]
    return frozenset(set.intersection(*special) if special else ())


def _keywords(call: cst.Call) -> list[tuple[str, cst.BaseExpression]]:
    return [(a.keyword.value, a.value) for a in call.args if a.keyword is not None]


def _is_mark(value: cst.BaseExpression) -> bool:
    """A constant that says something: None, False and nothing at all are what a default says."""
    if isinstance(value, cst.SimpleString):
        return bool(value.raw_value)
    return isinstance(value, cst.Name) and value.value == "True"


def _proved(member: Member, made: frozenset[str], excerpts: Excerpts) -> Member | None:
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
    if made and not evidence.declared and made.isdisjoint(k for k, _ in _keywords(call)):
        return None  # the factory makes another kind of it
    return replace(member, evidence=replace(evidence, proof="judges.bypasses"))
