"""The imports that have to find something in a module while it is loaded."""

from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD
from ssotlint.graph.dependencies import Dependencies, Edge
from ssotlint.graph.moments import When
from ssotlint.index.index import Module
from ssotlint.index.names import imported_as_it_is, taken_from
from ssotlint.model.facts import Context, Import, Surface


def needed(graph: Dependencies, view: View) -> Dependencies:
    """A graph of modules without the imports that no order of loading can make fail.

    A package is there before its modules: one of them that names it, `import shop`, takes nothing
    of it before a function runs. What a package loads last, for its effect, finds it complete. And
    what stands in for an import that failed is not loaded where all is installed.
    """
    by_path, circles = view.index.by_path, graph.circles
    edges: dict[tuple[str, str], list[Edge]] = {}
    for pair, rows in graph.edges.items():
        source, target = by_path[pair[0]], by_path[pair[1]]
        in_circle = circles.get(pair[0], -1) == circles.get(pair[1], -2)
        left = [
            edge for edge in rows
            if not in_circle or edge.when > When.LOAD or not _is_safe(source, target, edge, view)
        ]  # fmt: skip
        if left:
            edges[pair] = left
    return Dependencies(edges, graph.nodes)


def _is_safe(source: Module, target: Module, edge: Edge, view: View) -> bool:
    rows = [row for row in source.said.imports if row.span == edge.span]
    for row in rows:
        is_named = bool(row.name)
        source.asked(
            taken_from(row.module, row.level) if is_named else imported_as_it_is(row.module)
        )
    if rows and all(row.context & Context.FALLBACK for row in rows):
        return True
    if any(row.name for row in rows):
        return _is_in_vain(source, target, edge, view)
    if target.source.is_package and source.name.startswith(f"{target.name}."):
        picked = view.graph.attributes.picked
        return all(picked(_waits, source, row.bound) for row in rows)
    inside = source.source.is_package and target.name.startswith(f"{source.name}.")
    return inside and _comes_last(source, edge)


def _is_in_vain(source: Module, target: Module, edge: Edge, view: View) -> bool:
    """Whether a module asks its package for what that does not have, whatever it loads before."""
    if not (target.source.is_package and source.name.startswith(f"{target.name}.")):
        return False
    uses = view.graph.importers.by_module.get(source.path, ())
    return all(use.answer.is_missing for use in uses if use.row.span == edge.span)


def _waits(surface: Surface, text: str, bound: str) -> bool:
    """Whether only functions use what an import binds."""
    outside, rows = text, surface.definitions
    outermost = [d for d in rows if not d.is_class and (d.owner < 0 or rows[d.owner].is_class)]
    for definition in reversed(outermost):
        start, end = definition.shape
        outside = outside[:start] + outside[end:]
    imports = {
        (other.span, other.module) for other in surface.imports
        if other.owner < 0 and not other.level and other.module == bound
    }  # fmt: skip
    return outside.count(WORD[bound]) == len(imports)


def _comes_last(module: Module, edge: Edge) -> bool:
    """Whether a package has imported and defined all else that it has before."""
    return edge.line in {row.span.line for row in module.picked(_last)}


def _last(surface: Surface) -> list[Import]:
    """The imports of modules behind which a file imports no name and defines nothing."""
    behind = [row.span.line for row in surface.imports if row.name]
    behind += [row.span.line for row in surface.definitions if row.owner < 0]
    return [row for row in surface.imports if row.span.line > max(behind, default=0)]
