"""Calls that need a change: of a wrong use, and of what is about to be replaced."""

import re
from collections.abc import Iterator
from typing import cast

from ssotlint.detectors.calls import CallEvidence
from ssotlint.graph.contracts import COROUTINE
from ssotlint.graph.scopes import Known
from ssotlint.index.index import Module
from ssotlint.model.facts import Call, DefinitionKind
from ssotlint.model.report import Finding
from ssotlint.plan.bench import Bench
from ssotlint.plan.fitting import known_at, refusal
from ssotlint.plan.intents import Intent

_AWAIT = re.compile(r"await\s+$")


def repair(intent: Intent, bench: Bench) -> None:
    """Take away an ``await`` that is too much, add one that is missing; all else is for people."""
    for finding in intent.findings:
        if not (_without_await(finding, bench) or _with_await(finding, bench)):
            place = finding.place
            bench.ask(
                place.path, place.line, finding.message, finding.remedy, _meant(finding, bench)
            )


def _meant(finding: Finding, bench: Bench) -> str:
    """The one other definition of the name that takes the arguments of a call, as a proposal."""
    evidence = cast("CallEvidence", finding.evidence)
    name = evidence.target.rpartition(".")[2]
    module = bench.module(finding.place.path)
    for _, groups in bench.world.index.calls([module]):
        for call in (call for group in groups for call in group.calls()):
            if call.span.line == finding.place.line and call.callee.rpartition(".")[2] == name:
                fitting = [
                    home.symbol
                    for home in bench.world.graph.homes.named(name)
                    if home.definition is not None and home.symbol != evidence.target
                    and (known := known_at(home.module.path, home.definition.span.line, bench))
                    and not refusal(call, known, bench)
                ]  # fmt: skip
                if len(fitting) == 1:
                    return f"import {fitting[0]}, which takes these arguments"
    return ""


def _without_await(finding: Finding, bench: Bench) -> bool:
    evidence = cast("CallEvidence", finding.evidence)
    plain = "coroutine" not in evidence.kind and "async" not in evidence.kind
    if finding.rule != "misused-coroutine" or evidence.usage != "awaited" or not plain:
        return False
    path, span = finding.place.path, finding.place.span
    now = bench.texts.at(path, span.line)
    if not now:
        return False
    line = bench.texts.lines(path)[now[0]]
    before, after = line[: span.column - 1], line[span.column - 1 :]
    left = _AWAIT.sub("", before)
    if left == before:
        return False
    bench.texts.replace(
        path, now[0], now[0] + 1, [left + after], f"{evidence.target} is no coroutine"
    )
    return True


def _with_await(finding: Finding, bench: Bench) -> bool:
    """Where the call is a statement or the value of an assignment in a coroutine function."""
    evidence = cast("CallEvidence", finding.evidence)
    path, span = finding.place.path, finding.place.span
    if finding.rule != "misused-coroutine" or evidence.kind != COROUTINE:
        return False
    now = bench.texts.at(path, span.line)
    if evidence.usage not in {"bound", "dropped"} or not now or not _in_coroutine(finding, bench):
        return False
    line = bench.texts.lines(path)[now[0]]
    new = f"{line[: span.column - 1]}await {line[span.column - 1 :]}"
    bench.texts.replace(path, now[0], now[0] + 1, [new], f"{evidence.target} is a coroutine")
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
