"""Functions that stand in for another one where its import fails."""

from ssotlint.detectors.view import View
from ssotlint.graph.known import Known
from ssotlint.index.picks import At
from ssotlint.model.facts import BindingKind, Body, Context, Surface

_NOTHING = frozenset((Body.STUB, Body.RAISES))  # it says that there is nothing: nobody mistakes it


def stand_ins(view: View) -> dict[Known, list[Known]]:
    """The functions of ours that a handler of ImportError replaces, each with its replacements.

    ``try: from shop.carts import make_cart`` and ``except ImportError: def make_cart(…)``: whoever
    imports the name from there gets the one or the other, and calls both in the same way.
    """
    found: dict[Known, list[Known]] = {}
    scopes = view.graph.callees.scopes
    for module in view.owned(_replacing):
        for position, row in module.picked(_replacing):
            origin = scopes.lookup(module, -1, row.name)
            if origin.known is None or origin.rest:
                continue
            if origin.known.module is not module and not origin.known.definition.is_class:
                found.setdefault(origin.known, []).append(Known(module, position))
    return found


def _replacing(surface: Surface) -> list[At]:
    """The functions of handlers of ImportError that do something."""
    return [
        At(position, row) for position, row in enumerate(surface.definitions)
        if row.owner < 0 and not row.is_class and row.context & Context.FALLBACK
        and row.body not in _NOTHING
    ]  # fmt: skip


def product_of(view: View, known: Known) -> Known | None:
    """The class that a stand-in makes: beside it names mean what the same handler binds."""
    product = view.graph.products.of(known)
    if product is None:
        return None
    rows = view.graph.resolver.tops.bindings(known.module, product.definition.name)
    for row in rows:
        if row.kind is BindingKind.DEFINITION and row.context & Context.FALLBACK:
            return Known(known.module, row.ref)
    return product
