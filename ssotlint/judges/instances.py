"""Is it really made by a statement of the module, and what does that run?"""

from collections.abc import Iterator
from contextlib import suppress
from typing import cast

import libcst as cst

from ssotlint.detectors.instances import RUNS, InstanceEvidence
from ssotlint.judges.effects import effects, from_outside, may_harm
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.model.case import Case, Member
from ssotlint.model.errors import ExcerptError
from ssotlint.model.value import replace
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.names import dotted
from ssotlint.syntax.sources import names
from ssotlint.syntax.tree import every

_TOLD = 3  # effects that a message names


def judge(case: Case, excerpts: Excerpts, _options: object) -> Case | None:
    """Confirm shared instances that change later, and constructions that may fail."""
    if _is_calm(case, excerpts):
        return None
    fields = _known(case, excerpts), _outside(case, excerpts)
    done = [e for m in case.members if m.note == RUNS for e in _effects(m, excerpts, *fields)]
    harmful = {path for path, _, bad in done if bad}
    members: list[Member] = []
    for member in case.members:
        if member.note == RUNS:
            if any(_stands_in(member, place) for place, _, _ in done):
                members.append(member)
        elif not member.suspect:
            members.append(member)
        else:
            own = _effects(member, excerpts, *fields)
            confirmed = _confirmed(member, excerpts, own + done, bool(harmful))
            if confirmed is not None:
                members.append(confirmed)
    return replace(case, members=tuple(members)) if any(m.suspect for m in members) else None


@where_illegible(False)
def _is_calm(case: Case, excerpts: Excerpts) -> bool:
    """Whether nobody changes what is made, and no word in what runs for it speaks of harm."""
    if any(m.suspect and cast("InstanceEvidence", m.evidence).shared for m in case.members):
        return False
    return not any(may_harm(excerpts.text(m.extent)) for m in case.members)


def _confirmed(member: Member, excerpts: Excerpts, done: list[tuple[str, str, bool]],
               harmful: bool) -> Member | None:  # fmt: skip
    evidence = cast("InstanceEvidence", member.evidence)
    call = _call(member, excerpts)
    if call is None or dotted(call.func) != evidence.made:
        return None
    if not {dotted(argument.value) for argument in call.args}.isdisjoint(evidence.contextual):
        evidence = replace(evidence, shared=False)
    harmful = harmful or any(bad for _, _, bad in done)
    ordered = sorted(done, key=lambda effect: not effect[2])
    does = tuple(dict.fromkeys(f"{text} ({place})" for place, text, _ in _first(ordered)))[:_TOLD]
    if not harmful and not evidence.shared:
        return None
    proof = replace(evidence, does=does, calm=not harmful, proof="judges.instances")
    return replace(member, evidence=proof)


def _first(done: list[tuple[str, str, bool]]) -> Iterator[tuple[str, str, bool]]:
    """Each thing that is done once, where it is done first."""
    seen: set[str] = set()
    for effect in done:
        if effect[1] not in seen:
            seen.add(effect[1])
            yield effect


def _known(case: Case, excerpts: Excerpts) -> frozenset[str]:
    """The attributes that are what the class says while an instance is made."""
    evidence = cast("InstanceEvidence", next(m.evidence for m in case.members if m.suspect))
    found = {f"self.{name}" for name in evidence.fields}
    for member in case.members:
        if found and member.note == RUNS:
            with suppress(ExcerptError):
                found -= {dotted(n.target) for n in every(excerpts.of(member).node)
                          if isinstance(n, cst.AssignTarget | cst.AnnAssign | cst.AugAssign)}  # fmt: skip
    return frozenset(found)


def _outside(case: Case, excerpts: Excerpts) -> frozenset[str]:
    """The attributes that are what the machine says, and the functions that answer so.

    `self.url = os.environ.get("PRICES")`, `def _url(self): return os.environ.get("PRICES")`.
    """
    found: set[str] = set()
    before = -1
    while before < len(found):
        before = len(found)
        for member in case.members:
            if member.note == RUNS:
                with suppress(ExcerptError):
                    found |= _told_outside(excerpts.of(member).node, frozenset(found))
    return frozenset(found)


def _told_outside(node: cst.CSTNode, known: frozenset[str]) -> set[str]:
    """What a function says of the machine to those who run after it, or call it."""
    said = from_outside(node, known)
    told = {name for name in said if name.startswith("self.")}
    answers = (n.value for n in every(node) if isinstance(n, cst.Return) and n.value is not None)
    if isinstance(node, cst.FunctionDef) and any(said & set(names(value)) for value in answers):
        told |= {node.name.value, f"self.{node.name.value}"}
    return told


def _effects(
    member: Member, excerpts: Excerpts, known: frozenset[str], outside: frozenset[str]
) -> list[tuple[str, str, bool]]:
    """Where, what, and whether it can keep a program from starting."""
    try:
        excerpt = excerpts.of(member)
        return [
            (f"{member.extent.path}:{excerpt.span_of(e.node).line}", e.text, e.harmful)
            for e in effects(excerpt.node, known, outside)
        ]
    except ExcerptError:
        return []


def _stands_in(member: Member, place: str) -> bool:
    path, _, line = place.rpartition(":")
    span = member.extent.span
    return path == member.extent.path and span.line <= int(line) <= span.end_line


@where_illegible(None)
def _call(member: Member, excerpts: Excerpts) -> cst.Call | None:
    """The call of a statement `name = callee(...)`."""
    value = _value(excerpts.of(member))
    return value if isinstance(value, cst.Call) else None


def _value(excerpt: Excerpt) -> cst.BaseExpression | None:
    node = excerpt.node
    if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1:
        node = node.body[0]  # type: ignore[assignment]
    return node.value if isinstance(node, cst.Assign | cst.AnnAssign) else None
