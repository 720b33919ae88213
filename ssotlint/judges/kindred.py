"""The classes of two places that two functions read, each that of its own place."""

from typing import cast

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.copies import Verdict
from ssotlint.judges.saying import names_its_class
from ssotlint.model.case import Member


def kindred_names(owner: Member, member: Member, verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """The classes of either place that both read; the shorter name stands for both of a pair."""
    read = [
        {token for one in reading.said for token in one.plain}
        for reading in (verdict.original, verdict.copy)
    ]
    found = [
        (one, other)
        for one, other in cast("ClonesEvidence", member.evidence).kindred
        if all((other if len(other) <= len(one) else one) in names for names in read)
    ]
    classes = _classes(owner, member, verdict)
    if classes[0] != classes[1]:
        found.append(classes)
    return tuple(dict.fromkeys(found))


def own_class(owner: Member, member: Member, verdict: Verdict) -> tuple[str, ...]:
    """The name that an heir has from the class above it, and that both say in their methods."""
    first, second = _classes(owner, member, verdict)
    return (first,) if first and first == second else ()


def _classes(owner: Member, member: Member, verdict: Verdict) -> tuple[str, str]:
    """The classes of an override and of what it overrides, when both say which class they are in.

    Elsewhere a method that says its own class says the same in each.
    """
    original, evidence = (cast("ClonesEvidence", m.evidence) for m in (owner, member))
    if not evidence.inherited or not names_its_class(verdict.copy.said):
        return "", ""
    return original.class_name, evidence.class_name
