"""Does a copy say what the canonical member says, and if not quite, what does it do otherwise?"""

from dataclasses import dataclass, replace
from typing import cast

import libcst as cst

from ssotlint.detectors.clones import ClonesEvidence, ClonesOptions, Edit
from ssotlint.detectors.likeness import Bag, likeness, token_share
from ssotlint.judges.alignment import align
from ssotlint.judges.differences import Comparison, is_harmless, is_substitution, sentences
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.saying import Said, saying
from ssotlint.model.case import Case, Member
from ssotlint.syntax.excerpt import Excerpt, ExcerptError
from ssotlint.syntax.normal import NormalForm, normal_form

_ALIKE = 0.7
# With so many statements, and more than two of them changed, siblings are a copy that was adapted.
_LARGE, _FEW = 20, 2
# What a base asks for and takes so few statements is a pattern when one word differs.
_SMALL = 8


@dataclass(frozen=True, slots=True)
class _Reading:
    """A function in one of the ways in which it can be read."""

    form: NormalForm
    said: tuple[Said, ...]


def judge(case: Case, excerpts: Excerpts, options: ClonesOptions) -> Case | None:
    """The case with those members that are copies of the canonical one."""
    del options
    position = case.canonical
    if position is None:
        return None
    owner = case.members[position]
    members = [owner]
    for member in case.members:
        if member.suspect:
            judged = _judged(owner, member, excerpts)
            if judged is not None:
                members.append(judged)
    return replace(case, members=tuple(members), canonical=0) if len(members) > 1 else None


def _judged(owner: Member, member: Member, excerpts: Excerpts) -> Member | None:
    try:
        pairs = _readings(owner, member, excerpts)
    except ExcerptError:
        return None
    evidence = cast("ClonesEvidence", member.evidence)
    for ours, theirs in pairs:
        if [s.exact for s in ours.said] == [s.exact for s in theirs.said] and [
            s.depth for s in ours.said
        ] == [s.depth for s in theirs.said]:
            kind = 1 if ours.form.names == theirs.form.names else 2
            return _confirmed(member, theirs, "equal", clone_type=kind, similarity=1.0)
    ours, theirs = pairs[0]
    aligned = align(ours.said, theirs.said)
    edits = Comparison(ours.said, theirs.said, (ours.form, theirs.form), aligned).edits()
    similarity = _similarity(ours.said, theirs.said)
    if similarity < _ALIKE or _is_sibling(evidence, edits, theirs):
        return None
    harmless = all(map(is_harmless, edits))
    diverged = not harmless and evidence.same_role
    return _confirmed(
        member, theirs, "diverged" if diverged else "equal",
        clone_type=3, similarity=similarity, edits=edits,
    )  # fmt: skip


def _readings(owner: Member, member: Member, excerpts: Excerpts) -> list[tuple[_Reading, _Reading]]:
    """Both as what they are, and, when only one is a method, both as functions."""
    ways = [(_is_method(owner, excerpts), _is_method(member, excerpts))]
    if ways[0][0] != ways[0][1]:
        ways.append((False, False))
    return [
        (_reading(owner, excerpts, method=a), _reading(member, excerpts, method=b)) for a, b in ways
    ]


def _reading(member: Member, excerpts: Excerpts, *, method: bool) -> _Reading:
    form = normal_form(excerpts.of(member), method=method)
    name = member.symbol.rpartition(".")[2]
    return _Reading(form, saying(form, name, _class_of(member)))


def _class_of(member: Member) -> str:
    return cast("ClonesEvidence", member.evidence).class_name


def _is_method(member: Member, excerpts: Excerpts) -> bool:
    return bool(_class_of(member)) and "staticmethod" not in _decorators(excerpts.of(member))


def _decorators(excerpt: Excerpt) -> set[str]:
    node = excerpt.node
    rows = node.decorators if isinstance(node, cst.FunctionDef) else ()
    return {excerpt.code(row.decorator) for row in rows}


def _similarity(ours: tuple[Said, ...], theirs: tuple[Said, ...]) -> float:
    found = likeness(Bag([s.blind for s in ours[1:]]), Bag([s.blind for s in theirs[1:]]))
    tokens = token_share(
        [t for s in ours for t in s.blind], [t for s in theirs for t in s.blind], _ALIKE
    )
    # Not 1.0: that is what equal copies are.
    return min(round(max(found.similarity, tokens), 3), 0.999)


def _is_sibling(evidence: ClonesEvidence, edits: tuple[Edit, ...], theirs: _Reading) -> bool:
    """Whether functions share a pattern: they differ in nothing but words that matter."""
    changes = [edit for edit in edits if not is_harmless(edit)]
    if not changes or not all(map(is_substitution, changes)):
        return False
    size = len(theirs.said)
    if evidence.same_name:
        kept = all(edit.why == "default" for edit in changes)
        return evidence.siblings and size < _SMALL and not kept
    if all(edit.why == "text" for edit in changes):
        return False
    return size < _LARGE or len(changes) <= _FEW


def _confirmed(member: Member, theirs: _Reading, verdict: str, *, clone_type: int,
               similarity: float, edits: tuple[Edit, ...] = ()) -> Member:  # fmt: skip
    proved = replace(
        cast("ClonesEvidence", member.evidence),
        proof="judges.clones",
        clone_type=clone_type,
        similarity=similarity,
        differences=sentences(edits),
        edits=edits,
        statements=len(theirs.said) - 1,
        tokens=sum(len(s.exact) for s in theirs.said),
    )
    return replace(member, evidence=proved, verdict=verdict, drifted=verdict == "diverged")
