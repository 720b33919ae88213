"""Which copies are too little, or too far from each other, for anybody to share them?"""

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.adaptation import BRIEF, MUCH
from ssotlint.judges.copies import Verdict
from ssotlint.judges.records import tells_fields
from ssotlint.judges.registering import are_entries
from ssotlint.judges.relaying import relays
from ssotlint.syntax.excerpt import Excerpt

_CLOSE = 0.9
_ENTRY = 5  # statements
# Tokens of equal statements; what is left in common beside a condition or a formula of each one's
# own takes as much to call as to write.
_LEFT = 20
# More names that stand for something else are, unless much was written again, what the function is about.
_OTHERS = 3


def slightness(evidence: ClonesEvidence, verdict: Verdict, original: Excerpt, copy: Excerpt) -> str:
    """Why nobody would make one function of two; "" when it would be worth it."""
    kind = _method(evidence, copy) if evidence.class_name else _answer(evidence, verdict)
    if kind:
        return kind
    if len(evidence.other_names) > _OTHERS and verdict.size < MUCH:
        return "nearly all that they name stands for something else"
    if len(verdict.copy.said) <= 1 + _ENTRY and are_entries(original, copy):
        return "a decorator hands over both in a few words, each for something else"
    if evidence.strange and evidence.other_names and verdict.changes:
        return "neither package knows the other, and each does it with what is its own"
    left, said = verdict.common
    if verdict.changes and left < min(said, _LEFT):
        return "what both say beside what each says in its own way is not worth a function"
    return "" if evidence.same_name or not verdict.changes else _by_another_name(verdict)


def _method(evidence: ClonesEvidence, copy: Excerpt) -> str:
    """Why a method is no work that was done twice."""
    if tells_fields(copy.node):
        return "each says what its object holds, field by field"
    if not evidence.siblings and relays(copy.node):
        return "each asks its own object, in a few words, for what that does in its own way"
    return ""


def _answer(evidence: ClonesEvidence, verdict: Verdict) -> str:
    """Why a function of a module is what somebody asks every such module for."""
    is_asked = evidence.common and evidence.siblings and verdict.size < MUCH
    return "a framework asks every such module for one" if is_asked else ""


def _by_another_name(verdict: Verdict) -> str:
    """Why brief functions of two names that differ are no copies; "" when they may be."""
    if verdict.size >= BRIEF:
        return ""
    if all(edit.kind == "moved" for edit in verdict.changes):
        return "they do the same in another order, as what undoes it does"
    if verdict.similarity < _CLOSE:
        return "they are brief, differ in much and bear two names: two hands may have written them"
    return ""
