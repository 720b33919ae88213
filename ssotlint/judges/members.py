"""Does the expression fail: is the member used there, and does the class really lack it?"""

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

import libcst as cst

from ssotlint.detectors.members import ON_CLASS, MemberEvidence
from ssotlint.judges.circumstances import ends_claim_of, is_known_to_lack
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.mocks import is_mocked, is_set_in_text
from ssotlint.model.case import Case, Member
from ssotlint.model.place import NOWHERE, Place, Span
from ssotlint.model.signature import Signature, bind
from ssotlint.model.value import replace
from ssotlint.syntax.names import dotted, spelled
from ssotlint.syntax.outline import Outline, arguments_of
from ssotlint.syntax.signatures import signature_of
from ssotlint.syntax.tree import Kinds, every

_ERRORS = ("AttributeError",)
# What stands behind a name, or around it, where a text can bind or set it.
_BOUND = re.compile(r"(?:#[^\n]*\n|[\s)\\])*(?::|=(?!=))")
_BINDING = Kinds(cst.FunctionDef, cst.ClassDef, cst.SimpleString, cst.AssignTarget, cst.AnnAssign)
_QUOTES = ("'", '"')
_BLANKS = " \t\f\r\n\\"


def judge(case: Case, excerpts: Excerpts, _options: object) -> Case | None:
    """The case with the uses that fail; None when the class makes the member after all."""
    holder = case.members[-1]
    evidence = cast("MemberEvidence", holder.evidence)
    is_class = holder.place.span != NOWHERE
    if is_class and _has(excerpts, holder.extent, evidence.member):
        return None
    owner = holder if is_class else None
    uses = [m for m in case.members[:-1] if not _is_mocked(m, excerpts)]
    if not is_class:
        uses = [m for m in uses if not _is_set_in_text(m, excerpts)]
    proved = {p.place: p for m in uses if (p := _proved(m, owner, excerpts)) is not None}
    return replace(case, members=(*proved.values(), holder)) if proved else None


@where_illegible(True)
def _has(excerpts: Excerpts, extent: Place, name: str) -> bool:
    """Whether a class body binds or sets the name anywhere, or says it in a string."""
    text = excerpts.text(extent)
    lines = {extent.span.line + text.count("\n", 0, at) for at in _may_bind(text, name)}
    return any(name in _bound(excerpts, part) for part in _parts(excerpts, extent, lines))


def _may_bind(text: str, name: str) -> Iterator[int]:
    """Where a text may bind or set a name, or say it in a string: a tree does so nowhere else."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        quoted = text[start - 1 : start] in _QUOTES and text[end : end + 1] in _QUOTES
        if quoted or _BOUND.match(text, end) or _is_defined(text[:start]):
            yield start
        start = text.find(name, start + 1)


def _is_defined(before: str) -> bool:
    """Whether a name behind this text is that of a definition."""
    code = before.rstrip(_BLANKS)
    return len(code) < len(before) and code.endswith(("def", "class"))


def _parts(excerpts: Excerpts, extent: Place, lines: set[int]) -> Iterator[Place]:
    """The statements of a class that stand on some lines; all of it where its head does."""
    if not lines:
        return
    rest = set(lines)
    for part in excerpts.parts(extent):
        here = {line for line in lines if part.line <= line <= part.span.end_line}
        if here:
            rest -= here
            yield part
    if rest:
        yield extent


def _bound(excerpts: Excerpts, place: Place) -> set[str]:
    """All names that a class or a statement of it binds or says; raises ExcerptError."""
    return excerpts.known(("bound", place), lambda: _binds(excerpts.at(place).node))


def _binds(node: cst.CSTNode) -> set[str]:
    return {_given(one) for one in every(node) if _BINDING[type(one)]}


def _given(node: cst.CSTNode) -> str:
    """What a node that may give a class a member binds or says."""
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        return node.name.value
    if isinstance(node, cst.SimpleString):
        return node.raw_value
    target = cast("cst.AssignTarget | cst.AnnAssign", node).target
    return dotted(target).rpartition(".")[2]


def _is_mocked(member: Member, excerpts: Excerpts) -> bool:
    written = cast("MemberEvidence", member.evidence).written
    return is_mocked(written, member.place.path, excerpts)


def _is_set_in_text(member: Member, excerpts: Excerpts) -> bool:
    evidence = cast("MemberEvidence", member.evidence)
    return evidence.in_test and is_set_in_text(evidence.written, member.place.path, excerpts)


@where_illegible(None)
def _proved(member: Member, holder: Member | None, excerpts: Excerpts) -> Member | None:
    """The use, at the name that is wrong; None where it does not stand there or cannot fail.

    ``holder`` is the class that lacks it, None for a module.
    """
    evidence = cast("MemberEvidence", member.evidence)
    outline = excerpts.outline(member.extent)
    path = _path(outline, member.place.span)
    use = cast("ast.expr", path[-1]) if path else None
    if use is None or ends_claim_of(outline, path, evidence.written, _ERRORS):
        return None
    if _is_asked(path, evidence.member) or is_known_to_lack(outline, use):
        return None
    span = outline.span_of(use)
    node = excerpts.expression(excerpts.hollow(Place(member.place.path, span)))
    if not isinstance(node, cst.Attribute) or spelled(node) != evidence.written:
        return None
    if node.attr.value != evidence.member:
        return None
    if holder is not None and _is_refused(path, evidence, holder.extent, excerpts):
        evidence = replace(evidence, near="")
    # Its last name ends where it ends.
    begin = span._replace(line=span.end_line, column=span.end_column - len(node.attr.value))
    place = Place(member.place.path, begin)
    proof = replace(evidence, proof="judges.members")
    return replace(member, place=place, evidence=proof)


def _is_refused(
    path: Sequence[ast.AST], evidence: MemberEvidence, extent: Place, excerpts: Excerpts
) -> bool:
    """Whether the member that may be meant is a method that would not take the arguments."""
    call = path[-2] if len(path) > 1 else None
    if not evidence.near or not isinstance(call, ast.Call) or call.func is not path[-1]:
        return False
    taken = _taken(evidence.near, extent, excerpts)
    if taken is None:
        return False
    on_class = evidence.error.startswith(ON_CLASS)
    return bind(taken if on_class else taken.without_first(), arguments_of(call)) is not None


@where_illegible(None)
def _taken(name: str, extent: Place, excerpts: Excerpts) -> Signature | None:
    """The parameters of a plain method of a class; None where there is no such method."""
    named = re.compile(rf"def\s+{re.escape(name)}\b")
    for part in excerpts.parts(extent):
        if not named.search(excerpts.text(part)):
            continue
        excerpt = excerpts.at(part)
        node = excerpt.node
        if isinstance(node, cst.FunctionDef) and node.name.value == name:
            return None if node.decorators else signature_of(node, excerpt)
    return None


def _path(outline: Outline, span: Span) -> list[ast.AST]:
    """The way down to an attribute at a span, or to the one that is called there."""
    path = outline.path(span, (ast.Attribute, ast.Call))
    if path and isinstance(path[-1], ast.Call):
        path.append(path[-1].func)
    return path if path and isinstance(path[-1], ast.Attribute) else []


def _is_asked(path: Sequence[ast.AST], name: str) -> bool:
    """Whether something around it looks for the member first, or names it in a string."""
    for node, below in pairwise(path):
        tests = [node.test] if isinstance(node, ast.If | ast.IfExp | ast.While) else []
        if isinstance(node, ast.BoolOp):
            tests = node.values[: node.values.index(cast("ast.expr", below))]
        for test in tests:
            code = ast.unparse(test)
            if f"'{name}'" in code or "hasattr(" in code or "getattr(" in code:
                return True
    return False
