"""Where is a class constructed although its factory is asked everywhere else?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ssotlint.detectors import places
from ssotlint.detectors.declared import declared, parted
from ssotlint.detectors.imposed import is_imposed
from ssotlint.detectors.table import MAKING_VERBS
from ssotlint.detectors.view import View
from ssotlint.graph.constructors import PLAIN
from ssotlint.graph.contracts import RETURNING
from ssotlint.graph.known import Known
from ssotlint.graph.words import stem, words
from ssotlint.index.index import Module
from ssotlint.index.picks import At
from ssotlint.model.case import Case, Member
from ssotlint.model.dotted import prefixes
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Body, Call, Definition, Surface
from ssotlint.model.options import Allowing
from ssotlint.model.signature import ParameterKind
from ssotlint.model.source import Role

_PREPARING = frozenset(("init", "initialize", "setup"))  # they use what they make themselves
_CALLS, _FILES = 5, 3  # fewer calls through a factory in fewer files are no custom
_SHARE = 2  # calls through the factory for each that goes beside it


_AMBIENT = frozenset(("context", "ctx", "info", "request", "scope"))
"""What a framework hands to its callbacks, and nobody else has."""


class BypassEvidence(Evidence, frozen=True, kw_only=True):
    """A construction beside a factory, how the factory is called, and by how many.

    ``declared`` tells that the configuration names the factory.
    """

    callee: str
    product: str
    factory: str
    signature: str = ""
    callers: int = 0
    declared: bool = False


EVIDENCE = BypassEvidence
OPTIONS = Allowing


@dataclass(slots=True)
class _Factories:
    """The functions that make one class."""

    known: list[Known] = field(default_factory=list)
    declared: Known | None = None


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a class: the constructions beside its factory."""
    found: dict[Known, _Factories] = {}
    for module in view.written(_factories):
        for position, _ in module.picked(_factories):
            product = _product(view, Known(module, position))
            if product is not None:
                found.setdefault(product, _Factories()).known.append(Known(module, position))
    for product, factory in _declared(view):
        found.setdefault(product, _Factories()).declared = factory
    for product in sorted(found, key=lambda k: (k.symbol, k.module.path)):
        if product.definition.name not in options.allow:
            case = _case(view, product, found[product])
            if case is not None:
                yield case


def _factories(surface: Surface) -> list[At]:
    rows = enumerate(surface.definitions)
    return [At(position, row) for position, row in rows if _is_factory(row)]


def _is_factory(row: Definition) -> bool:
    verb, _, noun = row.name.partition("_")
    plain = row.owner < 0 and row.kind in RETURNING and verb in MAKING_VERBS and bool(noun)
    # Who makes an instance of his own beside one that is for everybody may well mean it.
    return plain and row.body is not Body.ACCESSOR and not row.globals


def _product(view: View, known: Known) -> Known | None:
    """The class of which a function makes instances, and after which it is called.

    Values and what is made of its fields anybody may make; what a framework calls nobody else can.
    """
    graph = view.graph
    product = graph.products.of(known)
    # What it gets from another function may be one that is kept there.
    made = (target for target, _ in graph.calls.made.get(known, ()))
    if product is None or product not in made or is_imposed(known):
        return None
    if graph.callees.callables.cache(known):
        return None
    form = graph.calls.calls.constructors.form(product)
    if graph.attributes.is_constant(product) or (form is not None and form.kind != PLAIN):
        return None
    if known.definition.body is Body.DELEGATE:
        return None  # it says nothing of its own
    said = stem(product.definition.name)[-1]
    return product if said in words(known.definition.name) else None


def _declared(view: View) -> Iterator[tuple[Known, Known]]:
    for owner in declared(view):
        made = owner.made
        if not owner.owner.factory or not isinstance(made, Definition) or not made.is_class:
            continue
        name, attribute = parted(owner.owner.factory)
        for module in view.index.named(name):
            rows = module.surface.definitions
            for position, row in enumerate(rows):
                if row.qualname == attribute:
                    product = Known(owner.module, owner.module.said.definitions.index(made))
                    yield product, Known(module, position)


def _served(view: View, factory: Known) -> str:
    """The package that a factory and all who ask it lie in: who is outside may not reach into it."""
    users = [view.index.by_path[path] for path in view.graph.calls.counts_shipped(factory)]
    names = [m.name for m in (factory.module, *users) if m.source.role is not Role.TEST]
    around = prefixes(factory.module.source.package)
    return next(
        (p for p in reversed(list(around)) if all(n.startswith(f"{p}.") for n in names)), ""
    )


def _case(view: View, product: Known, factories: _Factories) -> Case | None:
    factory = factories.declared or _usual(view, product, factories.known)
    if factory is None:
        return None
    calls = _calls(view, factory, {factory.module.path})
    served = "" if factories.declared is not None else _served(view, factory)
    members: list[Member] = []
    for module, call in _sites(view, product, {f.module.path for f in (factory, product)}):
        if served and not module.name.startswith(f"{served}."):
            continue
        if call.owner >= 0 and _asks(view, Known(module, call.owner), factory):
            continue  # who asks it as well knows why
        if not _is_ours(view, module, call, product) and _can_say(factory, call):
            evidence = BypassEvidence(
                callee=call.callee,
                product=product.definition.name,
                factory=factory.symbol,
                signature=str(_seen(factory)),
                callers=calls,
                declared=factories.declared is not None,
            )
            members.append(
                places.call(
                    module, call, evidence, "constructs it", suspect=True, target=factory.symbol
                )
            )
    if not members:
        return None
    nothing = BypassEvidence(callee="", product=product.definition.name, factory=factory.symbol)
    members += [places.definition(factory, nothing, "the factory"),
                places.definition(product, nothing, "the class")]  # fmt: skip
    return Case(
        detector="bypasses",
        subject=product.symbol,
        title=f"{product.definition.name} beside {factory.symbol}",
        members=tuple(members),
        canonical=len(members) - 2,
        why="declared" if factories.declared else f"{calls} calls go through it",
    )


def _asks(view: View, user: Known, factory: Known) -> bool:
    return any(target == factory for target, _ in view.graph.calls.made.get(user, ()))


def _can_say(factory: Known, call: Call) -> bool:
    """Whether all but one thing that a construction says by name can be said to the factory."""
    rows = factory.definition.signature.parameters
    known = {row.name for row in rows}
    takes_all = any(row.kind is ParameterKind.VAR_KEYWORD for row in rows)
    return takes_all or len(set(call.arguments.keywords) - known) <= 1


def _seen(factory: Known) -> object:
    row = factory.definition
    return row.signature.without_first() if row.owner >= 0 else row.signature


def _usual(view: View, product: Known, known: list[Known]) -> Known | None:
    """The factory through which a clear majority of constructions go."""
    known = [factory for factory in known if not _asks_for_more(factory, product)]
    if not known:
        return None
    best = max(known, key=lambda f: (_calls(view, f, {f.module.path}), f.symbol))
    calls = _calls(view, best, {best.module.path})
    users = view.graph.calls.counts_shipped(best)
    files = [path for path in users if _counts(view, path, {best.module.path})]
    beside = _calls(view, product, {f.module.path for f in (*known, product)})
    usual = calls >= _CALLS and len(files) >= _FILES and calls >= _SHARE * beside
    return best if usual and beside else None


def _asks_for_more(factory: Known, product: Known) -> bool:
    """Whether a factory demands what not everybody has: the context of a command, a request."""
    init = next(
        (row for row in product.near.definitions
         if row.owner == product.position and row.name == "__init__"), None,
    )  # fmt: skip
    known = {p.name for p in init.signature.parameters} if init is not None else set()
    row = factory.definition
    own = row.signature.without_first() if row.owner >= 0 else row.signature
    return any(p.required and p.name in _AMBIENT - known for p in own.parameters)


def _calls(view: View, known: Known, without: set[str]) -> int:
    rows = view.graph.calls.counts_shipped(known).items()
    return sum(count for path, count in rows if _counts(view, path, without))


def _counts(view: View, path: str, without: set[str]) -> bool:
    module = view.index.by_path.get(path)
    return module is not None and path not in without and module.source.role is Role.PRODUCTION


def _sites(view: View, product: Known, without: set[str]) -> Iterator[tuple[Module, Call]]:
    users = view.graph.calls.counts_shipped(product)
    paths = [path for path in users if _counts(view, path, without)]
    modules: Iterable[Module] = (view.index.by_path[p] for p in sorted(paths))
    calls = view.graph.callees
    for module, groups in view.index.calls(modules):
        for group in groups:
            for call in group.calls():
                target = calls.target(module, call)
                if target is not None and target.known == product and target.receiver is None:
                    yield module, call


def _is_ours(view: View, module: Module, call: Call, product: Known) -> bool:
    """Whether the construction stands in another factory, or in a class below."""
    for owner, row in module.enclosing(call.owner):
        if row.is_class:
            return product in view.graph.callees.classes.lineage(Known(module, owner)).ours
        verb = row.name.lstrip("_").partition("_")[0]
        if verb in MAKING_VERBS - _PREPARING or verb in {"clone", "copy", "from"}:
            return True
    return False
