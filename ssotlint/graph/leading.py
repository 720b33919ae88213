"""How a file is looked at for where its imports lead, and what that says to questions about imports."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

from ssotlint.graph import leads
from ssotlint.graph.domains import leans
from ssotlint.graph.leads import SHIPPING, Lead, places_of, symbol_of, target_of
from ssotlint.graph.moments import moment
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.graph.ripples import ripples
from ssotlint.graph.words import stem
from ssotlint.index import codec
from ssotlint.index.aspect import Aspect
from ssotlint.model.source import Role
from ssotlint.project.walk import downward

if TYPE_CHECKING:
    from ssotlint.graph.importers import ImportUse
    from ssotlint.index.index import Index, Module


Leading = Aspect[None, tuple[Lead, ...]]
_leads = codec.reader(tuple[Lead, ...])


def leading(index: Index, uses: Callable[[Module], Iterable[tuple[int, ImportUse]]]) -> Leading:
    """How a file is looked at for where its imports lead."""
    positions = index.positions

    def look(module: Module, _: None) -> tuple[Lead, ...]:
        return tuple(_lead(position, use, positions) for position, use in uses(module))

    def told(path: str, rows: tuple[Lead, ...]) -> Iterator[tuple[str, str, Hashable]]:
        return _told(index.known(path), rows, files, names)

    files = index.numbered
    names = [module.name for module in files]
    return Aspect(
        name=leads.LEADS,
        part="",
        covers=lambda _: True,
        decode=lambda _: None,
        look=look,
        pack=codec.packed,
        unpack=_leads,
        gist=lambda rows, *_: codec.packed([lead._replace(position=0) for lead in rows]),
        told=told,
        spread=lambda before, now: ripples(before, now, files),
    )


def _lead(position: int, use: ImportUse, positions: dict[str, int]) -> Lead:
    answer, row = use.answer, use.row
    taken = answer.module
    target = target_of(use)
    name = answer.name if taken is not None else answer.name or answer.missing
    return Lead(
        position=position,
        status=int(answer.status),
        taken=positions.get(taken.path, -1) if taken is not None else -1,
        name=name,
        named=positions.get(use.named.path, -1) if use.named is not None else -1,
        target=positions.get(target, -1) if target != use.module.path else -1,
        context=row.context,
        check=_check(answer, use),
        base="" if use.named is not None and use.named.name == use.base else use.base,
        typing_only=answer.typing_only,
        itself=taken is not None and taken.name == use.path,
        renames=answer.status is Status.SYMBOL and {row.bound} != {row.name, name},
        written=row.name if row.name != name else None,
    )


def _check(answer: Resolution, use: ImportUse) -> int:
    """A number that stands for all that an import says and gets, but for places."""
    told = (_said(answer), _stated(use))
    return crc32(codec.packed(told) or repr(told).encode("utf-8", "replace"))


def _said(answer: Resolution) -> tuple[object, ...]:
    """All of an answer but the places in it."""
    row = answer.binding
    return (
        answer.missing, answer.certain, answer.typing_only, answer.module is not None,
        # Tuples and their packing: a copy of a row, and its text, take ten times as long.
        None if row is None else (row.name, row.kind, row.context, min(row.owner, 0), *row[6:]),
        [step[:3] for step in answer.chain],
    )  # fmt: skip


def _stated(use: ImportUse) -> tuple[object, ...]:
    """All of a statement but its place, and in which definition it stands."""
    row = use.row
    around = use.module.said.definitions[row.owner].qualname if row.owner >= 0 else ""
    return (*row[:5], row.context, around)


def _told(
    module: Module, rows: Sequence[Lead], files: Sequence[Module], names: Sequence[str]
) -> Iterator[tuple[str, str, Hashable]]:
    """What a file contributes to each question about imports: (file or "", name, what it says)."""
    for lead in rows:
        said = lead._replace(position=0)
        yield module.path, leads.ALL, said
        yield module.path, leads.brings(lead.takes), said
        yield "", leads.ALL, said
        if lead.renames:
            yield module.path, leads.RENAMING, said
        if lead.takes_symbol and module.source.role is not Role.TEST:
            yield "", leads.SHIPPED, said
        if lead.is_missing:
            yield "", leads.MISSING, said
        if lead.is_absent:
            yield "", leads.absent(stem(lead.takes)), said
        yield "", leads.named(lead.base or names[lead.named]), said
        yield from _of_symbol(module, symbol_of(lead, names), said)
        yield from _of_files(module, lead, said, files)
        if lead.target >= 0:
            yield from _edge(module, lead, files[lead.target])
    if any(lead.renames for lead in rows):
        yield "", leads.RENAMERS, None
    yield module.path, leads.LEANS, leans(rows, files)
    yield from _sums(module, rows, files)


def _of_symbol(module: Module, symbol: str, said: Lead) -> Iterator[tuple[str, str, Hashable]]:
    """What is asked of the symbol that an import leads to."""
    if said.status <= Status.MODULE and symbol:
        yield "", leads.importers_of(symbol), said
        yield "", leads.users_of(symbol), None
        if module.source.role in SHIPPING:
            yield "", leads.shipped_users_of(symbol), None


def _of_files(
    module: Module, lead: Lead, said: Lead, files: Sequence[Module]
) -> Iterator[tuple[str, str, Hashable]]:
    """What is asked of the files that an import concerns."""
    for user in {lead.named, lead.taken} - {-1}:
        yield files[user].path, leads.USERS, said
    if lead.named >= 0:
        yield files[lead.named].path, leads.taking(lead.takes), said
        yield files[lead.named].path, leads.BY, None
        for folder in {*downward(files[lead.named].path)} - {*downward(module.path)}:
            yield "", leads.entering(folder), None
        if module.source.role in SHIPPING:
            yield files[lead.named].path, leads.BY_SHIPPED, None


def _edge(module: Module, lead: Lead, target: Module) -> Iterator[tuple[str, str, Hashable]]:
    said = lead.target, moment(lead.context, module), lead.check
    yield module.path, leads.EDGES, said
    yield target.path, leads.NEEDED, None
    if module.source.role is not Role.TEST:
        yield "", leads.EDGES_SHIPPED, (module.path, said)
    elif target.source.role is Role.TEST:
        yield "", leads.EDGES_OF_TESTS, (module.path, said)


def _sums(
    module: Module, rows: Sequence[Lead], files: Sequence[Module]
) -> Iterator[tuple[str, str, Hashable]]:
    """What a file takes of others, each of them told once."""
    loaded = {lead.target for lead in rows if leads.loads(module, lead)}
    yield module.path, leads.LOADS, frozenset(loaded)
    running = {lead.target for lead in rows if leads.runs(module, lead)}
    yield module.path, leads.RUNS, frozenset(running)
    for target in sorted(running):
        yield "", leads.between(*places_of(module.path, files[target].path)), target
