"""Does a copy say what the canonical member says, and if not quite, what does it do otherwise?"""

from dataclasses import replace
from typing import cast

import libcst as cst

from ssotlint.detectors.clones import ClonesEvidence, ClonesOptions, Edit
from ssotlint.judges.class_copies import compare_classes
from ssotlint.judges.copies import Verdict, compare
from ssotlint.judges.decorations import decorated_otherwise
from ssotlint.judges.differences import is_harmless, is_substitution, sentences
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.ownership import confirmed
from ssotlint.judges.registering import are_cases
from ssotlint.judges.saying import is_told
from ssotlint.judges.twins import are_twins
from ssotlint.judges.vocabulary import Own, is_adapted, own_words, takes_others
from ssotlint.model.case import Case, Member
from ssotlint.syntax.excerpt import ExcerptError

_ALIKE = 0.7
_DISTANT = 0.8
# Packages of one shape each say what they need: what is less alike was written for each.
_APART = 0.85
# With so many statements, and more than two of them changed, siblings are a copy that was adapted.
_LARGE, _FEW = 20, 2
# What a base asks for and takes so few statements is a pattern when one word differs, and what
# has another name when each side names things of its own.
_SMALL = 8
# Functions adapted to other things are worth reporting when so much, so alike, was written again.
_ADAPTED = ((60, 0.9), (200, 0.8))  # tokens, similarity


def judge(case: Case, excerpts: Excerpts, options: ClonesOptions) -> Case | None:
    """The case with those members that are copies of the canonical one."""
    del options
    return confirmed(case, lambda owner, member: _judged(owner, member, excerpts))


def _judged(owner: Member, member: Member, excerpts: Excerpts) -> Member | None:
    evidence = cast("ClonesEvidence", member.evidence)
    original = cast("ClonesEvidence", owner.evidence)
    names = (owner.symbol.rpartition(".")[2], member.symbol.rpartition(".")[2])
    try:
        ours, theirs = excerpts.of(owner), excerpts.of(member)
        if isinstance(theirs.node, cst.ClassDef):
            return _class(owner, member, excerpts)
        classes = original.class_name, evidence.class_name
        verdict = compare(ours, theirs, names, classes, evidence.spellings)
        if evidence.declared:
            verdict = _decorated(verdict, decorated_otherwise(ours, theirs))
    except ExcerptError:
        return None
    registered = are_cases(ours, theirs)
    kind = _kind(owner, member, verdict, registered=registered)
    if not kind:
        return None
    proved = replace(
        evidence,
        proof="judges.clones",
        clone_type=verdict.clone_type,
        similarity=verdict.similarity,
        differences=(*sentences(verdict.edits), *_other_names(evidence)),
        edits=verdict.edits,
        statements=len(verdict.copy.said) - 1,
        tokens=_size(verdict),
        distant=verdict.similarity < _DISTANT,
        sync_beside_async=verdict.original.is_async != verdict.copy.is_async,
    )
    return replace(member, evidence=proved, verdict=kind, drifted=kind == "diverged")


def _decorated(verdict: Verdict, edits: tuple[Edit, ...]) -> Verdict:
    """The verdict on a copy on purpose: what is put around it is a part of its promise."""
    if not edits:
        return verdict
    return verdict._replace(
        clone_type=3, similarity=min(verdict.similarity, 0.99), edits=(*edits, *verdict.edits)
    )


def _class(owner: Member, member: Member, excerpts: Excerpts) -> Member | None:
    """A class that was declared a copy, when any part of it is another one."""
    evidence = cast("ClonesEvidence", member.evidence)
    tally = compare_classes(owner, member, excerpts, evidence.spellings)
    if not tally.drifted:
        return None
    proved = replace(
        evidence,
        proof="judges.clones",
        clone_type=3,
        similarity=min(tally.similarity, 0.99),
        differences=tally.differences,
    )
    return replace(member, evidence=proved, verdict="diverged", drifted=True)


def _kind(owner: Member, member: Member, verdict: Verdict, *, registered: bool) -> str:
    """What a copy is to the canonical member: equal, diverged, or "" when it is no copy.

    ``registered`` tells that decorators hand both to something that knows them apart.
    """
    evidence = cast("ClonesEvidence", member.evidence)
    harmless = all(map(is_harmless, verdict.edits))
    if evidence.declared:
        return "" if harmless else "diverged"
    if verdict.similarity < _ALIKE or _only_tells(verdict):
        return ""
    if _is_sibling(evidence, verdict) or _is_hook_of_its_own(evidence):
        return ""
    if harmless:
        return "" if _are_two_interfaces(owner, member, verdict) else "equal"
    if evidence.same_name:
        adapted = registered or _is_adapted(verdict, owner, member)
    else:
        is_small = len(verdict.copy.said) < _SMALL
        adapted = is_small and is_adapted(verdict.original.said, verdict.copy.said)
    return _edited_kind(evidence, verdict, adapted=adapted)


def _edited_kind(evidence: ClonesEvidence, verdict: Verdict, *, adapted: bool) -> str:
    """What a function is that differs in what happens."""
    if adapted:
        return "equal" if _is_much(verdict) else ""
    if not evidence.same_name:
        return "equal"
    if evidence.apart:
        is_asked = evidence.common and _is_substituted(verdict)
        return "equal" if verdict.similarity >= _APART and not is_asked else ""
    return "diverged" if evidence.same_role else "equal"


def _is_hook_of_its_own(evidence: ClonesEvidence) -> bool:
    """Whether a framework asks for both functions, and each hands out what is its place's own."""
    return evidence.siblings and not evidence.class_name and bool(evidence.other_names)


def _are_two_interfaces(owner: Member, member: Member, verdict: Verdict) -> bool:
    """Whether one thing is offered plain and asynchronously: neither interface can call the other.

    Names say so, or two functions of one file. Twins in different files mirror what is public,
    word for word too; a private method is a helper that both could share.
    """
    names = (owner.symbol.rpartition(".")[2], member.symbol.rpartition(".")[2])
    original, evidence = (cast("ClonesEvidence", m.evidence) for m in (owner, member))
    are_classes_twins = are_twins(original.class_name, evidence.class_name)
    is_one_file = owner.place.path == member.place.path
    if not verdict.marked:
        return are_classes_twins and not is_one_file and _is_public(names[1])
    is_async = verdict.original.is_async != verdict.copy.is_async
    return (is_one_file and is_async) or are_twins(*names) or are_classes_twins


def _is_public(name: str) -> bool:
    return not name.startswith("_") or name.endswith("__")


def _size(verdict: Verdict) -> int:
    return sum(len(s.exact) for s in verdict.copy.said)


def _is_adapted(verdict: Verdict, owner: Member, member: Member) -> bool:
    """Whether one pattern serves two things on purpose; methods of namesakes serve the same."""
    changes = [edit for edit in verdict.edits if not is_harmless(edit)]
    own, other = own_words(owner.symbol, member.symbol)
    if all(_names_its_place(edit, own, other) for edit in changes):
        return True
    if takes_others(verdict.original.form, verdict.copy.form):
        return True
    evidence = cast("ClonesEvidence", member.evidence)
    return not evidence.class_name and is_adapted(verdict.original.said, verdict.copy.said)


def _is_substituted(verdict: Verdict) -> bool:
    """Whether a copy only calls or makes something else in a few words."""
    changes = [edit for edit in verdict.edits if not is_harmless(edit)]
    return len(verdict.copy.said) < _LARGE and all(e.why == "name" for e in changes)


def _names_its_place(edit: Edit, own: Own, other: Own) -> bool:
    """Whether both sides of an edit name their places, or a name on one side does."""
    sides = own.is_in(edit.canonical_code), other.is_in(edit.code)
    return all(sides) or (edit.why == "name" and any(sides))


def _is_much(verdict: Verdict) -> bool:
    size = min(_size(verdict), sum(len(s.exact) for s in verdict.original.said))
    return any(size >= least and verdict.similarity >= share for least, share in _ADAPTED)


def _only_tells(verdict: Verdict) -> bool:
    """Whether functions do nothing but print or log, and tell different things."""
    return bool(verdict.edits) and all(map(is_told, verdict.copy.said[1:]))


def _is_sibling(evidence: ClonesEvidence, verdict: Verdict) -> bool:
    """Whether functions share a pattern: they differ in nothing but words that matter."""
    changes = [edit for edit in verdict.edits if not is_harmless(edit)]
    if not changes or not all(map(is_substitution, changes)):
        return False
    size = len(verdict.copy.said)
    if evidence.same_name:
        kept = all(edit.why == "default" for edit in changes)
        return evidence.siblings and size < _SMALL and not kept
    if all(edit.why == "text" for edit in changes):
        return False
    return size < _LARGE or len(changes) <= _FEW


def _other_names(evidence: ClonesEvidence) -> tuple[str, ...]:
    return tuple(f"`{name}` stands for something else" for name in evidence.other_names)
