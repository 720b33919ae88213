"""The plan of a project: findings become steps, worked out one on top of the other."""

from collections.abc import Callable, Collection, Iterable
from collections.abc import Set as AbstractSet
from typing import TypeVar

from ssotlint.detectors.defaults import DefaultsEvidence
from ssotlint.engine.naming import dotted, module_called, near, near_names, unknown
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import examine
from ssotlint.engine.world import World
from ssotlint.graph.heights import heights
from ssotlint.model.errors import InputError
from ssotlint.model.plan import Decision, Edit, Plan, Step, Task
from ssotlint.model.report import Report
from ssotlint.model.severity import Severity
from ssotlint.model.value import replace
from ssotlint.plan import handing, repairs
from ssotlint.plan import intents as kinds
from ssotlint.plan.bench import Bench
from ssotlint.plan.calls import repair
from ssotlint.plan.copies import share
from ssotlint.plan.cuts import cut
from ssotlint.plan.entrances import entrances_of
from ssotlint.plan.imports import mend, own, unify
from ssotlint.plan.intents import Intent, in_order, intents_of, narrowed
from ssotlint.plan.loading import Loading
from ssotlint.plan.merging import by_hand, merge
from ssotlint.plan.shims import drop, order_deletions, retire
from ssotlint.plan.texts import Texts
from ssotlint.rulebook.book import load
from ssotlint.rulebook.refusal import unknown_rule

# They speak for imports, each of which is changed for itself.
_SUMMARIES = frozenset({"partial-migration", "reexport-shim"})

# What they are about is there when they are complete; other steps take it away.
_STAYING = frozenset({kinds.CUT, kinds.IMPORTS, kinds.COPIES, kinds.FACTORIES})

_Part = TypeVar("_Part", Edit, Decision, Task)
_Work = Callable[[Intent, Bench], None]
_OTHERS: dict[str, _Work] = {
    "misleading-alias": own,
    "duplicate-module": drop,
    **dict.fromkeys(repairs.RULES, repairs.repair),
    **dict.fromkeys(handing.RULES, handing.hand_on),
}


def _other(intent: Intent, bench: Bench) -> None:
    _OTHERS.get(intent.findings[0].rule, by_hand)(intent, bench)


_WORK: dict[str, _Work] = {
    kinds.CUT: cut,
    kinds.MISSING: mend,
    kinds.IMPORTS: unify,
    kinds.COPIES: share,
    kinds.CALLS: repair,
    kinds.FACTORIES: merge,
    kinds.CONCEPT: merge,
    kinds.DELETE: retire,
    kinds.OTHER: _other,
}


def planned(request: Request, names: tuple[str, ...] = ()) -> Plan:
    """The steps that end what a check of the project finds; ``names`` narrow them.

    Accepted findings take part: a baseline is what is left to do. Notes do not.
    """
    request = replace(request, absorb_nothing=_SUMMARIES, use_baseline=False)
    project = open_project(request)
    result = examine(project, request)
    found = _all(result.report, result.world)
    alike: tuple[str, ...] = ()
    if names:
        asked = {name: _meant(name, result.world) for name in names}
        for name, meant in asked.items():
            if not narrowed(found, (meant,)):
                _refuse_key(name, project)
                asked[name] = _known(name, meant, result.world)
        every, found = found, narrowed(found, asked.values())
        alike = _near_steps(asked, found, every)
    steps = _steps(found, result.world)
    project.store.close()
    ended = {id(f) for intent in found.values() for f in intent.findings}
    notes = sum(f.severity is Severity.NOTE for f in result.report.findings)
    return Plan(names, steps, len(ended), 0 if names else notes, alike)


def _refuse_key(name: str, project: Project) -> None:
    """Whatever a step was about may be gone once it is complete, but not the rule that said it."""
    kind, _, rest = name.partition(":")
    rule = rest.partition(":")[0]
    if kind == kinds.OTHER:
        packs = [project.root / pack for pack in project.config.rule_packs]
        book = load(packs)
        if rule not in book.rules:
            reason, remedy = unknown_rule(rule, book.names, "rule")
            raise InputError(reason, remedy=remedy)


def _near_steps(
    asked: Collection[str], found: Collection[str], every: Collection[str]
) -> tuple[str, ...]:
    """The steps that may be meant by keys of none: those may be complete, or misspelled."""
    lost = [name for name in asked if name.partition(":")[0] in kinds.KINDS and name not in found]
    return tuple(key for key in every if any(_is_near(name, key) for name in lost))


def _is_near(one: str, other: str) -> bool:
    """Whether two keys differ in one of their parts alone, and there by a few letters."""
    parts = one.replace(":", ".").split("."), other.replace(":", ".").split(".")
    odd = [(a, b) for a, b in zip(*parts, strict=False) if a != b]
    return (
        len(parts[0]) == len(parts[1]) and len(odd) == 1 and bool(near_names(odd[0][0], odd[0][1:]))
    )


def _meant(name: str, world: World) -> str:
    """The key of a step as it is; a path or a name in dots."""
    kind, colon, _ = name.partition(":")
    if colon and kind in kinds.KINDS:
        return name
    return dotted(name, {m.path: m.name for m in world.index.all}, world.root)


def _all(report: Report, world: World) -> dict[str, Intent]:
    worth = tuple(f for f in report.findings if f.severity is not Severity.NOTE)
    found = intents_of(replace(report, findings=worth))
    order_deletions(found, world)
    circles = [intent for intent in found.values() if intent.kind == kinds.CUT]
    for circle in circles:
        inside = {m.place.path for m in circle.group.members} if circle.group else circle.files
        for intent in found.values():
            if intent.kind != kinds.CUT and not inside.isdisjoint(intent.files):
                intent.after.add(circle.key)
    _order_calls(found)
    return found


def _order_calls(found: dict[str, Intent]) -> None:
    """A call is let reach what it means once each of several has a name of its own."""
    for intent in found.values():
        if intent.kind == kinds.CALLS and any(
            f.rule == "incompatible-call" for f in intent.findings
        ):
            intent.after |= {
                other.key for other in found.values()
                if other.kind in {kinds.FACTORIES, kinds.CONCEPT} and intent.subject in other.names
            }  # fmt: skip


def _known(asked: str, name: str, world: World) -> str:
    """A name that no step bears: a module's last part is its whole name.

    One that has no split is good news, one of nothing at all is a mistake.
    """
    kind, colon, subject = name.partition(":")
    is_key = bool(colon) and kind in kinds.KINDS
    if is_key and kind not in _STAYING:
        return name  # what it is about goes with the step
    bound = {symbol.rpartition(".")[2] for symbol in world.graph.importers.by_origin}
    bound |= {row.name for module in world.index.all for row in module.surface.definitions}
    if is_key:
        if _is_there(subject, bound, world):
            return name
        raise unknown(asked, near(subject, world.index.by_name, bound))
    if name.rpartition(".")[2] in bound:
        return name
    module = module_called(asked, name, world.index.by_name)
    if not module:
        raise unknown(asked, near(name, world.index.by_name, bound))
    return module


def _is_there(subject: str, names: Collection[str], world: World) -> bool:
    """Whether what the key of a complete step tells of is a module, or may stand in one."""
    module, rest = subject, list[str]()
    while module and module not in world.index.by_name:
        module, _, last = module.rpartition(".")
        rest.append(last)
    values = {row.name for one in world.index.named(module) for row in one.surface.bindings}
    return bool(module) and all(name in names or name in values for name in rest)


def _steps(found: dict[str, Intent], world: World) -> tuple[Step, ...]:
    dependencies = world.graph.dependencies
    entrances = entrances_of(_leaving(found.values()), world)
    bench = Bench(world, Texts(world.root), Loading(dependencies), entrances)
    ordered = list(in_order(found, heights(dependencies)))
    steps = [_step(intent, bench, found) for intent in ordered]
    left = [step for step in steps if step.edits or step.deletes or step.tasks]
    keys = {step.key for step in left}  # a module that goes takes what was wrong in it along
    return tuple(replace(step, after=tuple(k for k in step.after if k in keys)) for step in left)


def _leaving(found: Collection[Intent]) -> set[str]:
    """The files that steps may delete."""
    owners = {intent.owner for intent in found if intent.kind == kinds.DELETE}
    copies = {f.place.path for i in found for f in i.findings if f.rule == "duplicate-module"}
    return owners | copies


def _step(intent: Intent, bench: Bench, found: dict[str, Intent]) -> Step:
    bench.tasks, bench.decisions, bench.deletes = [], [], []
    _WORK[intent.kind](intent, bench)
    gone = frozenset(bench.gone)
    bench.gone.update(bench.deletes)
    return Step(
        key=intent.key,
        title=_TITLES[intent.kind](intent),
        why=intent.group.why if intent.group is not None else "",
        rules=tuple(sorted({finding.rule for finding in intent.findings})),
        check=f"ssotlint plan {intent.key} --check",
        after=tuple(sorted(intent.after & found.keys())),
        edits=_there(bench.texts.take(), gone),
        deletes=tuple(path for path in bench.deletes if path not in gone),
        decisions=_there(bench.decisions, gone),
        tasks=_there(bench.tasks, gone),
    )


def _there(parts: Iterable[_Part], gone: AbstractSet[str]) -> tuple[_Part, ...]:
    """The parts of a step that are about files which steps before have not deleted, once each."""
    return tuple(dict.fromkeys(part for part in parts if part.path not in gone))


def _module_of(intent: Intent) -> str:
    return intent.subject.rpartition(".")[0]


def _last(intent: Intent) -> str:
    return intent.subject.rpartition(".")[2]


def _remedy(intent: Intent) -> str:
    """The first thing that the remedy says to do, and with what."""
    finding = intent.findings[0]
    what, _, _ = finding.remedy.rstrip(".").partition(";")
    what, _, _ = what.partition(", or ")
    name = finding.place.path if finding.symbol == finding.place.path else _last(intent)
    # It is the variable that has to be read once, wherever that is done.
    if name in what or isinstance(finding.evidence, DefaultsEvidence):
        return what
    return f"{name}: {what[:1].lower()}{what[1:]}"


_TITLES: dict[str, Callable[[Intent], str]] = {
    kinds.CUT: lambda i: f"Cut the import cycle at {i.subject}",
    kinds.MISSING: lambda i: f"Import no {i.subject}: it does not exist",
    kinds.IMPORTS: lambda i: f"Import {_last(i)} from {kinds.home_of(i)} everywhere",
    kinds.COPIES: lambda i: f"Keep one {_last(i)}, in {_module_of(i)}",
    kinds.DELETE: lambda i: f"Delete {i.subject}, which only re-exports names",
    kinds.CALLS: lambda i: f"Call {i.subject} as it wants to be called",
    kinds.FACTORIES: lambda i: f"Let {_last(i)} mean one thing: {i.subject}",
    kinds.CONCEPT: lambda i: f"Give {i.subject} one home",
    kinds.OTHER: _remedy,
}
