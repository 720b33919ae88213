"""Steps that delete a module which only passed on what others now take from its home."""

from collections import defaultdict

from ssotlint.engine.world import World
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.resolution import Status
from ssotlint.model.source import Role
from ssotlint.plan.bench import Bench
from ssotlint.plan.intents import DELETE, IMPORTS, Intent

_ASIDE = frozenset({Role.BACKUP, Role.GENERATED})


def order_deletions(intents: dict[str, Intent], world: World) -> None:
    """A module goes after the steps that rewrite imports of it."""
    rewritten: dict[tuple[str, int], set[str]] = defaultdict(set)
    for intent in intents.values():
        if intent.kind == IMPORTS:
            for finding in intent.findings:
                rewritten[finding.place.path, finding.place.line].add(intent.key)
    users = _users(world)
    for intent in intents.values():
        if intent.kind == DELETE:
            for use in users.get(intent.owner, ()):
                intent.after |= rewritten.get((use.module.path, use.row.span.line), set())


def _users(world: World) -> dict[str, list[ImportUse]]:
    """The imports that load each file, from other files."""
    found: dict[str, list[ImportUse]] = defaultdict(list)
    for use in world.graph.importers.uses:
        if use.module.source.role in _ASIDE:
            continue
        taken = use.answer.module if use.answer.status is Status.MODULE else None
        for module in {m.path: m for m in (use.named, taken) if m is not None}.values():
            if module is not use.module:
                found[module.path].append(use)
    return found


def drop(intent: Intent, bench: Bench) -> None:
    """Delete the copy of a module that nobody imports or runs; what is used a person merges."""
    users = _users(bench.world)
    for finding in intent.findings:
        path, line = finding.place.path, finding.place.line
        if bench.module(path).source.role is Role.PRODUCTION and not users.get(path):
            bench.delete(path, line, finding.message, finding.remedy)
        else:
            bench.ask(path, line, finding.message, finding.remedy)


def retire(intent: Intent, bench: Bench) -> None:
    """Delete the file, once those who are left take from its home what they take from it."""
    left = [
        use
        for use in _users(bench.world).get(intent.owner, ())
        if (use.module.path, use.row.span.line, use.row.name) not in bench.moved
        and not _goes_home(use, bench)
    ]
    for use in left:
        bench.ask(use.module.path, use.row.span.line, f"still imports {use.path}",
                  f"Take it from its home, then delete {intent.owner}.")  # fmt: skip
    if not left:
        bench.delete(intent.owner, 1, "nobody imports it any more",
                     "Delete it once nothing runs it or loads it by its name.")  # fmt: skip


def _goes_home(use: ImportUse, bench: Bench) -> bool:
    answer = use.answer
    if answer.status is not Status.SYMBOL or answer.module is None or use.row.name in ("", "*"):
        return False
    return bench.retarget(use, answer.module.name, answer.name, f"{use.base} goes")
