"""Calls that need a change: of a wrong use, and of what is about to be replaced."""

import ast
from collections.abc import Iterator
from typing import cast

from ssotlint.detectors.calls import CallEvidence
from ssotlint.facts.state import dotted
from ssotlint.graph.callables import Accepts
from ssotlint.graph.contracts import COROUTINE
from ssotlint.graph.known import Known
from ssotlint.index.index import Module
from ssotlint.model.facts import Call, DefinitionKind
from ssotlint.model.report import Finding
from ssotlint.model.signature import Arguments
from ssotlint.plan.bench import Bench
from ssotlint.plan.fitting import accepted, known_as, known_at
from ssotlint.plan.intents import Intent
from ssotlint.plan.repairs import call_at, call_instead, nodes_at
from ssotlint.plan.spots import Lost, Spot, put, spot
from ssotlint.syntax.outline import arguments_of

_UNEXPECTED = "unexpected keyword"


def repair(intent: Intent, bench: Bench) -> None:
    """Take away an ``await`` that is too much, add one that is missing; let others bind."""
    for finding in intent.findings:
        evidence = cast("CallEvidence", finding.evidence)
        names = {evidence.callee.rpartition(".")[2], bench.renamed.get(evidence.target, "")}
        path, line = finding.place.path, finding.place.line
        call = call_at(path, line, names, bench)
        try:
            done = call is not None and _settled(finding, evidence, call, bench)
        except Lost:
            done = False
        if not done:
            bench.ask(path, line, finding.message, finding.remedy)


def _settled(finding: Finding, evidence: CallEvidence, call: ast.Call, bench: Bench) -> bool:
    if finding.rule == "misused-coroutine":
        return _without_await(finding, evidence, call, bench) or _with_await(
            finding, evidence, call, bench
        )
    return _meant(finding, evidence, call, bench) or _without_arguments(
        finding, evidence, call, bench
    )


def _meant(finding: Finding, evidence: CallEvidence, call: ast.Call, bench: Bench) -> bool:
    """Let the call reach the one other definition of its name that takes its arguments."""
    name = evidence.target.rpartition(".")[2]
    arguments = arguments_of(call)
    fitting = [
        home
        for home in bench.world.graph.homes.named(name)
        if home.definition is not None and home.symbol != evidence.target
        and (known := known_at(home.module.path, home.definition.span.line, bench))
        and (accepts := accepted(known, bench)) is not None
        and accepts.refuses(arguments) is None
    ]  # fmt: skip
    if len(fitting) != 1 or not dotted(call.func):
        return False
    home = fitting[0]
    called = bench.renamed.get(home.symbol, name)
    chosen = f"call {home.module.name}.{called}, which takes these arguments"
    place = finding.place
    done = call_instead(place.path, call, (home.module.name, called), "", chosen, bench)
    if done:
        bench.decide(place.path, place.line, finding.message, chosen,
                     f"call {evidence.target} as it is defined.")  # fmt: skip
    return done


def _without_arguments(
    finding: Finding, evidence: CallEvidence, call: ast.Call, bench: Bench
) -> bool:
    """Leave out the keywords that it does not take, or spell them as it does."""
    wrong = [keyword for keyword in call.keywords if keyword.arg in evidence.arguments]
    if _UNEXPECTED not in evidence.error or not wrong:
        return False
    path, line = finding.place.path, finding.place.line
    lines = bench.texts.lines(path)
    names = ", ".join(str(keyword.arg) for keyword in wrong)
    if evidence.near and len(wrong) == 1:
        spots = [spot(lines, wrong[0], f"{evidence.near}={ast.unparse(wrong[0].value)}")]
        chosen = f"say {evidence.near} for {names}"
    elif len(wrong) == 1 and _binds_without(names, evidence, call, bench):
        spots = _left_out(lines, call, wrong)
        chosen = f"leave {names} out, which {evidence.target} does not take"
    else:
        return False
    put(bench.texts, path, spots, chosen)
    bench.decide(path, line, finding.message, chosen, finding.remedy)
    return True


def _binds_without(name: str, evidence: CallEvidence, call: ast.Call, bench: Bench) -> bool:
    """Whether a call binds without one of its keywords, and still says something."""
    arguments = arguments_of(call)
    left = arguments._replace(keywords=tuple(k for k in arguments.keywords if k != name))
    accepts = _accepting(evidence.target, bench)
    return accepts is not None and left != Arguments() and accepts.refuses(left) is None


def _accepting(target: str, bench: Bench) -> Accepts | None:
    """What a function, class or method takes, by its dotted name."""
    owner, _, name = target.rpartition(".")
    known = known_as(owner, name, bench)
    if known is not None:
        return accepted(known, bench)
    home = known_as(*owner.rpartition(".")[::2], bench)
    for position, row in enumerate(home.module.surface.definitions if home is not None else ()):
        if home is not None and row.owner == home.position and row.name == name:
            method = Known(home.module, position)
            return bench.world.graph.callees.callables.method(method, through_instance=True)
    return None


def _left_out(lines: list[str], call: ast.Call, wrong: list[ast.keyword]) -> list[Spot]:
    """Each argument with the comma before it, or behind it where none is kept before."""
    given: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    order = sorted(given, key=lambda node: (node.lineno, node.col_offset))
    spots = [spot(lines, node, "") for node in order]
    found: list[Spot] = []
    kept_before = False
    for position, (node, at) in enumerate(zip(order, spots, strict=True)):
        if node not in wrong:
            kept_before = True
        elif kept_before:
            found.append(
                Spot(spots[position - 1].end_line, spots[position - 1].end_column, *at[2:])
            )
        elif position + 1 < len(order):
            found.append(Spot(*at[:2], spots[position + 1].line, spots[position + 1].column, ""))
        else:
            found.append(at)
    return found


def _without_await(finding: Finding, evidence: CallEvidence, call: ast.Call, bench: Bench) -> bool:
    plain = "coroutine" not in evidence.kind and "async" not in evidence.kind
    if evidence.usage != "awaited" or not plain:
        return False
    path = finding.place.path
    waits = [n for n in nodes_at(path, finding.place.line, bench)
             if isinstance(n, ast.Await) and n.value is call]  # fmt: skip
    if not waits or waits[0].lineno != call.lineno:
        return False
    lines = bench.texts.lines(path)
    start, end = spot(lines, waits[0], ""), spot(lines, call, "")
    put(bench.texts, path, [Spot(*start[:2], *end[:2], "")], f"{evidence.target} is no coroutine")
    return True


def _with_await(finding: Finding, evidence: CallEvidence, call: ast.Call, bench: Bench) -> bool:
    """Where the call is a statement or the value of an assignment in a coroutine function."""
    path = finding.place.path
    if evidence.kind != COROUTINE or evidence.usage not in {"bound", "dropped"}:
        return False
    if not _in_coroutine(finding, bench):
        return False
    start = spot(bench.texts.lines(path), call, "")
    put(bench.texts, path, [Spot(*start[:2], *start[:2], "await ")],
        f"{evidence.target} is a coroutine")  # fmt: skip
    return True


def _in_coroutine(finding: Finding, bench: Bench) -> bool:
    line = finding.place.line
    around = [
        row
        for row in bench.module(finding.place.path).surface.definitions
        if row.span.line <= line <= row.span.end_line
    ]
    kinds = (DefinitionKind.COROUTINE, DefinitionKind.ASYNC_GENERATOR)
    return bool(around) and around[-1].kind in kinds


def callers(known: Known, bench: Bench) -> Iterator[tuple[Module, Call]]:
    """The calls of a definition in the files that import it."""
    graph = bench.world.graph
    users = {use.module.path for use in graph.importers.by_origin.get(known.symbol, ())}
    users.add(known.module.path)
    modules = [bench.module(path) for path in sorted(users)]
    for module, groups in bench.world.index.calls(modules):
        for group in groups:
            for call in group.calls():
                target = graph.callees.target(module, call)
                if target is not None and target.known == known:
                    yield module, call
