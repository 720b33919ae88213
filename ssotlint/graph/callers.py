"""Who calls what: one pass over the calls of a run."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar, overload

from ssotlint.graph.callables import Accepts
from ssotlint.graph.calling import (
    NOTABLE,
    called,
    calling,
    calling_in,
    makes,
    often,
    often_shipped,
    on_self,
    qualname_of,
    told,
)
from ssotlint.graph.calls import Calls, Target
from ssotlint.graph.constructors import OBJECT_INIT
from ssotlint.graph.known import Known
from ssotlint.index import codec
from ssotlint.index.aspect import Aspect
from ssotlint.index.codec import CallGroup
from ssotlint.index.found import each_found
from ssotlint.index.index import Index, Module
from ssotlint.index.reads import Traced
from ssotlint.index.tallies import EVERYWHERE, REACHED, Tally, arguments_of, decoded, encoded, gist
from ssotlint.model.facts import Body, Call, DefinitionKind, MemberUse, Usage
from ssotlint.model.signature import Arguments, Mismatch
from ssotlint.model.source import Role
from ssotlint.model.value import Value

Reaching = Aspect[tuple[list[CallGroup], tuple[MemberUse, ...]], list[Tally]]
_UNSEEN = frozenset((Role.BACKUP, Role.GENERATED))
_Count = TypeVar("_Count")
_Default = TypeVar("_Default")
# What happens to a value that a plain function, or a coroutine function, cannot give.
_AWAITED = Usage.AWAITED
_KEPT = (Usage.BOUND, Usage.RETURNED, Usage.AWAITED)
_NONE = frozenset[Usage]()
_ALL = frozenset(Usage)
_ODD_FOR_PLAIN = frozenset((Usage.AWAITED,))
_ODD = {
    DefinitionKind.COROUTINE: frozenset(
        (Usage.DROPPED, Usage.ITERATED, Usage.ENTERED, Usage.VALUE, Usage.BOUND)
    ),
    DefinitionKind.ASYNC_GENERATOR: frozenset((Usage.AWAITED, Usage.DROPPED)),
}
_RAISES, _TEST = Body.RAISES, Role.TEST


@dataclass(slots=True)
class Callers:
    """The calls of one definition: how many a file, with which arguments, how many awaited.

    ``on_self`` tells where those on ``self`` stand, three numbers each: of the file, of the callee
    there, and of the definition.
    """

    files: dict[str, int] = field(default_factory=dict)
    arguments: dict[Arguments, int] = field(default_factory=dict)
    awaited: int = 0
    on_self: array[int] | None = None


class Counted(Generic[_Count]):
    """What was counted by definition; ``all`` is for who counts."""

    def __init__(self, index: Index, asked: Callable[[str], str]) -> None:
        self._index, self._asked = index, asked
        self.all: dict[Known, _Count] = {}

    @overload
    def get(self, known: Known) -> _Count | None: ...
    @overload
    def get(self, known: Known, default: _Default) -> _Count | _Default: ...

    def get(self, known: Known, default: object = None) -> object:
        """That of one definition."""
        self._index.reads.note_name(known.module.path, self._asked(qualname_of(known)))
        return self.all.get(known, default)


class Reached(Value, frozen=True, eq=False):
    """A call with what it reaches; ``mismatch`` says why it cannot bind."""

    module: Module
    call: Call
    target: Target
    mismatch: Mismatch | None = None


@dataclass
class CallGraph:
    """Callers by definition, and the calls that deserve a second look.

    ``made`` lists what a function outside of tests calls to keep or return the value. Who asks for
    one definition has asked for nothing else.
    """

    index: Index
    calls: Calls
    callers: Counted[Callers] = field(init=False)
    made: Counted[list[tuple[Known, Usage]]] = field(init=False)
    _notable: dict[Module, list[Tally]] = field(default_factory=dict)
    _files: list[Module] = field(default_factory=list)  # those that have been counted
    _reread: Traced[frozenset[str] | None, tuple[list[Reached], list[Reached]]] = field(init=False)
    _on_self: Traced[Known, list[Reached]] = field(init=False)

    def __post_init__(self) -> None:
        self.callers, self.made = Counted(self.index, called), Counted(self.index, makes)
        self._reread = Traced(self.index, self._looked_again)
        self._on_self = Traced(self.index, self._sought)

    @property
    def refused(self) -> list[Reached]:
        """The calls that cannot bind."""
        return self._reread(None)[0]

    @property
    def odd(self) -> list[Reached]:
        """The calls whose values are used otherwise than what they reach asks for."""
        return self._reread(None)[1]

    def notable_in(self, paths: Iterable[str]) -> list[Reached]:
        """Those and those in some files; the others are not looked at."""
        refused, odd = self._reread(frozenset(paths))
        return [*refused, *odd]

    def _looked_again(self, paths: frozenset[str] | None) -> tuple[list[Reached], list[Reached]]:
        self.index.reads.note_shared(NOTABLE)
        judged, refused, odd = _Verdicts(), list[Reached](), list[Reached]()
        chosen = [m for m in self._notable if paths is None or m.path in paths]
        for module, groups in self.index.calls(chosen):
            for tally in self._notable[module]:
                for target, rows in _again(self.calls, module, groups[tally.group], tally.owner):
                    refused += judged.refused(module, target, rows)
                    odd += _odd(module, target, rows)
        for several in (refused, odd):
            several.sort(key=lambda r: (r.module.path, r.call.span))
        return refused, odd

    def is_called(self, known: Known, but: str = "") -> bool:
        """Whether a file calls a definition, apart from one.

        Who finds one relies on the calls of that alone.
        """
        callers = self.callers.all.get(known)
        others = callers.files.keys() - {but} if callers is not None else ()
        if others:
            return self.is_called_in(known, min(others))
        self._files_by(calling, known)
        return False

    def counts(self, known: Known) -> Mapping[str, int]:
        """How often each file calls a definition, for who does not ask with what."""
        return self._files_by(often, known)

    def counts_shipped(self, known: Known) -> Mapping[str, int]:
        """How often each file that is no test calls a definition."""
        by_path, rows = self.index.by_path, self._files_by(often_shipped, known).items()
        return {path: count for path, count in rows if by_path[path].source.role is not _TEST}

    def is_called_in(self, known: Known, path: str) -> bool:
        """Whether one file calls a definition."""
        return path in self._files_by(lambda name: calling_in(name, path), known)

    def is_for_its_file(self, known: Known) -> bool:
        """Whether a definition is called in its own file, and nowhere else."""
        path = known.module.path
        return not self.is_called(known, but=path) and self.is_called_in(known, path)

    def _files_by(self, asked: Callable[[str], str], known: Known) -> Mapping[str, int]:
        self.index.reads.note_name(known.module.path, asked(qualname_of(known)))
        callers = self.callers.all.get(known)
        return callers.files if callers is not None else {}

    def inherited(self, known: Known) -> list[Reached]:
        """The calls of a method on ``self``, where a class below may bring another."""
        return self._on_self(known)

    def _sought(self, known: Known) -> list[Reached]:
        self.index.reads.note_name(known.module.path, on_self(qualname_of(known)))
        callers = self.callers.all.get(known)
        held = callers.on_self if callers is not None and callers.on_self is not None else ()
        found: dict[Module, list[tuple[int, int]]] = {}
        for number, group, owner in zip(*(held[column::3] for column in range(3)), strict=True):
            found.setdefault(self._files[number], []).append((group, owner))
        return [
            Reached(module, call, target)
            for module, groups in self.index.calls(found)
            for group, owner in found[module]
            for target, rows in _again(self.calls, module, groups[group], owner)
            for call in rows
        ]

    def add(self, module: Module, tally: Tally) -> None:
        """Count the calls of a tally; those of one file come in a row."""
        if not self._files or self._files[-1] is not module:
            self._files.append(module)
        known = Known(self.index.by_path[tally.path], tally.position)
        if tally.notable:
            self._notable.setdefault(module, []).append(tally)
        if not tally.count:
            return
        callers = self.callers.all.setdefault(known, Callers())
        callers.files[module.path] = callers.files.get(module.path, 0) + tally.count
        callers.awaited += tally.awaited
        for arguments, count in tally.arguments:
            callers.arguments[arguments] = callers.arguments.get(arguments, 0) + count
        for owner, usage in tally.made:
            self.made.all.setdefault(Known(module, owner), []).append((known, usage))
        if tally.inherited:
            callers.on_self = array("i") if callers.on_self is None else callers.on_self
            callers.on_self.extend((len(self._files) - 1, tally.group, tally.owner))

    def share(self) -> None:
        """Hold equal counts once: most definitions are called from one file, and in one way."""
        files: dict[tuple[object, ...], dict[str, int]] = {}
        arguments: dict[tuple[object, ...], dict[Arguments, int]] = {}
        for one in self.callers.all.values():
            one.files = files.setdefault(tuple(one.files.items()), one.files)
            one.arguments = arguments.setdefault(tuple(one.arguments.items()), one.arguments)


def call_graph(index: Index, calls: Calls, reached: Reaching) -> CallGraph:
    """Resolve every call of a run once; those of the last run are counted again where they hold."""
    found = CallGraph(index, calls)
    for module, tallies in each_found(index, reached):
        for tally in tallies:
            found.add(module, tally)
    found.share()
    return found


def reaching(calls: Calls) -> Reaching:
    """Which definitions the calls of a file reach, and what they add up to."""
    sweep = _Sweep(calls)
    return Aspect(
        name=REACHED,
        part="uses",
        covers=lambda module: module.source.role not in _UNSEEN,
        decode=codec.uses,
        look=lambda module, uses: list(sweep.tallies(module, uses[0])),
        pack=encoded,
        unpack=decoded,
        gist=lambda tallies, uses, numbers: gist(tallies, uses[0], numbers),
        told=lambda path, tallies: told(calls.scopes.index, path, tallies),
    )


class _Verdicts:
    """Which arguments cannot bind to what is called; remembers each answer."""

    def __init__(self) -> None:
        # By identity: the callee is kept, so that no other one gets its number.
        self._known: dict[int, tuple[Accepts, dict[Arguments, Mismatch | None]]] = {}

    def of(self, accepts: Accepts, arguments: Arguments) -> Mismatch | None:
        known = self._known.get(id(accepts))
        if known is None:
            known = self._known[id(accepts)] = accepts, {}
        verdicts = known[1]
        if arguments not in verdicts:
            verdicts[arguments] = accepts.refuses(arguments)
        return verdicts[arguments]

    def refused(self, module: Module, target: Target, rows: Iterable[Call]) -> list[Reached]:
        if target.accepts is None:
            return []
        told = ((call, self.of(target.accepts, call.arguments)) for call in rows)
        return [Reached(module, call, target, why) for call, why in told if why is not None]


class _Sweep:
    """Resolves the calls of files, and tells what they add up to."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._verdicts = _Verdicts()

    def tallies(self, module: Module, groups: Iterable[CallGroup]) -> Iterator[Tally]:
        """What the calls of one file add up to, in their order."""
        for position, owner, target, rows in _targets(self._calls, module, groups):
            yield self._tally(module, target, rows, position, owner)

    def _tally(
        self, module: Module, target: Target, rows: list[Call], group: int, owner: int
    ) -> Tally:
        arguments = arguments_of(rows)
        accepts, receiver = target.accepts, target.receiver
        refused = accepts is not None and any(
            self._verdicts.of(accepts, given) is not None for given, _ in arguments
        )
        odd, usages = _odd_usages(target), [call.usage for call in rows]
        tested = module.source.role is _TEST
        kept = [] if tested else [c for c in rows if c.owner >= 0 and c.usage in _KEPT]
        return Tally(
            path=target.known.module.path,
            position=target.known.position,
            group=group,
            owner=owner,
            count=0 if accepts is not None and accepts.label == OBJECT_INIT else len(rows),
            awaited=usages.count(_AWAITED),
            arguments=arguments,
            made=[(call.owner, call.usage) for call in kept],
            notable=refused or not odd.isdisjoint(usages),
            inherited=receiver is not None and not receiver.exact and receiver.after is None,
        )


def _again(
    calls: Calls, module: Module, group: CallGroup, owner: int
) -> Iterator[tuple[Target, list[Call]]]:
    """The calls behind a tally, with what they reach."""
    rows = group.calls()
    if owner == EVERYWHERE:
        target = calls.named(module, -1, group.callee, group.receiver)
    else:
        rows = [call for call in rows if call.owner == owner]
        target = calls.target(module, rows[0]) if rows else None
    if target is not None:
        yield target, rows


def _targets(
    calls: Calls, module: Module, groups: Iterable[CallGroup]
) -> Iterator[tuple[int, int, Target, list[Call]]]:
    """The calls of a file by group, owner and what they reach.

    Rows are read only where that can be ours.
    """
    scopes, inside = calls.scopes, calls.scopes.inside(module).names
    shares = scopes.resolver.shares
    bound = scopes.resolver.tops.scope(module)
    foreign: dict[str, bool] = {}
    for position, group in enumerate(groups):
        callee, receiver = group.callee, group.receiver
        head, _, rest = callee.partition(".")
        root = receiver.partition(".")[0] if receiver else head
        if root not in inside:
            if root not in foreign:
                foreign[root] = scopes.is_foreign(module, root)
            if not foreign[root]:
                target = calls.named(module, -1, callee, receiver)
                if target is not None:
                    yield position, EVERYWHERE, target, group.calls()
                continue
            if receiver or root in bound or (rest and not shares.has_inner(rest)):
                continue
        for owner, target, rows in _by_owner(calls, module, group):
            yield position, owner, target, rows


def _by_owner(
    calls: Calls, module: Module, group: CallGroup
) -> Iterator[tuple[int, Target, list[Call]]]:
    """The same callee may reach something else in each function."""
    owners: dict[int, list[Call]] = {}
    for call in group.calls():
        owners.setdefault(call.owner, []).append(call)
    for owner, rows in owners.items():
        target = calls.target(module, rows[0])
        if target is not None:
            yield owner, target, rows


def _odd(module: Module, target: Target, rows: Iterable[Call]) -> list[Reached]:
    """Those calls that do with the value what it may not be good for, or that only raise."""
    odd = _odd_usages(target)
    return [Reached(module, call, target) for call in rows if call.usage in odd]


def _odd_usages(target: Target) -> frozenset[Usage]:
    if target.accepts is None:
        return _NONE
    if target.accepts.runs.definition.body is _RAISES:
        return _ALL
    return _ODD.get(target.known.definition.kind, _ODD_FOR_PLAIN)
