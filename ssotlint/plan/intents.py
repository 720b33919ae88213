"""What the steps are about: findings that one consolidation ends."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import cast

from ssotlint.detectors.calls import CallEvidence
from ssotlint.detectors.forwarders import ForwardersEvidence
from ssotlint.detectors.import_paths import ImportPathsEvidence
from ssotlint.detectors.migrations import MigrationsEvidence
from ssotlint.detectors.unresolved import UnresolvedEvidence
from ssotlint.graph.migrations import HOME
from ssotlint.model.dotted import is_below
from ssotlint.model.report import Finding, Group, Report

CUT, MISSING, COPIES, IMPORTS, CALLS, FACTORIES, CONCEPT, DELETE, OTHER = (
    "cut", "missing", "copies", "imports", "calls", "factories", "concept", "delete", "other",
)  # fmt: skip
KINDS = (CUT, MISSING, COPIES, IMPORTS, DELETE, CALLS, FACTORIES, CONCEPT, OTHER)
"""In the order in which steps of one height are taken."""
_BANDS = {CUT: 0, MISSING: 1, COPIES: 1, IMPORTS: 1, DELETE: 1, CALLS: 2, FACTORIES: 3, CONCEPT: 3,
          OTHER: 3}  # fmt: skip


@dataclass(slots=True)
class Intent:
    """One step before its edits are known.

    ``subject`` is what the step is about, ``owner`` the file that will own the fact ("" where
    nobody is chosen), ``after`` the keys of steps that must come first.
    """

    kind: str
    subject: str
    findings: list[Finding] = field(default_factory=list)
    group: Group | None = None
    owner: str = ""
    after: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """Names the step on the command line."""
        return f"{self.kind}:{self.subject}"

    @property
    def files(self) -> set[str]:
        """The files in which its findings stand, and that of its owner."""
        return {f.place.path for f in self.findings} | ({self.owner} if self.owner else set())

    @property
    def names(self) -> set[str]:
        """The symbols by which it can be asked for."""
        members = self.group.members if self.group is not None else ()
        return {self.subject, *(f.symbol for f in self.findings), *(m.symbol for m in members)}


_KIND_OF = {
    "import-cycle": CUT,
    "unresolved-import": MISSING,
    "competing-import-paths": IMPORTS,
    "duplicate-helper": COPIES,
    "duplicate-class": COPIES,
    "duplicate-constant": COPIES,
    "diverged-copies": COPIES,
    "conflicting-factories": FACTORIES,
    "fragmented-concept": CONCEPT,
    "incompatible-call": CALLS,
    "misused-coroutine": CALLS,
    "reexport-shim": DELETE,
}


def intents_of(report: Report) -> dict[str, Intent]:
    """The findings of a report by the step that ends them; a statement can take part in two."""
    found: dict[str, Intent] = {}
    for finding in report.findings:
        kind = _kind_of(finding)
        group = report.groups.get(finding.group)
        for subject in _SUBJECTS[kind](finding, group):
            intent = found.setdefault(f"{kind}:{subject}", Intent(kind, subject))
            intent.findings.append(finding)
            intent.group = intent.group or group
            if kind == DELETE:
                intent.owner = finding.place.path
            elif finding.canonical is not None and not intent.owner:
                intent.owner = finding.canonical.place.path
    return _without_ways_back(found)


def _kind_of(finding: Finding) -> str:
    evidence = finding.evidence
    if isinstance(evidence, MigrationsEvidence) and evidence.form == HOME:
        return DELETE
    return _KIND_OF.get(finding.rule, OTHER)


def _without_ways_back(found: dict[str, Intent]) -> dict[str, Intent]:
    """Imports that should use a module which is to go: they stay, and so does their finding's end."""
    goes = {intent.subject for intent in found.values() if intent.kind == DELETE}
    back = {
        key: home
        for key, intent in found.items()
        if intent.kind == IMPORTS and (home := home_of(intent)) in goes
    }
    for key, home in back.items():
        found[f"{DELETE}:{home}"].findings += found.pop(key).findings
    return found


def home_of(intent: Intent) -> str:
    """The module from which a step about imports lets a symbol be taken."""
    for finding in intent.findings:
        evidence = cast("ImportPathsEvidence", finding.evidence)
        for symbol, path in zip(evidence.imported, evidence.canonical_paths, strict=True):
            if symbol == intent.subject:
                return path.rpartition(".")[0]
    return intent.subject.rpartition(".")[0]


def _of_imports(finding: Finding, group: Group | None) -> Iterable[str]:
    del group
    return cast("ImportPathsEvidence", finding.evidence).imported


def _of_missing(finding: Finding, group: Group | None) -> Iterable[str]:
    del group
    return (cast("UnresolvedEvidence", finding.evidence).missing,)


def _of_calls(finding: Finding, group: Group | None) -> Iterable[str]:
    del group
    return (cast("CallEvidence", finding.evidence).target,)


def _of_cycle(finding: Finding, group: Group | None) -> Iterable[str]:
    """The first import to cut names the circle."""
    return (group.members[0].symbol if group is not None else finding.symbol,)


def _of_concept(finding: Finding, group: Group | None) -> Iterable[str]:
    return (group.title.partition(":")[0] if group is not None else finding.symbol,)


def _of_owner(finding: Finding, group: Group | None) -> Iterable[str]:
    if finding.canonical is not None:
        return (finding.canonical.symbol,)
    return (group.members[0].symbol if group is not None else finding.symbol,)


def _of_home(finding: Finding, group: Group | None) -> Iterable[str]:
    """The module that goes; what passes names on has no symbol but its module."""
    del group
    evidence = finding.evidence
    return (evidence.module if isinstance(evidence, ForwardersEvidence) else finding.symbol,)


def _of_rule(finding: Finding, group: Group | None) -> Iterable[str]:
    return (f"{finding.rule}:{next(iter(_of_owner(finding, group)))}",)


_SUBJECTS: dict[str, Callable[[Finding, Group | None], Iterable[str]]] = {
    CUT: _of_cycle,
    MISSING: _of_missing,
    IMPORTS: _of_imports,
    COPIES: _of_owner,
    FACTORIES: _of_owner,
    CONCEPT: _of_concept,
    CALLS: _of_calls,
    DELETE: _of_home,
    OTHER: _of_rule,
}


def narrowed(intents: dict[str, Intent], names: Iterable[str]) -> dict[str, Intent]:
    """The steps that names ask for, and what must come before them.

    A name is a key, a symbol, the last part of one, or a module.
    """
    wanted = {key for key, intent in intents.items() if any(_asks(n, intent) for n in names)}
    waiting = list(wanted)
    while waiting:
        for key in intents[waiting.pop()].after - wanted:
            wanted.add(key)
            waiting.append(key)
    return {key: intent for key, intent in intents.items() if key in wanted}


def _asks(name: str, intent: Intent) -> bool:
    if name == intent.key:
        return True
    return any(
        is_below(symbol, name) or symbol.rpartition(".")[2] == name for symbol in intent.names
    )


def in_order(intents: dict[str, Intent], heights: dict[str, int]) -> Iterator[Intent]:
    """What must come first comes first.

    Circles are cut, then edits settle what stands lowest in the import graph, and at the end comes
    what people decide, so that their work moves no line that an edit counts on.
    """
    blocked: dict[str, set[str]] = {
        key: {other for other in intent.after if other in intents}
        for key, intent in intents.items()
    }
    unlocks: dict[str, list[str]] = defaultdict(list)
    for key, others in blocked.items():
        for other in others:
            unlocks[other].append(key)

    def rank(key: str) -> tuple[int, int, int, str]:
        intent = intents[key]
        files = [intent.owner] if intent.owner else intent.files
        height = max((heights.get(path, 0) for path in files), default=0)
        return _BANDS[intent.kind], height, KINDS.index(intent.kind), key

    ready = [rank(key) for key, others in blocked.items() if not others]
    heapify(ready)
    while blocked:
        # Of steps that wait for each other in a circle one that others wait for goes ahead.
        if not ready:
            awaited = [k for k in blocked if not blocked.keys().isdisjoint(unlocks[k])]
            ready.append(min(map(rank, awaited)))
        key = heappop(ready)[-1]
        del blocked[key]
        yield intents[key]
        for other in unlocks[key]:
            if other in blocked:
                blocked[other].discard(key)
                if not blocked[other]:
                    heappush(ready, rank(other))
