"""Steps that people take: merging classes or factories that do different things under one name."""

from typing import NamedTuple

from ssotlint.detectors.table import FactoryEvidence
from ssotlint.graph.scopes import Known
from ssotlint.model.evidence import Evidence
from ssotlint.model.plan import Move
from ssotlint.model.report import Finding
from ssotlint.plan.bench import Bench
from ssotlint.plan.calls import callers
from ssotlint.plan.fitting import known_at, refusal
from ssotlint.plan.intents import CONCEPT, Intent


class _Follower(NamedTuple):
    """An import or a call that changes when a rival is merged; ``refused`` calls cannot bind."""

    path: str
    line: int
    what: str
    todo: str
    refused: bool = False


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
    """One definition beside the one to keep: what to decide, and what follows from it."""
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
    followers = _followers(rival, keep, bench)
    what = f"{rival.symbol} beside {keep.symbol}"
    proposal = _proposal(finding.evidence, rival, more, followers, bench)
    bench.ask(finding.place.path, finding.place.line, what, todo, proposal)
    for path, line, said, answer, _ in followers:
        bench.ask(path, line, said, answer)


def _proposal(
    evidence: Evidence, rival: Known, more: dict[str, int], followers: list[_Follower], bench: Bench
) -> str:
    """What the code speaks for: away with it, one for both, or two names."""
    called = any(True for _ in callers(rival, bench))
    refused = sum(follower.refused for follower in followers)
    if not called and not followers:
        return "delete it, nobody uses it"
    if isinstance(evidence, FactoryEvidence) and evidence.conflicts:
        return f"a name of its own, because it {evidence.conflicts[0]}"
    if refused:
        return f"a name of its own, because {refused} of its calls cannot be calls of the other"
    if more:
        return f"a name of its own, because it does {', '.join(more)} as well"
    return "one for both, because every call of it can be a call of the other"


def _more(rival: Known, keep: Known) -> dict[str, int]:
    """The public methods of a class that another one lacks, with their lines."""
    theirs = {d.name for d in keep.module.surface.definitions if d.owner == keep.position}
    return {
        row.name: row.span.line
        for row in rival.module.surface.definitions
        if row.owner == rival.position and not row.name.startswith("_") and row.name not in theirs
    }


def _followers(rival: Known, keep: Known, bench: Bench) -> list[_Follower]:
    """The imports that would follow and the calls that cannot bind as they are."""
    found: list[_Follower] = []
    for use in bench.world.graph.importers.by_origin.get(rival.symbol, ()):
        if use.row.name and use.module is not rival.module:
            renamed = f" as {use.row.bound}" if use.row.bound != keep.definition.name else ""
            new = f"from {keep.module.name} import {keep.definition.name}{renamed}"
            found.append(_Follower(use.module.path, use.row.span.line, f"imports {use.path}",
                                   f"When it is merged: `{new}`."))  # fmt: skip
    for module, call in callers(rival, bench):
        error = refusal(call, keep, bench)
        if error:
            todo = f"When it is merged this call needs a change: {error}."
            found.append(
                _Follower(module.path, call.span.line, f"calls {call.callee}", todo, refused=True)
            )
    return found


def by_hand(intent: Intent, bench: Bench) -> None:
    """What no edit can do."""
    for finding in intent.findings:
        bench.ask(finding.place.path, finding.place.line, finding.message, finding.remedy)
