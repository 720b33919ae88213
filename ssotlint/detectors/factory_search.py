"""Factories: functions that make an instance of a class of ours at each call."""

from typing import NamedTuple

from ssotlint.detectors import holding
from ssotlint.detectors.view import View
from ssotlint.graph.scopes import Known
from ssotlint.graph.words import words
from ssotlint.model.facts import Usage
from ssotlint.model.source import Role

_VERBS = (("build",), ("create",), ("make",), ("new",))
_FOR_TESTS = frozenset(("dummy", "fake", "mock", "stub", "test", "testing"))
_GIVEN_AWAY = (Usage.RETURNED, Usage.BOUND)


class Factory(NamedTuple):
    """A function, the class that it makes instances of, and how many calls it has."""

    known: Known
    product: Known
    uses: int

    @property
    def told(self) -> str:
        """The name and how often it is used, in words."""
        return f"{self.known.symbol} ({holding.used(self.uses, 'caller')})"


def factories_by_product(view: View) -> list[Factory]:
    """The factories in production, in the order of files."""
    found: list[Factory] = []
    for module in view.owned():
        if module.source.role is not Role.PRODUCTION:
            continue
        for position, row in enumerate(module.surface.definitions):
            if row.owner >= 0 or row.is_class or row.globals:
                continue
            said = words(row.name)
            if row.name.startswith("_") or said[:1] not in _VERBS or _FOR_TESTS & set(said):
                continue
            known = Known(module, position)
            product = view.graph.products.of(known)
            if product is not None and _makes(view, known, product):
                found.append(Factory(known, product, holding.calls_of(view, known)))
    return found


def _makes(view: View, known: Known, product: Known) -> bool:
    """Whether it calls the class, or one below it, and gives away what that makes."""
    lineage = view.graph.callees.classes.lineage
    return any(
        target.definition.is_class and usage in _GIVEN_AWAY and product in lineage(target).ours
        for target, usage in view.graph.calls.made.get(known, ())
    )
