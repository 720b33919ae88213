"""Which members are used that their class or module does not have?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ssotlint.detectors import places
from ssotlint.detectors.unread import letters
from ssotlint.detectors.view import BREAKING_ROLES, View
from ssotlint.facts.alphabet import STRING
from ssotlint.graph.members import nearest
from ssotlint.graph.resolution import Status
from ssotlint.graph.scopes import Known
from ssotlint.graph.words import words
from ssotlint.index import codec, lacks
from ssotlint.index.aspects import Aspect, looked
from ssotlint.index.codec import CallGroup
from ssotlint.index.index import Module
from ssotlint.index.lacks import Found, Lack
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Binding, BindingKind, Context, MemberUse
from ssotlint.model.place import NOWHERE, Span
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
    """A look at one file, under way."""

    view: View
    module: Module
    lacks: list[Lack] = field(default_factory=list)
    stored: set[str] = field(default_factory=set)


LACKING = "lacking"
"""The aspect of a file that tells which members it misses."""
Lacking = Aspect[tuple[list[CallGroup], tuple[MemberUse, ...]], Found]


def lacking(view: View) -> Lacking:
    """Which members are used in a file that their class or module does not have."""
    return Aspect(
        name=LACKING,
        part="uses",
        covers=lambda module: module.source.role in BREAKING_ROLES and not module.source.is_stub,
        decode=codec.uses,
        look=lambda module, uses: _look(view, module, *uses),
        pack=lacks.encoded,
        unpack=lacks.decoded,
        gist=lambda found, _: lacks.encoded(found.anywhere()),
    )


def _look(
    view: View, module: Module, groups: Iterable[CallGroup], uses: Iterable[MemberUse]
) -> Found:
    survey = _Survey(view, module)
    _members(survey, uses)
    _calls(survey, groups)
    return Found(survey.lacks, sorted(survey.stored))


def detect(view: View, options: MemberOptions) -> Iterator[Case]:
    """One case a class or module and name, with every use of it."""
    looks = looked(view.index, lacking(view))
    stored = {name for look in looks.values() for name in look.stored}
    found: dict[_Key, list[_Use]] = defaultdict(list)
    for module in view.index.modules:
        for lack in looks[module.path].lacks if module.path in looks else ():
            holder = view.index.by_path[lack.path]
            known = Known(holder, lack.position) if lack.position >= 0 else None
            if known is None and _is_put_in(view, module, lack.name):
                continue
            if known is None or not lack.lives or lives(view, known):
                key = _Key(lack.holder, lack.name, known, holder, lack.error)
                found[key].append(_Use(module, lack.owner, lack.span, lack.written))
    for key in sorted(found, key=lambda k: (k.holder, k.name)):
        allowed = {key.name, f"{key.holder}.{key.name}"}.intersection(options.allow)
        if key.name not in stored and not allowed:
            yield _case(key, found[key], _near(view, key))


def _is_put_in(view: View, module: Module, name: str) -> bool:
    """Whether a test says the name of what a module lacks in a text: it may put it there."""
    if module.source.role is not Role.TEST:
        return False
    return STRING[name] in looked(view.index, letters()).get(module.path, "")


# -- self, cls, imported modules and classes


def _members(survey: _Survey, uses: Iterable[MemberUse]) -> None:
    for use in uses:
        if use.stored:
            if not use.receiver:
                survey.stored.add(use.name)
            continue
        if use.context & _EXPECTED:
            continue
        if use.receiver in _FIRST:
            _on_self(survey, use)
        elif _may_be_ours(survey, use.receiver):
            _on_name(survey, use.owner, f"{use.receiver}.{use.name}", use.span)


def _on_self(survey: _Survey, use: MemberUse) -> None:
    method = survey.view.graph.callees.method(survey.module, use.owner)
    if method is None or method.first != use.receiver:
        return
    known, members = method.home, survey.view.graph.members
    if use.name in members.roster(known).names:
        return
    family = members.of_family(known)
    if all(r.lacks(use.name, on_class=method.on_class) for r in family):
        written = f"{use.receiver}.{use.name}"
        lack = _lack(known, use.name, method.on_class, use.owner, use.span, written)
        survey.lacks.append(lack._replace(lives=True))


def lives(view: View, known: Known) -> bool:
    """Whether somebody makes instances of a class, so that its methods run with what it has.

    A mixin is only ever a part of another class, which brings what it uses.
    """
    graph = view.graph
    row = known.definition
    if "mixin" in words(row.name):
        return False
    family = (known, *graph.callees.classes.subclasses(known))
    tested = known.module.source.role is Role.TEST and row.name.startswith("Test")
    return tested or any(c in graph.calls.callers or _is_enum(view, c) for c in family)


def _is_enum(view: View, known: Known) -> bool:
    order = view.graph.callees.classes.lineage(known).order
    return any(isinstance(c, str) and c.startswith("enum.") for c in order)


# -- what names lead to: a module, a class, an instance that a module or function made


def _calls(survey: _Survey, groups: Iterable[CallGroup]) -> None:
    for group in groups:
        head, _, rest = group.callee.partition(".")
        if not rest or head in _FIRST or head.startswith("super("):
            continue
        if group.receiver:
            if "." not in rest and _may_be_ours(survey, group.receiver):
                _on_made(survey, group, rest)
        elif _may_be_ours(survey, head):
            for call in group.calls():
                if not call.context & _EXPECTED:
                    _on_name(survey, call.owner, group.callee, call.span)


def _may_be_ours(survey: _Survey, dotted: str) -> bool:
    scopes, module = survey.view.graph.callees.scopes, survey.module
    root = dotted.partition(".")[0]
    return root in scopes.inside(module).names or not scopes.is_foreign(module, root)


def _on_made(survey: _Survey, group: CallGroup, name: str) -> None:
    """A method of an instance that the same function made."""
    calls = survey.view.graph.callees
    for call in group.calls():
        if call.context & _EXPECTED:
            continue
        known = calls.class_of(calls.scopes.lookup(survey.module, call.owner, group.receiver))
        if known is not None and survey.view.graph.members.roster(known).lacks(name):
            lack = _lack(known, name, False, call.owner, call.span, group.callee)
            survey.lacks.append(lack)


def _on_name(survey: _Survey, owner: int, dotted: str, span: Span) -> None:
    """``module.name``, ``Class.name``, or ``instance.name`` of an instance that a module keeps."""
    reach = survey.view.graph.callees.scopes.lookup(survey.module, owner, dotted)
    if reach.answer.status is Status.MISSING_NAME:
        _on_module(survey, owner, dotted, span)
        return
    if not reach.certain or len(reach.rest) != 1:
        return
    name, members = reach.rest[0], survey.view.graph.members
    if reach.known is not None and reach.known.definition.is_class:
        if members.roster(reach.known).lacks(name, on_class=True):
            survey.lacks.append(_lack(reach.known, name, True, owner, span, dotted))
    elif reach.binding is not None and reach.module is not None:
        made = _made(survey.view, reach.module, reach.binding)
        if made is not None and members.roster(made).lacks(name):
            survey.lacks.append(_lack(made, name, False, owner, span, dotted))


def _made(view: View, module: Module, binding: Binding) -> Known | None:
    """The class of an instance that a module keeps."""
    calls = view.graph.callees
    if binding.kind is not BindingKind.CALL or binding.context & _CONDITIONAL:
        return None
    return calls.class_of(calls.scopes.lookup(module, -1, binding.value))


def _on_module(survey: _Survey, owner: int, dotted: str, span: Span) -> None:
    scopes = survey.view.graph.callees.scopes
    prefix, name = dotted, ""
    while "." in prefix:
        prefix, _, name = prefix.rpartition(".")
        reach = scopes.lookup(survey.module, owner, prefix)
        if reach.module is not None and reach.known is None and reach.binding is None:
            found = reach.module
            special = name.startswith("__") and name.endswith("__")  # loaders and Python set those
            sure = reach.certain and not reach.rest and not found.surface.dynamic and not special
            if sure and _is_written(survey.module, prefix, found):
                error = f"module '{found.name}' has no attribute '{name}'"
                survey.lacks.append(
                    Lack(found.name, name, found.path, -1, error, owner, span, dotted)
                )
            return


def _is_written(module: Module, prefix: str, found: Module) -> bool:
    """Whether the import names the module as we do: `import docker` may mean another one."""
    head, top = prefix.partition(".")[0], found.name.partition(".")[0]
    rows = [row for row in module.surface.imports if row.bound == head]
    return all(row.level or row.module.partition(".")[0] == top for row in rows)


def _lack(known: Known, name: str, on_class: bool, owner: int, span: Span, written: str) -> Lack:
    row = known.definition
    error = f"{'type object ' if on_class else ''}'{row.name}'{'' if on_class else ' object'}"
    error = f"{error} has no attribute '{name}'"
    return Lack(known.symbol, name, known.module.path, known.position, error, owner, span, written)


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
                symbol=use.module.around(use.owner),
                extent=places.function_around(use.module, use.owner, place),
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
