"""Does a class have the members of the canonical one, and which of them say something else?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

import libcst as cst

from ssotlint.detectors.class_copies import ClassCopiesEvidence
from ssotlint.detectors.worth import ALIKE
from ssotlint.facts.portable import text_digest
from ssotlint.judges.class_parts import Part, are_fixed, code_of, parts_of
from ssotlint.judges.confirming import copies_of
from ssotlint.judges.copies import compare
from ssotlint.judges.decorations import decorated_otherwise
from ssotlint.judges.differences import is_harmless, sentences
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.leaving import is_frozen, is_module_leaving, leaves
from ssotlint.judges.purposes import is_decided, purpose
from ssotlint.judges.quoting import excerpts as quoted
from ssotlint.judges.twins import are_twins
from ssotlint.judges.values import spelled
from ssotlint.model.case import Case, Member
from ssotlint.model.numbers import first
from ssotlint.model.options import Options
from ssotlint.model.value import replace
from ssotlint.syntax.excerpt import Excerpt

_CLOSE = 0.99  # what says the same and is decorated otherwise
_LISTED = 8
# So many differences make another class of one in which a single member is the same, unless it is so
# much alike.
_MANY, _NEAR = 5, 0.95
_NAME = re.compile(r"\w+")
_READ = re.compile(r"(?<![.\w'\"])[^\W\d]\w*")  # neither an attribute nor the begin of a text
Spellings = Sequence[tuple[str, str]]


@dataclass(slots=True)
class Tally:
    """What two classes have in common, as it is counted."""

    total: int = 0
    common: float = 0.0
    equal: int = 0
    made: int = 0  # differences in how an object is made
    found: list[str] = field(default_factory=list)
    otherwise: list[tuple[str, ...]] = field(default_factory=list)  # the same, not for people
    drifted: bool = False
    other_bases: bool = False
    apart: bool = False  # one of them holds what the other does not, or holds otherwise
    read: set[str] = field(default_factory=set)  # the names that members of the copy read

    @property
    def similarity(self) -> float:
        """The share of members in common by weight."""
        return round(self.common / self.total, 3) if self.total else 1.0

    @property
    def differences(self) -> tuple[str, ...]:
        """What one does otherwise, and not too much of it."""
        return first(self.found, _LISTED)

    @property
    def difference(self) -> str:
        """A digest of all that one does otherwise, "" where that is nothing."""
        return text_digest(repr(sorted(self.otherwise))) if self.otherwise else ""


def judge(case: Case, excerpts: Excerpts, _options: Options) -> Case | None:
    """The case with those members that are copies of the canonical one."""
    return copies_of(case, lambda owner, member: _judged(owner, member, excerpts))


@where_illegible("")
def innocence(owner: Member, member: Member, excerpts: Excerpts) -> str:
    """Why a class is no copy of another one; "" when it is, or cannot be read."""
    evidence = cast("ClassCopiesEvidence", member.evidence)
    tally = compare_classes(owner, member, excerpts, evidence.spellings, evidence.other_types)
    why = _innocence(owner, member, tally, excerpts)
    return why or _pardon(owner, member, excerpts)


def _pardon(owner: Member, member: Member, excerpts: Excerpts) -> str:
    """Why a copy stays as it is; "" where nothing says so."""
    if is_decided(owner, member, excerpts):
        return "one of them says why it is written twice, or is run by itself"
    if purpose(owner, member, excerpts):
        return ""
    both = (owner, member)
    if is_frozen(owner, member):
        return "one of them stands in a folder called legacy, and stays as it was"
    is_left = any(leaves(one, excerpts) or is_module_leaving(one, excerpts) for one in both)
    return "one of them is on its way out: what lives on took its place" if is_left else ""


def _innocence(owner: Member, member: Member, tally: Tally, excerpts: Excerpts) -> str:
    evidence = cast("ClassCopiesEvidence", member.evidence)
    if tally.similarity < ALIKE:
        return f"they are {tally.similarity:.2f} alike, and copies are at least {ALIKE:.2f}"
    if evidence.credited:
        return ""
    if tally.found and are_twins(*_classes(owner, member)):
        return "they offer one thing plain and asynchronously: neither can stand for the other"
    if evidence.parallel and 2 * evidence.fields > evidence.members:
        return "they say what two parts hand to others, which stand in trees that leave each other alone"
    return _two_things(owner, member, tally, excerpts)


def _two_things(owner: Member, member: Member, tally: Tally, excerpts: Excerpts) -> str:
    """Why two classes hold, or do, two things."""
    evidence = cast("ClassCopiesEvidence", member.evidence)
    if not evidence.methods and not tally.read.isdisjoint(evidence.other_names):
        return "they do nothing, and hold what is each module's own"
    if are_fixed(parts_of(excerpts.of(member))):
        return "they do nothing, and hold what a standard has fixed"
    if _have_little_in_common(owner, member, tally, excerpts):
        return "hardly a member that says something is the same in both"
    if tally.apart and _is_tuple(excerpts.of(owner)) and _is_tuple(excerpts.of(member)):
        return "they are tuples of other fields: neither can stand for the other, nor extend it"
    return ""


def _have_little_in_common(owner: Member, member: Member, tally: Tally, excerpts: Excerpts) -> bool:
    """Whether of two classes no member is equal, or one, and the rest is another thing.

    It names other things, or is made in many other ways; of two classes of one name, both. Unless
    one of them says that it was copied.
    """
    evidence = cast("ClassCopiesEvidence", member.evidence)
    is_about_others = not tally.read.isdisjoint(evidence.other_names)
    is_made_otherwise = tally.made >= _MANY and tally.similarity < _NEAR
    are_two = not evidence.same_name or (is_about_others and is_made_otherwise)
    return (
        are_two
        and evidence.methods > 0
        and tally.equal <= (is_about_others or is_made_otherwise)
        and not purpose(owner, member, excerpts)
    )


@where_illegible(None)
def _judged(owner: Member, member: Member, excerpts: Excerpts) -> Member | None:
    evidence = cast("ClassCopiesEvidence", member.evidence)
    tally = compare_classes(owner, member, excerpts, evidence.spellings, evidence.other_types)
    is_innocent = bool(_innocence(owner, member, tally, excerpts))
    if is_innocent or _pardon(owner, member, excerpts):
        return None
    said = purpose(owner, member, excerpts)
    own = tuple(name for name in evidence.other_names if name in tally.read)
    tally.found += [f"`{name}` stands for something else" for name in own]
    tally.found += [f"`{name}` is another class" for name in evidence.other_bases]
    tally.otherwise += [("stands for something else", n) for n in (*own, *evidence.other_bases)]
    tally.other_bases = tally.other_bases or bool(evidence.other_bases)
    drifted = tally.drifted or bool(own) or tally.other_bases
    is_record = bool(evidence.fields) and not evidence.methods
    proved = replace(
        evidence,
        proof="judges.class_copies",
        similarity=tally.similarity,
        equal=tally.equal,
        differences=tally.differences,
        drifted=drifted,
        other_names=own,
        asked=bool(own)
        or (evidence.apart and bool(tally.found))
        or (is_record and (tally.apart or not evidence.same_name))
        or evidence.unacquainted,
        on_purpose=bool(said),
        purpose=said,
    )
    proved = _remedied(proved, tally, beside=owner.symbol)
    if _is_tuple(excerpts.of(member)):
        proved = replace(proved, parted=False)
    return replace(member, evidence=proved, drifted=drifted, difference=tally.difference)


def _remedied(evidence: ClassCopiesEvidence, tally: Tally, beside: str) -> ClassCopiesEvidence:
    """The evidence with what can be done.

    What has another name, or other bases, is not derived from what it resembles: a switch is no
    light. Both are derived from what they have in common.
    """
    home, differs = evidence.home, bool(tally.found)
    if evidence.derived:
        return replace(_placed(evidence), base="")
    is_based = not evidence.enumeration and (tally.other_bases or not evidence.same_name)
    if is_based and evidence.base:
        base = f"a class between these classes and {evidence.base}"
        return replace(_placed(evidence), based=True, base=base)
    lifted = evidence.lifted and not is_based
    return replace(
        evidence,
        owned=not home and not is_based,
        movable=bool(home) and not is_based and not lifted,
        lifted=lifted,
        hindrance="" if lifted else evidence.hindrance,
        based=is_based,
        base=f"a base class {f'in {home}' if home else f'beside {beside}'}" if is_based else "",
        home="" if is_based else home,
        parted=differs and not is_based and not evidence.enumeration,
        enumerated=differs and evidence.enumeration,
    )


def _placed(evidence: ClassCopiesEvidence) -> ClassCopiesEvidence:
    """The evidence of a copy for which nothing stands in the way of a place to share."""
    return replace(evidence, home="", hindrance="", homeless=False, lifted=False)


def _classes(owner: Member, member: Member) -> tuple[str, str]:
    return owner.symbol.rpartition(".")[2], member.symbol.rpartition(".")[2]


def compare_classes(
    owner: Member,
    member: Member,
    excerpts: Excerpts,
    spellings: Spellings,
    other_types: Sequence[str] = (),
) -> Tally:
    """Compare two classes part by part; raises ExcerptError when LibCST cannot read one.

    ``spellings`` are names of the one and of the other that mean the same, ``other_types`` those
    that are two classes.
    """
    ours, theirs = parts_of(excerpts.of(owner)), parts_of(excerpts.of(member))
    tally = Tally(sum(p.weight for p in (*ours.values(), *theirs.values())))
    classes = _classes(owner, member)
    for name in [*ours, *(n for n in theirs if n not in ours)]:
        one, other = ours.get(name), theirs.get(name)
        if one is None or other is None:
            short, _ = quoted(name, "")
            tally.found.append(f"adds `{short}`" if one is None else f"lacks `{short}`")
            tally.otherwise.append((name, ""))
            tally.drifted = True
            tally.apart = tally.apart or _is_field(one or other)
            continue
        share, edits, drifted, difference = _compared(
            one, other, name, classes, spellings, tally.read
        )
        held = [word for word in _NAME.findall(other.code) if word in other_types]
        if held and share == 1.0 and _is_field(other):
            share, edits, drifted = 0.0, (f"`{name}` holds another `{held[0]}`",), True
            difference = held[0]
        tally.apart = tally.apart or (drifted and _is_field(other))
        tally.other_bases = tally.other_bases or (not name and drifted)
        tally.common += share * (one.weight + other.weight)
        tally.equal += share == 1.0 and one.weight > 0
        tally.drifted = tally.drifted or drifted
        tally.made += len(edits) if name == "__init__" else 0
        tally.found += _told(name, edits, other)
        tally.otherwise += [(name, difference)] if difference else []
    return tally


def _told(name: str, edits: Sequence[str], other: Part) -> Iterator[str]:
    """What a member does otherwise, in one sentence."""
    if edits:
        said = f"`{name}` {edits[0]}" if other.method is not None else edits[0]
        yield said + (f" and {len(edits) - 1} more" if len(edits) > 1 else "")


def _compared(
    one: Part,
    other: Part,
    name: str,
    classes: tuple[str, str],
    spellings: Spellings,
    read: set[str],
) -> tuple[float, tuple[str, ...], bool, str]:
    """How alike two members of one name are, what differs, and whether that matters.

    What differs is said in words, and last as a digest. What the other reads is noted in ``read``.
    """
    if one.method is None or other.method is None:
        if name:
            read.update(_READ.findall(other.code.partition("=")[2]))
        known = *spellings, classes
        if _respelled(one.code, known) == _respelled(other.code, spellings):
            return 1.0, (), False, ""
        ours, theirs = quoted(one.code, other.code)
        return 0.0, (f"`{theirs}` instead of `{ours}`",), True, _difference(one, other, known)
    verdict = compare(one.method, other.method, (name, name), classes, spellings)
    read.update(token for said in verdict.copy.said for token in said.plain)
    around = decorated_otherwise(one.method, other.method)
    edits = (*around, *verdict.edits)
    if not edits:
        return 1.0, (), False, ""
    share = min(verdict.similarity, _CLOSE)
    difference = verdict._replace(edits=edits).difference
    return share, sentences(edits), not all(map(is_harmless, edits)), difference


def _difference(one: Part, other: Part, known: Spellings) -> str:
    """A digest of what two members say that are no methods, "" where only layout differs."""
    both = sorted(spelled(_respelled(part.written or part.code, known)) for part in (one, other))
    return text_digest(repr(both)) if both[0] != both[1] else ""


def _is_field(part: Part | None) -> bool:
    return part is not None and part.method is None and part.weight == 1


def _is_tuple(excerpt: Excerpt) -> bool:
    """Whether a class is a tuple with names, to which no subclass adds a field."""
    node = excerpt.node
    bases = node.bases if isinstance(node, cst.ClassDef) else ()
    return any(code_of(base, excerpt).rpartition(".")[2].startswith("NamedTuple") for base in bases)


def _respelled(code: str, spellings: Spellings) -> str:
    """Code with the second word for each name that has two."""
    words = dict(spellings)
    return _NAME.sub(lambda found: words.get(found[0], found[0]), code) if words else code
