"""Does a copy say what the canonical member says, and if not quite, what does it do otherwise?"""

from typing import NamedTuple, cast

import libcst as cst

from ssotlint.detectors.clones import ClonesEvidence, Edit
from ssotlint.detectors.worth import ALIKE
from ssotlint.judges.adaptation import (
    BRIEF,
    MUCH,
    adaptation,
    disagree,
    mirrors,
    serve_libraries,
    stand_apart,
    tell_their_places,
)
from ssotlint.judges.class_copies import compare_classes
from ssotlint.judges.confirming import copies_of
from ssotlint.judges.copies import Verdict, compare
from ssotlint.judges.decorations import decorated_otherwise
from ssotlint.judges.differences import is_harmless, is_substitution
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.leaving import is_frozen, is_left, is_module_leaving, leaves, turned
from ssotlint.judges.proving import proven
from ssotlint.judges.purposes import is_decided, purpose
from ssotlint.judges.saying import brought_from, is_told
from ssotlint.judges.slightness import slightness
from ssotlint.judges.spent import is_spent
from ssotlint.judges.ties import tie
from ssotlint.judges.twins import are_twins
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Options
from ssotlint.model.value import replace
from ssotlint.syntax.normal import ASYNC

_CLOSE = 0.9  # what goes and is less alike is no copy of what took its place
# Packages of one shape each say what they need: what is less alike was written for each.
_APART = 0.85
# With so many statements, and more than two of them changed, siblings are a copy that was adapted.
_LARGE, _FEW = 20, 2
# What a base asks for and takes so few statements is a pattern when one word differs, and what
# has another name when each side names things of its own.
_SMALL = 8
# Functions adapted to other things are worth reporting when so much, so alike, was written again.
_ADAPTED = ((60, 0.9), (MUCH, 0.8))  # tokens, similarity


class _Opinion(NamedTuple):
    """What a function is to the canonical one: an equal or a diverged copy, or ``why`` it is none."""

    kind: str = ""
    why: str = ""


_LITTLE = 30  # tokens
# A method of a class that goes, and what a class of another name has nearly so, are worth a note.
_SUBSTANCE, _WORD_FOR_WORD = 60, 0.98  # tokens, similarity
_EQUAL, _DIVERGED = _Opinion("equal"), _Opinion("diverged")


def judge(case: Case, excerpts: Excerpts, _options: Options) -> Case | None:
    """The case with those members that are copies of the canonical one."""
    case = turned(case, excerpts)
    return copies_of(case, lambda owner, member: _judged(owner, member, excerpts))


@where_illegible("")
def innocence(owner: Member, member: Member, excerpts: Excerpts) -> str:
    """Why a function is no copy of another one; "" when it is, or cannot be read."""
    verdict = _verdict(owner, member, excerpts)
    opinion = _opinion(owner, _named(owner, member, verdict), verdict, excerpts)
    # What takes the place of the deprecated one is looked at the other way round.
    is_taking = leaves(owner, excerpts) and not leaves(member, excerpts)
    both = (member, owner) if is_taking else (owner, member)
    return opinion.why or _pardon(*both, verdict, excerpts)


@where_illegible(None)
def _judged(owner: Member, member: Member, excerpts: Excerpts) -> Member | None:
    if isinstance(excerpts.of(member).node, cst.ClassDef):
        return _class(owner, member, excerpts)
    verdict = _verdict(owner, member, excerpts)
    member = _named(owner, member, verdict)
    evidence = cast("ClonesEvidence", member.evidence)
    kind = _opinion(owner, member, verdict, excerpts).kind
    if not kind:
        return None
    if not evidence.declared and _pardon(owner, member, verdict, excerpts):
        return None
    said = purpose(owner, member, excerpts)
    proved = proven(owner, member, verdict, excerpts, kind=kind, said=said)
    return replace(
        member, evidence=proved, verdict=kind, drifted=kind == "diverged",
        difference=verdict.difference,
    )  # fmt: skip


def _pardon(owner: Member, member: Member, verdict: Verdict, excerpts: Excerpts) -> str:
    """Why a copy stays as it is; "" where nothing says so."""
    evidence = cast("ClonesEvidence", member.evidence)
    if evidence.shown:
        return "one of them is a demo or a benchmark that no other file takes"
    if is_decided(owner, member, excerpts):
        return "one of them says why it is written twice, or is run by itself"
    if evidence.scripts and all(is_spent(m.place.path, excerpts) for m in (owner, member)):
        return "nobody runs these two scripts again"
    if purpose(owner, member, excerpts):
        return ""
    if is_frozen(owner, member):
        return "one of them stands in a folder called legacy, and stays as it was"
    return _farewell(owner, member, verdict, excerpts)


def _named(owner: Member, member: Member, verdict: Verdict) -> Member:
    """The member with those of its other names that it reads as names: ``it.success`` is none.

    What both import by one relative path is another thing where that begins in another folder.
    """
    evidence = cast("ClonesEvidence", member.evidence)
    read = {token for one in verdict.copy.said for token in one.plain}
    names = tuple(name for name in evidence.other_names if name in read)
    ours = brought_from(verdict.original.said, owner.place.path)
    theirs = brought_from(verdict.copy.said, member.place.path)
    both = sorted(ours.keys() & theirs.keys() - set(names))
    names += tuple(name for name in both if ours[name] != theirs[name])
    return replace(member, evidence=replace(evidence, other_names=names))


def _verdict(owner: Member, member: Member, excerpts: Excerpts) -> Verdict:
    """How two functions compare; raises ExcerptError when LibCST cannot read one."""
    original, evidence = (cast("ClonesEvidence", m.evidence) for m in (owner, member))
    names = (owner.symbol.rpartition(".")[2], member.symbol.rpartition(".")[2])
    classes = original.class_name, evidence.class_name
    ours, theirs = excerpts.of(owner), excerpts.of(member)
    verdict = compare(ours, theirs, names, classes, evidence.spellings)
    return _decorated(verdict, decorated_otherwise(ours, theirs)) if evidence.declared else verdict


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
    return replace(
        member, evidence=proved, verdict="diverged", drifted=True, difference=tally.difference
    )


def _opinion(owner: Member, member: Member, verdict: Verdict, excerpts: Excerpts) -> _Opinion:
    evidence = cast("ClonesEvidence", member.evidence)
    harmless = all(map(is_harmless, verdict.edits))
    if evidence.declared:
        return _Opinion(why="it still says what its original says") if harmless else _DIVERGED
    if evidence.credited:
        return _EQUAL if verdict.similarity >= ALIKE else _Opinion(why=_unlike(verdict))
    excerpted = excerpts.of(owner), excerpts.of(member)
    # What says itself that it was copied is a copy, however little it is.
    is_said = bool(purpose(owner, member, excerpts))
    why = (
        _pattern(evidence, verdict)
        or tie(owner, member, verdict, excerpts)
        or ("" if is_said else slightness(evidence, verdict, *excerpted))
    )
    if why:
        return _Opinion(why=why)
    if not harmless and not is_said and (why := _stand_apart(owner, member, verdict)):
        return _Opinion(why=why)
    if not harmless:
        reason = adaptation(owner, member, verdict, excerpts)
        return _edited(evidence, verdict, reason, disagree(owner, member, verdict))
    why = _are_two(owner, member, verdict, is_said=is_said)
    return _Opinion(why=why) if why else _EQUAL


def _are_two(owner: Member, member: Member, verdict: Verdict, *, is_said: bool) -> str:
    """Why two functions that do the same are there for two things; "" when they are for one."""
    evidence = cast("ClonesEvidence", member.evidence)
    if _are_two_interfaces(owner, member, verdict):
        return "they offer one thing plain and asynchronously: neither can call the other"
    if _awaits_most(verdict):
        return "one awaits what the other calls, and there is little beside it"
    is_far = evidence.class_name and evidence.remote and not (evidence.based or is_said)
    if is_far and verdict.size < BRIEF and tell_their_places(owner, member, verdict):
        return "each tells in a few words of its own place"
    return ""


def _stand_apart(owner: Member, member: Member, verdict: Verdict) -> str:
    """Why two that differ could not share what they say; "" when they could."""
    if serve_libraries(cast("ClonesEvidence", member.evidence), verdict):
        return "each does it with a library that the other does without"
    apart = stand_apart(owner, member, verdict)
    return "one awaits what the other calls, and does it in its own way" if apart else ""


def _pattern(evidence: ClonesEvidence, verdict: Verdict) -> str:
    """Why what two functions have in common is no work that was done twice; "" when it is."""
    if verdict.similarity < ALIKE:
        return _unlike(verdict)
    if _only_tells(verdict):
        return "they do nothing but print or log, and tell different things, or in a few words"
    if _is_sibling(evidence, verdict):
        return "they follow one pattern, and differ in the words that are filled in"
    return _demand(evidence, verdict)


def _unlike(verdict: Verdict) -> str:
    return f"they are {verdict.similarity:.2f} alike, and copies are at least {ALIKE:.2f}"


def _demand(evidence: ClonesEvidence, verdict: Verdict) -> str:
    """What a framework asks of both, when each answers in its own way; "" for nothing."""
    if _is_hook_of_its_own(evidence):
        own = ", ".join(f"`{name}`" for name in evidence.other_names)
        return f"a framework asks for both, and each has something of its own for {own}"
    if evidence.common and not evidence.class_name and verdict.changes:
        return "a framework asks for a function of that name, and each answers in its own way"
    return ""


def _farewell(owner: Member, member: Member, verdict: Verdict, excerpts: Excerpts) -> str:
    if verdict.changes and _lives_on(owner, member, verdict, excerpts):
        return ""
    # What is only called legacy, and does something else, may be another thing: an old format.
    is_called_so = bool(verdict.changes) and not leaves(member, excerpts)
    does_otherwise = any(edit.kind != "added" for edit in verdict.changes)  # it may warn
    edited = verdict.similarity < _CLOSE or is_called_so or does_otherwise
    is_slight = bool(verdict.changes) and verdict.size < MUCH
    return is_left(owner, member, excerpts, edited=edited, slight=is_slight)


def _lives_on(owner: Member, member: Member, verdict: Verdict, excerpts: Excerpts) -> bool:
    """Whether much of what goes was written again nearly word for word, by a class of another name."""
    classes = {one.symbol.rpartition(".")[0].rpartition(".")[2] for one in (owner, member)}
    is_method = bool(cast("ClonesEvidence", member.evidence).class_name) and len(classes) > 1
    is_near = verdict.size >= _SUBSTANCE and verdict.similarity >= _WORD_FOR_WORD
    is_apart = not any(is_module_leaving(one, excerpts) for one in (owner, member))
    return is_method and is_near and is_apart and leaves(member, excerpts)


def _edited(
    evidence: ClonesEvidence, verdict: Verdict, adapted: str, has_drifted: bool
) -> _Opinion:
    """What a function is that differs in what happens."""
    if adapted:
        return _EQUAL if _is_much(verdict) else _Opinion(why=adapted)
    if not evidence.same_name:
        return _EQUAL
    if evidence.apart:
        is_asked = evidence.common and _is_substituted(verdict)
        is_copy = verdict.similarity >= _APART and not is_asked
        why = (
            "each is a part of one package among several of one shape, and speaks for that package"
        )
        return _EQUAL if is_copy else _Opinion(why=why)
    return _DIVERGED if evidence.same_role and has_drifted else _EQUAL


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
        return mirrors(owner, member)
    is_async = verdict.original.is_async != verdict.copy.is_async
    return (is_one_file and is_async) or are_twins(*names) or are_classes_twins


def _awaits_most(verdict: Verdict) -> bool:
    """Whether one of two awaits, and what it does besides are a few words that both could share."""
    waiting = next((r for r in (verdict.copy, verdict.original) if r.is_async), None)
    if waiting is None or (verdict.copy.is_async and verdict.original.is_async):
        return False
    rows = list(zip(waiting.form.statements, waiting.said, strict=True))[1:]
    besides = [said for form, said in rows if ASYNC.isdisjoint(form.tokens)]
    return len(besides) < len(rows) and sum(len(said.exact) for said in besides) < _LITTLE


def _is_substituted(verdict: Verdict) -> bool:
    """Whether a copy only calls or makes something else in a few words."""
    changes = verdict.changes
    return len(verdict.copy.said) < _LARGE and all(e.why == "name" for e in changes)


def _is_much(verdict: Verdict) -> bool:
    size = min(verdict.size, sum(len(s.exact) for s in verdict.original.said))
    return any(size >= least and verdict.similarity >= share for least, share in _ADAPTED)


def _only_tells(verdict: Verdict) -> bool:
    """Whether functions do nothing but print or log: different things, or a few words."""
    is_other = bool(verdict.edits) or verdict.size < _LITTLE
    return is_other and all(map(is_told, verdict.copy.said[1:]))


def _is_sibling(evidence: ClonesEvidence, verdict: Verdict) -> bool:
    """Whether functions share a pattern: they differ in nothing but words that matter."""
    changes = verdict.changes
    if not changes or not all(map(is_substitution, changes)):
        return False
    size = len(verdict.copy.said)
    if evidence.same_name:
        kept = all(edit.why == "default" for edit in changes)
        return evidence.siblings and size < _SMALL and not kept
    if all(edit.why == "text" for edit in changes):
        return False
    return size < _LARGE or len(changes) <= _FEW
