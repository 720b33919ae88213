"""Do the places keep an instance each, and does nobody read what is said to be unread?"""

from collections import Counter
from typing import cast

import libcst as cst

from ssotlint.detectors.competing import WRITES, CompetingEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.model.case import Case, Member
from ssotlint.model.errors import ExcerptError
from ssotlint.model.value import replace
from ssotlint.syntax.forms import is_name
from ssotlint.syntax.names import dotted
from ssotlint.syntax.tree import children, every

_PROOF = "judges.competing"


def judge(case: Case, excerpts: Excerpts, _options: object) -> Case | None:
    """The case with the suspects that were proved; None where less than two places are left."""
    if any(m.note == WRITES for m in case.members):
        return _unread(case, excerpts)
    keeping = [m for m in case.members if _evidence(m).storage]
    proved = {id(m) for m in keeping if _keeps(m, excerpts)} - _set_apart(keeping, excerpts)
    rivals = any(_evidence(m).rivals for m in keeping)
    if len(proved) < (2 if rivals else 1):
        return None
    members = tuple(
        replace(m, evidence=replace(_evidence(m), proof=_PROOF)) if m.suspect else m
        for m in case.members
        if id(m) in proved or not _evidence(m).storage
    )
    if not any(m.suspect for m in members):
        return None
    kept = case.owner is not None and any(m.place == case.owner.place for m in members)
    return replace(case, members=members, canonical=0 if kept else None)


def _evidence(member: Member) -> CompetingEvidence:
    return cast("CompetingEvidence", member.evidence)


@where_illegible(False)
def _keeps(member: Member, excerpts: Excerpts) -> bool:
    """Whether the statement makes it, or the definition names where it is kept."""
    node = excerpts.of(member).node
    if isinstance(node, cst.FunctionDef):
        hands_out = any(isinstance(n, cst.Return) and n.value is not None for n in every(node))
        return hands_out and (bool(node.decorators) or _names(node, _evidence(member).storage))
    if isinstance(node, cst.ClassDef):
        return True
    return any(
        isinstance(n, cst.Assign | cst.AnnAssign) and isinstance(n.value, cst.Call)
        for n in every(node)
    )


def _set_apart(members: list[Member], excerpts: Excerpts) -> set[int]:
    """Instances that are told apart on purpose: each is made with texts of its own.

    Another number under one name is a drift, and no name.
    """
    said: dict[int, str] = {}
    for member in members:
        try:
            node = excerpts.of(member).node
        except ExcerptError:
            continue
        calls = [n.value for n in every(node) if isinstance(n, cst.Assign | cst.AnnAssign)]
        call = calls[0] if calls and not isinstance(node, cst.FunctionDef | cst.ClassDef) else None
        if isinstance(call, cst.Call) and any(_is_text(n) for a in call.args for n in every(a)):
            said[id(member)] = cst.Module([]).code_for_node(call)
    alike = Counter(said.values())
    return {key for key, text in said.items() if alike[text] == 1}


def _is_text(node: cst.CSTNode) -> bool:
    """A text, or a constant that stands for one: `Kind.ANSIBLE`."""
    if isinstance(node, cst.Attribute):
        return node.attr.value.isupper()
    return isinstance(node, cst.SimpleString)


def _names(node: cst.CSTNode, name: str) -> bool:
    return any(is_name(n, name) for n in every(node))


def _unread(case: Case, excerpts: Excerpts) -> Case | None:
    """None when one of the writers reads the name as well."""
    target = next(m for m in case.members if m.suspect)
    name, writes = _evidence(target).storage, False
    for member in case.members:
        if member.note != WRITES:
            continue
        try:
            node = excerpts.of(member).node
        except ExcerptError:
            return None
        if _reads(node, name):
            return None
        writes = writes or _writes(node, name)
    if not writes:
        return None  # it is only declared
    proof = replace(target, evidence=replace(_evidence(target), proof=_PROOF))
    return replace(case, members=tuple(proof if m is target else m for m in case.members))


def _writes(node: cst.CSTNode, name: str) -> bool:
    return any(
        isinstance(one, cst.AssignTarget | cst.AnnAssign | cst.AugAssign | cst.NamedExpr)
        and dotted(one.target) == name
        for one in every(node)
    )


def _reads(node: cst.CSTNode, name: str) -> bool:
    """Whether a name stands anywhere but in `global` and on the left of `=`."""
    pending: list[cst.CSTNode] = [node]
    while pending:
        one = pending.pop()
        if is_name(one, name):
            return True
        if isinstance(one, cst.Global):
            continue
        if isinstance(one, cst.AssignTarget) and dotted(one.target) == name:
            continue
        if isinstance(one, cst.AnnAssign) and dotted(one.target) == name:
            pending.extend(n for n in (one.value,) if n is not None)
            continue
        if isinstance(one, cst.Arg):
            pending.append(one.value)  # the keyword is no name of ours
            continue
        pending.extend(children(one))
    return False
