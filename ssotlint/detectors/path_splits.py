"""Symbols that reach their importers through several paths, and the imports that should change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ssotlint.detectors.view import View
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.paths import Choice, Path, Reach
from ssotlint.graph.reaches import VOTING, Reaches
from ssotlint.graph.resolution import Resolution
from ssotlint.index.index import Module
from ssotlint.model.facts import Context


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """A symbol that a domain imports through several paths; ``wrong`` are the imports to change."""

    symbol: str
    reach: Reach
    choice: Choice
    wrong: tuple[ImportUse, ...]

    @property
    def paths(self) -> Sequence[Path]:
        """All paths, the most used first."""
        return self.reach.paths

    @property
    def answer(self) -> Resolution:
        """Where the most used path leads."""
        return self.paths[0].uses[0].answer


def splits_of(view: View, allowed: Sequence[str]) -> Iterator[Split]:
    """The splits of each domain, by symbol; ``allowed`` are globs of symbols that may be split."""
    graph = view.graph
    usual = view.roles == VOTING
    reaches = graph.reaches if usual else Reaches(graph.importers, graph.domains, view.roles)
    for domain, symbol, reach in sorted(reaches.all(), key=lambda row: (row[1], row[0])):
        several = len({path.module.path for path in reach.paths}) > 1
        if several and not any(fnmatchcase(symbol, glob) for glob in allowed):
            choice = reaches.choice(domain, reach, view.config.canonical)
            split = Split(symbol, reach, choice, tuple(_wrong(symbol, reach, choice, view)))
            if split.wrong:
                yield split


def _wrong(symbol: str, reach: Reach, choice: Choice, view: View) -> Iterator[ImportUse]:
    for path in reach.paths:
        if path.module is choice.path.module:
            continue  # two names in one module are one path
        for use in path.uses:
            if not _may_stay(use, path, choice, symbol, view):
                yield use


def _may_stay(use: ImportUse, path: Path, choice: Choice, symbol: str, view: View) -> bool:
    """Whether an import has a reason to use another path than most.

    A package collects what it offers from its own modules, and a module that the canonical one
    loads cannot load that in turn.
    """
    origin, own, wanted = choice.home.module, use.module, choice.wanted(use.module)
    if not choice.declared and _is_fine(own, path, choice, symbol, view):
        return True
    if wanted.module is own or wanted.module is path.module:
        return True
    if path.module is origin and _has_reason(use, wanted.module, view):
        return True
    if own.source.is_package and path.module.name.startswith(f"{own.name}."):
        return True
    if use.row.context & (Context.DEFERRED | Context.TYPING) or wanted.module is origin:
        return False
    return view.graph.dependencies.reaches(wanted.module.path, own.path)


def _has_reason(use: ImportUse, instead: Module, view: View) -> bool:
    """Whether an import may take from the origin, whoever passes the symbol on.

    It stands beside both, or its statement takes something else that is not passed on.
    """
    origin, resolver = use.answer.module, view.graph.resolver
    if origin is None:
        return False
    if use.module.source.package == origin.source.package == instead.source.package:
        return True
    rows = [row for row in use.module.surface.imports if row.span == use.row.span]
    rows.remove(use.row)
    return any(
        resolver.attribute(instead, row.name).symbol != resolver.attribute(origin, row.name).symbol
        for row in rows
    )


def _is_fine(own: Module, path: Path, choice: Choice, symbol: str, view: View) -> bool:
    """Whether a path is none to leave, whatever most use.

    It was made for others and goes around no facade; or it is another name: one of the module's
    own, as for a type, or one that is better known than the symbol's.
    """
    origin, wanted = choice.home.module, choice.wanted(own)
    if path.is_address(origin):
        return path.module is not origin or _is_inside(own, origin, symbol, view)
    if not path.is_public and choice.home.is_public:
        return True
    return path.name != wanted.name and path.importers >= wanted.importers


def _is_inside(own: Module, origin: Module, symbol: str, view: View) -> bool:
    """Whether a module lies in a package that offers the symbol of one of its modules.

    Such modules import from the origin or from the package, as they like.
    """
    resolver = view.graph.resolver
    name = symbol.rpartition(".")[2]
    parts = own.name.split(".")
    for size in range(1, len(parts) + own.source.is_package):
        package = ".".join(parts[:size])
        around = resolver.table.find(package, own) if origin.name.startswith(package) else None
        if around is None or not Path(around, name).is_facade_of(origin):
            continue
        offered = name in resolver.scope(around) or resolver.stars(around)
        if offered and resolver.attribute(around, name).symbol == symbol:
            return True
    return False
