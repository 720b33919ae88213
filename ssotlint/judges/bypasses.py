"""Does the expression construct the class, and does the factory?"""

from dataclasses import replace
from typing import NamedTuple, cast

import libcst as cst

from ssotlint.detectors.bypasses import BypassEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case, Member
from ssotlint.syntax.excerpt import ExcerptError
from ssotlint.syntax.locals import local_names
from ssotlint.syntax.names import dotted
from ssotlint.syntax.signatures import own_body


def judge(case: Case, excerpts: Excerpts, options: object) -> Case | None:
    """The case with the constructions that stand there; None where the factory makes nothing."""
    del options
    *sites, factory, product = case.members
    made = _made(factory, excerpts)
    if made is None:
        return None
    proved = [p for m in sites if (p := _proved(m, *made, excerpts)) is not None]
    if not proved:
        return None
    return replace(case, members=(*proved, factory, product), canonical=len(proved))


class _Made(NamedTuple):
    """How a factory makes its products.

    ``special`` are the keywords that it sets to a constant: `get_admin_context()` makes a Context
    with `is_admin=True`. ``decided`` are those whose value it works out itself, in names of its own,
    beside ``placed`` arguments by position.
    """

    special: frozenset[str]
    decided: frozenset[str]
    placed: int


def _made(factory: Member, excerpts: Excerpts) -> _Made | None:
    """What makes the products of a factory what they are; None where it makes nothing."""
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
    making = [c for c in calls if dotted(c.func).rpartition(".")[2] in (name, "cls")]
    special = [{k for k, value in _keywords(c) if _is_mark(value)} for c in making]
    rows = node.params
    given = {p.name.value for p in (*rows.posonly_params, *rows.params, *rows.kwonly_params)}
    own = local_names(node) - given
    decided = [
        {k for k, value in _keywords(c) if isinstance(value, cst.Name) and value.value in own}
        for c in making
    ]
    return _Made(
        frozenset(set.intersection(*special) if special else ()),
        frozenset(set.intersection(*decided) if decided else ()),
        max((_by_position(c) for c in making), default=0),
    )


def _keywords(call: cst.Call) -> list[tuple[str, cst.BaseExpression]]:
    return [(a.keyword.value, a.value) for a in call.args if a.keyword is not None]


def _by_position(call: cst.Call) -> int:
    """How many arguments a call gives by position, as far as they can be counted."""
    return sum(a.keyword is None and not a.star for a in call.args)


def _is_mark(value: cst.BaseExpression) -> bool:
    """A constant that says something: None, False and nothing at all are what a default says."""
    if isinstance(value, cst.SimpleString):
        return bool(value.raw_value)
    return isinstance(value, cst.Name) and value.value == "True"


def _proved(
    member: Member,
    special: frozenset[str],
    decided: frozenset[str],
    placed: int,
    excerpts: Excerpts,
) -> Member | None:
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
    said = {k for k, _ in _keywords(call)}
    if special and not evidence.declared and special.isdisjoint(said):
        return None  # the factory makes another kind of it
    more = _by_position(call) > placed
    if decided and not evidence.declared and (more or not decided.isdisjoint(said)):
        return None  # it says itself what the factory works out
    return replace(member, evidence=replace(evidence, proof="judges.bypasses"))
