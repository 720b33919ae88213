"""The stages in their order: from a project on disk to a report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ssotlint import __version__
from ssotlint.detectors.view import SPLIT_ROLES, View
from ssotlint.engine import detection, judging
from ssotlint.engine.detection import Question
from ssotlint.engine.findings import Findings, findings_of, fold
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.reading import Reader
from ssotlint.engine.request import Progress, Request
from ssotlint.engine.suppression import suppress
from ssotlint.engine.workers import Workers, default_jobs
from ssotlint.graph.graph import Graph
from ssotlint.index.index import Index, Module
from ssotlint.index.store import Store
from ssotlint.model.config import Config
from ssotlint.model.facts import Surface
from ssotlint.model.report import Fault, Finding, Report, RuleCard, RuleStatistics, Scope
from ssotlint.model.source import SourceFile, Tree
from ssotlint.rulebook import book as rulebook
from ssotlint.rulebook.selection import Selection, select


@dataclass(frozen=True, slots=True)
class World:
    """A project with its facts: what every command that asks the index starts from."""

    root: Path
    config: Config
    tree: Tree
    index: Index
    graph: Graph
    store: Store


def open_world(request: Request, workers: Workers, project: Project | None = None) -> World:
    """Discover, read and index; raises InputError for a wrong path or configuration."""
    project = project or open_project(request)
    tree = project.survey.tree()
    reader = Reader(project.root, project.store, workers, tree.stamps)
    request.progress(f"reading {len(tree.sources)} files")
    modules = _needed(reader, tree)
    # They exist, so that importing them is no mistake, and nothing is known of what they bind.
    modules += [Module(source, "", Surface(0, dynamic=True)) for source in tree.unread]
    modules.sort(key=lambda m: m.path)
    reader.remember()
    index = Index(tuple(modules), project.store)
    unread = (source for source in tree.sources if source.path not in index.by_path)
    graph = Graph(index, unread)
    return World(project.root, project.config, tree, index, graph, project.store)


def investigate(project: Project, request: Request) -> Report:
    """The report of a project, made from its facts."""
    packs = [project.root / p for p in project.config.rule_packs]
    chosen = select(rulebook.load(packs), project.config, request.select, request.ignore)
    with Workers(request.jobs or default_jobs()) as workers:
        world = open_world(request, workers, project)
        view = View(
            world.index, world.graph, world.config, SPLIT_ROLES | request.roles, world.tree.skipped
        )
        asked, faults = _investigate(chosen, view, world, workers, request.progress)
    found = fold(findings_of(asked, view), asked)
    return _report(found, asked, chosen, world, faults)


def check_world(
    files: dict[str, str], root: Path, select: Sequence[str] = (), packs: Sequence[Path] = ()
) -> Report:
    """Write a small world below ``root`` and check it, without a cache; for examples and tests.

    ``packs`` are folders of rules beside those that the world's own configuration names.
    """
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    request = Request(paths=(root,), root=root, select=tuple(select), jobs=1, use_cache=False)
    project = open_project(request)
    more = (*project.config.rule_packs, *(str(pack.absolute()) for pack in packs))
    return investigate(replace(project, config=replace(project.config, rule_packs=more)), request)


def _needed(reader: Reader, tree: Tree) -> list[Module]:
    """The reported files, and the others as far as names lead to them.

    When everything is reported everything is read; else the modules that imports name are read
    on demand, with the packages above them, until no name leads further.
    """
    wanted = [s for s in tree.sources if s.reported]
    others = [s for s in tree.sources if not s.reported]
    modules = reader.read(wanted)
    if others:
        by_name: dict[str, list[SourceFile]] = {}
        for source in others:
            by_name.setdefault(source.module, []).append(source)
            by_name.setdefault(source.module.rpartition(".")[2], []).append(source)
        fresh: Sequence[Module] = modules
        taken: set[str] = set()
        while fresh:
            named = sorted(
                {s.path: s for name in _names(fresh) for s in by_name.get(name, ())
                 if s.path not in taken}.values(), key=lambda s: s.path)  # fmt: skip
            taken.update(s.path for s in named)
            fresh = reader.read(named)
            modules += fresh
    return modules


def _names(modules: Iterable[Module]) -> set[str]:
    """Dotted names that some modules' imports may load: modules, submodules, packages above."""
    names: set[str] = set()
    for module in modules:
        package = module.source.package.split(".")
        parents = [".".join(package[:i]) for i in range(1, len(package) + 1)]
        names.update(parents)
        for row in module.surface.imports:
            base = row.module
            if row.level:
                kept = package[: len(package) - row.level + 1]
                base = ".".join([*kept, row.module] if row.module else kept)
            parts = base.split(".")
            names.update(".".join(parts[:i]) for i in range(1, len(parts) + 1))
            if row.name and row.name != "*":
                names.add(f"{base}.{row.name}")
    return names


def _investigate(
    chosen: Selection, view: View, world: World, workers: Workers, progress: Progress
) -> tuple[list[Question], list[Fault]]:
    faults: list[Fault] = []
    asked = detection.questions(chosen.rules)
    for question in asked:
        progress(f"looking for {question.detector}")
        fault = detection.detect(question, view)
        if fault is not None:
            faults.append(fault)
    for question in asked:
        progress(f"judging {question.detector}")
        faults += judging.judge(question, view, world.root, world.store, workers)
    return asked, faults


def _report(
    found: Findings, asked: list[Question], chosen: Selection, world: World, faults: list[Fault]
) -> Report:
    kept, gone, _ = suppress(found.rows, world.index)
    groups = {row.group for row in kept}
    modules = world.index.modules
    return Report(
        version=__version__,
        scope=Scope(
            tuple(world.tree.roots) or (".",),
            len(modules),
            sum(m.surface.lines for m in modules),
            sum(m.source.reported for m in modules),
            world.tree.skipped,
            sum(m.surface.lines for m in modules if m.source.reported),
        ),
        findings=tuple(kept),
        groups={name: group for name, group in found.groups.items() if name in groups},
        rules={
            c.rule.name: RuleCard(
                c.rule.name, c.rule.family, c.rule.summary, c.rule.rationale, c.severity
            )
            for c in chosen.rules
        },
        suppressed=len(gone),
        faults=tuple(faults),
        statistics=_statistics(asked, found.rows),
        excerpts=_excerpts(kept, world.root),
    )


def _statistics(asked: list[Question], rows: list[Finding]) -> dict[str, RuleStatistics]:
    table: dict[str, RuleStatistics] = {}
    for question in asked:
        confirmed = sum(m.suspect for case in question.cases for m in case.members)
        for chosen in question.rules:
            own = sum(row.rule == chosen.rule.name for row in rows)
            table[chosen.rule.name] = RuleStatistics(
                question.suspects, own, question.suspects - confirmed,
                question.seconds / len(question.rules),
            )  # fmt: skip
    return table


def _excerpts(rows: Iterable[Finding], root: Path) -> dict[str, dict[int, str]]:
    """The first lines of each reported place, for code frames."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.place.path, set()).update(
            range(row.place.line, min(row.place.line + 3, row.place.span.end_line + 1))
        )
    texts: dict[str, dict[int, str]] = {}
    for path, numbers in wanted.items():
        try:
            data = (root / path).read_bytes()
        except OSError:
            continue
        lines = data.splitlines()
        texts[path] = {
            n: lines[n - 1].decode("utf-8", "replace") for n in sorted(numbers) if n <= len(lines)
        }
    return texts
