"""Does a function make a new instance at each call, or hand out one that is kept?"""

import ast
import re

from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import KIND, LOCALS, WORD
from ssotlint.graph.contracts import RETURNING
from ssotlint.graph.known import Known
from ssotlint.index.names import spelled
from ssotlint.model.facts import Body, Usage

_HANDS_ON = (Body.STUB, Body.RAISES, Body.DELEGATE, Body.PRESET, Body.CONSTANT)
SHARES = "hands out one that is kept, and no new one"
CREATES = "creates a new one at each call, and hands out none that is kept"
APPLICATION = ("app", "application")
"""How people call what lives as long as the program; parameters lead to it: `request.app.state`."""
# `return a.b.c`: as many kinds of attributes as names follow the root.
_RETURNED = re.compile(
    f"{re.escape(KIND[ast.Return])}((?:{re.escape(KIND[ast.Attribute])})*)(.)", re.DOTALL
)


def lifetime(view: View, known: Known, product: Known) -> str:
    """``SHARES``, ``CREATES``, or "" where the index does not tell."""
    row = known.definition
    if row.kind not in RETURNING:
        return ""
    if view.graph.callees.callables.cache(known):
        return SHARES
    made = view.graph.calls.made.get(known, ())
    if any(t == product and u is Usage.RETURNED for t, u in made) and not row.globals:
        return CREATES
    related = {view.graph.products.of(target) for target, _ in made}
    return SHARES if product not in related and _looks_up(view, known) else ""


def _looks_up(view: View, known: Known) -> bool:
    """Whether it returns a name of the module, or something of one or of the application."""
    row = known.definition
    if row.body in _HANDS_ON or not (row.signature.returns or row.globals):
        return False
    shape = view.graph.attributes.text(known.module, row)
    chains = [(m[2], shape[m.end() :][: len(m[1])]) for m in _RETURNED.finditer(shape)]
    resolver = view.graph.callees.scopes.resolver
    for root, _ in chains:
        known.module.asked(spelled(root))
    roots = {WORD[name] for name in resolver.tops.table(known.module)} if chains else set[str]()
    given = any(p.name in APPLICATION for p in row.signature.parameters)
    return any(
        root in roots
        or (root > LOCALS[-1] and bool(resolver.tops.stars(known.module)))
        or (bool(path) and (given or any(WORD[name] in path[:-1] for name in APPLICATION)))
        for root, path in chains
    )
