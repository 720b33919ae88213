"""What ties a method to the file or the class in which it stands, so that no other can say it."""

import ast
import re
from collections.abc import Iterator
from typing import cast

import libcst as cst

from ssotlint.detectors.clones import ClonesEvidence
from ssotlint.facts.newer import parse
from ssotlint.judges.adaptation import BRIEF, MUCH
from ssotlint.judges.copies import Verdict
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.remedies import own_names
from ssotlint.judges.saying import asks_for_its_class, is_variable
from ssotlint.judges.vocabulary import own_words
from ssotlint.model.case import Member
from ssotlint.model.errors import ExcerptError
from ssotlint.model.place import Place

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_METHOD = re.compile(r"\.(\w+)\(")
_GIVEN = re.compile(r"(\w+)=")
_AGAIN = 2  # times
# `AnonymousUser`, `NullStore`, `DummyCache`, `NoOpLock`: the rest says for what it stands in.
_STAND_IN = re.compile(r"_?(?:Anonymous|Dummy|No[Oo]p|Null)(?=[A-Z])")
# The parts of a property go wherever the property goes.
_OF_PROPERTIES = frozenset(("setter", "getter", "deleter"))


def tie(owner: Member, member: Member, verdict: Verdict, excerpts: Excerpts) -> str:
    """Why each of two methods has to stand where it does; "" when one could do."""
    evidence = cast("ClonesEvidence", member.evidence)
    if not evidence.class_name:
        return ""
    own = own_names(verdict, owner.place.path, member.place.path)
    if evidence.inherited and "__file__" in own:
        return "it finds what lies beside its own file, and has to say so there"
    if evidence.inherited and asks_for_its_class(verdict.copy.said):
        return "it asks whether an object is of its very class, which is another one in each"
    if _gives_defaults(owner.symbol.rpartition(".")[2], verdict):
        return "each hands on to its base, with defaults of its own"
    if verdict.size < MUCH and _handle_their_own(owner, member, verdict, excerpts):
        return "each handles a thing of its own, and calls what is named after that"
    return _briefly(owner, member, excerpts) if verdict.size < BRIEF else ""


def _briefly(owner: Member, member: Member, excerpts: Excerpts) -> str:
    """Why each of two brief methods has to stand where it does; "" when one could do."""
    based = cast("ClonesEvidence", member.evidence).based
    if not based and (_stands_in(owner, member, excerpts) or _stands_in(member, owner, excerpts)):
        return "one stands in where there is none, and mirrors in a few words what that is asked"
    if all(_is_handed_over(one, excerpts) for one in (owner, member)):
        return "its own class has what it is handed to: ``@dispatch.register`` with ``dispatch``"
    return ""


def _stands_in(one: Member, other: Member, excerpts: Excerpts) -> bool:
    """Whether the class of one says that it stands in for that of the other, or mirrors it."""
    mine, theirs = (cast("ClonesEvidence", each.evidence).class_name for each in (one, other))
    found = _STAND_IN.match(mine)
    if found is None or _STAND_IN.match(theirs):
        return False
    if mine[found.end() :] == theirs.lstrip("_"):
        return True
    ours, asked = (_public(each, excerpts) for each in (one, other))
    return len(ours & asked) >= _AGAIN and 2 * len(ours & asked) > len(asked)


def _public(member: Member, excerpts: Excerpts) -> frozenset[str]:
    """The public methods of the class in which a method stands."""
    rows = next((around.body for around, _ in _around(member, excerpts)), [])
    return frozenset(
        row.name for row in rows if isinstance(row, _FUNCTIONS) and not row.name.startswith("_")
    )


def _gives_defaults(name: str, verdict: Verdict) -> bool:
    """Whether two overrides differ in defaults alone, each of what they hand to the one above."""
    names = verdict.copy.form.names
    handed = {
        names[int(token[1:])]
        for one in verdict.copy.said
        if {"super", f".{name}"} <= set(one.plain)
        for token in one.plain
        if is_variable(token)
    }
    changes = verdict.changes
    given = {word for edit in changes for word in _GIVEN.findall(edit.code)}
    return bool(given) and given <= handed and all(edit.why == "default" for edit in changes)


def _handle_their_own(owner: Member, member: Member, verdict: Verdict, excerpts: Excerpts) -> bool:
    """Whether a framework calls both, each to do something with what its place is there for.

    ``order = self.shop.get_order(key)`` and ``self.shop.drop_order(order)``: what differs names
    what is handled, and no parameter stands for the methods.
    """
    if not all(_is_decorated(excerpts.of(one).node) for one in (owner, member)):
        return False
    own, other = own_words(owner.symbol, member.symbol)

    def are_theirs(ours: str, theirs: str) -> bool:
        return own.is_in(ours) and other.is_in(theirs)

    changes = [edit for edit in verdict.changes if edit.why != "text"]
    return (
        len(changes) >= _AGAIN
        and all(are_theirs(e.canonical_code, e.code) for e in changes)
        and any(are_theirs(_called(e.canonical_code), _called(e.code)) for e in changes)
    )


def _called(code: str) -> str:
    """The names of the methods that are called."""
    return " ".join(_METHOD.findall(code))


def _is_decorated(node: cst.CSTNode) -> bool:
    rows = node.decorators if isinstance(node, cst.FunctionDef) else ()
    return any(isinstance(row.decorator, cst.Call) for row in rows)


@where_illegible(False)
def _is_handed_over(member: Member, excerpts: Excerpts) -> bool:
    """Whether a decorator hands a method to what stands beside it in its class."""
    if not any("@" in row and "." in row for row in _decorating(member, excerpts)):
        return False
    return any(
        not set(_takers(row)).isdisjoint(_bound(around))
        for around, row in _around(member, excerpts)
    )


def _around(member: Member, excerpts: Excerpts) -> Iterator[tuple[ast.ClassDef, _Function]]:
    """The class in which a method stands, and the method."""
    try:
        tree = parse("\n".join(excerpts.lines(member.place.path)))
    except (ExcerptError, SyntaxError, ValueError, RecursionError):  # of another Python
        return
    for around in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        for row in around.body:
            if row.lineno == member.place.span.line and isinstance(row, _FUNCTIONS):
                yield around, row


def _decorating(member: Member, excerpts: Excerpts) -> tuple[str, ...]:
    """The lines above the header of a function, where its decorators are."""
    span = member.extent.span._replace(end_line=member.place.span.line)
    return tuple(excerpts.text(Place(member.place.path, span)).split("\n")[:-1])


def _takers(row: _Function) -> Iterator[str]:
    """The names of which an attribute is put around a function."""
    for decorator in row.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if not isinstance(called, ast.Attribute) or called.attr in _OF_PROPERTIES:
            continue
        if isinstance(called.value, ast.Name):
            yield called.value.id


def _bound(around: ast.ClassDef) -> Iterator[str]:
    """The names that a class binds."""
    for row in around.body:
        if isinstance(row, _FUNCTIONS):
            yield row.name
        targets = row.targets if isinstance(row, ast.Assign) else [getattr(row, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name))
