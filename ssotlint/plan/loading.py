"""Which module loads which after some steps; nothing may come to load itself."""

from collections import Counter, defaultdict

from ssotlint.graph.dependencies import Dependencies
from ssotlint.graph.moments import When


class Loading:
    """The imports that run when modules are loaded, with those that steps add and take away."""

    def __init__(self, dependencies: Dependencies) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._targets: dict[str, set[str]] = defaultdict(set)
        for pair, edges in dependencies.edges.items():
            for edge in edges:
                if edge.when is When.LOAD:
                    for _ in edge.names:
                        self.add(*pair)

    def add(self, source: str, target: str) -> None:
        """One more name that ``source`` takes from ``target`` when it is loaded."""
        self._counts[source, target] += 1
        self._targets[source].add(target)

    def remove(self, source: str, target: str) -> None:
        """One name less."""
        self._counts[source, target] -= 1
        if self._counts[source, target] <= 0:
            self._targets[source].discard(target)

    def reaches(self, source: str, target: str) -> bool:
        """Whether loading ``source`` loads ``target``."""
        seen, waiting = {source}, [source]
        while waiting:
            fresh = self._targets[waiting.pop()] - seen
            if target in fresh:
                return True
            seen |= fresh
            waiting += fresh
        return source == target
