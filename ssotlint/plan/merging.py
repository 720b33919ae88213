"""Steps that people take: merging classes or factories that do different things under one name."""

from ssotlint.graph.scopes import Known
from ssotlint.model.plan import Move
from ssotlint.model.report import Finding
from ssotlint.plan.bench import Bench
from ssotlint.plan.calls import accepted, callers, known_at, refusal
from ssotlint.plan.intents import CONCEPT, Intent


def merge(intent: Intent, bench: Bench) -> None:
    """For each rival: what to move, which imports follow, and which calls would break."""
    canonical = intent.findings[0].canonical
    keep = known_at(canonical.place.path, canonical.place.line, bench) if canonical else None
    for finding in intent.findings:
        rival = known_at(finding.place.path, finding.place.line, bench)
        if keep is None or rival is None:
            bench.ask(finding.place.path, finding.place.line, finding.message, finding.remedy)
            continue
        _rival(intent, finding, rival, keep, bench)


def _rival(intent: Intent, finding: Finding, rival: Known, keep: Known, bench: Bench) -> None:
    more = _more(rival, keep)
    name = keep.definition.name
    if intent.kind == CONCEPT:
        listed = f"move {', '.join(more)} into it and " if more else ""
        todo = (f"Where it plays the same role: {listed}let its importers use {keep.symbol}. "
                "Where it does not: give the class and its methods names of their own.")  # fmt: skip
        bench.moves.extend(
            Move(f"{rival.symbol}.{method}", rival.module.path, line, f"{keep.symbol}.{method}")
            for method, line in more.items()
        )
    else:
        todo = (f"Where it makes the same: let its callers use {keep.symbol}. "
                f"Where it does not: give it a name that says so, not {name}.")  # fmt: skip
    what = f"{rival.symbol} beside {keep.symbol}"
    bench.ask(finding.place.path, finding.place.line, what, todo)
    _followers(rival, keep, bench)


def _more(rival: Known, keep: Known) -> dict[str, int]:
    """The public methods of a class that another one lacks, with their lines."""
    theirs = {d.name for d in keep.module.surface.definitions if d.owner == keep.position}
    return {
        row.name: row.span.line
        for row in rival.module.surface.definitions
        if row.owner == rival.position and not row.name.startswith("_") and row.name not in theirs
    }


def _followers(rival: Known, keep: Known, bench: Bench) -> None:
    """The imports that would follow and the calls that cannot bind as they are."""
    graph = bench.world.graph
    for use in graph.importers.by_origin.get(rival.symbol, ()):
        if use.row.name and use.module is not rival.module:
            renamed = f" as {use.row.bound}" if use.row.bound != keep.definition.name else ""
            new = f"from {keep.module.name} import {keep.definition.name}{renamed}"
            bench.ask(use.module.path, use.row.span.line, f"imports {use.path}",
                      f"When it is merged: `{new}`.")  # fmt: skip
    accepts = accepted(keep, bench)
    for module, call in callers(rival, bench):
        error = refusal(call, accepts)
        if error:
            bench.ask(module.path, call.span.line, f"calls {call.callee}",
                      f"When it is merged this call needs a change: {error}.")  # fmt: skip


def by_hand(intent: Intent, bench: Bench) -> None:
    """What no edit can do."""
    for finding in intent.findings:
        bench.ask(finding.place.path, finding.place.line, finding.message, finding.remedy)
