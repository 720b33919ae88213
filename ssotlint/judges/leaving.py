"""Code that says of itself that it is deprecated: it goes, and its copy with it."""

from typing import cast

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.graph.words import is_called_leaving
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.farewells import farewells
from ssotlint.model.case import Case, Member
from ssotlint.model.value import replace

_PAIR = 2


def turned(case: Case, excerpts: Excerpts) -> Case:
    """A pair whose owner is deprecated and whose copy is not, the other way round."""
    owner = case.owner
    if owner is None or len(case.members) != _PAIR:
        return case
    copy = next(member for member in case.members if member is not owner)
    ours, theirs = (cast("ClonesEvidence", m.evidence) for m in (owner, copy))
    if theirs.declared or theirs.idle or not leaves(owner, excerpts) or leaves(copy, excerpts):
        return case
    going = replace(theirs, class_name=ours.class_name, home="", hindrance="", homeless=False)
    members = (
        replace(copy, suspect=False, evidence=replace(ours, class_name=theirs.class_name)),
        replace(owner, suspect=True, evidence=going),
    )
    return replace(case, subject=copy.symbol, members=members, canonical=0, why="not deprecated")


def leaves(member: Member, excerpts: Excerpts) -> bool:
    """Whether a function, or a class that holds it, calls itself deprecated."""
    return member.place.span.line in farewells(member.place.path, excerpts).going


def goes(owner: Member, member: Member, excerpts: Excerpts) -> bool:
    """Whether a copy is deprecated, or called legacy where its owner is not."""
    is_called = is_called_leaving(member.symbol) and not is_called_leaving(owner.symbol)
    return is_called or leaves(member, excerpts)


def is_frozen(owner: Member, member: Member) -> bool:
    """Whether one of them stands in a folder called legacy: it stays as it was."""
    return _is_in_legacy(owner) is not _is_in_legacy(member)


def _is_in_legacy(member: Member) -> bool:
    return is_called_leaving(member.place.path.rpartition("/")[0])


def is_left(
    owner: Member, member: Member, excerpts: Excerpts, *, edited: bool, slight: bool
) -> str:
    """Why nobody needs to hear of a copy, as deprecated code goes of itself; "" when somebody does.

    What nothing loads takes nobody's place, and what lives on may have moved on from what goes;
    ``slight`` tells that little was written again, and something in it changed.
    """
    if why := _by_place(owner, member, excerpts, slight=slight):
        return why
    if leaves(owner, excerpts):
        if leaves(member, excerpts):
            return "both are on their way out"
        is_idle = cast("ClonesEvidence", member.evidence).idle
        return "" if is_idle else "one is deprecated, and the other takes its place"
    if not goes(owner, member, excerpts):
        return ""
    if edited:
        return "one is on its way out, and what takes its place does something else"
    is_shim = member.place.span.line in farewells(member.place.path, excerpts).shims
    is_method = bool(cast("ClonesEvidence", member.evidence).class_name)
    return "its class is on its way out, and takes it along" if is_method and not is_shim else ""


def _by_place(owner: Member, member: Member, excerpts: Excerpts, *, slight: bool) -> str:
    """Why nobody needs to hear of copies that stand where they do; "" when somebody does."""
    both = owner, member
    if slight and all(map(_is_in_legacy, both)):
        return "both stand in folders called legacy, and each stays as it was"
    if any(is_module_leaving(one, excerpts) for one in both):
        return "one of them stands in a module that calls itself deprecated"
    return ""


def is_module_leaving(member: Member, excerpts: Excerpts) -> bool:
    """Whether the module of a member calls itself deprecated."""
    return 0 in farewells(member.place.path, excerpts).going
