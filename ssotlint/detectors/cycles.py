"""Which modules import each other in a cycle, and which imports close it?"""

from collections.abc import Iterator
from typing import cast

from ssotlint.detectors.loading import needed
from ssotlint.detectors.view import View
from ssotlint.graph.cycles import CutSet, cut_set
from ssotlint.graph.dependencies import Dependencies, Edge
from ssotlint.graph.moments import When
from ssotlint.index.picks import imports, made_above, registering
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.options import Options
from ssotlint.model.place import Place
from ssotlint.model.ranking import Pair
from ssotlint.model.value import replace

_NAMES = 10_000  # how much one imported name outweighs what only breaks ties
SHARED = "move what is shared into a module that both can import"
"""What helps where nothing simpler does."""
_FACADE = 10  # how much an import is worth with which a package offers what its modules have


class CyclesEvidence(Evidence, frozen=True, kw_only=True):
    """A closed chain through the reported import, and what to cut.

    ``chain`` are modules, each with the line of its import of the next; ``modules`` is the size of
    the strongly connected component. It closes when all of them are loaded, unless one of the
    imports is ``deferred`` (it stands in a function) or ``type_only`` (under TYPE_CHECKING).
    ``names`` are what the reported import is for. ``cut`` are imports without which no circle is
    left, each with its names, found by ``method``; ``others`` counts those besides this one.
    ``how`` says what to do instead, ``taken`` how many files take the names from the importing
    module in turn. ``within_package``: a package and modules of its own, nothing else; ``alike``
    counts the other imports to cut that lead from modules of that package back to it.
    ``overlapping``: an import of the chain is one of another circle that is told.
    """

    chain: tuple[str, ...]
    names: tuple[str, ...] = ()
    how: str = ""
    taken: int = 0
    cut: tuple[str, ...] = ()
    others: int = 0
    method: str = ""
    modules: int = 0
    deferred: bool = False
    type_only: bool = False
    within_package: bool = False
    alike: int = 0
    overlapping: bool = False


class CyclesOptions(Options, frozen=True):
    """Whether circles that close through imports in functions, or for types alone, are told."""

    deferred: bool = False
    type_only: bool = False


EVIDENCE = CyclesEvidence
OPTIONS = CyclesOptions


def detect(view: View, options: CyclesOptions) -> Iterator[Case]:
    """One case a strongly connected component; a suspect each import to cut."""
    graph = needed(view.graph.circular, view)
    circles = graph.cycles(When.LOAD)
    for component in circles:
        case = _at_load(component, graph, view)
        if case is not None:
            yield case
    if options.deferred or options.type_only:
        yield from _all_later({path for component in circles for path in component}, options, view)


def _all_later(known: set[str], options: CyclesOptions, view: View) -> Iterator[Case]:
    """The circles that no other one of modules that are ``known`` to load each other touches."""
    graph = needed(view.graph.dependencies, view)
    for when, wanted in ((When.DEFERRED, options.deferred), (When.TYPING, options.type_only)):
        for component in graph.cycles(when):
            if known.isdisjoint(component):
                known.update(component)
                if wanted:
                    yield _later(component, when, graph, view)


def _at_load(component: list[str], graph: Dependencies, view: View) -> Case | None:
    inside = set(component)
    weights = {
        pair: _weight(pair, graph, view)
        for pair in graph.edges
        if pair[0] in inside and pair[1] in inside
    }
    cuts = cut_set(component, weights)
    chains = [_chain(pair, graph, When.LOAD) for pair in cuts.arcs]
    chains = [chain for chain in chains if not _registers(chain, view)]
    told = tuple(_told(graph.edge(*pair, When.LOAD), view) for pair in cuts.arcs)
    suspects = [
        _suspect(chain, _evidence(chain, component, When.LOAD, told, cuts, view), view)
        for chain in chains
    ]
    packages = [_package_of({edge.source for edge in chain}, view) for chain in chains]
    if not chains:
        return None
    return _case(component, _by_package(suspects, packages), chains, view)


def _registers(chain: list[Edge], view: View) -> bool:
    """Whether a module of a package decorates what it defines with what the package has made.

    `from . import routes` and `@routes.get("/")`: the package has to load it to be complete, and
    has made what it decorates with before it does.
    """
    edge, back = chain[:2]
    if not _is_around(edge.target, edge.source, view):
        return False
    module, package = view.index.by_path[edge.source], view.index.by_path[edge.target]
    taken = {
        row.bound for row in module.picked(imports)
        if row.span == edge.span and row.name in edge.names
    }  # fmt: skip
    made = [names for row, names in package.picked(made_above) if row.span == back.span]
    return taken <= module.picked(registering) and all(
        names.issuperset(edge.names) for names in made
    )


def _by_package(suspects: list[Member], packages: list[str]) -> list[Member]:
    """One finding for all modules of a package that import it back: the package is the cause."""
    told: list[Member] = []
    alike: dict[str, list[Member]] = {}
    for member, package in zip(suspects, packages, strict=True):
        if package:
            alike.setdefault(package, []).append(member)
        else:
            told.append(member)
    for package, (first, *others) in alike.items():
        evidence = replace(cast("CyclesEvidence", first.evidence), alike=len(others))
        told.append(replace(first, symbol=package, evidence=evidence))
        told += [replace(other, suspect=False) for other in others]
    return sorted(told, key=lambda m: (not m.suspect, m.place.path, m.place.span))


def _later(component: list[str], when: When, graph: Dependencies, view: View) -> Case:
    """The shortest circle through one of the imports that close it, which run at ``when``."""
    inside = set(component)
    arcs = [
        pair for pair in graph.edges
        if pair[0] in inside and pair[1] in inside
        and min(edge.when for edge in graph.edges[pair]) is when
    ]  # fmt: skip
    chain = min((_chain(pair, graph, when) for pair in sorted(arcs)), key=len)
    evidence = _evidence(chain, component, when, (), CutSet((), ""), view)
    return _case(component, [_suspect(chain, evidence, view)], [chain], view)


def _weight(pair: Pair, graph: Dependencies, view: View) -> int:
    """Fewer names are easier to cut; of equals, what many import should not import others.

    A package's imports of its own modules are what the package is for; what one of these takes
    from there and could have from its home costs next to nothing.
    """
    edges = graph.edges[pair]  # all of them are loaded
    names = sum(len(edge.names) for edge in edges)
    cost = 2 * names * _NAMES
    if _is_around(pair[0], pair[1], view):
        cost *= _FACADE
    elif _is_around(pair[1], pair[0], view) and all(_homes(edge, view) for edge in edges):
        cost = _NAMES
    return cost - min(view.graph.importers.needing(pair[0]), _NAMES - 1)


def _is_around(package: str, path: str, view: View) -> bool:
    """Whether a file is a package's ``__init__`` and the other a module in that package."""
    outer, inner = view.index.by_path[package], view.index.by_path[path]
    return outer.source.is_package and inner.name.startswith(f"{outer.name}.")


def _chain(pair: Pair, graph: Dependencies, when: When) -> list[Edge]:
    """The import itself, then the shortest way back."""
    return [graph.edge(*pair, when), *graph.chain(pair[1], pair[0], when)]


def _evidence(
    chain: list[Edge], component: list[str], when: When, cut: tuple[str, ...], cuts: CutSet,
    view: View,
) -> CyclesEvidence:  # fmt: skip
    names = [f"{view.index.by_path[e.source].name}:{e.line}" for e in chain]
    return CyclesEvidence(
        proof="graph",
        chain=(*names, view.index.by_path[chain[0].source].name),
        names=chain[0].names,
        how=_how(chain[0], view),
        taken=_taken(chain[0], view),
        cut=cut,
        others=max(len(cut) - 1, 0),
        method=cuts.method,
        modules=len(component),
        deferred=when is When.DEFERRED,
        type_only=when is When.TYPING,
        within_package=bool(_package_of({e.source for e in chain}, view)),
    )


def _how(edge: Edge, view: View) -> str:
    """What helps: what a package has from its modules can be had from there."""
    homes = _homes(edge, view) if _is_around(edge.target, edge.source, view) else []
    what = "it" if len(edge.names) == 1 else "them"
    return f"import {what} from {', '.join(homes)}" if homes else SHARED


def _taken(edge: Edge, view: View) -> int:
    """How many files take what an import brings from its module in turn."""
    taking = view.graph.importers.taking
    return len({use.module.path for name in edge.names for use in taking(edge.source, name)})


def _homes(edge: Edge, view: View) -> list[str]:
    """The modules that define what an import takes from a package; none where they are not others."""
    homes: dict[str, None] = {}
    package = view.index.by_path[edge.target]
    for name in edge.names:
        home = view.graph.resolver.attribute(package, name).module
        if home is None or home.path in (edge.target, edge.source):
            return []
        homes[home.name] = None
    return list(homes)


def _package_of(paths: set[str], view: View) -> str:
    """The package of which one of the files is the ``__init__``, where it holds all the others."""
    found = (o for o in sorted(paths) if all(o == p or _is_around(o, p, view) for p in paths))
    return next((view.index.by_path[path].name for path in found), "")


def _told(edge: Edge, view: View) -> str:
    target = view.index.by_path[edge.target].name
    return f"{edge.source}:{edge.line}, which imports {', '.join(edge.names)} from {target}"


def _suspect(chain: list[Edge], evidence: CyclesEvidence, view: View) -> Member:
    edge = chain[0]
    return Member(
        place=_place(edge),
        symbol=view.index.by_path[edge.source].name,
        evidence=evidence,
        target=view.index.by_path[edge.target].name,
        note=f"closes the cycle: imports {', '.join(edge.names)}",
    )


def _case(component: list[str], suspects: list[Member], chains: list[list[Edge]],
          view: View) -> Case:  # fmt: skip
    """The imports to cut, then the other arrows of their chains."""
    shown = {(m.place.path, m.place.line) for m in suspects}
    others: list[Member] = []
    for chain in chains:
        for edge in chain:
            if (edge.source, edge.line) not in shown:
                shown.add((edge.source, edge.line))
                others.append(_arrow(edge, view))
    subject = view.index.by_path[component[0]].name
    return Case(
        detector="cycles",
        subject=subject,
        title=f"{len(component)} modules import each other",
        members=(*suspects, *others),
    )


def _arrow(edge: Edge, view: View) -> Member:
    target = view.index.by_path[edge.target].name
    return Member(
        place=_place(edge),
        symbol=view.index.by_path[edge.source].name,
        evidence=CyclesEvidence(chain=()),
        suspect=False,
        target=target,
        note=f"imports {', '.join(edge.names)} from {target}",
    )


def _place(edge: Edge) -> Place:
    return Place(edge.source, edge.span)
