"""Does the expression construct the class, and does the factory?"""

from typing import NamedTuple, cast

import libcst as cst

from ssotlint.detectors.bypasses import BypassEvidence
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.model.case import Case, Member
from ssotlint.model.errors import ExcerptError
from ssotlint.model.value import replace
from ssotlint.syntax.locals import local_names
from ssotlint.syntax.names import dotted
from ssotlint.syntax.signatures import own_body, parameters_of
from ssotlint.syntax.tree import every


def judge(case: Case, excerpts: Excerpts, _options: object) -> Case | None:
    """The case with the constructions that stand there; None where the factory makes nothing."""
    *sites, factory, product = case.members
    names = _places(product, excerpts)
    made = _made(factory, names, excerpts)
    if not made:
        return None
    proved = [p for m in sites if (p := _proved(m, made, names, excerpts)) is not None]
    if not proved:
        return None
    return replace(case, members=(*proved, factory, product), canonical=len(proved))


class _Making(NamedTuple):
    """How a factory makes one of its products.

    ``given`` are arguments that anybody could write, by parameter and text; ``handed`` the parameters
    for which it hands on what it got, ``constant`` those to which it gives a constant: the others it
    works out. ``takes_all`` tells that it hands on whatever it gets. ``marks`` are the keywords that it sets to a constant:
    `get_admin_context()` makes a Context with `is_admin=True`.
    """

    given: frozenset[tuple[str, str]]
    handed: frozenset[str]
    constant: frozenset[str]
    marks: frozenset[str]
    takes_all: bool

    def could_make(self, key: str, value: cst.BaseExpression) -> bool:
        """Whether the factory gives an argument, or would if it were asked for it."""
        if key in self.handed or (key, _text(value)) in self.given:
            return True
        return key in self.constant and _is_constant(value)


def _places(product: Member, excerpts: Excerpts) -> list[str]:
    """What the parameters of a class are called that may be given by position, where it says it."""
    try:
        node = excerpts.frame(product.extent).node
    except ExcerptError:
        return []
    for row in node.body.body if isinstance(node, cst.ClassDef) else ():
        if isinstance(row, cst.FunctionDef) and row.name.value == "__init__":
            return [p.name.value for p in (*row.params.posonly_params, *row.params.params)][1:]
    return []


def _made(factory: Member, names: list[str], excerpts: Excerpts) -> list[_Making]:
    """What makes the products of a factory what they are; [] where it makes nothing."""
    try:
        node = excerpts.of(factory).node
    except ExcerptError:
        return []
    if not isinstance(node, cst.FunctionDef):
        return []
    body = list(own_body(node))
    calls = [n for n in body if isinstance(n, cst.Call)]
    if not calls or not any(isinstance(n, cst.Return) and n.value is not None for n in body):
        return []
    name = cast("BypassEvidence", factory.evidence).product
    making = [c for c in calls if dotted(c.func).rpartition(".")[2] in (name, "cls")]
    return [_making(call, node, names) for call in making]


def _making(call: cst.Call, factory: cst.FunctionDef, names: list[str]) -> _Making:
    rows = factory.params
    parameters = {p.name.value for p in parameters_of(rows)}
    own = local_names(factory)
    arguments = _arguments(call, names)
    return _Making(
        frozenset((k, _text(v)) for k, v in arguments if own.isdisjoint(_names(v))),
        frozenset(k for k, v in arguments if any(n in parameters for n in _alternatives(v))),
        frozenset(k for k, v in arguments if _is_constant(v)),
        frozenset(k for k, value in _keywords(call) if _is_mark(value)),
        rows.star_kwarg is not None and any(a.star == "**" for a in call.args),
    )


def _arguments(call: cst.Call, names: list[str]) -> list[tuple[str, cst.BaseExpression]]:
    """The arguments by the names of their parameters, or by number where these are not known."""
    found = [(names[i] if i < len(names) else str(i), a.value)
             for i, a in enumerate(a for a in call.args if a.keyword is None and not a.star)]  # fmt: skip
    return found + _keywords(call)


def _alternatives(value: cst.BaseExpression) -> list[str]:
    """The names of which an expression is one: `limit`, `limit or 20`, `limit if limit else 20`."""
    if isinstance(value, cst.BooleanOperation):
        return _alternatives(value.left) + _alternatives(value.right)
    if isinstance(value, cst.IfExp):
        return _alternatives(value.body) + _alternatives(value.orelse)
    return [value.value] if isinstance(value, cst.Name) else []


def _names(value: cst.BaseExpression) -> set[str]:
    return {n.value for n in every(value) if isinstance(n, cst.Name)}


def _text(value: cst.BaseExpression) -> str:
    return cst.Module([]).code_for_node(value)


def _is_constant(value: cst.BaseExpression) -> bool:
    """A number, a text, or a name that is written like one."""
    if isinstance(value, cst.Name):
        return value.value in {"True", "False", "None"} or value.value.isupper()
    return isinstance(value, cst.BaseNumber | cst.BaseString)


def _keywords(call: cst.Call) -> list[tuple[str, cst.BaseExpression]]:
    return [(a.keyword.value, a.value) for a in call.args if a.keyword is not None]


def _is_mark(value: cst.BaseExpression) -> bool:
    """A constant that says something: None, False and nothing at all are what a default says."""
    if isinstance(value, cst.SimpleString):
        return bool(value.raw_value)
    return isinstance(value, cst.Name) and value.value == "True"


@where_illegible(None)
def _proved(
    member: Member, made: list[_Making], names: list[str], excerpts: Excerpts
) -> Member | None:
    evidence = cast("BypassEvidence", member.evidence)
    node = excerpts.at(member.place).node
    if not isinstance(node, cst.SimpleStatementLine) or not isinstance(node.body[0], cst.Expr):
        return None
    call = node.body[0].value
    if not isinstance(call, cst.Call) or dotted(call.func) != evidence.callee:
        return None
    if not evidence.declared and not any(_replaces(one, call, names) for one in made):
        return None  # the factory makes another kind of it, or of other things
    return replace(member, evidence=replace(evidence, proof="judges.bypasses"))


def _replaces(making: _Making, call: cst.Call, names: list[str]) -> bool:
    """Whether asking the factory could give what a construction makes."""
    arguments = _arguments(call, names)
    if making.marks and making.marks.isdisjoint(key for key, _ in arguments):
        return False
    if making.takes_all:
        return True
    return not any(a.star for a in call.args) and all(
        making.could_make(key, value) for key, value in arguments
    )
