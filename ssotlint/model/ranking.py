"""An order of things in which little leads back."""

from collections.abc import Mapping, Sequence

Pair = tuple[str, str]


def ranked(nodes: Sequence[str], weights: Mapping[Pair, int]) -> list[str]:
    """The nodes in an order in which little weight leads back (Eades, Lin, Smyth 1993).

    Sinks go to the end and sources to the front; where there are none, the node goes to the front
    whose arcs out outweigh those in the most. Of equals the first of ``nodes`` is taken.
    """
    out: dict[str, dict[str, int]] = {node: {} for node in nodes}
    into: dict[str, dict[str, int]] = {node: {} for node in nodes}
    for (source, target), weight in weights.items():
        out[source][target] = into[target][source] = weight
    front: list[str] = []
    back: list[str] = []
    left = list(nodes)
    while left:
        sink = next((node for node in left if not out[node]), "")
        source = sink or next((node for node in left if not into[node]), "")
        node = source or max(left, key=lambda n: sum(out[n].values()) - sum(into[n].values()))
        (back if sink else front).append(node)
        left.remove(node)
        for target in out.pop(node):
            into[target].pop(node, None)
        for other in into.pop(node):
            out[other].pop(node, None)
    return front + back[::-1]
