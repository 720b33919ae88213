"""Do two functions that differ serve two things on purpose, or can both of them not be right?"""

import re
from collections.abc import Sequence
from typing import cast

from ssotlint.detectors.clones import ClonesEvidence, Edit
from ssotlint.judges.copies import Verdict
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.registering import are_cases
from ssotlint.judges.saying import Said, calls_itself, is_text
from ssotlint.judges.twins import are_twins
from ssotlint.judges.vocabulary import Own, gives_others, is_adapted, own_words, takes_others
from ssotlint.model.case import Member

BRIEF = 60
"""Tokens; what two functions of fewer have in common may be their form alone."""
MUCH = 200
"""Tokens; so much, written again, is worth knowing of whoever asks for it."""
DISTANT = 0.8
"""Alike; of less so much differs that they may be two things."""
# What has another name and takes so few statements is a pattern when each side names things of
# its own.
_SMALL = 8
# Copies that are so much alike, or of which so few other statements were edited, are still one.
_NEAR, _BESIDES = 0.9, 1
_MOSTLY = 0.9  # of the tokens; who shares so much can be given what a library has
_TEXTS = re.compile(r"""(['"]).*?\1""")
_WORD = re.compile(r"(?<![.\w])[^\W\d]\w*")  # no attribute


def disagree(owner: Member, member: Member, verdict: Verdict) -> bool:
    """Whether two functions for one thing cannot both be right.

    Where much else differs each may have been adapted, and what decides is a part of that.
    """
    own, other = own_words(owner.symbol, member.symbol)
    if not any(e.decides and not _names_its_place(e, own, other) for e in verdict.edits):
        return False
    besides = [e for e in verdict.changes if not e.decides and e.why != "guard"]
    return verdict.similarity >= _NEAR or len(besides) <= _BESIDES


def stand_apart(owner: Member, member: Member, verdict: Verdict) -> bool:
    """Whether an asynchronous function and a plain one differ, each in its own way.

    Neither can stand for the other. That one lost a guard is worth knowing, unless their classes
    say that they are two interfaces to one thing: then what is public mirrors the other's, too,
    where it is plain in both.
    """
    if mirrors(owner, member):
        return True
    classes = [cast("ClonesEvidence", m.evidence).class_name for m in (owner, member)]
    return verdict.marked and (are_twins(*classes) or not disagree(owner, member, verdict))


def mirrors(owner: Member, member: Member) -> bool:
    """Whether a public method stands in one of two classes that offer one thing, in another file."""
    classes = [cast("ClonesEvidence", m.evidence).class_name for m in (owner, member)]
    name = member.symbol.rpartition(".")[2]
    is_public = not name.startswith("_") or name.endswith("__")
    return is_public and owner.place.path != member.place.path and are_twins(*classes)


def adaptation(owner: Member, member: Member, verdict: Verdict, excerpts: Excerpts) -> str:
    """Why two functions that differ serve two things on purpose; "" when they serve one."""
    evidence = cast("ClonesEvidence", member.evidence)
    if not evidence.same_name:
        is_small = len(verdict.copy.said) < _SMALL
        return _one_form(verdict) or (_other_words(verdict) if is_small else "")
    if are_cases(excerpts.of(owner), excerpts.of(member)):
        return "a decorator hands over both, each for a case of its own"
    return _answer(owner, member, verdict)


def _answer(owner: Member, member: Member, verdict: Verdict) -> str:
    """Why two functions of one name answer for two things; "" when they answer for one."""
    name = owner.symbol.rpartition(".")[2]
    if name.startswith("__") and name.endswith("__") and verdict.size < BRIEF:
        return "Python asks for both, and each answers for its own class"
    own, other = own_words(owner.symbol, member.symbol)
    if all(_names_its_place(edit, own, other) for edit in verdict.changes):
        return "they differ where each names its own place"
    if takes_others(verdict.original.form, verdict.copy.form):
        return "each takes parameters that the other does not know"
    if verdict.size < BRIEF and gives_others(verdict.original.said, verdict.copy.said):
        return "each hands out what another function gives"
    evidence = cast("ClonesEvidence", member.evidence)
    fills_in = any(_fills_in_another(edit, verdict) for edit in verdict.changes)
    # An heir could give its text to the method that it overrides.
    if fills_in and verdict.size < BRIEF and not evidence.inherited:
        return "each writes a text of its own, in the same few words around it"
    return "" if evidence.class_name else _other_words(verdict)


def tell_their_places(owner: Member, member: Member, verdict: Verdict) -> bool:
    """Whether two functions differ, and in nothing but what each says of its own place."""
    own, other = own_words(owner.symbol, member.symbol)
    return bool(verdict.edits) and all(
        own.is_in(edit.canonical_code) and other.is_in(edit.code) for edit in verdict.edits
    )


def _one_form(verdict: Verdict) -> str:
    """Why brief functions of two names have their form in common and no more; "" when it is more."""
    if verdict.size >= BRIEF:
        return ""
    ours, theirs = verdict.original.said, verdict.copy.said
    if calls_itself(ours) and calls_itself(theirs):
        return "both walk through what they are given, as any such function does"
    answers, others = _answers(ours), _answers(theirs)
    if answers and others and answers.isdisjoint(others):
        return "they answer two questions: nothing that one returns does the other"
    return ""


def _answers(said: Sequence[Said]) -> set[tuple[str, ...]]:
    return {one.blind for one in said if one.plain[:1] == ("Return",)}


def _other_words(verdict: Verdict) -> str:
    adapted = is_adapted(verdict.original.said, verdict.copy.said)
    return "each speaks of things that the other does not name" if adapted else ""


def _fills_in_another(edit: Edit, verdict: Verdict) -> bool:
    """Whether both fill in a text, of which what is written around the holes is another one."""
    texts = [
        [token for token in one.plain if is_text(token)]
        for reading, line in (
            (verdict.original, edit.canonical_line), (verdict.copy, edit.line)
        )
        for one in reading.on(line)
        if "FormattedString" in one.plain
    ]  # fmt: skip
    return len(texts) == 2 and texts[0] != texts[1]


def _names_its_place(edit: Edit, own: Own, other: Own) -> bool:
    """Whether both sides of an edit name their places, or a name on one side does."""
    sides = own.is_in(edit.canonical_code), other.is_in(edit.code)
    return all(sides) or (edit.why == "name" and any(sides))


def serve_libraries(evidence: ClonesEvidence, verdict: Verdict) -> bool:
    """Whether most of what differs names libraries that one of both files knows alone."""
    own, (left, said) = set(evidence.back_ends), verdict.common
    named = [edit for edit in verdict.changes if not own.isdisjoint(_names_in(edit))]
    decided = any(edit.decides and edit not in named for edit in verdict.changes)
    most = 2 * len(named) >= len(verdict.changes) and not decided
    # Of two that have much else otherwise, too, a library that one names says what that is for.
    is_far = evidence.remote and verdict.similarity < DISTANT and bool(named)
    return bool(own) and (most or is_far) and left < _MOSTLY * said


def _names_in(edit: Edit) -> list[str]:
    """The names on both sides of an edit, without what texts say."""
    return _WORD.findall(_TEXTS.sub("", f"{edit.code} {edit.canonical_code}"))
