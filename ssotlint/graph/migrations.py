"""Pairs of old and new: a former home beside the present one, a legacy definition beside its heir."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ssotlint.graph.domains import SHARED
from ssotlint.graph.exports import repeats
from ssotlint.graph.graph import Graph
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.leads import Lead, symbol_of
from ssotlint.graph.paths import Path, Reach, choose, paths_of
from ssotlint.graph.resolution import Status
from ssotlint.graph.words import LEGACY, is_double, stem, words
from ssotlint.index.index import Module
from ssotlint.index.picks import part_of
from ssotlint.model.config import Owner
from ssotlint.model.dotted import is_below
from ssotlint.model.facts import BOUND_ELSEWHERE, Binding, Context, Definition, Surface
from ssotlint.model.place import Place
from ssotlint.model.value import Value

HOME, DEFINITION = "home", "definition"


class Migration(Value, frozen=True):
    """What is to go and what is to stay, with the imports on each side.

    ``place`` is where the old one stands: its definition, or the first statement with which a
    module passes on what has moved. What has moved to several places has ``others`` beside the
    first ``successor``.
    """

    form: str
    symbol: str
    place: Place
    successor: str
    new_place: Place
    left: tuple[ImportUse, ...]
    moved: tuple[ImportUse, ...]
    others: tuple[str, ...] = ()


def migrations(
    modules: Sequence[Module], graph: Graph, owners: Sequence[Owner]
) -> Iterator[Migration]:
    """Every pair in some modules that has importers on both sides."""
    for module in modules:
        # A package with modules is a facade, whatever it offers besides them.
        if not graph.index.holds_modules(module.name):
            found = _former_home(module, graph, owners)
            if found is not None:
                yield found
    yield from _heirs(modules, graph)


def _former_home(module: Module, graph: Graph, owners: Sequence[Owner]) -> Migration | None:
    """A module that defines nothing and passes on what lives elsewhere."""
    rows = forwarded(module, graph)
    if any(repeats(module, binding.name) for _, binding in rows):
        return None  # `X as X`, name by name, is how a module says that it is a public one
    sides = [side for row in rows if (side := _side(module, row, graph, owners))]
    if not sides:
        return None
    first = sides[0]
    new = _homes(sides)
    return Migration(
        HOME, module.name, module.place(rows[0][1].span), new[0], first.origin,
        tuple(use for side in sides for use in side.left),
        tuple(use for side in sides for use in side.moved),
        new[1:],
    )  # fmt: skip


class _Side(Value, frozen=True):
    """One forwarded symbol: where it lives, through which path it should be had, who uses what.

    The modules of the new home's own package have not moved: they were always there.
    """

    origin: Place
    path: Path
    left: list[ImportUse]
    moved: list[ImportUse]


def _homes(sides: list[_Side]) -> tuple[str, ...]:
    """Where it lives now: each module that has several of the symbols, else the symbol itself."""
    texts: dict[str, set[str]] = defaultdict(set)
    for side in sides:
        texts[side.path.module.name].add(side.path.text)
    return tuple(module if len(said) > 1 else said.pop() for module, said in texts.items())


def _side(
    module: Module, row: tuple[str, Binding], graph: Graph, owners: Sequence[Owner]
) -> _Side | None:
    symbol, binding = row
    origin = graph.resolver.binding(module, binding).module
    users = graph.importers.users(module.path)
    if not any(_takes(symbol, module, user, lead, graph) for user, lead in users):
        return None  # nobody is left; who else imports it need not be asked
    uses = [
        use for use in graph.importers.by_origin[symbol]
        if use.module is not module and use.row.name and use.answer.module is origin
    ]  # fmt: skip
    left = [use for use in uses if use.named is module and not _is_below(module, use.module)]
    answer = uses[0].answer if uses else None
    if not left or answer is None or answer.module is None or answer.binding is None:
        return None
    rest = paths_of(use for use in uses if use.named is not module)
    if not rest:
        return None
    choice = choose(Reach(rest, answer.module, answer.name), owners)
    moved = [
        use for use in uses
        if use.named is choice.path.module
        and not is_below(use.module.name, answer.module.source.package)
    ]  # fmt: skip
    if not moved:
        return None
    return _Side(answer.module.place(answer.binding.span), choice.path, left, moved)


def _takes(symbol: str, module: Module, user: str, lead: Lead, graph: Graph) -> bool:
    """Whether an import takes a symbol by way of a module, from outside of its package."""
    importers = graph.importers
    named = lead.named >= 0 and importers.paths[lead.named] == module.path
    taken = named and bool(lead.takes) and symbol_of(lead, importers.names) == symbol
    return taken and not _is_below(module, graph.index.by_path[user])


def forwarded(module: Module, graph: Graph) -> list[tuple[str, Binding]]:
    """What a module passes on, with the binding that does; [] when it does anything else."""
    found: list[tuple[str, Binding]] = []
    for binding in module.picked(passed_on):
        answer = graph.resolver.binding(module, binding)
        ours = answer.status is Status.SYMBOL and answer.module is not None
        if ours and answer.module is not module and not _is_below(answer.module, module):
            found.append((answer.symbol, binding))
    return found


def passed_on(surface: Surface) -> list[Binding]:
    """The names that a file has from elsewhere; none where it does anything else."""
    if surface.definitions or surface.dynamic or surface.fault:
        return []
    elsewhere = [row for row in surface.bindings if row.kind in BOUND_ELSEWHERE]
    rest = [row for row in surface.bindings if row.kind not in BOUND_ELSEWHERE]
    aside = all(row.name == "__all__" or row.name.startswith("_") for row in rest)
    return elsewhere if aside else []


def _is_below(inner: Module | None, outer: Module) -> bool:
    return inner is not None and outer.source.is_package and is_below(inner.name, outer.name)


def _heirs(modules: Sequence[Module], graph: Graph) -> Iterator[Migration]:
    """Definitions that are called legacy, beside the one that has the name without that word."""
    by_stem: dict[tuple[tuple[str, ...], bool], list[tuple[Module, Definition]]] = defaultdict(list)
    stems = sorted({stem(row.name) for module in modules for row in module.picked(legacy)})
    wanted = tuple(" ".join(words) for words in stems)
    if wanted:
        graph.index.each(part_of(_named, *wanted))
    for module in modules if wanted else ():
        for row in module.picked(_named, *wanted):
            by_stem[stem(row.name), row.is_class].append((module, row))
    for key in sorted(by_stem):
        rows = by_stem[key]
        old = [pair for pair in rows if _is_legacy(pair[1])]
        new = [pair for pair in rows if not _is_legacy(pair[1])]
        for module, row in old:
            heir = _heir(module, row, new, graph)
            if heir is not None:
                yield _beside(module, row, *heir, graph)


def legacy(surface: Surface) -> list[Definition]:
    return [row for row in surface.definitions if _counts(row) and _is_legacy(row)]


def _named(surface: Surface, *stems: str) -> list[Definition]:
    """The definitions whose names have one of some stems."""
    wanted = frozenset(stems)
    return [
        row for row in surface.definitions if _counts(row) and " ".join(stem(row.name)) in wanted
    ]


def _counts(row: Definition) -> bool:
    aside = Context.FALLBACK | Context.TYPING
    return row.owner < 0 and not (
        row.name.startswith("_") or row.context & aside or is_double(row.name)
    )


def _is_legacy(row: Definition) -> bool:
    """Whether the name says that this is the old one: `unpack_legacy_defs` unpacks old ones."""
    found = words(row.name)
    return not LEGACY.isdisjoint(found if row.is_class else (*found[:1], *found[-1:]))


def _heir(
    module: Module, row: Definition, new: Iterable[tuple[Module, Definition]], graph: Graph
) -> tuple[Module, Definition] | None:
    """The one definition that has the name without the word, the nearest first."""
    plain = tuple(word for word in words(row.name) if word not in LEGACY)
    domain = graph.domains.of(module)
    heirs = [
        (other, definition)
        for other, definition in new
        if words(definition.name) == plain
        and graph.domains.of(other) in (domain, SHARED)
        and (other is module or len(plain) > 1)  # one word elsewhere is no name of its own
        and not any(base.rpartition(".")[2] == definition.name for base in row.bases)
    ]
    for near in (
        [pair for pair in heirs if pair[0] is module],
        [pair for pair in heirs if pair[0].source.package == module.source.package],
        heirs,
    ):
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _beside(
    module: Module, row: Definition, heir: Module, successor: Definition, graph: Graph
) -> Migration:
    symbol, new = module.symbol(row), heir.symbol(successor)

    def users(of: str, home: Module) -> tuple[ImportUse, ...]:
        """Who imports it from there, and not what bears the same dotted name in another root."""
        return tuple(
            use for use in graph.importers.by_origin[of]
            if use.answer.module is home and use.module not in (module, heir)
        )  # fmt: skip

    return Migration(
        DEFINITION, symbol, module.header(row), new, heir.header(successor),
        users(symbol, module), users(new, heir),
    )  # fmt: skip
