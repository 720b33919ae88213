"""Which copies are too little, or too far from each other, for anybody to share them?"""

from collections.abc import Iterator

import libcst as cst

from ssotlint.detectors.clones import ClonesEvidence, Edit
from ssotlint.judges.adaptation import BRIEF, MUCH
from ssotlint.judges.copies import Reading, Verdict
from ssotlint.judges.decorations import is_compiled, is_kernel
from ssotlint.judges.idling import idles
from ssotlint.judges.records import reads_fields, tells_fields
from ssotlint.judges.registering import are_entries
from ssotlint.judges.relaying import relays, says_one_thing
from ssotlint.judges.remainder import remainder
from ssotlint.judges.saying import is_told
from ssotlint.judges.signs import OPERATOR, SIGNS
from ssotlint.judges.vocabulary import speaks_of_itself, speaks_python
from ssotlint.syntax.excerpt import Excerpt

_CLOSE = 0.9
# Statements of a property, of another method, and of one in two places far from each other.
_FEW, _PAIR, _FAR = 3, 2, 4
_BRIEFLY = 30  # tokens
# Alike; what is a kernel, or adapts one interface to a library, and differs in less has drifted.
_TUNED = 0.95
_ENTRY = 5  # statements
_ASKS = 8  # tokens that do more than keep or hand on what is given
# More names that stand for something else are, unless much was written again, what the function is about.
_OTHERS = 3
_SEVERAL, _MANY = 3, 9  # differences


def slightness(evidence: ClonesEvidence, verdict: Verdict, original: Excerpt, copy: Excerpt) -> str:
    """Why nobody would make one function of two; "" when it would be worth it."""
    kind = _method(evidence, verdict, copy) if evidence.class_name else _answer(evidence, verdict)
    kind = kind or _by_chance(evidence, verdict) or _compiled(verdict, original, copy)
    if kind:
        return kind
    if len(evidence.other_names) > _OTHERS and verdict.size < MUCH:
        return "nearly all that they name stands for something else"
    is_own = evidence.siblings and evidence.other_names and len(verdict.changes) >= _SEVERAL
    if is_own and verdict.size < MUCH and verdict.similarity < _TUNED:
        return "a base asks for both, and each does it in its own way with what is its own"
    if len(verdict.copy.said) <= 1 + _ENTRY and are_entries(original, copy):
        return "a decorator hands over both in a few words, each for something else"
    if evidence.strange and _is_each_own(evidence, verdict):
        return "neither package imports the other, and each does it in its own way"
    return remainder(evidence, verdict, copy.node) or (
        _by_another_name(verdict) if verdict.changes and not evidence.same_name else ""
    )


def _is_each_own(evidence: ClonesEvidence, verdict: Verdict) -> bool:
    """Whether packages that do not know each other do otherwise: two alone, or with what is theirs.

    What has one name in both is asked of both; under another name somebody took it from there.
    """
    if evidence.remote and evidence.same_name and verdict.size < MUCH:
        return bool(evidence.other_names or verdict.changes)
    return bool(evidence.other_names and verdict.changes)


def _compiled(verdict: Verdict, original: Excerpt, copy: Excerpt) -> str:
    """Why two functions of which a compiler takes one, or both, are not made one."""
    if is_compiled(original) != is_compiled(copy):
        return "one is written for a compiler, and the other does without"
    if is_compiled(copy) and len(verdict.changes) >= _MANY and verdict.similarity < _TUNED:
        return "each is written for a compiler, and works out something else in many places"
    are_kernels = is_kernel(original) and is_kernel(copy)
    if verdict.changes and are_kernels and verdict.similarity < _TUNED:
        return "each is a kernel, written for what it works on"
    return ""


def _method(evidence: ClonesEvidence, verdict: Verdict, copy: Excerpt) -> str:
    """Why a method is no work that was done twice."""
    if tells_fields(copy.node) or reads_fields(copy.node):
        return "each says what its object holds, field by field"
    if not (evidence.siblings and evidence.based) and relays(copy.node):
        return "each asks its own object, in a few words, for what that does in its own way"
    if verdict.edits and idles(verdict.original.said) and idles(verdict.copy.said):
        return "each waits, and asks its own object for something again and again"
    is_brief = verdict.size < BRIEF and not evidence.based
    if is_brief and _is_property(copy) and says_one_thing(copy.node):
        return "a property of one statement"
    few = _FEW if _is_property(copy) else 0 if evidence.siblings else _PAIR
    if evidence.remote and not (evidence.based or evidence.siblings or evidence.same_role):
        few = _FAR
    if len(verdict.copy.said) <= 1 + few and verdict.size < _BRIEFLY:
        both = verdict.original.said, verdict.copy.said
        own = all(any("self" in one.plain for one in said) for said in both) and all(
            map(speaks_of_itself, both)
        )
        return "a few words about what its own object holds" if own else ""
    return ""


def _by_chance(evidence: ClonesEvidence, verdict: Verdict) -> str:
    """Why two scripts, or classes of distant packages, need not know of their few words."""
    if evidence.scripts and not (evidence.class_name and evidence.same_role):
        done = [one for one in verdict.copy.said if not is_told(one)]
        is_plain = verdict.common[1] < _BRIEFLY and speaks_python(done)
        return "two scripts say in a few words what Python offers everybody" if is_plain else ""
    if verdict.size >= _BRIEFLY:
        return ""
    # For these a class would have to be made, under a base that asks for nothing of the kind.
    is_far = evidence.based and evidence.remote and not evidence.siblings
    return "a few words in two packages" if is_far and not evidence.same_role else ""


def _is_property(excerpt: Excerpt) -> bool:
    rows = excerpt.node.decorators if isinstance(excerpt.node, cst.FunctionDef) else ()
    codes = (excerpt.code(row.decorator).partition("(")[0] for row in rows)
    return any(code.endswith("property") for code in codes)


def _answer(evidence: ClonesEvidence, verdict: Verdict) -> str:
    """Why a function of a module is what somebody asks every such module for."""
    is_asked = evidence.common and evidence.siblings and verdict.size < MUCH
    return "a framework asks every such module for one" if is_asked else ""


def _by_another_name(verdict: Verdict) -> str:
    """Why functions of two names that differ are no copies; "" when they may be."""
    if verdict.size < MUCH and any(_is_formula(edit, verdict) for edit in verdict.changes):
        return "each works out another formula"
    if verdict.work < _ASKS:
        return "what both do beside what each does in its own way is to ask their own objects"
    if verdict.size >= BRIEF:
        return ""
    if all(edit.kind == "moved" for edit in verdict.changes):
        return "they do the same in another order, as what undoes it does"
    if verdict.similarity < _CLOSE:
        return "they are brief, differ in much and bear two names: two hands may have written them"
    return ""


def _is_formula(edit: Edit, verdict: Verdict) -> bool:
    """Whether something is worked out on both sides, in another way."""
    if edit.why != "expression":
        return False
    ours = sorted(_operators(verdict.original, edit.canonical_line))
    theirs = sorted(_operators(verdict.copy, edit.line))
    return bool(ours) and bool(theirs) and ours != theirs


def _operators(reading: Reading, line: int) -> Iterator[str]:
    """The operators between two things in what stands on a line; ``a += b`` adds as ``a + b`` does."""
    for one in reading.on(line):
        for token in one.plain:
            if token not in SIGNS and OPERATOR.fullmatch(token):
                yield token.removesuffix("Assign")
