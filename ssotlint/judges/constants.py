"""Is a value worth writing down once, and do two definitions of it agree?"""

import re
from pathlib import PurePosixPath
from typing import cast

from ssotlint.detectors.constants import ConstantsEvidence
from ssotlint.facts.portable import text_digest
from ssotlint.judges.confirming import copies_of
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.purposes import is_decided, purpose
from ssotlint.judges.standards import is_fixed, is_one_amount
from ssotlint.judges.values import Constant, bound_by, spelled, value_of
from ssotlint.model.case import Case, Member
from ssotlint.model.numbers import first
from ssotlint.model.options import Options
from ssotlint.model.value import replace

_SHOWN = 40
_LISTED = 4
# A text of so many characters, or a collection of so many elements, is a fact and no coincidence.
_LONG, _SEVERAL = 16, 3
# A number is as telling as its name: MAX_UPLOAD_BYTES, not TIMEOUT. Files that have two constants
# of one name, or a number that long, say that one was taken from the other.
_SPECIFIC, _DIGITS = 3, 5
# Of the elements; below it two collections are two things. An enumeration is named for one.
_OVERLAP = {False: 0.7, True: 0.6}
# Where each has elements of its own they are two states of two things, unless most are the same;
# of an enumeration one member may have been put in the place of another, or, side by side, of
# several, when others are known to hardly any other.
_OWN_EACH, _RENAMED, _RARE = 0.75, 1, 2
# What no key or field is called: such a text agrees with another one by no chance.
_PROSE = re.compile(r"[^\w-]")
_NUMBER = re.compile(r"-?[\d.]+")
_MANY = 12
_ROUND = 1  # digits before the zeros
# A single digit is chosen alike by chance.
_TRIVIAL = re.compile(r"-?\d|None|True|False")


def judge(case: Case, excerpts: Excerpts, _options: Options) -> Case | None:
    """The case with those members that repeat the canonical one, or contradict it."""
    is_slot = _is_slot(case, excerpts)
    return copies_of(case, lambda owner, member: _judged(owner, member, excerpts, is_slot=is_slot))


@where_illegible(False)
def _is_slot(case: Case, excerpts: Excerpts) -> bool:
    """Whether each place puts a collection of its own under the name: no two contradict another.

    The dialects of a language each have their ``RESERVED_WORDS``, and two of them are alike.
    """
    owner = case.owner or case.members[0]
    ours = _value(owner, excerpts)
    others = [_value(member, excerpts) for member in case.members if member is not owner]
    return ours is not None and any(map(ours.is_unrelated, others))


def _value(member: Member, excerpts: Excerpts) -> Constant | None:
    """What a member says; an owner is asked for with each of its copies."""
    return excerpts.known((_value, member.extent), lambda: value_of(excerpts.of(member)))


@where_illegible("")
def innocence(owner: Member, member: Member, excerpts: Excerpts) -> str:
    """Why a value neither repeats nor contradicts another; "" when it does, or cannot be read."""
    ours, theirs = _value(owner, excerpts), _value(member, excerpts)
    return _innocence(owner, member, (ours, theirs), is_slot=False)


def _innocence(
    owner: Member, member: Member, values: tuple[Constant | None, Constant | None], *, is_slot: bool
) -> str:
    """``is_slot`` tells that each place puts a collection of its own under the name."""
    evidence = cast("ConstantsEvidence", member.evidence)
    ours, theirs = values
    if ours is None or theirs is None:
        return "what one of them is, other names say"
    if ours.is_single is not theirs.is_single:
        return "one is a single value and the other a collection"
    name = member.symbol.rpartition(".")[2].strip("_")
    near = _is_near(owner, member)
    if not evidence.known and (why := _own_affair(owner, member, theirs)):
        return why
    if ours.items == theirs.items:
        is_fact = _is_worth(name, ours, near=near, in_company=evidence.namesakes > 0)
        return "" if is_fact else "they are equal, and such a value is chosen alike by chance"
    if evidence.apart or (is_slot and all(_own(ours, theirs))):
        return "they differ, and each place has a value of its own under that name"
    disagree = (near or not ours.is_single) and _disagree(name, ours, theirs, evidence, near=near)
    return "" if disagree else "they differ too much to be one fact"


@where_illegible(None)
def _judged(owner: Member, member: Member, excerpts: Excerpts, *, is_slot: bool) -> Member | None:
    evidence = cast("ConstantsEvidence", member.evidence)
    ours, theirs = _value(owner, excerpts), _value(member, excerpts)
    if evidence.declared:
        ours, theirs = (bound_by(excerpts.of(one)) for one in (owner, member))
        why = "they are equal" if ours.items == theirs.items else ""
    else:
        why = _innocence(owner, member, (ours, theirs), is_slot=is_slot)
    if ours is None or theirs is None or why:
        return None
    if not evidence.declared and is_decided(owner, member, excerpts):
        return None
    equal = ours.items == theirs.items
    said = purpose(owner, member, excerpts)
    proved = replace(
        evidence,
        proof="judges.constants",
        value=_short(theirs.code),
        other=_short(ours.code),
        differs=not equal,
        crossed=ours.is_enum and min(_own(ours, theirs)) > 0,
        differences=_differences(ours, theirs),
        single=ours.is_single and not (equal and ours.is_text) and not evidence.declared,
        on_purpose=bool(said),
        purpose=said,
    )
    return replace(member, evidence=proved, drifted=not equal, difference=_difference(ours, theirs))


def _difference(ours: Constant, theirs: Constant) -> str:
    """A digest of both values, "" where they are equal but for how they are written."""
    both = [
        sorted((spelled(k), spelled(v)) for k, v in one.items.items()) for one in (ours, theirs)
    ]
    return text_digest(repr(sorted(both))) if both[0] != both[1] else ""


def _is_worth(name: str, value: Constant, *, near: bool, in_company: bool) -> bool:
    codes = value.items.values()
    if is_fixed(name, codes):
        return False
    if not value.is_single:
        if not near and len(codes) < _MANY and all(map(_NUMBER.fullmatch, codes)):
            return False  # steps and limits are chosen alike by chance
        return len(codes) >= _SEVERAL and not all(map(_is_bare, codes))
    if value.is_text:
        telling = near or _PROSE.search(value.code[1:-1]) is not None
        return telling and len(value.code) >= _LONG + 2 and not _is_derived(name, value.code)
    telling = in_company or len(re.findall(r"\d", value.code)) >= _DIGITS
    return (
        near and telling and not _TRIVIAL.fullmatch(value.code)
        and len(name.split("_")) >= _SPECIFIC
    )  # fmt: skip


def _is_choice(path: str) -> bool:
    """Whether a file is one of several settings among which whoever starts the program chooses.

    ``settings_docker.py``, ``settings/production.py``.
    """
    place = PurePosixPath(path)
    return "settings" in {place.parent.name, *place.stem.split("_")}


def _own_affair(owner: Member, member: Member, value: Constant) -> str:
    """Why a module that does not know the other may set a value alone; "" when it should not."""
    near = _is_near(owner, member)
    if near and all(_is_choice(one.place.path) for one in (owner, member)):
        return "each states all settings, and a program loads one of the two"
    if value.is_enum:
        evidence = cast("ConstantsEvidence", member.evidence)
        is_usual = not (near or evidence.related) and evidence.rare < _RARE
        return (
            "they list usual words, for things that know nothing of each other" if is_usual else ""
        )
    if not member.symbol.rpartition(".")[2].startswith("_"):
        return ""
    is_round = not value.is_text and len(value.code.strip("-.0_").replace(".", "")) <= _ROUND
    if is_round if value.is_single else not near and len(value.items) < _MANY:
        return "each is private to a module that does not know the other, and may be set alone"
    return ""


def _is_near(owner: Member, member: Member) -> bool:
    return PurePosixPath(owner.place.path).parent == PurePosixPath(member.place.path).parent


def _is_bare(code: str) -> bool:
    """Whether an element is a name: what it stands for is written down elsewhere."""
    return re.fullmatch(r"[\w.]+", code) is not None and not code[0].isdigit()


def _disagree(
    name: str, ours: Constant, theirs: Constant, evidence: ConstantsEvidence, *, near: bool
) -> bool:
    """Whether two values are meant to be one fact though they differ."""
    if ours.is_single:
        telling = len(name.split("_")) >= _SPECIFIC and not ours.is_text and not theirs.is_text
        both_trivial = all(_TRIVIAL.fullmatch(code) for code in (ours.code, theirs.code))
        is_drift = not both_trivial and not is_one_amount(ours.code, theirs.code)
        return (
            telling and evidence.namesakes > 0 and is_drift and not _is_own_default(name, evidence)
        )
    if all(map(_NUMBER.fullmatch, (*ours.items, *theirs.items))):
        return False  # limits and codes: each place has those that it needs
    common = len(ours.items.items() & theirs.items.items())
    sizes = len(ours.items), len(theirs.items)
    if all(map(_is_bare, (*ours.items, *ours.items.values()))) and not ours.is_enum:
        return False  # a choice among names: each place has its own
    own = _own(ours, theirs)
    if ours.is_enum and min(own) and evidence.rare < _RARE:
        return False  # the words that any such list has
    is_renamed = ours.is_enum and (min(own) if near else max(own)) <= _RENAMED
    least = _OWN_EACH if min(own) and not is_renamed else _OVERLAP[ours.is_enum]
    return min(sizes) > _SEVERAL and common >= least * max(sizes)


def _is_own_default(name: str, evidence: ConstantsEvidence) -> bool:
    """Whether a module that is about something else, and loads not the other, sets its own default."""
    return name.startswith("DEFAULT_") and not (evidence.known or evidence.related)


def _own(ours: Constant, theirs: Constant) -> tuple[int, int]:
    """How many elements each of two collections has that the other lacks."""
    mine, other = ours.items.keys(), theirs.items.keys()
    return len(mine - other), len(other - mine)


def _is_derived(name: str, code: str) -> bool:
    """Whether a text says again what its name says: ``CONF_HOST_NAME = "host_name"``."""
    said = re.sub(r"[^a-z0-9]", "", code.lower())
    return name.replace("_", "").lower().endswith(said)


def _differences(ours: Constant, theirs: Constant) -> tuple[str, ...]:
    if ours.items == theirs.items:
        return ()
    if ours.is_single:
        return (f"`{_short(theirs.code)}` instead of `{_short(ours.code)}`",)
    found = [f"lacks `{_short(k)}`" for k in ours.items if k not in theirs.items]
    found += [f"adds `{_short(k)}`" for k in theirs.items if k not in ours.items]
    found += [
        f"`{_short(k)}` is `{_short(v)}` instead of `{_short(ours.items[k])}`"
        for k, v in theirs.items.items()
        if k in ours.items and ours.items[k] != v
    ]
    return first(found, _LISTED)


def _short(code: str) -> str:
    return code if len(code) <= _SHOWN else f"{code[: _SHOWN - 1]}…"
