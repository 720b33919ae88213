"""Factories: functions that make an instance of a class of ours at each call."""

from typing import NamedTuple

from ssotlint.detectors import holding
from ssotlint.detectors.view import View
from ssotlint.graph.known import Known
from ssotlint.graph.words import words
from ssotlint.index.picks import At
from ssotlint.model.facts import Surface, Usage
from ssotlint.model.source import Role

_VERBS = (("build",), ("create",), ("make",), ("new",))
_FOR_TESTS = frozenset(("dummy", "fake", "mock", "stub", "test", "testing"))
_GIVEN_AWAY = (Usage.RETURNED, Usage.BOUND)


class Factory(NamedTuple):
    """A function, and the class that it makes instances of."""

    known: Known
    product: Known
    view: View

    @property
    def uses(self) -> int:
        """How many calls it has: asked for where that decides something, or is told."""
        return holding.calls_of(self.view, self.known)

    @property
    def told(self) -> str:
        """The name and how often it is used, in words."""
        return f"{self.known.symbol} ({holding.used(self.uses, 'caller')})"


def factories_by_product(view: View) -> list[Factory]:
    """The factories in production, in the order of files."""
    found: list[Factory] = []
    for module in view.written(_makers):
        if module.source.role is not Role.PRODUCTION:
            continue
        for position, _ in module.picked(_makers):
            known = Known(module, position)
            product = view.graph.products.of(known)
            if product is not None and _makes(view, known, product):
                found.append(Factory(known, product, view))
    return found


def _makers(surface: Surface) -> list[At]:
    """The functions that are called after making something."""
    found = []
    for position, row in enumerate(surface.definitions):
        if row.owner < 0 and not (row.is_class or row.globals or row.name.startswith("_")):
            said = words(row.name)
            if said[:1] in _VERBS and not _FOR_TESTS & set(said):
                found.append(At(position, row))
    return found


def _makes(view: View, known: Known, product: Known) -> bool:
    """Whether it calls the class, or one below it, and gives away what that makes."""
    lineage = view.graph.callees.classes.lineage
    return any(
        target.definition.is_class and usage in _GIVEN_AWAY and product in lineage(target).ours
        for target, usage in view.graph.calls.made.get(known, ())
    )
