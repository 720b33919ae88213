"""Groups in which every member is alike to one centre, never only through a chain.

Star clustering (Aslam, Pelekhov and Rus, "The star clustering algorithm", 2004): the node with
the most copies around it is a centre and takes its neighbours, then the next of those that are
left. A neighbour of several centres ends with the one that it is most alike to.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

Edges = Mapping[int, Mapping[int, float]]
"""Node -> its neighbours -> how alike they are."""


# What is written often just so is a better centre than what is alike to many.
_OWN = 3


def link(
    edges: Mapping[int, dict[int, float]],
    pairs: Iterable[tuple[int, int]],
    alike: Callable[[int, int], float],
) -> None:
    """Add the edges between those of some pairs that are alike at all."""
    for one, other in pairs:
        likeness = alike(one, other)
        if likeness:
            edges[one][other] = edges[other][one] = likeness


def hubs(group: Collection[int], edges: Edges) -> list[int]:
    """Those of a group that all others of it are alike to: each of them could be its centre."""
    return [n for n in group if all(n == other or other in edges.get(n, ()) for other in group)]


def stars(
    weights: Sequence[int], edges: Edges, chosen: Collection[int] = ()
) -> dict[int, list[int]]:
    """Centre -> its neighbours in order; ``weights`` say how many copies stand behind a node.

    Those that are ``chosen`` are centres before any other. Every node is a centre or the neighbour
    of one. Ties go to the node that comes first.
    """
    centres = _centres(weights, edges, chosen)
    found: dict[int, list[int]] = {centre: [] for centre in sorted(centres)}
    for node in range(len(weights)):
        if node not in centres:
            near = [(-likeness, -weights[n], n) for n, likeness in edges[node].items()
                    if n in centres]  # fmt: skip
            found[min(near)[2]].append(node)
    return found


def _centres(weights: Sequence[int], edges: Edges, chosen: Collection[int]) -> set[int]:
    centres = set(chosen)
    free = set(range(len(weights))) - centres
    free.difference_update(*(edges.get(node, ()) for node in centres))

    def pull(node: int) -> int:
        return _OWN * weights[node] + sum(weights[n] for n in edges.get(node, ()) if n in free)

    waiting = [(-pull(node), node) for node in free]
    heapify(waiting)
    while waiting:
        promised, node = heappop(waiting)
        if node not in free:
            continue
        now = -pull(node)  # others may have taken its neighbours since
        if now > promised:
            heappush(waiting, (now, node))
            continue
        centres.add(node)
        free -= {node, *edges.get(node, ())}
    return centres
