"""Does the method refuse what the base invites, without a word that this is meant?"""

import re
from collections import Counter
from typing import cast

import libcst as cst

from ssotlint.detectors.awaitables import CURES
from ssotlint.detectors.overrides import SEVERAL, OverrideEvidence
from ssotlint.graph.contracts import narrowing, refusal
from ssotlint.judges.exceptions import carries_exception
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.remarks import remark_in
from ssotlint.model.case import Case, Member
from ssotlint.model.errors import ExcerptError
from ssotlint.model.place import Place
from ssotlint.model.signature import Signature, bind
from ssotlint.model.value import replace
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.signatures import arguments_of, parameters_of, signature_of

_MEANT = re.compile(r"(?<!-)override|type:\s*ignore|arguments-differ|W0221|pyright:\s*ignore")
# Pyre's numbers 14 and 15 are of overrides; a comment without a number is of all.
_KNOWN = re.compile(r"#\s*pyre-(?:fixme|ignore)\b(?:\[1[45](?:,\s*1[45])?\]|(?!\s*\[))")
_ALIKE = 2  # overrides, and more, to each thing that they lack
_OF_SIGNATURE = ("requires", "takes ")


def judge(case: Case, excerpts: Excerpts, _options: object) -> Case | None:
    """The case with the overrides that were confirmed, each at the parameter that is wrong."""
    base = case.members[0]
    wanted = _function(base, excerpts)
    if wanted is None:
        return None
    overrides = [m for m in case.members[1:] if cast("OverrideEvidence", m.evidence).own]
    calls = [m for m in case.members[1:] if not cast("OverrideEvidence", m.evidence).own]
    proved = [p for m in overrides if (p := _proved(m, wanted, calls, excerpts)) is not None]
    if base.suspect and _grew(proved):
        # Who has made an exception of an override has asked about that one, and is answered there.
        made = [m for m in proved if carries_exception(m, excerpts)]
        alike = [m for m in proved if m not in made]
        if _grew(alike):
            return _at_the_base(case, alike, made)
    return replace(case, members=(replace(base, suspect=False), *proved, *calls))


def _grew(proved: list[Member]) -> bool:
    """Whether several refuse much the same, and nobody calls: the base promises what few keep."""
    rows = [cast("OverrideEvidence", m.evidence) for m in proved]
    said = {row.conflicts for row in rows}
    called = any(row.calls for row in rows)
    return len(rows) >= SEVERAL and _ALIKE * len(said) <= len(rows) and not called


def _at_the_base(case: Case, alike: list[Member], made: list[Member]) -> Case:
    """One finding for all that are alike, where the parameter came in; exceptions stay."""
    rows = [cast("OverrideEvidence", m.evidence) for m in alike]
    (usual, _), *_ = Counter(row.conflicts for row in rows).most_common(1)
    first = next(row for row in rows if row.conflicts == usual)
    evidence = replace(
        first, grown=True, cure="", lone=False, others=len(alike) - 1, addressed=False
    )
    told = replace(case.members[0], evidence=evidence)
    rest = (replace(m, suspect=False, note="refuses it") for m in alike)
    return replace(case, members=(told, *rest, *made), canonical=None, why="")


@where_illegible(None)
def _function(member: Member, excerpts: Excerpts) -> tuple[Excerpt, cst.FunctionDef] | None:
    excerpt = excerpts.header(member.extent, member.place.line)
    return (excerpt, excerpt.node) if isinstance(excerpt.node, cst.FunctionDef) else None


def _proved(
    member: Member,
    wanted: tuple[Excerpt, cst.FunctionDef],
    calls: list[Member],
    excerpts: Excerpts,
) -> Member | None:
    evidence = cast("OverrideEvidence", member.evidence)
    found = _function(member, excerpts)
    if found is None or _is_meant(member, excerpts):
        return None
    excerpt, node = found
    base, own = (
        s.without_first() if evidence.bound else s
        for s in (signature_of(wanted[1], wanted[0]), signature_of(node, excerpt))
    )
    refused = _refused(own, calls, excerpts) if evidence.calls else ()
    narrowed = (*narrowing(base, own), *refused)
    conflicts = tuple(
        c for c in evidence.conflicts if c in narrowed or not c.startswith(_OF_SIGNATURE)
    )
    if not conflicts or (evidence.calls and not refused):
        return None
    place = Place(member.place.path, excerpt.span_of(_wrong(node, base, own)))
    proof = replace(
        evidence, conflicts=conflicts, cure=_cure(evidence.base, conflicts),
        lone=evidence.lone and not CURES.keys() >= set(conflicts), proof="judges.overrides",
    )  # fmt: skip
    return replace(member, place=place, evidence=proof)


def _cure(base: str, conflicts: tuple[str, ...]) -> str:
    """What to do about parameters first, then about what awaiting it gives."""
    said = [CURES[conflict].format(base) for conflict in conflicts if conflict in CURES]
    if len(said) < len(conflicts):
        said.insert(0, f"take what {base} takes; give what is added a default")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}"


def _is_meant(member: Member, excerpts: Excerpts) -> bool:
    """Whether somebody has said in the header that the override differs."""
    lines = excerpts.lines(member.extent.path)
    first, last = member.extent.span.line, member.place.line
    above = lines[first - 2].lstrip() if first > 1 else ""
    if _KNOWN.match(above):
        return True
    for row in lines[first - 1 : member.extent.span.end_line]:
        if _MEANT.search(remark_in(row)):
            return True
        first += 1
        if first > last and row.partition("#")[0].rstrip().endswith(":"):
            break
    return False


def _refused(own: Signature, calls: list[Member], excerpts: Excerpts) -> tuple[str, ...]:
    """Why the method refuses the calls on ``self``."""
    found: dict[str, None] = {}
    for member in calls:
        try:
            node = excerpts.at(member.place).node
        except ExcerptError:
            continue
        if isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Expr):
            value = node.body[0].value
            mismatch = bind(own, arguments_of(value)) if isinstance(value, cst.Call) else None
            if mismatch is not None:
                found[refusal(mismatch)] = None
    return tuple(found)


def _wrong(node: cst.FunctionDef, base: Signature, own: Signature) -> cst.CSTNode:
    """The first parameter that nobody fills; the name of the method where there is none."""
    known = {p.name for p in base.parameters}
    surplus = [p.name for p in own.parameters if p.required and p.name not in known]
    if len([p for p in own.parameters if p.required]) > len(
        [p for p in base.parameters if p.required]
    ):
        for parameter in parameters_of(node.params):
            if parameter.name.value in surplus:
                return parameter.name
    return node.name
