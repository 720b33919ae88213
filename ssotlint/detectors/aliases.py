"""Which imports give a callable the name of another one?"""

from collections import defaultdict
from collections.abc import Iterator

from ssotlint.detectors import places
from ssotlint.detectors.calls import is_certain, may_fail
from ssotlint.detectors.counts import of_symbol
from ssotlint.detectors.view import View
from ssotlint.graph.callers import Reached
from ssotlint.graph.contracts import CONSTRUCTOR, Contract, differences, kind_of
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.known import Known
from ssotlint.graph.lent import is_sure
from ssotlint.graph.words import words
from ssotlint.index.names import inside
from ssotlint.model.case import Case, Member
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Body, Context, Import, Surface
from ssotlint.model.options import Allowing
from ssotlint.model.place import Span

_CHOSEN = Context.TYPING | Context.FALLBACK | Context.GUARDED | Context.EXPECTED


class AliasEvidence(Evidence, frozen=True, kw_only=True):
    """An import, the name that it gives, and whose name that is.

    ``conflicts`` says why what is imported cannot replace the owner of the name, ``failing``
    how many calls under the name cannot work, ``harmless`` that none of them was found to fail.
    """

    bound: str
    target: str
    rival: str
    conflicts: tuple[str, ...] = ()
    failing: int = 0
    harmless: bool = False


EVIDENCE = AliasEvidence
OPTIONS = Allowing


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a callable and the name that it is given: its imports, and the calls that fail."""
    found: dict[tuple[str, str], list[ImportUse]] = defaultdict(list)
    importers = view.graph.importers
    for module in view.written(_renamed):
        leads = importers.renaming(module.path).values()
        for use in importers.made((module.path, lead) for lead in leads):
            if _renames(use) and use.row.bound not in options.allow:
                found[use.answer.symbol, use.row.bound].append(use)
    failing = _failing(view, {use.module.path for uses in found.values() for use in uses})
    for (_, bound), uses in sorted(found.items()):
        case = _case(view, bound, uses, failing)
        if case is not None:
            yield case


def _renamed(surface: Surface) -> list[Import]:
    """The imports of a file that give something another name."""
    return [row for row in surface.imports if row.alias]


def _renames(use: ImportUse) -> bool:
    """Whether an import gives a definition of ours another name of two words or more."""
    row = use.row
    if not row.alias or row.bound == row.name or row.context & _CHOSEN or not is_sure(use.answer):
        return False
    return len(words(row.bound)) > 1 and not row.bound.startswith("_") and bool(_defined(use))


def _defined(use: ImportUse) -> Known | None:
    module, binding = use.answer.module, use.answer.binding
    return Known(module, binding.ref) if module is not None and binding is not None else None


def _failing(view: View, paths: set[str]) -> dict[tuple[str, str], list[Reached]]:
    """The calls in some files that cannot work, by file and first name of the callee."""
    found: dict[tuple[str, str], list[Reached]] = defaultdict(list)
    seen: set[tuple[str, Span]] = set()  # a call may fail in two ways, and is one all the same
    for reached in view.graph.calls.notable_in(paths):
        path, call = reached.module.path, reached.call
        if (path, call.span) in seen:
            continue
        if is_certain(view, reached) and may_fail(view, reached):
            seen.add((path, call.span))
            found[path, call.callee.partition(".")[0]].append(reached)
    return found


def _case(
    view: View, bound: str, uses: list[ImportUse], failing: dict[tuple[str, str], list[Reached]]
) -> Case | None:
    target = _defined(uses[0])
    if target is None or target.definition.name == bound:
        return None
    uses = [u for u in uses if view.graph.calls.is_called_in(target, u.module.path)]
    uses = [u for u in uses if failing.get((u.module.path, bound)) or not _must(view, u, target)]
    rival, conflicts = _rival(view, target, bound, uses)
    if rival is None:
        return None
    broken = {
        use.module.path: [r for r in failing.get((use.module.path, bound), ())
                          if r.target.known == target]
        for use in uses
    }  # fmt: skip
    if not any(broken.values()) and set(words(bound)) <= set(words(target.definition.name)):
        return None  # a name that says less than the own one claims nothing
    members = [_import(use, target, rival, conflicts, len(broken[use.module.path])) for use in uses]
    nothing = AliasEvidence(bound=bound, target=target.symbol, rival=rival.symbol)
    members += [places.definition(rival, nothing, f"what {bound} is elsewhere"),
                places.definition(target, nothing, f"what {bound} is here")]  # fmt: skip
    members += [
        places.call(r.module, r.call, nothing, "a call that fails")
        for rows in broken.values()
        for r in rows
    ]
    return Case(
        detector="aliases",
        subject=target.symbol,
        title=f"{target.symbol} under the name of {rival.symbol}",
        members=tuple(members),
    )


def _must(view: View, use: ImportUse, target: Known) -> bool:
    """Whether an import cannot do without another name, and nobody else gets to see that.

    Its module has a definition of that name itself.
    """
    name = target.definition.name
    own = use.module.asked(inside(name)).definitions
    if not any(row.name == name and row.owner < 0 for row in own):
        return False
    takers = view.graph.importers.by_origin[target.symbol]
    return not any(taker.named is use.module for taker in takers)


def _rival(
    view: View, target: Known, bound: str, uses: list[ImportUse]
) -> tuple[Known | None, tuple[str, ...]]:
    """Whose name it is, and why the two cannot replace each other."""
    if not uses:
        return None, ()
    domains = {view.graph.domains.of(use.module) for use in uses} | {"shared"}
    best: tuple[int, Known, tuple[str, ...]] | None = None
    for home in view.graph.homes.named(bound):
        row, module = home.definition, home.module
        if row is None or row.owner >= 0 or module.source.role not in view.roles:
            continue
        known = Known(module, module.asked(inside(row.name)).definitions.index(row))
        if known == target or row.context or view.graph.domains.of(module) not in domains:
            continue
        conflicts = _conflicts(view, known, target)
        importers = view.importers(known.symbol)
        if conflicts and importers and (best is None or importers > best[0]):
            best = (importers, known, conflicts)
    return (best[1], best[2]) if best is not None else (None, ())


def _conflicts(view: View, rival: Known, target: Known) -> tuple[str, ...]:
    made = view.graph.calls.made
    if any(t == rival for t, _ in made.get(target, ())) or rival.definition.body is Body.RAISES:
        return ()  # a wrapper of it, or a name that is free again
    wanted, offered = _contract(view, rival), _contract(view, target)
    if wanted is None or offered is None:
        return ()
    lineage = view.graph.callees.classes.lineage
    related = rival in lineage(target).ours or target in lineage(rival).ours
    if rival.definition.is_class and target.definition.is_class and related:
        return ()
    return differences(wanted, offered)


def _contract(view: View, known: Known) -> Contract | None:
    calls, row = view.graph.callees, known.definition
    if row.is_class:
        accepts = calls.constructors.of(known)
        return Contract(accepts.seen, CONSTRUCTOR) if accepts is not None else None
    decorators = calls.callables.decorators(known)
    if not calls.callables.keeps_signature(known):
        return None
    return Contract(row.signature, kind_of(row.kind, decorators))


def _import(
    use: ImportUse, target: Known, rival: Known, conflicts: tuple[str, ...], count: int
) -> Member:
    evidence = AliasEvidence(
        bound=use.row.bound, target=target.symbol, rival=rival.symbol, conflicts=conflicts,
        failing=count, harmless=not count,
    )  # fmt: skip
    told, note = f"{target.symbol} as {use.row.bound}", f"imports it as {use.row.bound}"
    counted = of_symbol(target.symbol)
    return places.imported(use, evidence, note, told, suspect=True, counted=counted)
