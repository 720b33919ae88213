"""Which edited copies are too little, or too far from each other, for anybody to share them?"""

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.adaptation import BRIEF
from ssotlint.judges.copies import Verdict

_CLOSE = 0.9


def slightness(evidence: ClonesEvidence, verdict: Verdict) -> str:
    """Why nobody would make one function of two that differ; "" when it would be worth it."""
    if evidence.strange and evidence.other_names and verdict.changes:
        return "neither package knows the other, and each does it with what is its own"
    if evidence.same_name or not verdict.changes:
        return ""
    if verdict.size < BRIEF and verdict.similarity < _CLOSE:
        return "they are brief, differ in much and bear two names: two hands may have written them"
    return ""
