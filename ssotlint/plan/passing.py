"""Who needs a shared object, who hands it over, and where it is made once for all of them."""

import ast
from dataclasses import dataclass, field

from ssotlint.graph.known import Known
from ssotlint.model.source import Role
from ssotlint.plan.bench import Bench
from ssotlint.plan.spots import Function, Lost, parsed, walked
from ssotlint.plan.uses import Holder, Use, uses_of

_DEEPEST = 12  # calls above each other


@dataclass(slots=True)
class Passage:
    """``owners`` make the object, ``takers`` get it from their callers, at ``sites``."""

    owners: set[Holder] = field(default_factory=set)
    takers: set[Holder] = field(default_factory=set)
    sites: list[Use] = field(default_factory=list)


def passage(users: set[Holder], bench: Bench) -> Passage:
    """Hand a thing up from those who use it to the lowest place that is run once.

    Raises:
        Lost: where a function cannot be given one more parameter, or nothing is known to run once.

    """
    found, sites = Passage(), _Sites(bench)
    tests = {user for user in users if _is_test(user, bench)}
    found.owners |= tests
    waiting = users - tests
    seen: set[Holder] = set()
    while len(waiting) > 1 or any(not runs_once(holder, sites) for holder in waiting):
        holder = _lowest(waiting, sites)
        waiting.discard(holder)
        seen.add(holder)
        above = sites.of(holder)
        found.takers.add(holder)
        found.sites += above
        for site in above:
            if _is_test(site.holder, bench):
                found.owners.add(site.holder)
            elif site.holder not in seen:
                waiting.add(site.holder)
    found.owners |= waiting
    for holder in found.owners | found.takers:
        _check(holder, bench)
    return found


class _Sites:
    """The calls of functions and classes, each looked for once."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self._found: dict[Holder, list[Use]] = {}

    def of(self, holder: Holder) -> list[Use]:
        """The calls of one."""
        if holder not in self._found:
            self._found[holder] = sites_of(holder, self.bench)
        return self._found[holder]


def _lowest(waiting: set[Holder], sites: _Sites) -> Holder:
    """One that hands nothing to another that waits."""
    for holder in sorted(waiting):
        if not any(holder in _above(other, sites) for other in waiting - {holder}):
            return holder
    return min(waiting)  # they call each other


def _above(holder: Holder, sites: _Sites) -> set[Holder]:
    found: set[Holder] = set()
    pending = [holder] if holder.name else []
    for _ in range(_DEEPEST):
        fresh = {site.holder for below in pending for site in sites.of(below)} - found
        found |= fresh
        pending = sorted(above for above in fresh if above.name)
    return found


def runs_once(holder: Holder, sites: _Sites, depth: int = _DEEPEST) -> bool:
    """Whether a function is called, or a class made, in one place that is itself run once."""
    if not holder.name:
        return True
    found = [site for site in sites.of(holder) if not _is_test(site.holder, sites.bench)]
    if len(found) != 1 or depth == 0 or found[0].often:
        return False
    method = found[0].method
    return (method is None or method.name == "__init__") and runs_once(
        found[0].holder, sites, depth - 1
    )


def sites_of(holder: Holder, bench: Bench) -> list[Use]:
    """The calls of a function, or of a class.

    Raises:
        Lost: where it is used in another way than by calling it.

    """
    known = known_of(holder, bench)
    if known is None:
        raise Lost(f"{holder.path} needs it while it is loaded")
    uses = uses_of(known, bench)
    is_class = known.definition.is_class
    for use in uses:
        if use.call is None and not (is_class and _only_annotates(use, bench)):
            raise Lost(f"{use.holder.path}:{use.node.lineno} uses {holder.name} without a call")
    return [use for use in uses if use.call is not None]


def known_of(holder: Holder, bench: Bench) -> Known | None:
    """The definition of a holder."""
    module = bench.module(holder.path)
    for position, row in enumerate(module.surface.definitions):
        known = Known(module, position)
        called = bench.renamed.get(known.symbol, row.name)
        if row.owner < 0 and called == holder.name:
            return known
    return None


def _only_annotates(use: Use, bench: Bench) -> bool:
    """Whether a class is named where only a type is asked for."""
    tree = parsed(bench.texts.text(use.holder.path))
    for node in walked(tree) if tree is not None else ():
        for text in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if text is not None and any(part is use.node for part in ast.walk(text)):
                return True
    return False


def node_of(holder: Holder, bench: Bench) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef:
    """The statement that defines a holder, as the text is now.

    Raises:
        Lost: where there is none.

    """
    tree = parsed(bench.texts.text(holder.path))
    for node in tree.body if tree is not None else ():
        if isinstance(node, Function | ast.ClassDef) and node.name == holder.name:
            return node
    raise Lost(f"{holder.path} needs it while it is loaded")


def entry_of(holder: Holder, bench: Bench) -> ast.FunctionDef | ast.AsyncFunctionDef:
    """The function that gets the parameter: for a class its constructor.

    Raises:
        Lost: where a class has none of its own.

    """
    node = node_of(holder, bench)
    if isinstance(node, Function):
        return node
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            return part
    raise Lost(f"{holder.name} has no constructor of its own")


def _check(holder: Holder, bench: Bench) -> None:
    """Refuses what somebody else calls or builds."""
    known = known_of(holder, bench)
    node, entry = node_of(holder, bench), entry_of(holder, bench)
    if node.decorator_list or entry.decorator_list:
        raise Lost(f"{holder.name} is decorated")
    if known is None or (known.definition.is_class and known.definition.bases):
        raise Lost(f"{holder.name} has bases")


def _is_test(holder: Holder, bench: Bench) -> bool:
    return bench.module(holder.path).source.role is Role.TEST
