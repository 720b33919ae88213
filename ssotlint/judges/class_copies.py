"""Does a class have the members of the canonical one, and which of them say something else?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

import libcst as cst

from ssotlint.detectors.class_copies import ClassCopiesEvidence, ClassCopiesOptions
from ssotlint.judges.copies import compare
from ssotlint.judges.differences import is_harmless, sentences
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.ownership import confirmed
from ssotlint.model.case import Case, Member
from ssotlint.syntax.excerpt import Excerpt, ExcerptError

_ALIKE = 0.7
_FULL = 8  # a longer method says no more
_LISTED = 8


class _Part(NamedTuple):
    """A member of a class: its code, and the excerpt of a method."""

    code: str
    weight: int
    method: Excerpt | None = None


@dataclass(slots=True)
class _Tally:
    """What two classes have in common, as it is counted."""

    total: int = 0
    common: float = 0.0
    equal: int = 0
    differences: list[str] | None = None
    drifted: bool = False


def judge(case: Case, excerpts: Excerpts, options: ClassCopiesOptions) -> Case | None:
    """The case with those members that are copies of the canonical one."""
    del options
    return confirmed(case, lambda owner, member: _judged(owner, member, excerpts))


def _judged(owner: Member, member: Member, excerpts: Excerpts) -> Member | None:
    try:
        tally = _tally(_parts(excerpts.of(owner)), _parts(excerpts.of(member)), owner, member)
    except ExcerptError:
        return None
    similarity = tally.common / tally.total if tally.total else 1.0
    if similarity < _ALIKE:
        return None
    found = tally.differences or []
    more = [f"and {len(found) - _LISTED} more"] if len(found) > _LISTED else []
    proved = replace(
        cast("ClassCopiesEvidence", member.evidence),
        proof="judges.class_copies",
        similarity=round(similarity, 3),
        equal=tally.equal,
        differences=(*found[:_LISTED], *more),
        drifted=tally.drifted,
    )
    return replace(member, evidence=proved, drifted=tally.drifted)


def _tally(ours: dict[str, _Part], theirs: dict[str, _Part], owner: Member,
           member: Member) -> _Tally:  # fmt: skip
    tally = _Tally(sum(p.weight for p in (*ours.values(), *theirs.values())))
    found: list[str] = []
    classes = (owner.symbol.rpartition(".")[2], member.symbol.rpartition(".")[2])
    for name in [*ours, *(n for n in theirs if n not in ours)]:
        one, other = ours.get(name), theirs.get(name)
        if one is None or other is None:
            found.append(f"adds `{name}`" if one is None else f"lacks `{name}`")
            tally.drifted = True
            continue
        share, told, drifted = _compared(one, other, name, classes)
        tally.common += share * (one.weight + other.weight)
        tally.equal += share == 1.0
        tally.drifted = tally.drifted or drifted
        found += told
    tally.differences = found
    return tally


def _compared(one: _Part, other: _Part, name: str,
              classes: tuple[str, str]) -> tuple[float, list[str], bool]:  # fmt: skip
    """How alike two members of one name are, what differs, and whether that matters."""
    if one.method is None or other.method is None:
        if one.code.replace(classes[0], classes[1]) == other.code:
            return 1.0, [], False
        return 0.0, [f"`{other.code}` instead of `{one.code}`"], True
    verdict = compare(one.method, other.method, (name, name), classes)
    if not verdict.edits:
        return 1.0, [], False
    first, *rest = sentences(verdict.edits)
    told = f"`{name}` {first}" + (f" and {len(rest)} more" if rest else "")
    return verdict.similarity, [told], not all(map(is_harmless, verdict.edits))


def _parts(excerpt: Excerpt) -> dict[str, _Part]:
    """The members of a class by name, in their order."""
    node = excerpt.node
    if not isinstance(node, cst.ClassDef):
        raise ExcerptError("the excerpt is no class")
    parts: dict[str, _Part] = {}
    for name, part in _members(node.body, excerpt):
        known = name
        while known in parts:
            known += "+"
        parts[known] = part
    return parts


def _members(body: cst.BaseSuite, excerpt: Excerpt) -> Iterator[tuple[str, _Part]]:
    for row in body.body:
        if isinstance(row, cst.FunctionDef):
            size = min(1 + sum(1 for _ in _statements(row.body)), _FULL)
            yield row.name.value, _Part("", size, excerpt.part(row))
        elif isinstance(row, cst.ClassDef):
            yield row.name.value, _Part(_code(row, excerpt), 2)
        elif isinstance(row, cst.SimpleStatementLine):
            for small in row.body:
                name = _bound(small)
                if name:
                    yield name, _Part(_code(small, excerpt), 1)


def _statements(body: cst.BaseSuite) -> Iterator[cst.CSTNode]:
    for row in body.body:
        yield row
        inner = getattr(row, "body", None)
        if isinstance(inner, cst.BaseSuite):
            yield from _statements(inner)


def _bound(node: cst.BaseSmallStatement) -> str:
    target: cst.CSTNode | None = None
    if isinstance(node, cst.AnnAssign):
        target = node.target
    elif isinstance(node, cst.Assign) and len(node.targets) == 1:
        target = node.targets[0].target
    return target.value if isinstance(target, cst.Name) else ""


def _code(node: cst.CSTNode, excerpt: Excerpt) -> str:
    return " ".join(excerpt.code(node).strip("; \n").split())
