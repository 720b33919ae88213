"""Does a function make a new instance at each call, or hand out one that is kept?"""

from ssotlint.detectors.view import View
from ssotlint.graph.scopes import Known
from ssotlint.model.facts import Body, Definition, DefinitionKind, Usage

_PLAIN = (DefinitionKind.FUNCTION, DefinitionKind.COROUTINE)
_HANDS_ON = (Body.STUB, Body.RAISES, Body.DELEGATE, Body.PRESET, Body.CONSTANT)
_CACHES = frozenset(("functools.cache", "functools.lru_cache"))
SHARES = "hands out one that is kept, and no new one"
CREATES = "creates a new one at each call, and hands out none that is kept"


def lifetime(view: View, known: Known, product: Known) -> str:
    """``SHARES``, ``CREATES``, or "" where the index does not tell."""
    row = known.definition
    if row.kind not in _PLAIN:
        return ""
    if not _CACHES.isdisjoint(view.graph.callees.callables.decorators(known)):
        return SHARES
    made = view.graph.calls.made.get(known, ())
    if any(t == product and u is Usage.RETURNED for t, u in made) and not row.globals:
        return CREATES
    related = {view.graph.products.of(target) for target, _ in made}
    return SHARES if _looks_up(row) and product not in related else ""


def _looks_up(row: Definition) -> bool:
    return row.body not in _HANDS_ON and bool(row.signature.returns or row.globals)
