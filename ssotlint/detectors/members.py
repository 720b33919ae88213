"""Which members are used that their class or module does not have?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ssotlint.detectors.view import BREAKING_ROLES, View
from ssotlint.graph.members import nearest
from ssotlint.graph.resolution import Status
from ssotlint.graph.scopes import Known
from ssotlint.graph.words import is_double
from ssotlint.index.codec import CallGroup
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Binding, BindingKind, Context, MemberUse
from ssotlint.model.place import NOWHERE, Place, Span
from ssotlint.model.source import Role

_EXPECTED = int(Context.EXPECTED)
_CONDITIONAL = int(Context.CONDITIONAL | Context.GUARDED | Context.FALLBACK | Context.TYPING)
_FIRST = frozenset(("self", "cls"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberEvidence(Evidence):
    """A member, whose it would be, and what Python says.

    ``written`` is the expression as it stands there, ``near`` the member that may be meant.
    """

    member: str
    holder: str
    error: str = ""
    near: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class MemberOptions:
    """Members that may be missing: names, or dotted names of class and member."""

    allow: tuple[str, ...] = ()


EVIDENCE = MemberEvidence
OPTIONS = MemberOptions
VERDICTS: tuple[str, ...] = ()


class _Use(NamedTuple):
    """A use of a member: where, written how, and in which definition."""

    module: Module
    owner: int
    span: Span
    written: str


class _Key(NamedTuple):
    """What lacks the member: a class or (``known`` None) a module; ``error`` is Python's."""

    holder: str
    name: str
    known: Known | None
    module: Module
    error: str


@dataclass(slots=True)
class _Survey:
    """What was found, and the names that somebody sets on something from outside."""

    view: View
    found: dict[_Key, list[_Use]] = field(default_factory=lambda: defaultdict(list))
    stored: set[str] = field(default_factory=set)


def detect(view: View, options: MemberOptions) -> Iterator[Case]:
    """One case a class or module and name, with every use of it."""
    survey = _Survey(view)
    modules = [
        m for m in view.index.modules
        if m.source.role in BREAKING_ROLES and not m.source.is_stub
    ]  # fmt: skip
    for module, (groups, uses) in view.index.uses(modules):
        _members(survey, module, uses)
        _calls(survey, module, groups)
    for key in sorted(survey.found, key=lambda k: (k.holder, k.name)):
        if key.name in survey.stored or not {key.name, f"{key.holder}.{key.name}"}.isdisjoint(
            options.allow
        ):
            continue
        yield _case(key, survey.found[key], _near(view, key))


# -- self, cls, imported modules and classes


def _members(survey: _Survey, module: Module, uses: Iterable[MemberUse]) -> None:
    for use in uses:
        if use.stored:
            if not use.receiver:
                survey.stored.add(use.name)
            continue
        if use.context & _EXPECTED:
            continue
        if use.receiver in _FIRST:
            _on_self(survey, module, use)
        elif _may_be_ours(survey, module, use.receiver):
            where = _Use(module, use.owner, use.span, f"{use.receiver}.{use.name}")
            _on_name(survey, module, use.owner, where.written, where)


def _on_self(survey: _Survey, module: Module, use: MemberUse) -> None:
    method = survey.view.graph.calls.calls.method(module, use.owner)
    if method is None or method.first != use.receiver:
        return
    known, members = method.home, survey.view.graph.members
    if use.name in members.roster(known).names:
        return
    family = members.of_family(known)
    where = _Use(module, use.owner, use.span, f"{use.receiver}.{use.name}")
    if all(r.lacks(use.name, on_class=method.on_class) for r in family) and _lives(
        survey.view, known
    ):
        _add(survey, known, use.name, method.on_class, where)


def _lives(view: View, known: Known) -> bool:
    """Whether somebody makes instances of a class, so that its methods run with what it has.

    A mixin is only ever a part of another class, which brings what it uses.
    """
    graph = view.graph
    row = known.definition
    if is_double(row.name) and "Mixin" in row.name:
        return False
    family = (known, *graph.calls.calls.classes.subclasses(known))
    tested = known.module.source.role is Role.TEST and row.name.startswith("Test")
    return tested or any(c in graph.calls.callers or _is_enum(view, c) for c in family)


def _is_enum(view: View, known: Known) -> bool:
    order = view.graph.calls.calls.classes.lineage(known).order
    return any(isinstance(c, str) and c.startswith("enum.") for c in order)


# -- what names lead to: a module, a class, an instance that a module or function made


def _calls(survey: _Survey, module: Module, groups: Iterable[CallGroup]) -> None:
    for group in groups:
        head, _, rest = group.callee.partition(".")
        if not rest or head in _FIRST or head.startswith("super("):
            continue
        if group.receiver:
            if "." not in rest and _may_be_ours(survey, module, group.receiver):
                _on_made(survey, module, group, rest)
        elif _may_be_ours(survey, module, head):
            for call in group.calls():
                if not call.context & _EXPECTED:
                    where = _Use(module, call.owner, call.span, group.callee)
                    _on_name(survey, module, call.owner, group.callee, where)


def _may_be_ours(survey: _Survey, module: Module, dotted: str) -> bool:
    scopes = survey.view.graph.calls.calls.scopes
    root = dotted.partition(".")[0]
    return root in scopes.inside(module).names or not scopes.is_foreign(module, root)


def _on_made(survey: _Survey, module: Module, group: CallGroup, name: str) -> None:
    """A method of an instance that the same function made."""
    calls = survey.view.graph.calls.calls
    for call in group.calls():
        if call.context & _EXPECTED:
            continue
        known = calls.class_of(calls.scopes.lookup(module, call.owner, group.receiver))
        if known is not None and survey.view.graph.members.roster(known).lacks(name):
            where = _Use(module, call.owner, call.span, group.callee)
            _add(survey, known, name, False, where)


def _on_name(survey: _Survey, module: Module, owner: int, dotted: str, where: _Use) -> None:
    """``module.name``, ``Class.name``, or ``instance.name`` of an instance that a module keeps."""
    calls = survey.view.graph.calls.calls
    reach = calls.scopes.lookup(module, owner, dotted)
    if reach.answer.status is Status.MISSING_NAME:
        _on_module(survey, module, owner, dotted, where)
        return
    if not reach.certain or len(reach.rest) != 1:
        return
    name, members = reach.rest[0], survey.view.graph.members
    if reach.known is not None and reach.known.definition.is_class:
        if members.roster(reach.known).lacks(name, on_class=True):
            _add(survey, reach.known, name, True, where)
    elif reach.binding is not None and reach.module is not None:
        made = _made(survey.view, reach.module, reach.binding)
        if made is not None and members.roster(made).lacks(name):
            _add(survey, made, name, False, where)


def _made(view: View, module: Module, binding: Binding) -> Known | None:
    """The class of an instance that a module keeps."""
    calls = view.graph.calls.calls
    if binding.kind is not BindingKind.CALL or binding.context & _CONDITIONAL:
        return None
    return calls.class_of(calls.scopes.lookup(module, -1, binding.value))


def _on_module(survey: _Survey, module: Module, owner: int, dotted: str, where: _Use) -> None:
    scopes = survey.view.graph.calls.calls.scopes
    prefix, name = dotted, ""
    while "." in prefix:
        prefix, _, name = prefix.rpartition(".")
        reach = scopes.lookup(module, owner, prefix)
        if reach.module is not None and reach.known is None and reach.binding is None:
            found = reach.module
            sure = reach.certain and not reach.rest and not found.surface.dynamic
            if sure and _is_written(module, prefix, found):
                error = f"module '{found.name}' has no attribute '{name}'"
                survey.found[_Key(found.name, name, None, found, error)].append(where)
            return


def _is_written(module: Module, prefix: str, found: Module) -> bool:
    """Whether the import names the module as we do: `import docker` may mean another one."""
    head, top = prefix.partition(".")[0], found.name.partition(".")[0]
    rows = [row for row in module.surface.imports if row.bound == head]
    return all(row.level or row.module.partition(".")[0] == top for row in rows)


def _add(survey: _Survey, known: Known, name: str, on_class: bool, where: _Use) -> None:
    row = known.definition
    error = f"{'type object ' if on_class else ''}'{row.name}'{'' if on_class else ' object'}"
    key = _Key(known.symbol, name, known, known.module, f"{error} has no attribute '{name}'")
    survey.found[key].append(where)


# -- cases


def _near(view: View, key: _Key) -> str:
    if key.known is not None:
        return nearest(key.name, view.graph.members.roster(key.known).names)
    return nearest(key.name, view.graph.resolver.scope(key.module))


def _case(key: _Key, uses: list[_Use], near: str) -> Case:
    members: list[Member] = []
    for use in uses:
        evidence = MemberEvidence(member=key.name, holder=key.holder, error=key.error, near=near,
                                  written=use.written)  # fmt: skip
        place = use.module.place(use.span)
        members.append(
            Member(
                place=place,
                symbol=_symbol(use),
                extent=_extent(use, place),
                evidence=evidence,
                target=f"{key.holder}.{key.name}",
                note="uses it",
            )
        )
    members.append(_holder(key))
    return Case(
        detector="members",
        subject=f"{key.holder}.{key.name}",
        title=f"{key.holder} has no {key.name}",
        members=tuple(members),
    )


def _holder(key: _Key) -> Member:
    """The class, or the head of the module, that does not have it."""
    known, module = key.known, key.module
    place = module.header(known.definition) if known is not None else module.place(NOWHERE)
    return Member(
        place=place,
        symbol=key.holder,
        extent=module.extent(known.definition) if known is not None else place,
        evidence=MemberEvidence(member=key.name, holder=key.holder),
        suspect=False,
        note="has no such member",
    )


def _symbol(use: _Use) -> str:
    module = use.module
    if use.owner < 0:
        return module.name
    return module.symbol(module.surface.definitions[use.owner])


def _extent(use: _Use, place: Place) -> Place:
    """The outermost function around a use, or the use itself outside of functions."""
    definitions = use.module.surface.definitions
    outermost, owner = -1, use.owner
    while owner >= 0 and not definitions[owner].is_class:
        outermost = owner
        owner = definitions[owner].owner
    return use.module.extent(definitions[outermost]) if outermost >= 0 else place
