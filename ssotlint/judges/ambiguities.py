"""Does the statement bind the name to that, without a word that it is meant?"""

import io
import re
import tokenize
from typing import cast

import libcst as cst

from ssotlint.detectors.ambiguities import AmbiguitiesEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.imports import statement_of
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Allowing
from ssotlint.model.value import replace
from ssotlint.syntax.forms import binds

_MEANT = re.compile(r"#.*(?:\bF811\b|no-redef|redefin|overrid|shadow)", re.IGNORECASE)


def judge(case: Case, excerpts: Excerpts, _options: Allowing) -> Case | None:
    """The case with the bindings that are what the detector took them for."""
    members: list[Member] = []
    canonical = None
    for position, member in enumerate(case.members):
        name = cast("AmbiguitiesEvidence", member.evidence).bound
        if member.suspect and not _is_proved(name, member, excerpts):
            continue
        owner = case.owner
        if member.suspect and owner is not None and _is_meant(name, owner, member, excerpts):
            continue
        if position == case.canonical:
            canonical = len(members)
        evidence = cast("AmbiguitiesEvidence", member.evidence)
        proof = "judges.ambiguities" if member.suspect else ""
        members.append(replace(member, evidence=replace(evidence, proof=proof)))
    if not any(member.suspect for member in members):
        return None
    return replace(case, members=tuple(members), canonical=canonical)


@where_illegible(False)
def _is_proved(name: str, member: Member, excerpts: Excerpts) -> bool:
    first, *_ = excerpts.text(member.extent).split("\n")
    if _MEANT.search(first):
        return False
    if any(bound == name for s in statement_of(member, excerpts) for _, bound in s.parts):
        return True
    if _defines(name, member, excerpts):
        return True
    node = excerpts.of(member).statement
    if not isinstance(node, cst.SimpleStatementLine):
        return False
    return any(binds(small, name) for small in node.body)


def _is_meant(name: str, first: Member, second: Member, excerpts: Excerpts) -> bool:
    """Whether the first meaning was needed before the second replaced it.

    An alias for others that a definition of its name replaces further below was not: whoever
    reads it later gets the definition.
    """
    if not statement_of(first, excerpts) and _defines(name, second, excerpts):
        return False
    return _is_used_between(name, first, second, excerpts)


@where_illegible(False)
def _defines(name: str, member: Member, excerpts: Excerpts) -> bool:
    node = excerpts.of(member).statement
    return isinstance(node, cst.ClassDef | cst.FunctionDef) and node.name.value == name


def _is_used_between(name: str, first: Member, second: Member, excerpts: Excerpts) -> bool:
    """Whether code reads the first meaning before the second is bound, or to make it.

    ``from backends import Templates``, then ``class Templates: backend = Templates``.
    """
    lines = excerpts.lines(first.extent.path)
    start, end = first.extent.span.end_line, second.extent.span.end_line
    text = "\n".join(lines[start:end]) + "\n"
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return True
    names = [t for t in tokens if t.type == tokenize.NAME and t.string == name]
    return len(names) > 1  # one is the second binding itself
