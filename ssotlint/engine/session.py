"""The stages in their order: from a project on disk to a report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ssotlint.detectors.view import SPLIT_ROLES, View
from ssotlint.engine import detection
from ssotlint.engine.drafts import fold, merged
from ssotlint.engine.inquiry import Inquiry
from ssotlint.engine.judged import Judged
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.overrides import overridden
from ssotlint.engine.reading import Reader
from ssotlint.engine.reporting import report_of, statistics_of
from ssotlint.engine.request import Request
from ssotlint.engine.suppression import Suppressions
from ssotlint.engine.workers import Workers, default_jobs
from ssotlint.graph.graph import Graph
from ssotlint.index.index import Index, Module
from ssotlint.index.store import Store
from ssotlint.model.config import Config
from ssotlint.model.facts import Surface
from ssotlint.model.report import Report
from ssotlint.model.source import SourceFile, Tree
from ssotlint.rulebook import book as rulebook
from ssotlint.rulebook.book import Rulebook
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
    reader = Reader(project, workers)
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
    book = rulebook.load([project.root / p for p in project.config.rule_packs])
    chosen = select(book, project.config, request.select, request.ignore)
    with Workers(request.jobs or default_jobs()) as workers:
        world = open_world(request, workers, project)
        view = View(
            world.index, world.graph, world.config, SPLIT_ROLES | request.roles, world.tree.skipped
        )
        inquiry = Inquiry(view, world.root, world.store, workers, request.progress)
        return _investigate(book, chosen, inquiry, world, whole=_is_whole(request, world.tree))


def _investigate(
    book: Rulebook, chosen: Selection, inquiry: Inquiry, world: World, *, whole: bool
) -> Report:
    asked, last = detection.in_two(detection.questions(chosen.rules))
    told = fold(overridden(inquiry.ask(asked), world.config.overrides), asked)
    suppressions = Suppressions(world.index)
    kept, gone = suppressions.apply(told)
    if not inquiry.faults:
        judged = Judged(book, world.config, chosen, inquiry.view, whole=whole)
        remains = suppressions.remains(book, judged, world.index)
        inquiry.view = replace(inquiry.view, suppressions=remains)
    late = overridden(inquiry.ask(last), world.config.overrides)
    added, silenced = suppressions.apply(late)
    report = report_of(merged(kept, added), chosen, inquiry.view, world.tree, world.root)
    return replace(
        report,
        suppressed=len(gone) + len(silenced),
        faults=tuple(inquiry.faults),
        statistics=statistics_of([*asked, *last], [*told, *late]),
    )


def _is_whole(request: Request, tree: Tree) -> bool:
    """Whether all is looked at that the project wants to be looked at."""
    return not request.paths or all(source.reported for source in tree.sources)


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
