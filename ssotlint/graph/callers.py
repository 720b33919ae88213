"""Who calls what: one pass over the calls of a run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ssotlint.graph.calls import Calls, Target
from ssotlint.graph.scopes import Known
from ssotlint.index.codec import CallGroup
from ssotlint.index.index import Index, Module
from ssotlint.model.facts import Body, Call, DefinitionKind, Usage
from ssotlint.model.signature import Arguments, Mismatch
from ssotlint.model.source import Role

_UNSEEN = frozenset((Role.BACKUP, Role.GENERATED))
# What happens to a value that a plain function, or a coroutine function, cannot give.
_AWAITED = Usage.AWAITED
_KEPT = frozenset((Usage.BOUND, Usage.RETURNED, Usage.AWAITED))
_ODD_FOR_PLAIN = frozenset((Usage.AWAITED,))
_ODD_FOR_COROUTINE = frozenset((Usage.DROPPED, Usage.ITERATED, Usage.ENTERED, Usage.VALUE,
                                Usage.BOUND))  # fmt: skip
_ODD_FOR_ASYNC_GENERATOR = frozenset((Usage.AWAITED, Usage.DROPPED))


@dataclass(slots=True)
class Callers:
    """The calls of one definition: how many a file, with which arguments, how many awaited."""

    files: dict[str, int] = field(default_factory=dict)
    arguments: dict[Arguments, int] = field(default_factory=dict)
    awaited: int = 0
    verdicts: dict[tuple[int, Arguments], Mismatch | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """A call with what it reaches; ``mismatch`` says why it cannot bind."""

    module: Module
    call: Call
    target: Target
    mismatch: Mismatch | None = None


@dataclass(slots=True)
class CallGraph:
    """Callers by definition, and the calls that deserve a second look.

    ``made`` lists what a function outside of tests calls to keep or return the value,
    ``inherited`` the calls of a method on ``self``, where a class below may bring another.
    """

    calls: Calls
    callers: dict[Known, Callers] = field(default_factory=dict)
    made: dict[Known, list[tuple[Known, Usage]]] = field(default_factory=dict)
    refused: list[Reached] = field(default_factory=list)
    odd: list[Reached] = field(default_factory=list)
    inherited: dict[Known, list[Reached]] = field(default_factory=dict)


def call_graph(index: Index, calls: Calls) -> CallGraph:
    """Resolve every call of a run once."""
    found = CallGraph(calls)
    modules = [m for m in index.modules if m.source.role not in _UNSEEN]
    methods = frozenset(
        d.name for m in index.modules for d in m.surface.definitions if d.owner >= 0
    )
    for module, groups in index.calls(modules):
        _sweep(found, module, groups, methods)
    for rows in (found.refused, found.odd):
        rows.sort(key=lambda r: (r.module.path, r.call.span))
    return found


def _sweep(
    found: CallGraph, module: Module, groups: Iterable[CallGroup], methods: frozenset[str]
) -> None:
    for group in groups:
        for target, rows in _targets(found.calls, module, group, methods):
            _record(found, module, target, rows)


def _targets(
    calls: Calls, module: Module, group: CallGroup, methods: frozenset[str]
) -> Iterator[tuple[Target, list[Call]]]:
    """The calls of a group by what they reach; rows are read only where that can be ours."""
    head, _, rest = group.callee.partition(".")
    root = group.receiver.partition(".")[0] or head
    if root not in calls.scopes.inside(module).names:
        if not calls.scopes.is_foreign(module, root):
            target = calls.named(module, -1, group.callee, group.receiver)
            if target is not None:
                yield target, group.calls()
            return
        bound = group.receiver or root in calls.scopes.resolver.scope(module)
        if bound or (rest and rest not in methods):
            return
    yield from _by_owner(calls, module, group)


def _by_owner(
    calls: Calls, module: Module, group: CallGroup
) -> Iterator[tuple[Target, list[Call]]]:
    """The same callee may reach something else in each function."""
    owners: dict[int, list[Call]] = {}
    for call in group.calls():
        owners.setdefault(call.owner, []).append(call)
    for rows in owners.values():
        target = calls.target(module, rows[0])
        if target is not None:
            yield target, rows


def _record(found: CallGraph, module: Module, target: Target, rows: list[Call]) -> None:
    known, accepts = target.known, target.accepts
    callers = found.callers.get(known)
    if callers is None:
        callers = found.callers[known] = Callers()
    callers.files[module.path] = callers.files.get(module.path, 0) + len(rows)
    odd = _odd_usages(target)
    raising = accepts is not None and accepts.runs.definition.body is Body.RAISES
    verdicts = callers.verdicts
    receiver = target.receiver
    if receiver is not None and not receiver.exact and receiver.after is None:
        found.inherited.setdefault(known, []).extend(Reached(module, c, target) for c in rows)
    made = found.made if module.source.role is not Role.TEST else {}
    for call in rows:
        arguments, usage = call.arguments, call.usage
        callers.arguments[arguments] = callers.arguments.get(arguments, 0) + 1
        if usage is _AWAITED:
            callers.awaited += 1
        if accepts is not None:
            key = (id(accepts), arguments)
            if key not in verdicts:
                verdicts[key] = accepts.refuses(arguments)
            mismatch = verdicts[key]
            if mismatch is not None:
                found.refused.append(Reached(module, call, target, mismatch))
        if usage in _KEPT and call.owner >= 0:
            made.setdefault(Known(module, call.owner), []).append((known, usage))
        if usage in odd or raising:
            found.odd.append(Reached(module, call, target))


def _odd_usages(target: Target) -> frozenset[Usage]:
    if target.accepts is None:
        return frozenset()
    kind = target.known.definition.kind
    if kind is DefinitionKind.COROUTINE:
        return _ODD_FOR_COROUTINE
    if kind is DefinitionKind.ASYNC_GENERATOR:
        return _ODD_FOR_ASYNC_GENERATOR
    return _ODD_FOR_PLAIN
