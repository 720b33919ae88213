"""Which roles are played by several unrelated classes of a domain?"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ssotlint.detectors import places
from ssotlint.detectors.constructors import is_parallel
from ssotlint.detectors.domains import frozen
from ssotlint.detectors.plug_ins import PlugIns
from ssotlint.detectors.view import View
from ssotlint.graph.aliases import Alias
from ssotlint.graph.concepts import Concept, Concepts
from ssotlint.graph.fragmentation import ASIDE, Fragmentation, fragmentation, keeper
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.interfaces import ClassRow, classes_at_top
from ssotlint.graph.words import SUCCESSOR, is_called_leaving, migration_words, words
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.dotted import is_inner
from ssotlint.model.evidence import Evidence
from ssotlint.model.numbers import counted, listed
from ssotlint.model.options import Allowing
from ssotlint.model.place import Place
from ssotlint.model.source import Role
from ssotlint.model.value import replace
from ssotlint.project.vendored import vendored

_LISTED = 5  # shared names that a sentence lists
_UNSHIPPED = ASIDE | {Role.TEST}
_BOTH = 2  # designs with importers
_STALE = 50  # imports of what is gone that a group shows


class ConceptsEvidence(Evidence, frozen=True, kw_only=True):
    """What binds the definitions to one role, and who uses which.

    ``measure`` is one minus the sum of the squared shares of importers (see
    ``graph.fragmentation``), ``definitions`` and ``designs`` count classes, those bound by
    inheritance as one design; ``communities`` counts groups of importers that share no design.
    ``shared`` are public names that this
    definition has in common with one of another design.
    """

    definitions: int
    designs: int = 0
    measure: float
    importers: int
    communities: int
    reasons: tuple[str, ...]
    shared: tuple[str, ...] = ()


EVIDENCE = ConceptsEvidence
_Reasons = Callable[[tuple[str, ...]], tuple[str, ...]]
_NOTHING = ConceptsEvidence(definitions=0, measure=0.0, importers=0, communities=0, reasons=())
OPTIONS = Allowing


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a concept; a suspect each definition but the one to keep and its subclasses."""
    graph = view.graph
    concepts = Concepts(
        view.written(classes_at_top), graph.resolver, graph.importers, graph.domains
    )
    plug_ins = PlugIns(view)
    for found in concepts.all():
        concept = _acquainted(view, found, plug_ins)
        allowed = any(row.name in options.allow for row in concept.definitions)
        used = any(view.importers(row.symbol) for row in concept.definitions)
        if len(concept.designs) > 1 and used and not allowed:
            case = _case(concept, view)
            if case is not None:
                yield case


def _acquainted(view: View, concept: Concept, plug_ins: PlugIns) -> Concept:
    """A concept without the designs of plug-ins that know none of the others, and of other layers.

    Nor is one of several modules that are one part of several designs a rival of the others, nor
    what others wrote, nor what lies aside until it goes.
    """
    heads = [design[0].module for design in concept.designs]
    left = [_is_left(view, design) for design in concept.designs]
    near = tuple(
        design
        for number, design in enumerate(concept.designs)
        if any(
            position != number
            and left[position] == left[number]
            and not _are_apart(view, heads[number], other, plug_ins)
            for position, other in enumerate(heads)
        )
    )
    return replace(concept, designs=near)


def _are_apart(view: View, first: Module, second: Module, plug_ins: PlugIns) -> bool:
    worlds = view.graph.worlds
    if worlds.of(first) != worlds.of(second):
        return True
    if any(vendored(m.path) or frozen(m.path) for m in (first, second)):
        return True
    if plug_ins.are_strangers(first, second) or is_parallel(first.name, second.name):
        return True
    return is_inner(first.name, second.name) != is_inner(second.name, first.name)


def _is_left(view: View, design: Sequence[ClassRow]) -> bool:
    """Whether nobody outside of folders of what is to go imports a design, and it is theirs.

    It lies in such a folder, or what is in one is all that takes it. Who takes anything of its file
    may take what is made of it there: an instance, or a factory.
    """
    importers, by_path = view.graph.importers, view.index.by_path
    users = [user for row in design for user in importers.using(row.symbol)]
    is_theirs = is_called_leaving(design[0].module.source.package) or any(map(_ships, users))
    if not is_theirs or any(map(_stays, users)):
        return False
    files = dict.fromkeys(row.module.path for row in design)
    return not any(_stays(by_path[user]) for path in files for user, _ in importers.users(path))


def _ships(module: Module) -> bool:
    return module.source.role not in _UNSHIPPED


def _stays(module: Module) -> bool:
    """Whether a file ships, and lies in no folder of what is to go."""
    return _ships(module) and not is_called_leaving(module.source.package)


def _case(concept: Concept, view: View) -> Case | None:
    """The case of a concept, None where all importers use one design, or most have a use for two."""
    found = fragmentation(concept, view.graph.importers)
    if found.rivals < _BOTH or 2 * len(found.mixing) > found.importers:
        return None
    graph = view.graph
    kept, why = keeper(concept, found, view.config.canonical, graph.loads, graph.domains)
    aliases = [a for row in concept.definitions for a in view.graph.aliases.get(row.symbol, ())]
    aliases = [a for a in aliases if a.module.source.role in view.roles]
    absent = view.graph.importers.absent(concept.stem)
    stale = [use for use in absent if use.module.source.role not in ASIDE]
    reasons = partial(_reasons, concept, found, aliases, stale)
    heads = {design[0].symbol for design in concept.designs}
    members: list[Member] = []
    canonical = None
    for number, design in enumerate(concept.designs):
        for row in design:
            if row is kept:
                canonical = len(members)
            suspect = row is not kept and row.symbol in heads and (kept not in design)
            members.append(_member(row, number, concept, found, reasons, suspect=suspect))
    members.extend(_kin(row) for row in concept.kin)
    members.extend(_alias(alias) for alias in aliases)
    members.extend(_gone(use) for use in stale[:_STALE])
    name = "".join(word.capitalize() for word in concept.stem)
    return Case(
        detector="concepts",
        subject=name,
        title=f"{name}: {len(concept.designs)} unrelated designs",
        members=tuple(members),
        canonical=canonical,
        why=why,
    )


def _member(
    row: ClassRow, number: int, concept: Concept, found: Fragmentation,
    reasons: _Reasons, *, suspect: bool,
) -> Member:  # fmt: skip
    users = len(found.by_definition[row.symbol])
    others = [r for i, design in enumerate(concept.designs) if i != number for r in design]
    shared = row.members & frozenset(name for other in others for name in other.members)
    common = tuple(sorted(shared & frozenset(concept.shared) or shared))
    head = concept.designs[number][0]
    return Member(
        place=row.module.header(row.definition),
        symbol=row.symbol,
        extent=row.module.extent(row.definition),
        evidence=ConceptsEvidence(
            definitions=len(concept.definitions),
            designs=len(concept.designs),
            measure=round(found.measure, 2),
            importers=users,
            communities=found.communities,
            reasons=reasons(common),
            shared=common,
        ),
        suspect=suspect,
        importers=users,
        note="" if row is head else f"a subclass of {head.symbol}",
    )


def _kin(row: ClassRow) -> Member:
    return _context(row.module.header(row.definition), row.symbol, "named like it")


def _alias(alias: Alias) -> Member:
    return _context(alias.module.place(alias.binding.span), alias.symbol,
                    f"another name of {alias.binding.value}")  # fmt: skip


def _gone(use: ImportUse) -> Member:
    note = f"imports {use.path}, which does not exist"
    return places.imported(use, _NOTHING, note, use.path)


def _context(place: Place, symbol: str, note: str) -> Member:
    return Member(place=place, symbol=symbol, evidence=_NOTHING, suspect=False, note=note)


def _reasons(
    concept: Concept, found: Fragmentation, aliases: list[Alias], stale: list[ImportUse],
    common: tuple[str, ...],
) -> tuple[str, ...]:  # fmt: skip
    """The evidence in plain words, the strongest first: ``common`` is what one of them shares.

    What any two of them share, a third may lack.
    """
    names = [design[0].name for design in concept.designs]
    said = [
        f"{names.count(name)} unrelated classes are called {name}"
        for name in sorted(set(names)) if names.count(name) > 1
    ]  # fmt: skip
    claims = sorted({n for n in names if SUCCESSOR & set(words(n))})
    if len(claims) > 1:
        said.append(f"{', '.join(claims)} all claim to be the one")
    moving = sorted({n for n in names if migration_words(n)})
    if moving and not concept.shared:
        said.append(f"{', '.join(moving)} is named for a migration")
    if concept.shared and common:
        said.append(f"it shares {listed(common, _LISTED)} with another")
    if found.mixing:
        count = len(found.mixing)
        said.append(f"{counted(count, 'module imports', 'modules import')} two of them")
    if aliases:
        said.append(f"{counted(len(aliases), 'alias', 'aliases')} of them")
    if stale:
        count = len(stale)
        said.append(f"{counted(count, 'import names', 'imports name')} one that is gone")
    if found.communities > 1:
        said.append(f"{found.communities} groups of importers never meet")
    if not found.importers:
        said.append("nobody imports any of them")
    return tuple(said)
