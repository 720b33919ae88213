"""A project with its facts: what every command that asks the index starts from."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ssotlint.detectors.credits import credited_in
from ssotlint.detectors.pledges import prefixes_of
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.reading import Reader
from ssotlint.engine.request import Request
from ssotlint.engine.trees import tree_of
from ssotlint.engine.workers import Workers
from ssotlint.graph.graph import Graph
from ssotlint.index.index import Index, Module
from ssotlint.index.store import Store
from ssotlint.index.unopened import unread
from ssotlint.model.config import Config
from ssotlint.model.dotted import prefixes
from ssotlint.model.source import SourceFile, Tree
from ssotlint.model.value import Value


class World(Value, frozen=True):
    """Files, facts and names of a project; ``fresh`` are so many files that nobody had read."""

    root: Path
    config: Config
    tree: Tree
    index: Index
    graph: Graph
    store: Store
    fresh: int = 0


def open_world(request: Request, workers: Workers, project: Project | None = None) -> World:
    """Discover, read and index; raises InputError for a wrong path or configuration."""
    project = project or open_project(request)
    tree = tree_of(project)
    reader = Reader(project, workers)
    request.progress(f"reading {len(tree.sources)} files")
    modules = _needed(reader, tree, project.config)
    # They exist, so that importing them is no mistake, and nothing is known of what they bind.
    modules += [unread(source) for source in tree.unread]
    modules.sort(key=lambda m: m.path)
    if project.lasting:
        reader.remember()
    index = Index(tuple(modules), project.store)
    # Nobody needed to read the others: whatever is imported from them may be there.
    others = (unread(s) for s in tree.sources if s.path not in index.by_path)
    graph = Graph(index, others, tree.needs)
    return World(project.root, project.config, tree, index, graph, project.store, reader.skimmed)


def _needed(reader: Reader, tree: Tree, config: Config) -> list[Module]:
    """The reported files, and the others as far as names lead to them.

    When everything is reported everything is read; else the modules that imports name are read
    on demand, with the packages above them, until no name leads further. So are declared owners.
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
        owners = {owner.place.partition(":")[0] for owner in config.canonical}
        taken: set[str] = set()
        while fresh:
            named = sorted(
                {s.path: s for name in _names(fresh) | owners for s in by_name.get(name, ())
                 if s.path not in taken}.values(), key=lambda s: s.path)  # fmt: skip
            taken.update(s.path for s in named)
            fresh = reader.read(named)
            modules += fresh
    return modules


def _names(modules: Iterable[Module]) -> set[str]:
    """Dotted names that some modules may load or speak of: modules, submodules, packages above."""
    names: set[str] = set()
    for module in modules:
        names |= prefixes_of(module)
        for _, original in credited_in(module):
            names.update(prefixes(original)[:-1])
        package = module.source.package.split(".")
        parents = [".".join(package[:i]) for i in range(1, len(package) + 1)]
        names.update(parents)
        for row in module.surface.imports:
            base = row.module
            if row.level:
                kept = package[: len(package) - row.level + 1]
                base = ".".join([*kept, row.module] if row.module else kept)
            names.update(prefixes(base))
            if row.name and row.name != "*":
                names.add(f"{base}.{row.name}")
    return names
