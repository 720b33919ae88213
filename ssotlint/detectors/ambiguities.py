"""Where does one name mean two things?"""

from collections.abc import Iterable, Iterator
from itertools import chain

from ssotlint.detectors.constructors import is_parallel
from ssotlint.detectors.mixtures import CHOSEN, imported_again, mixtures
from ssotlint.detectors.scopes import scope_of
from ssotlint.detectors.view import View
from ssotlint.graph.homes import Home
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.lent import Lent, bound, is_sure, lent_names, otherwise, renamed
from ssotlint.graph.words import LEGACY, words
from ssotlint.index.index import Module
from ssotlint.model.case import Case, Member
from ssotlint.model.dotted import is_below
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import (
    BOUND_ELSEWHERE,
    Binding,
    BindingKind,
    Surface,
)
from ssotlint.model.options import Allowing
from ssotlint.model.place import Place

MIXED, REBOUND, BORROWED, SWAPPED = "mixed", "rebound", "borrowed", "swapped"


class AmbiguitiesEvidence(Evidence, frozen=True, kw_only=True):
    """A name, what it means here and what elsewhere.

    ``kind``: "mixed" (one file imports the name from two origins), "rebound" (a module binds it
    twice, to different things), "borrowed" (something is passed on under the name of something
    else), "swapped" (two things are passed on under each other's name). ``bound`` is the name,
    ``meant`` is the origin at the reported place, ``others`` are the other origins, ``nearby`` when
    they are bound in the same file.
    """

    kind: str
    bound: str
    meant: str
    others: tuple[str, ...] = ()
    nearby: bool = False
    importers_affected: int = 0


EVIDENCE = AmbiguitiesEvidence
OPTIONS = Allowing


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a name and module that mixes, rebinds or borrows it."""
    own = (
        chain(_mixed(module, view), _rebound(module, view), _swapped(module, view))
        for module in view.written(imported_again, _bound_again, otherwise)
    )
    for case in chain(chain.from_iterable(own), _borrowed(view)):
        if case.subject.rpartition(".")[2] not in options.allow:
            yield case


def _mixed(module: Module, view: View) -> Iterator[Case]:
    """Imports in one file that bind one name to different classes or functions.

    Those at module level alone bind it one after the other: that is told as such.
    """
    for name, uses in mixtures(module, view.graph.importers):
        origins = sorted({use.answer.symbol for use in uses})
        members = [
            _member(
                module.place(use.row.span), scope_of(use), f"imports {use.answer.symbol}",
                _evidence(MIXED, name, use.answer.symbol, origins),
            )
            for use in uses
        ]  # fmt: skip
        yield _case(module, name, f"{name} is {len(origins)} things in {module.path}",
                    [*members, *_definitions(uses)])  # fmt: skip


def _definitions(uses: list[ImportUse]) -> Iterator[Member]:
    """The origins, as context."""
    shown: set[str] = set()
    for use in uses:
        step = use.answer.chain[-1]
        symbol = use.answer.symbol
        if symbol not in shown and use.answer.binding is not None:
            shown.add(symbol)
            place = Place(step.path, use.answer.binding.span)
            evidence = _evidence(MIXED, use.row.bound, symbol)
            yield _member(place, symbol, "where that is defined", evidence, suspect=False)


def _rebound(module: Module, view: View) -> Iterator[Case]:
    """Names that a module binds to something of ours and then, unconditionally, to another."""
    for name, bindings in module.picked(_bound_again).items():
        sure = [b for b in bindings if not b.context and b.kind is not BindingKind.DECLARED]
        known = [(b, _meaning(module, b, view)) for b in sure]
        first = next(((b, m) for b, m in known if b.kind in BOUND_ELSEWHERE and m), None)
        if first is None or any(b.kind is BindingKind.DELETED for b in sure):
            continue
        rest = [(b, m) for b, m in known if m and m != first[1] and b.span > first[0].span]
        if rest and not _continues(module, first[0], rest[0][0]):
            origins = sorted({first[1], *(m for _, m in rest)})
            users = _users(module, name, view)
            count = len({use.module.path for use in users})
            members = [
                _member(module.place(b.span), f"{module.name}.{name}", f"binds {name} to {m}",
                        _evidence(REBOUND, name, m, origins, count), suspect=b is not first[0])
                for b, m in (first, *rest)
            ]  # fmt: skip
            members += _receivers(name, rest[-1][1], users, view)
            yield _case(module, name, f"{module.path} binds {name} twice", members, 0)


def _bound_again(surface: Surface) -> dict[str, list[Binding]]:
    """The public names that a file binds more than once, with what they are bound to."""
    found = bound(surface)
    return {n: rows for n, rows in found.items() if len(rows) > 1 and not n.startswith("_")}


def _receivers(name: str, meant: str, uses: list[ImportUse], view: View) -> Iterator[Member]:
    """The imports that get what was bound last, as context."""
    for use in uses:
        if use.module.source.role in view.roles:
            yield _told(use.module.place(use.row.span), scope_of(use), "gets the last", name, meant)


def _users(module: Module, name: str, view: View) -> list[ImportUse]:
    """The imports of a name from a module."""
    return list(view.graph.importers.taking(module.path, name))


def _swapped(module: Module, view: View) -> Iterator[Case]:
    """Two names of a module that each stand for what is called like the other."""
    lent: dict[str, tuple[Binding, str]] = {}
    for last, answer in renamed(module, view.graph.importers, view.graph.resolver):
        lent[last.name] = last, answer.symbol
    for name, (binding, symbol) in sorted(lent.items()):
        other = symbol.rpartition(".")[2]
        if other <= name or other not in lent or lent[other][1].rpartition(".")[2] != name:
            continue
        origins = (symbol, lent[other][1])
        members = [
            _member(module.place(b.span), f"{module.name}.{n}", f"binds {n} to {meant}",
                    _evidence(SWAPPED, n, meant, origins))
            for n, b, meant in ((name, binding, symbol), (other, *lent[other]))
        ]  # fmt: skip
        yield _case(module, name, f"{module.path} swaps {name} and {other}", members)


def _meaning(module: Module, binding: Binding, view: View) -> str:
    """The class or function of ours that a binding means, "" for all else."""
    if binding.kind is BindingKind.DEFINITION:
        return f"{module.name}.{binding.name} (line {binding.span.line})"
    answer = view.graph.resolver.binding(module, binding)
    return answer.symbol if is_sure(answer) else ""


def _continues(module: Module, first: Binding, second: Binding) -> bool:
    """Whether the second thing is made from the first: a subclass, a wrapper of its name."""
    if second.kind is BindingKind.DEFINITION:
        definition = module.definition(second.ref)
        used = (*definition.bases, *definition.decorators)
        return any(is_below(u, first.name) for u in used)
    return second.kind is BindingKind.ALIAS and second.value == first.name


def _borrowed(view: View) -> Iterator[Case]:
    """Classes that are passed on under a name which means another class elsewhere in the domain."""
    graph = view.graph
    lent = lent_names(view.written(otherwise), graph.importers, graph.resolver, graph.domains)
    for (domain, name), found in sorted(lent.items()):
        homes = [h for h in view.graph.homes.named(name) if _is_used_class(h, domain, view)]
        used = [one for one in found if _is_called_so(one, view) or _is_offered(one)]
        rivals = [
            one for one in used
            if any(h.symbol != one.answer.symbol and _may_meet(h.module, one) for h in homes)
            or any(
                other.answer.symbol != one.answer.symbol and not _are_alike(other, one)
                for other in used
            )
        ]  # fmt: skip
        if rivals:
            importers = [
                len({u.module.path for u in _users(one.module, name, view)}) for one in rivals
            ]
            yield _borrowing(name, rivals, homes, importers)


def _may_meet(home: Module, one: Lent) -> bool:
    """Whether somebody may take the one of two for the other.

    Nobody does where each of several packages has a module that offers the same names.
    """
    return home is not one.module and not is_parallel(home.name, one.module.name)


def _are_alike(first: Lent, second: Lent) -> bool:
    return first.module is not second.module and is_parallel(first.module.name, second.module.name)


def _is_called_so(one: Lent, view: View) -> bool:
    """Whether somebody imports it, leaves it its name, and takes nothing else where that is better.

    `Price as PricePayload` mistakes nothing; nor does who chooses one of several by a condition.
    """
    return any(
        use.row.bound == one.name and not use.row.context & CHOSEN
        for use in _users(one.module, one.name, view)
    )


def _is_offered(one: Lent) -> bool:
    """Whether others may take it, and not the old one under the name that it has always had."""
    plain = tuple(word for word in words(one.answer.name) if word not in LEGACY)
    return one.name in (one.module.asked(one.name).exports or ()) and plain != words(one.name)


def _is_used_class(home: Home, domain: str, view: View) -> bool:
    """Whether a definition is a class that the domain imports."""
    if home.definition is None or not home.definition.is_class:
        return False
    near = home.module.source.domain in (domain, "shared")
    return near and home.module.source.role in view.roles and view.importers(home.symbol) > 0


def _borrowing(name: str, found: list[Lent], homes: list[Home], importers: list[int]) -> Case:
    origins = sorted({one.answer.symbol for one in found} | {home.symbol for home in homes})
    members = [
        _member(one.module.place(one.binding.span), one.symbol,
                f"re-exports {one.answer.symbol} as {name}",
                _evidence(BORROWED, name, one.answer.symbol, origins, count))
        for one, count in zip(found, importers, strict=True)
    ]  # fmt: skip
    shown = {(member.place.path, member.place.line) for member in members}
    members += [_told(h.place, h.symbol, f"defines {name}", name, h.symbol) for h in homes]
    for one in found:
        meant, origin = one.answer.module, one.answer.binding
        for binding in one.derived:
            place, symbol = one.module.place(binding.span), f"{one.module.name}.{binding.name}"
            members.append(_told(place, symbol, f"another name of {name}", name, symbol))
        if meant is not None and origin is not None:
            place = meant.place(origin.span)
            if (place.path, place.line) not in shown:
                shown.add((place.path, place.line))
                symbol = one.answer.symbol
                members.append(_told(place, symbol, "what is re-exported", name, symbol))
    return Case(
        detector="ambiguities",
        subject=found[0].symbol,
        title=f"{name} means {len(origins)} classes",
        members=tuple(members),
    )


def _told(place: Place, symbol: str, note: str, name: str, meant: str) -> Member:
    return _member(place, symbol, note, _evidence(BORROWED, name, meant), suspect=False)


def _member(place: Place, symbol: str, note: str, evidence: AmbiguitiesEvidence, *,
            suspect: bool = True) -> Member:  # fmt: skip
    return Member(
        place=place,
        symbol=symbol,
        evidence=evidence,
        suspect=suspect,
        target=evidence.meant.partition(" ")[0],  # without the line, which layout moves
        importers=evidence.importers_affected,
        note=note,
    )


def _evidence(
    kind: str, name: str, meant: str, origins: Iterable[str] = (), users: int = 0
) -> AmbiguitiesEvidence:
    others = tuple(origin for origin in origins if origin != meant)
    return AmbiguitiesEvidence(
        kind=kind,
        bound=name,
        meant=meant,
        others=others,
        importers_affected=users,
        nearby=kind != BORROWED,
    )


def _case(
    module: Module, name: str, title: str, members: list[Member], canonical: int | None = None
) -> Case:
    return Case(
        detector="ambiguities",
        subject=f"{module.name}.{name}",
        title=title,
        members=tuple(members),
        canonical=canonical,
        why="it comes first" if canonical is not None else "",
    )
