"""Does the call fail, on the syntax of the call and of what it reaches?"""

import ast
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple, cast

import libcst as cst

from ssotlint.detectors.calls import BANNED, INCOMPATIBLE, MISUSED, CallEvidence
from ssotlint.graph.constructors import OBJECT_INIT
from ssotlint.graph.contracts import CONSTRUCTOR
from ssotlint.judges.awaiting import cannot_be_awaited, misuse
from ssotlint.judges.circumstances import ends_claim
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.mocks import is_mocked
from ssotlint.judges.refusing import refusal
from ssotlint.judges.written import Written, written
from ssotlint.model.case import Case, Member
from ssotlint.model.errors import ExcerptError
from ssotlint.model.place import Place, Span
from ssotlint.model.signature import (
    Arguments,
    Mismatch,
    Parameter,
    ParameterKind,
    Signature,
    besides,
    bind,
    type_error,
)
from ssotlint.model.value import replace
from ssotlint.syntax.excerpt import Excerpt
from ssotlint.syntax.fields import fields_of, makes_constructor
from ssotlint.syntax.outline import Outline
from ssotlint.syntax.signatures import signature_of

_SELF = Parameter("self", ParameterKind.POSITIONAL_ONLY)
_TYPE_ERROR = ("TypeError",)
_OWN = ("self.", "cls.")


class _Call(NamedTuple):
    """A call under judgement, and the way down to it in the function around it.

    A look at the function acquits many calls: LibCST reads those that are left.
    """

    suspect: Member
    evidence: CallEvidence
    excerpts: Excerpts
    outline: Outline
    path: list[ast.AST]

    def written(self) -> Written | None:
        """The call as it is written; None where the facts say another one."""
        callee = self.evidence.callee
        found = written(self.suspect.place, self._values(), self.excerpts)
        is_it = found is not None and (callee.startswith("super()") or found.callee == callee)
        return found if is_it else None

    def _values(self) -> Iterator[Span]:
        """Where arguments stand; `sum(price for price in prices)` has none but the call itself."""
        for argument in self.tree.args:
            value = argument.value if isinstance(argument, ast.Starred) else argument
            if not isinstance(value, ast.GeneratorExp):
                yield self.outline.span_of(value)
        for keyword in self.tree.keywords:
            yield self.outline.span_of(keyword.value)

    @property
    def tree(self) -> ast.Call:
        """The call as the function around it has it: where its parts stand costs nothing there."""
        found = self.path[-1]
        assert isinstance(found, ast.Call)  # noqa: S101 - the path leads to a call
        return found

    def span_of(self, position: int, twin: ast.expr) -> Span:
        """Where an argument stands; LibCST does not count the parentheses that make it what it is."""
        if isinstance(twin, ast.Tuple | ast.GeneratorExp):
            excerpt = self.excerpts.at(self.suspect.place)
            whole = _expression(excerpt.node)
            if isinstance(whole, cst.Call):
                return excerpt.span_of(whole.args[position].value)
        return self.outline.span_of(twin)

    def proved(
        self, verdict: str, span: Span, error: str, arguments: tuple[str, ...] = (), cure: str = ""
    ) -> Member:
        """The member with its verdict, at what is wrong."""
        place = Place(self.suspect.place.path, span)
        evidence = replace(
            self.evidence, proof="judges.calls", error=error, arguments=arguments, cure=cure
        )
        return replace(self.suspect, verdict=verdict, place=place, evidence=evidence)


def judge(case: Case, excerpts: Excerpts, _options: object) -> Case | None:
    """The case with the call confirmed, what is wrong with it, and where; None if it works."""
    suspect, context = case.members[0], case.members[1:]
    try:
        call = _call(suspect, excerpts)
        proved = call and (
            _banned(call, context[0], excerpts)
            or _incompatible(call, context, excerpts)
            or _misused(call, context[0], excerpts)
        )
    except ExcerptError:
        return None
    if proved is None:
        return None
    members = [proved, *context]
    if proved.place.line != suspect.place.line:
        members.append(replace(suspect, suspect=False))  # the argument stands on a line of its own
    return replace(case, members=tuple(members))


def _call(suspect: Member, excerpts: Excerpts) -> _Call | None:
    """The call with what stands around it; None where there is none, or it may reach a mock."""
    evidence = cast("CallEvidence", suspect.evidence)
    if is_mocked(evidence.callee, suspect.place.path, excerpts):
        return None
    outline = excerpts.outline(suspect.extent)
    path = outline.path(suspect.place.span)
    return _Call(suspect, evidence, excerpts, outline, path) if path else None


def _expression(node: cst.CSTNode) -> cst.CSTNode:
    if isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Expr):
        return node.body[0].value
    return node


def _banned(call: _Call, definition: Member, excerpts: Excerpts) -> Member | None:
    if not call.evidence.tombstone:
        return None
    error = refusal(excerpts.of(definition), call.evidence)
    if error is None or ends_claim(call.outline, call.path, (error.name,), lambda _: False):
        return None
    if call.evidence.callee.startswith(_OWN) and _is_last_resort(call.path):
        return None
    if call.written() is None:
        return None
    return call.proved(BANNED, call.outline.span_of(call.tree.func), error.text)


def _is_last_resort(path: list[ast.AST]) -> bool:
    """`given or self.refuse()`: it is called to raise where nothing was given."""
    inner, outer = path[-1], path[-2] if len(path) > 1 else None
    return (
        isinstance(outer, ast.BoolOp) and isinstance(outer.op, ast.Or) and outer.values[-1] is inner
    )


def _incompatible(call: _Call, context: tuple[Member, ...], excerpts: Excerpts) -> Member | None:
    evidence = call.evidence
    if not evidence.error:
        return None
    extents = tuple(m.extent for m in context)
    lines = tuple(m.place.line for m in context)
    signature = _signature(excerpts, extents, lines[0], _Maker.of(evidence))
    found = call.written()
    if signature is None or found is None:
        return None

    def given(arguments: Arguments) -> Arguments:
        return arguments._replace(positional=arguments.positional + evidence.bound)

    arguments = given(found.arguments)
    mismatch = bind(signature, arguments)
    if mismatch is None or ends_claim(
        call.outline, call.path, _TYPE_ERROR, lambda a: bind(signature, given(a)) is None
    ):
        return None
    nobody = _OF_NOBODY.get(_Maker.of(evidence))
    label = evidence.label
    error = nobody.format(label) if nobody else type_error(label, signature, arguments)
    member = call.proved(INCOMPATIBLE, _wrong(call, found, mismatch), error, mismatch.names)
    if nobody:
        return member
    unknown, lacking = besides(signature, arguments, mismatch)
    return replace(member, evidence=replace(member.evidence, unknown=unknown, lacking=lacking))


def _misused(call: _Call, definition: Member, excerpts: Excerpts) -> Member | None:
    if call.evidence.error:
        return None  # it does not bind: nothing is made that could be misused
    found = misuse(
        call.outline, call.path, call.evidence,
        lambda: _cannot_be_awaited(call.evidence, definition, excerpts),
    )  # fmt: skip
    if found is None or ends_claim(call.outline, call.path, found.errors, lambda _: False):
        return None
    if call.written() is None:
        return None
    return call.proved(MISUSED, call.suspect.place.span, found.text, cure=found.cure)


def _cannot_be_awaited(evidence: CallEvidence, definition: Member, excerpts: Excerpts) -> bool:
    key = ("awaited", definition.extent, evidence.kind, evidence.product)
    return excerpts.known(
        key, lambda: bool(cannot_be_awaited(evidence, lambda: excerpts.of(definition)))
    )


def _signature(
    excerpts: Excerpts, extents: tuple[Place, ...], line: int, maker: "_Maker"
) -> Signature | None:
    key = (extents, line, maker)  # many calls reach the same definition
    return excerpts.known(key, lambda: _read_signature(excerpts, extents, line, maker))


def _read_signature(
    excerpts: Excerpts, extents: tuple[Place, ...], line: int, maker: "_Maker"
) -> Signature | None:
    """The parameters as the tree has them; None when they do not decide.

    The first of ``extents`` is what runs, its ``def`` or ``class`` stands at ``line``; the others
    are its bases.
    """
    match maker:
        case _Maker.OBJECT:
            bare = all(_is_bare(excerpts.frame(e).node) for e in extents[1:])
            return Signature((_SELF,)) if bare else None
        case _Maker.FIELDS:
            return _from_fields([excerpts.frame(e) for e in extents])
        case _Maker.EXCEPTION | _Maker.NOBODY:
            any_of_them = Parameter("args", ParameterKind.VAR_POSITIONAL)
            takes = (any_of_them,) if maker is _Maker.EXCEPTION else ()
            bare = _is_bare(excerpts.frame(extents[0]).node)
            return Signature((_SELF, *takes)) if bare else None
    excerpt = excerpts.header(extents[0], line)
    return (
        signature_of(excerpt.node, excerpt) if isinstance(excerpt.node, cst.FunctionDef) else None
    )


class _Maker(Enum):
    """Who says what a callable accepts."""

    DEFINITION = 0  # its own `def`
    FIELDS = 1  # the fields of a dataclass or a named tuple
    NOBODY = 2  # a class without a constructor
    EXCEPTION = 3  # `BaseException`
    OBJECT = 4  # `object.__init__`, through `super()`

    @classmethod
    def of(cls, evidence: CallEvidence) -> "_Maker":
        """Who it is for the callee of a call."""
        if evidence.label == OBJECT_INIT:
            return cls.OBJECT
        if evidence.made_from:
            return cls.FIELDS
        if evidence.kind != CONSTRUCTOR or "." in evidence.label:
            return cls.DEFINITION
        return cls.EXCEPTION if evidence.signature == "(*args)" else cls.NOBODY


# What Python says where no ``def`` does.
_OF_NOBODY = {
    _Maker.NOBODY: "{}() takes no arguments",
    _Maker.EXCEPTION: "{}() takes no keyword arguments",
    _Maker.OBJECT: "object.__init__() takes exactly one argument (the instance to initialize)",
}


def _is_bare(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.ClassDef) and makes_constructor(node)


def _from_fields(classes: list[Excerpt]) -> Signature | None:
    fields: dict[str, Parameter] = {}
    for excerpt in reversed(classes):  # the farthest base first
        node = excerpt.node
        if not isinstance(node, cst.ClassDef) or not makes_constructor(node):
            return None
        fields.update((p.name, p) for p in fields_of(node))
    return Signature((_SELF, *sorted(fields.values(), key=lambda p: p.kind)))


def _wrong(call: _Call, found: Written, mismatch: Mismatch) -> Span:
    """The argument that is wrong; the callee where one is missing."""
    outline, tree = call.outline, call.tree
    if mismatch.kind in ("unexpected", "repeated"):
        names = [keyword for keyword, _ in found.given if keyword]
        for name, twin in zip(names, [k for k in tree.keywords if k.arg], strict=True):
            if name in mismatch.names:
                begin = outline.span_of(twin)
                end = begin.column + len(name)
                return begin._replace(end_line=begin.line, end_column=end)
    if mismatch.kind == "too-many":
        first = max(mismatch.accepted - call.evidence.bound, 0)
        placed = [i for i, said in enumerate(found.given) if not any(said)][first:]
        twins = [a for a in tree.args if not isinstance(a, ast.Starred)][first:]
        if placed:
            return call.span_of(placed[0], twins[0])
    return outline.span_of(tree.func)
