"""Where the imports of a file lead, found out file by file and remembered.

To resolve every import of ten thousand files takes a second and opens them all. After an edit few
lead elsewhere; and who was imported by whom is asked name by name, so that nobody has to ask again
whom those do not concern.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from ssotlint.graph.moments import When, moment
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.index import codec
from ssotlint.index.aspect import Aspect, Question
from ssotlint.model.dotted import prefixes
from ssotlint.model.facts import Context
from ssotlint.model.source import Role
from ssotlint.project.walk import downward

if TYPE_CHECKING:
    from ssotlint.graph.importers import ImportUse
    from ssotlint.index.index import Index, Module

LEADS = "leads"
"""The aspect of a file that tells where its imports lead."""

# Names that are asked of all files, or of one.
ALL = "uses"
"""Every import; of a file: those that it makes."""
SHIPPED = "uses shipped"
"""The imports of what is no test; of a file: those by what ships that name it, or take it."""
MISSING = "uses missing"
"""The imports of what does not exist, or for type checkers alone."""
RENAMING = "uses renaming"
"""Of a file: its imports that give a definition of ours another name than its own."""
USERS = "users"
"""Of a file: the imports that name it, or take it."""
EDGES = "edges"
"""Of a file: those that it imports."""
EDGES_SHIPPED = "edges shipped"
"""What files import that are no tests."""
EDGES_OF_TESTS = "edges of tests"
"""What tests import of other tests."""
LOADS = "loads"
"""Of a file: those that it imports when it is loaded."""
LOADED = "loaded"
"""Of a file: all that loading it loads."""
TIES = "ties"
"""Which distributions import from each other when they run."""
SHIPPING = frozenset((Role.PRODUCTION, Role.SCRIPT))


def importers_of(symbol: str) -> str:
    """Stands for the imports of a symbol."""
    return f"importers {symbol}"


def named(base: str) -> str:
    """Stands for the imports that name a dotted module."""
    return f"base {base}"


def takes(package: str, other: str) -> str:
    """Stands for whether something in a package imports from another."""
    return f"{package} takes {other}"


def below(folder: str) -> str:
    """Stands for whether something below a folder imports by way of a file."""
    return f"users below {folder}"


def between(one: str, other: str) -> str:
    """Stands for what ships in one place and imports from another when it runs."""
    return f"{one} runs {other}"


def crossing(folder: str) -> str:
    """Stands for whether what ships imports into a folder, or out of it, when it runs."""
    return f"crossing {folder}"


def places_of(first: str, second: str) -> tuple[str, str]:
    """The files or folders beside each other in which two files are."""
    ours, theirs = first.split("/"), second.split("/")
    common = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
    return "/".join(ours[: common + 1]), "/".join(theirs[: common + 1])


class Lead(NamedTuple):
    """Where an import leads, as far as it is ours; ``position`` is that of its row.

    Files are told by their positions among all, -1 for none: ``taken`` is that in which the
    ``name`` was found, ``named`` that of the module which the statement names, ``target`` the one
    that it needs. ``base`` is the absolute module, "" where ``named`` has that name; ``check`` is
    equal where all else is that somebody may ask. ``itself`` tells that ``taken`` has the dotted
    name that is imported, ``renames`` that what is found is called otherwise than there.
    """

    position: int
    status: int
    taken: int
    name: str
    named: int
    target: int
    context: int
    check: int
    base: str = ""
    typing_only: bool = False
    itself: bool = False
    renames: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether nothing is there when the import runs."""
        return self.status >= Status.MISSING_MODULE or self.typing_only


Leading = Aspect[None, tuple[Lead, ...]]
_leads = codec.reader(tuple[Lead, ...])


def leading(index: Index, uses: Callable[[Module], Iterable[tuple[int, ImportUse]]]) -> Leading:
    """How a file is looked at for where its imports lead."""
    positions, modules = index.positions, index.by_path

    def look(module: Module, _: None) -> tuple[Lead, ...]:
        return tuple(_lead(position, use, positions) for position, use in uses(module))

    def told(path: str, leads: tuple[Lead, ...]) -> Iterator[tuple[str, str, Hashable]]:
        return _told(modules[path], leads, files, names)

    def spread(edited: Iterable[str], leads: Mapping[str, tuple[Lead, ...]]) -> Iterator[Question]:
        return ((path, LOADED) for path in _loading(edited, leads, files))

    paths = sorted(modules)
    files = [modules[path] for path in paths]
    names = [module.name for module in files]
    return Aspect(
        name=LEADS,
        part="",
        covers=lambda _: True,
        decode=lambda _: None,
        look=look,
        pack=codec.packed,
        unpack=_leads,
        gist=lambda leads, *_: codec.packed([lead._replace(position=0) for lead in leads]),
        told=told,
        spread=(LOADS, spread),
    )


def symbol_of(lead: Lead, names: Sequence[str]) -> str:
    """Dotted name of where an import leads; ``names`` are those of all files."""
    if lead.taken < 0:
        return lead.name
    return f"{names[lead.taken]}.{lead.name}" if lead.name else names[lead.taken]


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


def target_of(use: ImportUse) -> str:
    """The file that an import needs: `from package import module` needs the module.

    That the package itself is loaded before is no way back to it: it is loaded for whatever
    stands in it, the importing module included.
    """
    taken = use.answer.module
    is_module = use.answer.status is Status.MODULE
    if is_module and taken is not None and (not use.row.name or taken.name == use.path):
        return taken.path
    return use.named.path if use.named is not None else ""


def _told(
    module: Module, leads: Iterable[Lead], files: Sequence[Module], names: Sequence[str]
) -> Iterator[tuple[str, str, Hashable]]:
    """What a file contributes to each question about imports: (file or "", name, what it says)."""
    for lead in leads:
        said = lead._replace(position=0)
        yield module.path, ALL, said
        yield "", ALL, said
        if lead.renames:
            yield module.path, RENAMING, said
        if module.source.role is not Role.TEST:
            yield "", SHIPPED, said
        if lead.is_missing:
            yield "", MISSING, said
        symbol = symbol_of(lead, names)
        if lead.status <= Status.MODULE and symbol:
            yield "", importers_of(symbol), said
        yield "", named(lead.base or names[lead.named]), said
        yield from _uses(module, lead, said, files)
        if lead.target >= 0:
            yield from _edge(module, lead, files[lead.target])
    bases = {lead.base or names[lead.named] for lead in leads}
    for package in prefixes(module.name):
        for other in {part for base in bases for part in prefixes(base)}:
            yield "", takes(package, other), None


def _uses(
    module: Module, lead: Lead, said: Lead, files: Sequence[Module]
) -> Iterator[tuple[str, str, Hashable]]:
    """What is asked of the files that an import concerns."""
    for user in {lead.named, lead.taken} - {-1}:
        yield files[user].path, USERS, said
        if module.source.role in SHIPPING:
            yield files[user].path, SHIPPED, said
    folders = [module.path[: at + 1] for at, mark in enumerate(module.path) if mark == "/"]
    for folder in folders if lead.named >= 0 else ():
        yield files[lead.named].path, below(folder), None


def _edge(module: Module, lead: Lead, target: Module) -> Iterator[tuple[str, str, Hashable]]:
    when = moment(lead.context, module)
    said = lead.target, when, lead.check
    yield module.path, EDGES, said
    if module.source.role is not Role.TEST:
        yield "", EDGES_SHIPPED, (module.path, said)
    elif target.source.role is Role.TEST:
        yield "", EDGES_OF_TESTS, (module.path, said)
    if when is When.LOAD:
        yield module.path, LOADS, lead.target
    if when < When.TYPING and module.source.role in SHIPPING:
        yield "", between(*places_of(module.path, target.path)), lead.target
        if module.source.distribution != target.source.distribution:
            yield "", TIES, (module.source.distribution, target.source.distribution)
        for folder in {*downward(module.path)} ^ {*downward(target.path)}:
            yield "", crossing(folder), None


def _loading(
    edited: Iterable[str], leads: Mapping[str, tuple[Lead, ...]], files: Sequence[Module]
) -> set[str]:
    """Some files, and all that load one of them, by whatever way."""
    users: dict[str, list[str]] = defaultdict(list)
    for path, rows in leads.items():
        for lead in rows:
            if lead.target >= 0 and not lead.context & (Context.TYPING | Context.DEFERRED):
                users[files[lead.target].path].append(path)
    found, waiting = set[str](), [*edited]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += users[path]
    return found
