"""Is a value worth writing down once, and do two definitions of it agree?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import cast

import libcst as cst

from ssotlint.detectors.constants import ConstantsEvidence, ConstantsOptions
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.ownership import confirmed
from ssotlint.judges.purposes import purpose
from ssotlint.model.case import Case, Member
from ssotlint.syntax.excerpt import Excerpt, ExcerptError
from ssotlint.syntax.tree import every

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
# of an enumeration one member may have been renamed, when others are known to hardly any other.
_OWN_EACH, _RENAMED, _RARE = 0.75, 1, 2
# Collections of one name that share less are each what another place puts under that name.
_UNRELATED = 0.5
# What no key or field is called: such a text agrees with another one by no chance.
_PROSE = re.compile(r"[^\w-]")
_NUMBER = re.compile(r"-?[\d.]+")
_MANY = 12
# A single digit is chosen alike by chance.
_TRIVIAL = re.compile(r"-?\d|None|True|False")


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as its elements: of a mapping by key, of a collection themselves."""

    code: str
    items: Mapping[str, str]
    is_single: bool
    is_text: bool
    is_enum: bool = False

    def is_unrelated(self, other: "_Value | None") -> bool:
        """Whether both are collections, and hardly of the same elements."""
        if other is None or self.is_single or other.is_single or self.is_enum:
            return False
        common = len(self.items.items() & other.items.items())
        return common < _UNRELATED * max(len(self.items), len(other.items), 1)


def judge(case: Case, excerpts: Excerpts, options: ConstantsOptions) -> Case | None:
    """The case with those members that repeat the canonical one, or contradict it."""
    del options
    is_slot = _is_slot(case, excerpts)
    return confirmed(case, lambda owner, member: _judged(owner, member, excerpts, is_slot=is_slot))


def _is_slot(case: Case, excerpts: Excerpts) -> bool:
    """Whether each place puts a collection of its own under the name: no two contradict another.

    The dialects of a language each have their ``RESERVED_WORDS``, and two of them are alike.
    """
    owner = case.members[case.canonical or 0]
    try:
        ours = _value(excerpts.of(owner))
        others = [_value(excerpts.of(member)) for member in case.members if member is not owner]
    except ExcerptError:
        return False
    return ours is not None and any(map(ours.is_unrelated, others))


def innocence(owner: Member, member: Member, excerpts: Excerpts) -> str:
    """Why a value neither repeats nor contradicts another; "" when it does, or cannot be read."""
    try:
        ours, theirs = _value(excerpts.of(owner)), _value(excerpts.of(member))
    except ExcerptError:
        return ""
    return _innocence(owner, member, (ours, theirs), is_slot=False)


def _innocence(
    owner: Member, member: Member, values: tuple[_Value | None, _Value | None], *, is_slot: bool
) -> str:
    """``is_slot`` tells that each place puts a collection of its own under the name."""
    evidence = cast("ConstantsEvidence", member.evidence)
    ours, theirs = values
    if ours is None or theirs is None:
        return "what one of them is, other names say"
    if ours.is_single is not theirs.is_single:
        return "one is a single value and the other a collection"
    name = member.symbol.rpartition(".")[2].strip("_")
    near = PurePosixPath(owner.place.path).parent == PurePosixPath(member.place.path).parent
    if ours.items == theirs.items:
        is_fact = _is_worth(name, ours, near=near, in_company=evidence.namesakes > 0)
        return "" if is_fact else "they are equal, and such a value is chosen alike by chance"
    if evidence.apart or (is_slot and all(_own(ours, theirs))):
        return "they differ, and each place has a value of its own under that name"
    disagree = (near or not ours.is_single) and _disagree(name, ours, theirs, evidence)
    return "" if disagree else "they differ too much to be one fact"


def _judged(owner: Member, member: Member, excerpts: Excerpts, *, is_slot: bool) -> Member | None:
    evidence = cast("ConstantsEvidence", member.evidence)
    try:
        ours, theirs = _value(excerpts.of(owner)), _value(excerpts.of(member))
    except ExcerptError:
        return None
    if evidence.declared:
        ours, theirs = (_said(excerpts.of(one)) for one in (owner, member))
        why = "they are equal" if ours.items == theirs.items else ""
    else:
        why = _innocence(owner, member, (ours, theirs), is_slot=is_slot)
    if ours is None or theirs is None or why:
        return None
    equal = ours.items == theirs.items
    said = purpose(owner, member, excerpts)
    proved = replace(
        evidence,
        proof="judges.constants",
        value=_short(theirs.code),
        other=_short(ours.code),
        differs=not equal,
        differences=_differences(ours, theirs),
        single=ours.is_single and not (equal and ours.is_text) and not evidence.declared,
        on_purpose=bool(said),
        purpose=said,
    )
    return replace(member, evidence=proved, drifted=not equal)


def _is_worth(name: str, value: _Value, *, near: bool, in_company: bool) -> bool:
    if not value.is_single:
        codes = value.items.values()
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


def _is_bare(code: str) -> bool:
    """Whether an element is a name: what it stands for is written down elsewhere."""
    return re.fullmatch(r"[\w.]+", code) is not None and not code[0].isdigit()


def _disagree(name: str, ours: _Value, theirs: _Value, evidence: ConstantsEvidence) -> bool:
    """Whether two values are meant to be one fact though they differ."""
    if ours.is_single:
        telling = len(name.split("_")) >= _SPECIFIC and not ours.is_text and not theirs.is_text
        both_trivial = all(_TRIVIAL.fullmatch(code) for code in (ours.code, theirs.code))
        return telling and evidence.namesakes > 0 and not both_trivial
    if all(map(_NUMBER.fullmatch, (*ours.items, *theirs.items))):
        return False  # limits and codes: each place has those that it needs
    common = len(ours.items.items() & theirs.items.items())
    sizes = len(ours.items), len(theirs.items)
    if all(map(_is_bare, (*ours.items, *ours.items.values()))) and not ours.is_enum:
        return False  # a choice among names: each place has its own
    own = _own(ours, theirs)
    if ours.is_enum and min(own) and evidence.rare < _RARE:
        return False  # the words that any such list has
    is_renamed = ours.is_enum and min(own) <= _RENAMED
    least = _OWN_EACH if min(own) and not is_renamed else _OVERLAP[ours.is_enum]
    return min(sizes) > _SEVERAL and common >= least * max(sizes)


def _own(ours: _Value, theirs: _Value) -> tuple[int, int]:
    """How many elements each of two collections has that the other lacks."""
    mine, other = ours.items.keys(), theirs.items.keys()
    return len(mine - other), len(other - mine)


def _is_derived(name: str, code: str) -> bool:
    """Whether a text says again what its name says: ``CONF_HOST_NAME = "host_name"``."""
    said = re.sub(r"[^a-z0-9]", "", code.lower())
    return name.replace("_", "").lower().endswith(said)


def _differences(ours: _Value, theirs: _Value) -> tuple[str, ...]:
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
    more = len(found) - _LISTED
    return (*found[:_LISTED], *((f"and {more} more",) if more > 0 else ()))


def _value(excerpt: Excerpt) -> _Value | None:
    """What a statement binds; None when it is no value that can be read."""
    node = excerpt.node
    if isinstance(node, cst.ClassDef):
        return _enum(node, excerpt)
    value = _bound(node)
    if value is None:
        return None
    while (
        isinstance(value, cst.Call)
        and len(value.args) == 1
        and excerpt.code(value.func) in _COLLECTING
    ):
        value = value.args[0].value
    code = _flat(excerpt.code(value))
    items = dict(_items(value, excerpt))
    if isinstance(value, cst.Dict | cst.List | cst.Tuple | cst.Set):
        return _Value(code, items, is_single=False, is_text=False)
    if not isinstance(value, _PLAIN) or not all(
        isinstance(a.value, _PLAIN) for a in _arguments(value)
    ):
        return None  # it says what the names in it stand for
    if isinstance(value, cst.BinaryOperation) and not _is_of_literals(value):
        return None
    return _Value(code, {"": code}, is_single=True, is_text=_is_text(value))


def _bound(node: cst.CSTNode) -> cst.BaseExpression | None:
    """The expression that a statement binds to a name."""
    small = node.body[0] if isinstance(node, cst.SimpleStatementLine) else None
    return small.value if isinstance(small, cst.Assign | cst.AnnAssign) else None


def _said(excerpt: Excerpt) -> _Value:
    """What a statement binds, whatever that is: another expression is one value."""
    value, bound = _value(excerpt), _bound(excerpt.node)
    code = _flat(excerpt.code(bound or excerpt.node))
    return value or _Value(code, {"": code}, is_single=True, is_text=False)


_COLLECTING = frozenset(("frozenset", "set", "tuple", "list", "dict"))


_PLAIN = (
    cst.SimpleString, cst.ConcatenatedString, cst.Integer, cst.Float, cst.UnaryOperation, cst.Call,
    cst.BinaryOperation, cst.Attribute,
)  # fmt: skip


def _is_of_literals(value: cst.BaseExpression) -> bool:
    """Whether nothing in an expression stands for something else: ``60 * 60``, not ``"(" + RULE``."""
    return not any(isinstance(node, cst.Name) for node in every(value))


def _arguments(value: cst.BaseExpression) -> tuple[cst.Arg, ...]:
    return tuple(value.args) if isinstance(value, cst.Call) else ()


def _is_text(value: cst.BaseExpression) -> bool:
    """A pattern is as telling as its text."""
    texts = cst.SimpleString | cst.ConcatenatedString
    return isinstance(value, texts) or any(isinstance(a.value, texts) for a in _arguments(value))


def _items(value: cst.BaseExpression, excerpt: Excerpt) -> Iterator[tuple[str, str]]:
    if isinstance(value, cst.Dict):
        for row in value.elements:
            key = _flat(excerpt.code(row.key)) if isinstance(row, cst.DictElement) else "**"
            yield key, _flat(excerpt.code(row.value))
    elif isinstance(value, cst.List | cst.Tuple | cst.Set):
        for element in value.elements:
            code = _flat(excerpt.code(element))
            yield code, code


def _enum(node: cst.ClassDef, excerpt: Excerpt) -> _Value:
    items: dict[str, str] = {}
    for row in node.body.body:
        for small in row.body if isinstance(row, cst.SimpleStatementLine) else ():
            if isinstance(small, cst.Assign):
                items[excerpt.code(small.targets[0].target)] = _flat(excerpt.code(small.value))
    return _Value(node.name.value, items, is_single=False, is_text=False, is_enum=True)


def _flat(code: str) -> str:
    return re.sub(
        r",([)\]}])", r"\1", re.sub(r"\s+", " ", code).replace("( ", "(").replace(" )", ")")
    )


def _short(code: str) -> str:
    return code if len(code) <= _SHOWN else f"{code[: _SHOWN - 1]}…"
