"""How high modules stand in the condensation of the import graph: what loads nothing is lowest."""

import networkx as nx

from ssotlint.graph.dependencies import Dependencies
from ssotlint.graph.moments import When


def heights(dependencies: Dependencies) -> dict[str, int]:
    """The longest way down from each file; the modules of a circle stand equally high."""
    condensed = nx.condensation(dependencies.upto(When.LOAD))
    height: dict[int, int] = {}
    for node in reversed(list(nx.topological_sort(condensed))):
        height[node] = 1 + max((height[below] for below in condensed.successors(node)), default=-1)
    return {path: height[node] for path, node in condensed.graph["mapping"].items()}
