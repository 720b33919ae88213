"""What two functions have in common where something differs: is it too little to be shared?

Whoever shares it calls a function in both places, and passes each difference.
"""

import libcst as cst

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.adaptation import BRIEF
from ssotlint.judges.copies import Verdict
from ssotlint.judges.saying import is_variable

# Tokens of equal statements; fewer take as much to call as to write, under one name too.
_LEFT = 20
# Where more differs than anybody passes, and most of what is said: so many, and so much as that.
_MANY, _MOST = 8, 3
_PASSED = 8  # so many does each difference take that has to be passed
# Of special methods, and of scripts, which are run once and go: what does not only keep or hand on
# what is given.
_WORK = 36
_OTHER = 0.9  # alike; an override of which less is otherwise could be a hook


def remainder(evidence: ClonesEvidence, verdict: Verdict, copy: cst.CSTNode) -> str:
    """Why what is left in common is too little; "" where nothing differs, or it is enough."""
    is_twin = evidence.class_name and evidence.same_role  # the class was copied, too
    if evidence.scripts and not is_twin and verdict.edits and _is_mostly_own(verdict):
        return "each script does in its own way what takes a few words"
    if not verdict.changes:
        return ""
    is_brief = verdict.size < BRIEF and len(verdict.changes) > 1
    if evidence.inherited and is_brief and verdict.similarity < _OTHER:
        return "an override does in its own way most of what takes a few words"
    if evidence.mixed_in and verdict.work < BRIEF:
        return "a mixin does in its own way what the class does that it is put together with"
    if _is_asked(evidence, copy) and verdict.work < _WORK:
        return "Python asks for both, and each hands on what it is given in its own way"
    return _too_little(verdict)


def _is_mostly_own(verdict: Verdict) -> bool:
    """Whether little is equal, or not much, and less than half: the rest may be a script's own table."""
    left, said = verdict.common
    return verdict.work < _WORK or (left < BRIEF and 2 * left < said)


def _too_little(verdict: Verdict) -> str:
    left, said = verdict.common
    if len(verdict.changes) > _MANY and _MOST * left < said:
        return "most of what either says, the other says in its own way"
    if _hands_out_its_own(verdict, left):
        return "what each hands out is its own, and is made of what comes before it"
    if left < min(said, _cost(verdict)):
        return "what both say beside what each says in its own way is not worth a function"
    return ""


def _is_asked(evidence: ClonesEvidence, node: cst.CSTNode) -> bool:
    """Whether Python asks a class for a method; what makes its objects a base of theirs may say."""
    name = node.name.value if isinstance(node, cst.FunctionDef) else ""
    is_special = name.startswith("__") and name.endswith("__")
    may_share = evidence.based and not evidence.strange
    return is_special and not (name == "__init__" and may_share)


def _hands_out_its_own(verdict: Verdict, left: int) -> bool:
    """Whether an answer that differs says more than what is equal, and cannot be passed.

    It reads what is worked out before it.
    """
    form = verdict.copy.form
    lines = {edit.line for edit in verdict.changes if edit.kind == "edited"}
    given = {name.lstrip("*") for name, _ in form.parameters}
    return any(
        one.plain[:1] == ("Return",)
        and len(one.plain) >= left
        and form.line(position) in lines
        and any(is_variable(t) and form.names[int(t[1:])] not in given for t in one.plain)
        for position, one in enumerate(verdict.copy.said)
    )


def _cost(verdict: Verdict) -> int:
    """The tokens that it takes to call a function that two share, and to pass what differs.

    What one of them does besides, in one place, is done before, after or around the call.
    """
    kinds = [edit.kind for edit in verdict.changes]
    besides = {"missing", "added"}.intersection(kinds)
    return max(_LEFT, _PASSED * (kinds.count("edited") + len(besides)))
