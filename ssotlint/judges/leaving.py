"""Code that says of itself that it is deprecated: it goes, and its copy with it."""

import re
from dataclasses import replace
from typing import cast

from ssotlint.detectors.canonical import is_called_leaving
from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Case, Member
from ssotlint.syntax.excerpt import ExcerptError

_DOCSTRING = re.compile(r"\s*(?:#[^\n]*\n\s*)*[rRuU]?(\"\"\"|''')(?P<said>.*?)\1", re.DOTALL)
_HEADER = re.compile(r"(?:async\s+)?(?:def|class)\b.*?:[ \t]*(?:#[^\n]*)?\n", re.DOTALL)
_SAID = re.compile(
    r"\bthis\s+(?:module|class|function|method|file|\w+\s+module)\s+(?:is|has\s+been)\s+(?:now\s+)?"
    r"deprecated\b|\A\W*deprecated\b",
    re.IGNORECASE,
)
# A class that passes on to what took its place, as its first words say; a function or module is
# called so for less.
_SHIM = re.compile(r"\A[^\n.]*\bcompatibility\s+(?:layer|shim|wrapper)\b", re.IGNORECASE)
_PAIR = 2
_REGION = 60  # lines of a class in which it warns whoever makes one


def turned(case: Case, excerpts: Excerpts) -> Case:
    """A pair whose owner is deprecated and whose copy is not, the other way round."""
    if case.canonical is None or len(case.members) != _PAIR:
        return case
    owner, copy = case.members[case.canonical], case.members[1 - case.canonical]
    ours, theirs = (cast("ClonesEvidence", m.evidence) for m in (owner, copy))
    if theirs.declared or theirs.idle or not leaves(owner, excerpts) or leaves(copy, excerpts):
        return case
    going = replace(
        theirs, class_name=ours.class_name, home="", hindrance="", homeless=False, cycle=()
    )
    members = (
        replace(copy, suspect=False, evidence=replace(ours, class_name=theirs.class_name)),
        replace(owner, suspect=True, evidence=going),
    )
    return replace(
        case, subject=copy.symbol, members=members, canonical=0, why="not on its way out"
    )


def leaves(member: Member, excerpts: Excerpts) -> bool:
    """Whether a function or its class calls itself deprecated."""
    return _is_leaving(member, cast("ClonesEvidence", member.evidence).class_name, excerpts)


def goes(owner: Member, member: Member, excerpts: Excerpts) -> bool:
    """Whether a copy is deprecated, or called legacy where its owner is not."""
    is_called = is_called_leaving(member.symbol) and not is_called_leaving(owner.symbol)
    return is_called or leaves(member, excerpts)


def is_frozen(owner: Member, member: Member) -> bool:
    """Whether one of them stands in a folder called legacy: it stays as it was."""
    folders = {is_called_leaving(one.place.path.rpartition("/")[0]) for one in (owner, member)}
    return len(folders) > 1


def is_left(owner: Member, member: Member, excerpts: Excerpts) -> bool:
    """Whether a deprecated owner, or module, goes of itself, and the other takes its place.

    What nothing loads takes nobody's place.
    """
    return any(_is_module_leaving(one, excerpts) for one in (owner, member)) or (
        not cast("ClonesEvidence", member.evidence).idle
        and leaves(owner, excerpts)
        and not leaves(member, excerpts)
    )


def _is_module_leaving(member: Member, excerpts: Excerpts) -> bool:
    """Whether the module of a member calls itself deprecated."""
    try:
        return _says("\n".join(excerpts.lines(member.place.path)[:_REGION]))
    except ExcerptError:
        return False


def _is_leaving(member: Member, class_name: str, excerpts: Excerpts) -> bool:
    """Whether a function or its class calls itself deprecated."""
    try:
        lines = excerpts.lines(member.place.path)
        own = excerpts.text(member.extent)
    except ExcerptError:
        return False
    return _says(own[found.end() :] if (found := _HEADER.search(own)) else "") or (
        bool(class_name) and _is_class_leaving(class_name, lines)
    )


def _says(text: str, *others: re.Pattern[str]) -> bool:
    """Whether the docstring in front of a text says it, or one of other things."""
    found = _DOCSTRING.match(text)
    return found is not None and any(one.search(found["said"]) for one in (_SAID, *others))


def _is_class_leaving(name: str, lines: tuple[str, ...]) -> bool:
    header = re.compile(rf"class\s+{re.escape(name)}\b")
    # `Cart.total is deprecated` speaks of a member.
    warned = re.compile(rf"\b{re.escape(name)}\b(?!\.\w)[^\n]{{0,40}}\bdeprecated\b")
    for start, line in enumerate(lines):
        if header.match(line.lstrip()):
            text = "\n".join(lines[start : start + _REGION])
            found = _HEADER.search(text)
            inside = text[found.end() :] if found else ""
            return _says(inside, _SHIM) or warned.search(inside) is not None
    return False
