"""Steps about definitions of one name or one role: which goes, which gets a name of its own."""

from typing import NamedTuple

from ssotlint.detectors.table import FactoryEvidence
from ssotlint.graph.known import Known
from ssotlint.graph.words import LEGACY, MIGRATION
from ssotlint.model.evidence import Evidence
from ssotlint.model.report import Finding
from ssotlint.plan.bench import Bench
from ssotlint.plan.calls import callers
from ssotlint.plan.copies import replace, take_away
from ssotlint.plan.fitting import accepted, known_at, refusal, unfit, unlike
from ssotlint.plan.intents import CONCEPT, Intent
from ssotlint.plan.renaming import own_name, rename


class _Rival(NamedTuple):
    """A definition beside the one to keep, and why it cannot be one with that ("" where it can)."""

    finding: Finding
    known: Known
    keep: Known
    more: tuple[str, ...]
    apart: str


def merge(intent: Intent, bench: Bench) -> None:
    """Let each rival go where the one to keep can do its work, else call it something else."""
    canonical = intent.findings[0].canonical
    keep = known_at(canonical.place.path, canonical.place.line, bench) if canonical else None
    for finding in intent.findings:
        known = known_at(finding.place.path, finding.place.line, bench)
        if keep is None or known is None:
            bench.ask(finding.place.path, finding.place.line, finding.message, finding.remedy)
            continue
        more = _more(known, keep)
        apart = _apart(finding.evidence, known, keep, more, bench)
        _settle(_Rival(finding, known, keep, more, apart), intent, bench)


def _settle(rival: _Rival, intent: Intent, bench: Bench) -> None:
    """The default, as edits with the decision that they stand for; a task where there is none."""
    place, keep = rival.finding.place, rival.keep
    what = f"{rival.known.symbol} beside {keep.symbol}"
    if not rival.apart:
        chosen, against = _one(rival, bench)
        otherwise = "give it a name that says what it does otherwise."
    else:
        chosen, against = _two(rival, intent, bench)
        listed = f"move {', '.join(rival.more)} into that, and " if rival.more else ""
        otherwise = f"{listed}let those who use it use {keep.symbol}."
    if against:
        bench.ask(place.path, place.line, f"{what}; {against}", rival.finding.remedy, chosen)
    else:
        bench.decide(place.path, place.line, what, chosen, otherwise)


def _one(rival: _Rival, bench: Bench) -> tuple[str, str]:
    """Take a rival away, and let those who use it use the one to keep."""
    known, keep = rival.known, rival.keep
    used = bool(_imports(known, bench)) or any(True for _ in callers(known, bench))
    if not used:
        return "delete it, nobody uses it", take_away(rival.finding, bench)
    chosen = "one for both, because every call of it can be a call of the other"
    return chosen, replace(rival.finding, (keep.module.name, keep.definition.name), bench)


def _two(rival: _Rival, intent: Intent, bench: Bench) -> tuple[str, str]:
    """Keep both, and let the name of the rival say what it is."""
    apart = MIGRATION if intent.kind == CONCEPT else LEGACY
    accepts, others = accepted(rival.known, bench), accepted(rival.keep, bench)
    theirs = {p.name for p in others.seen.parameters} if others else set()
    needs = [p.name for p in accepts.seen.parameters if p.name not in theirs] if accepts else []
    new = own_name(rival.known, (*rival.more, *needs), apart)
    if not new or _is_taken(new, bench):
        return f"a name of its own, because it {rival.apart}", "no name suggests itself"
    chosen = f"call it {new}, because it {rival.apart}"
    return chosen, rename(rival.known, new, chosen, bench)


def _is_taken(name: str, bench: Bench) -> bool:
    """Whether something else is called like that: it would be the next rival."""
    taken = bench.world.graph.homes.named(name)
    return bool(taken) or name in bench.renamed.values()


def _imports(known: Known, bench: Bench) -> list[str]:
    uses = bench.world.graph.importers.by_origin.get(known.symbol, ())
    return [use.path for use in uses if use.row.name and use.module is not known.module]


def _apart(
    evidence: Evidence, rival: Known, keep: Known, more: tuple[str, ...], bench: Bench
) -> str:
    """What a rival does that the one to keep does not; "" where that can do its work."""
    if not _imports(rival, bench) and not any(True for _ in callers(rival, bench)):
        return ""
    if isinstance(evidence, FactoryEvidence) and evidence.conflicts:
        return evidence.conflicts[0]
    for module, call in callers(rival, bench):
        error = refusal(call, keep, bench)
        if error:
            return f"is called at {module.path}:{call.span.line} as the other cannot be: {error}"
    if more:
        return f"does {', '.join(more)} as well"
    return unlike(rival, keep, bench) or unfit(rival, keep, bench)


def _more(rival: Known, keep: Known) -> tuple[str, ...]:
    """The public methods of a class that another one lacks."""
    theirs = {d.name for d in keep.module.surface.definitions if d.owner == keep.position}
    return tuple(
        row.name
        for row in rival.module.surface.definitions
        if row.owner == rival.position and not row.name.startswith("_") and row.name not in theirs
    )


def by_hand(intent: Intent, bench: Bench) -> None:
    """What no edit can do."""
    for finding in intent.findings:
        bench.ask(finding.place.path, finding.place.line, finding.message, finding.remedy)
