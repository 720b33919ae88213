"""What is told of a copy: what it has in common with the canonical one, and what can be done."""

from itertools import pairwise
from typing import cast

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.adaptation import BRIEF, DISTANT, MUCH
from ssotlint.judges.copies import Verdict
from ssotlint.judges.decorations import decorated_otherwise
from ssotlint.judges.differences import is_harmless, sentences
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.kindred import kindred_names, own_class
from ssotlint.judges.leaving import goes
from ssotlint.judges.remedies import extends, own_names, remedied, stands_for
from ssotlint.judges.vocabulary import is_handed_over
from ssotlint.model.case import Member
from ssotlint.model.value import replace

# With so many differences nobody passes them: whether the two can share is for people to see.
_MANY = 8
_BRIEFLY = 0.9  # of little code, where the rest says something else


def proven(
    owner: Member, member: Member, verdict: Verdict, excerpts: Excerpts, *, kind: str, said: str
) -> ClonesEvidence:
    """The evidence of a copy; ``kind`` is equal or diverged, ``said`` what it says of its origin.

    Raises ExcerptError when LibCST cannot read one of the two.
    """
    evidence = cast("ClonesEvidence", member.evidence)
    is_mixed = verdict.original.is_async != verdict.copy.is_async
    is_edited = kind == "equal" and (is_mixed or bool(verdict.changes))
    own = (
        *own_names(verdict, owner.place.path, member.place.path),
        *own_class(owner, member, verdict),
    )
    kindred = kindred_names(owner, member, verdict)
    names = (*evidence.other_names, *own, *(name for _, name in kindred))
    logs = not evidence.inherited  # an override that only logs in other words is none
    same = stands_for(excerpts.of(owner), excerpts.of(member), verdict, names, logs=logs)
    proved = replace(
        evidence,
        proof="judges.clones",
        clone_type=verdict.clone_type,
        similarity=verdict.similarity,
        differences=_differences(owner, member, verdict, excerpts, (own, kindred)),
        edits=verdict.edits,
        kindred=kindred,
        statements=len(verdict.copy.said) - 1,
        tokens=verdict.size,
        distant=_is_distant(evidence, verdict, edited=is_edited),
        asked=_is_asked(evidence, verdict),
        on_purpose=bool(said) and not evidence.declared,
        purpose=said,
        sync_beside_async=is_mixed,
        goes=goes(owner, member, excerpts) and not evidence.declared,
    )
    return remedied(
        proved, kind, same=same, portable=not names, more=extends(verdict) and not names,
        fits=_is_taking(verdict, proved),
    )  # fmt: skip


def _is_taking(verdict: Verdict, evidence: ClonesEvidence) -> bool:
    """Whether nothing differs but what the two take, which neither passes on."""
    spoken = [edit.why for edit in verdict.edits if edit.why != "import"]
    return spoken == ["parameter"] and len(evidence.differences) == 1


def _is_distant(evidence: ClonesEvidence, verdict: Verdict, *, edited: bool) -> bool:
    """Whether so much differs that they may be two things."""
    return (
        verdict.similarity < DISTANT
        or len(verdict.changes) >= _MANY
        or _is_faint(evidence, verdict, edited=edited)
        or is_handed_over(verdict.original.form, verdict.copy.form)
    )


def _is_faint(evidence: ClonesEvidence, verdict: Verdict, *, edited: bool) -> bool:
    """Whether so little was edited so much, or renamed, that two hands may have written it."""
    if verdict.size >= BRIEF or not verdict.edits:
        return False
    is_much = verdict.similarity < _BRIEFLY or len(verdict.changes) > 1
    return not evidence.same_name or (edited and is_much)


def _is_asked(evidence: ClonesEvidence, verdict: Verdict) -> bool:
    """Whether each may say in its own way what a framework, or a set of packages, asks of it.

    So it may when it calls what is its own by the same name, unless very much was written again.
    """
    if evidence.other_names and verdict.size < MUCH:
        return True
    is_asked = evidence.apart or (evidence.common and not evidence.same_role)
    return is_asked and not all(map(is_harmless, verdict.edits))


def _differences(
    owner: Member,
    member: Member,
    verdict: Verdict,
    excerpts: Excerpts,
    apart: tuple[tuple[str, ...], tuple[tuple[str, str], ...]],
) -> tuple[str, ...]:
    """What differs, in words; ``apart`` are names of each module's own, and pairs of its classes."""
    own, kindred = apart
    evidence = cast("ClonesEvidence", member.evidence)
    return (
        *sentences(verdict.edits),
        *_decorations(owner, member, excerpts),
        *_awaiting(verdict),
        *_other_names(evidence, own, verdict),
        *(f"`{other}` instead of `{name}`" for name, other in kindred),
    )


def _decorations(owner: Member, member: Member, excerpts: Excerpts) -> tuple[str, ...]:
    """What is put around one and not around the other; of a copy on purpose it is an edit."""
    if cast("ClonesEvidence", member.evidence).declared:
        return ()
    return sentences(decorated_otherwise(excerpts.of(owner), excerpts.of(member)))


def _awaiting(verdict: Verdict) -> tuple[str, ...]:
    """That one of both is a coroutine, which neither can replace."""
    if verdict.original.is_async == verdict.copy.is_async:
        return ()
    return ("is asynchronous" if verdict.copy.is_async else "is not asynchronous",)


def _other_names(
    evidence: ClonesEvidence, own: tuple[str, ...], verdict: Verdict
) -> tuple[str, ...]:
    """What names stand for something else; that the copy calls it decides what happens."""
    called = {b for one in verdict.copy.said for a, b in pairwise(one.plain) if a == "Call"}
    return (
        *(
            f"calls another `{name}`" if name in called else f"`{name}` stands for something else"
            for name in evidence.other_names
        ),
        *(f"each module has its own `{name}`" for name in own),
    )
