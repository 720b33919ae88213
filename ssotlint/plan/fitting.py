"""Whether a definition can take the place of another in a file that uses it."""

from collections.abc import Iterator

from ssotlint.graph.callables import Accepts
from ssotlint.graph.known import Known
from ssotlint.index.codec import CallGroup
from ssotlint.index.index import Module
from ssotlint.model.facts import Call, Context, DefinitionKind, MemberUse
from ssotlint.model.numbers import listed
from ssotlint.model.signature import type_error
from ssotlint.plan.bench import Bench

_LISTED = 2
_KINDS = {
    DefinitionKind.COROUTINE: "coroutine function",
    DefinitionKind.GENERATOR: "generator",
    DefinitionKind.ASYNC_GENERATOR: "asynchronous generator",
}


def known_at(path: str, line: int, bench: Bench) -> Known | None:
    """The module-level definition at a line."""
    module = bench.module(path)
    for position, row in enumerate(module.surface.definitions):
        if row.owner < 0 and row.span.line == line:
            return Known(module, position)
    return None


def known_as(module: str, name: str, bench: Bench) -> Known | None:
    """The definition that a name of a module stands for."""
    for found in bench.world.index.by_name.get(module, ()):
        answer = bench.world.graph.resolver.attribute(found, name)
        if answer.module is not None:
            for position, row in enumerate(answer.module.surface.definitions):
                if row.owner < 0 and row.name == answer.name:
                    return Known(answer.module, position)
    return None


def accepted(known: Known, bench: Bench) -> Accepts | None:
    """What a call of a definition may hand over; None where that is not certain."""
    calls = bench.world.graph.callees
    is_class = known.definition.is_class
    return calls.constructors.of(known) if is_class else calls.callables.function(known)


def refusal(call: Call, known: Known, bench: Bench) -> str:
    """What Python would say to a call of a definition with these arguments; "" for nothing."""
    accepts = accepted(known, bench)
    if accepts is None or accepts.refuses(call.arguments) is None:
        return ""
    arguments = call.arguments
    if accepts.bound:
        arguments = arguments._replace(positional=arguments.positional + 1)
    return type_error(accepts.label, accepts.signature, arguments)


def unlike(rival: Known, keep: Known, bench: Bench) -> str:
    """What a class does that another does not, or does otherwise; "" where the other can be it."""
    if not (rival.definition.is_class and keep.definition.is_class):
        return ""
    rosters = bench.world.graph.members
    theirs = rosters.roster(keep)
    more = [n for n in sorted(rosters.roster(rival).names) if n[:1] != "_" and theirs.lacks(n)]
    if more:
        return f"has {listed(more, _LISTED)} as well"
    methods = {
        row.name: row for row in keep.module.surface.definitions if row.owner == keep.position
    }
    for row in rival.module.surface.definitions:
        other = methods.get(row.name) if row.owner == rival.position else None
        if other is not None and not row.name.startswith("_"):
            if other.kind != row.kind:
                return f"has {row.name} as a {_KINDS.get(row.kind, 'plain function')}"
            if other.signature.parameters != row.signature.parameters:
                return f"has {row.name} with other parameters"
    return ""


def unfit(rival: Known, keep: Known, bench: Bench) -> str:
    """What a file does with a definition that cannot be done with another; "" for nothing."""
    name = rival.definition.name
    users = {(rival.module.path, name)}
    for use in bench.world.graph.importers.by_origin.get(rival.symbol, ()):
        if use.row.name:
            users.add((use.module.path, use.row.bound))
    for path, bound in sorted(users):
        against = objections(bench.module(path), bound, keep, bench)
        if against:
            return f"{path} could not use the other: {against}"
    return ""


def objections(module: Module, bound: str, known: Known, bench: Bench) -> str:
    """Why what a file does with a name cannot be done with a definition; "" when it can."""
    found = list(dict.fromkeys(_objections(module, bound, known, bench)))
    return listed(found, _LISTED, "; ")


def _objections(module: Module, bound: str, known: Known, bench: Bench) -> Iterator[str]:
    for _, (groups, members) in bench.world.index.uses([module]):
        for group in groups:
            yield from _calls(group, bound, known, bench)
        if known.definition.is_class:
            yield from _members(members, bound, known, bench)


def _calls(group: CallGroup, bound: str, known: Known, bench: Bench) -> Iterator[str]:
    """Of the name itself, of a member of the class, of a method of a fresh instance."""
    head, _, rest = group.callee.partition(".")
    made = group.receiver == bound
    on_member = (made or head == bound) and rest and "." not in rest and known.definition.is_class
    lacks = on_member and bench.world.graph.members.roster(known).lacks(rest, on_class=not made)
    for call in group.calls():
        if call.context & Context.EXPECTED:
            continue
        error = refusal(call, known, bench) if group.callee == bound else ""
        if lacks:
            error = f"{known.definition.name} has no {rest}"
        if error:
            yield f"line {call.span.line}: {error}"


def _members(uses: tuple[MemberUse, ...], bound: str, known: Known, bench: Bench) -> Iterator[str]:
    roster = bench.world.graph.members.roster(known)
    for use in uses:
        read = use.receiver == bound and not use.stored and not use.context & Context.EXPECTED
        if read and roster.lacks(use.name, on_class=True):
            yield f"line {use.span.line}: {known.definition.name} has no {use.name}"
