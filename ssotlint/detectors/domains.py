"""Within which borders a fact must be single."""

from collections import Counter

from ssotlint.detectors.view import View
from ssotlint.graph.resolution import Status
from ssotlint.index.index import Module
from ssotlint.project.domains import SHARED


def domain_of(module: Module, view: View) -> str:
    """The domain of a file; a test or script without one belongs to what it imports most."""
    if module.source.domain:
        return module.source.domain
    held = Counter(
        use.answer.module.source.domain
        for use in view.graph.importers.by_module.get(module.path, ())
        if use.answer.module is not None and use.answer.status in (Status.SYMBOL, Status.MODULE)
    )
    del held[""]
    return min(held, key=lambda name: (name == SHARED, -held[name], name), default="")


def compatible(first: str, second: str) -> bool:
    """Whether what stands in both domains is one fact said twice."""
    return first == second or SHARED in (first, second)
