"""Does the class do what the others do, or does it only declare that somebody should?"""

import re
from typing import cast

import libcst as cst

from ssotlint.detectors.concepts import ConceptsEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Allowing
from ssotlint.model.value import replace
from ssotlint.syntax.forms import is_empty, is_name, only
from ssotlint.syntax.tree import every

_CONFUSED = re.compile(r"\bnot\s+to\s+be\s+confused\s+with\b[^\n]*(?:\n[^\n]*)?", re.IGNORECASE)
# Where a sentence ends, or a paragraph.
_END = re.compile(r"[.!?](?=\s|\Z)|\n[ \t]*\n|\"\"\"|'''")
# Who replaces another one is its rival until that is gone.
_REPLACING = re.compile(
    r"\b(?:(?:deprecat|obsolet|replac|supersed)\w*|former(?:ly)?|instead|legacy|old(?:er)?)\b",
    re.IGNORECASE,
)
_DOING = (cst.FunctionDef, cst.Assign, cst.AnnAssign)


def judge(case: Case, excerpts: Excerpts, _options: Allowing) -> Case | None:
    """The case with the classes that have an interface of their own and code behind it."""
    members: list[Member] = []
    canonical = None
    apart = _told_apart(case, excerpts)
    for position, member in enumerate(case.members):
        if member.suspect and (member.symbol in apart or not _is_a_rival(member, excerpts)):
            continue
        if position == case.canonical:
            canonical = len(members)
        if member.suspect:
            evidence = replace(member.evidence, proof="judges.concepts")
            members.append(replace(member, evidence=evidence))
        else:
            members.append(member)
    rivals = sum(member.suspect for member in members)
    if not rivals or (rivals < 2 and case.canonical is None):
        return None
    return replace(case, members=tuple(members), canonical=canonical)


def _told_apart(case: Case, excerpts: Excerpts) -> set[str]:
    """The classes that are not to be taken for the one to keep: they say so, or that does."""
    kept = case.owner
    if kept is None:
        return set()
    return {
        one.symbol
        for one in case.members
        if one.suspect and (_says_apart(one, kept, excerpts) or _says_apart(kept, one, excerpts))
    }


@where_illegible(False)
def _says_apart(one: Member, other: Member, excerpts: Excerpts) -> bool:
    """Whether the text of a class says that it is not the other one, which it names with its module.

    And nothing of one that takes the place of the other.
    """
    text = excerpts.text(one.extent)
    said = _CONFUSED.search(text)
    name = ".".join(other.symbol.split(".")[-2:])
    if said is None or name not in said[0]:
        return False
    return _REPLACING.search(_sentence(text, said.start())) is None


def _sentence(text: str, at: int) -> str:
    """The sentence around a place in a text."""
    begin = max((end.end() for end in _END.finditer(text, 0, at)), default=0)
    end = _END.search(text, at)
    return text[begin : end.start() if end else len(text)]


@where_illegible(False)
def _is_a_rival(member: Member, excerpts: Excerpts) -> bool:
    evidence = cast("ConceptsEvidence", member.evidence)
    node = excerpts.frame(member.extent).node
    if not isinstance(node, cst.ClassDef):
        return False
    names, works = _contents(node)
    return names.issuperset(evidence.shared) and (
        works or any(_works(excerpts.at(part).node) for part in excerpts.parts(member.extent))
    )


def _works(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.FunctionDef) and not _is_stub(node)


def _contents(node: cst.ClassDef) -> tuple[set[str], bool]:
    """The names that a class body binds, and whether anything in it is more than a stub."""
    names: set[str] = set()
    works = False
    for statement in node.body.body:
        if isinstance(statement, cst.FunctionDef):
            names.add(statement.name.value)
            works = works or _works(statement)
        elif isinstance(statement, cst.SimpleStatementLine):
            bound = {name for small in statement.body for name in _bound(small)}
            works = works or bool(bound)
            names |= bound
        elif not _is_nothing(only(statement)):
            inner = [part for part in every(statement) if isinstance(part, _DOING)]
            for part in inner:
                names |= _named(part)
            works = works or bool(inner)
    return names, works


def _named(node: cst.CSTNode) -> set[str]:
    return {node.name.value} if isinstance(node, cst.FunctionDef) else set(_bound(node))


def _bound(node: cst.CSTNode) -> list[str]:
    if isinstance(node, cst.Assign):
        found: list[str] = []
        for target in node.targets:
            value = target.target
            parts = [e.value for e in value.elements] if isinstance(value, cst.Tuple) else [value]
            found.extend(part.value for part in parts if isinstance(part, cst.Name))
        return found
    if isinstance(node, cst.AnnAssign) and isinstance(node.target, cst.Name):
        return [node.target.value]
    return []


def _is_stub(node: cst.FunctionDef) -> bool:
    if isinstance(node.body, cst.SimpleStatementSuite):
        return len(node.body.body) == 1 and _is_nothing(node.body.body[0])
    return all(_is_nothing(only(statement)) for statement in node.body.body)


def _is_nothing(small: cst.BaseSmallStatement | None) -> bool:
    """Whether it does nothing, or says that somebody else has to."""
    if not isinstance(small, cst.Raise):
        return is_empty(small)
    made = small.exc.func if isinstance(small.exc, cst.Call) else small.exc
    return is_name(made, "NotImplementedError")
