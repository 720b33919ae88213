"""Which questions about several files have other answers since some import otherwise.

They ask what loading a file loads, which files load each other, whether anybody imports something.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.graph import leads
from ssotlint.graph.closure import closed
from ssotlint.model.dotted import prefixes
from ssotlint.model.source import Role
from ssotlint.project.walk import downward

if TYPE_CHECKING:
    from ssotlint.graph.leads import Lead
    from ssotlint.index.aspect import Question
    from ssotlint.index.index import Module

Leads = Mapping[str, "tuple[Lead, ...]"]
Before = Mapping[str, "tuple[Lead, ...] | None"]
_Loads = list[frozenset[int]]
"""By the position of a file: the files that it imports when it is loaded."""
_SEVERAL = 16  # files that are loaded by others than before; for more the users of all are asked


def ripples(then: Before, now: Callable[[], Leads], files: Sequence[Module]) -> Iterator[Question]:
    """The questions about several files that have other answers now.

    ``then`` has what files imported that import otherwise ``now``; ``files`` are all of them in
    their order, those that are gone too.
    """
    before: Leads = {path: rows or () for path, rows in then.items()}
    rows = {**dict.fromkeys(before, ()), **now()}
    loading = _Loading(before, rows, files)
    if loading.edited:
        yield from ((files[user].path, leads.WAYS) for user in loading.users())
        yield from ((files[user].path, leads.LOADED) for user in loading.otherwise())
    if loading.is_round():
        yield "", leads.CIRCLES
    for mark in _turned(before, rows, files):
        yield mark.question(files)


class _Loading:
    """Which files load which, before and now."""

    def __init__(self, before: Leads, now: Leads, files: Sequence[Module]) -> None:
        self._before, self._now, self._files = before, now, files
        self._new = [_loaded(now.get(module.path, ()), module) for module in files]
        self._old = list(self._new)
        self._turned = [n for n, module in enumerate(files) if module.path in before]
        for n in self._turned:
            self._old[n] = _loaded(before[files[n].path], files[n])
        self.edited = [n for n in self._turned if self._old[n] != self._new[n]]

    def users(self) -> set[int]:
        """The edited files, and all that load one of them, before or now."""
        graphs = map(self._users, (self._old, self._new))
        return set[int]().union(*(closed(self.edited, graph.__getitem__) for graph in graphs))

    def otherwise(self) -> set[int]:
        """The files that load others than before, by whatever way.

        Whoever does loads an edited file, and one that this loads no more, or for the first time.
        """
        graphs = self._old, self._new
        differing = set[int]()
        for one in self.edited:
            old, new = (closed([one], graph.__getitem__) for graph in graphs)
            differing |= old ^ new
        if len(differing) > _SEVERAL:
            return self.users()
        before, now = (self._users(graph).__getitem__ for graph in graphs)
        return set[int]().union(*(closed([n], before) ^ closed([n], now) for n in differing))

    def is_round(self) -> bool:
        """Whether an import that comes, goes or changes is a part of a circle, or was one."""
        either = [old | new for old, new in zip(self._old, self._new, strict=True)]
        for n in self._turned:
            module = self._files[n]
            one, other = (_ways(rows[module.path], module) for rows in (self._before, self._now))
            moved = {t for t in one.keys() | other.keys() if one.get(t) != other.get(t)}
            if [t for t in one if t in other] != [t for t in other if t in one]:
                moved |= one.keys()  # chains are told in the order of imports
            if moved and n in closed(moved, either.__getitem__):
                return True
        return False

    @staticmethod
    def _users(loads: _Loads) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in loads]
        for user, others in enumerate(loads):
            for other in others:
                found[other].append(user)
        return found


def _loaded(rows: Iterable[Lead], module: Module) -> frozenset[int]:
    return frozenset(_ways(rows, module))


def _ways(rows: Iterable[Lead], module: Module) -> dict[int, list[int]]:
    """By file that a module imports when it is loaded: what its imports of that say."""
    found: dict[int, list[int]] = {}
    for lead in rows:
        if leads.loads(module, lead):
            found.setdefault(lead.target, []).append(lead.check)
    return found


# -- whether anybody does


class Mark(NamedTuple):
    """That an import does something: ``kind`` is a name of a question, the rest what it asks for."""

    kind: str
    file: int = -1
    first: str = ""
    second: str = ""

    def question(self, files: Sequence[Module]) -> Question:
        """The question whether any import does."""
        path = files[self.file].path if self.file >= 0 else ""
        match self.kind:
            case leads.TAKES:
                return path, leads.takes(self.first, self.second)
            case leads.BELOW:
                return path, leads.below(self.first)
            case leads.CROSSING:
                return path, leads.crossing(self.first)
        return path, self.kind


def _turned(before: Leads, now: Leads, files: Sequence[Module]) -> set[Mark]:
    """What some import does now and none did, or the other way round."""
    turned = [module for module in files if module.path in before]
    old, new = (
        set[Mark]().union(*(_marks(module, rows[module.path], files) for module in turned))
        for rows in (before, now)
    )
    if old == new:
        return set()
    sought = _Sought(old ^ new, files)
    for module in files:
        if not sought.marks:
            break
        if module.path not in before:
            sought.see(module, now.get(module.path, ()))
    return sought.marks


def _marks(module: Module, rows: Sequence[Lead], files: Sequence[Module]) -> Iterator[Mark]:
    bases = {lead.base or files[lead.named].name for lead in rows}
    for package in prefixes(module.name):
        for other in {part for base in bases for part in prefixes(base)}:
            yield Mark(leads.TAKES, first=package, second=other)
    folders = [module.path[: at + 1] for at, mark in enumerate(module.path) if mark == "/"]
    for lead in rows:
        for used in {lead.named, lead.taken} - {-1}:
            yield Mark(leads.IS_TAKEN, used)
            if module.source.role is not Role.TEST:
                yield Mark(leads.IS_LOADED, used)
        if lead.named >= 0:
            yield Mark(leads.IS_USED, lead.named)
            if module.source.role in leads.SHIPPING:
                yield Mark(leads.IS_USED_SHIPPED, lead.named)
            for folder in folders:
                yield Mark(leads.BELOW, lead.named, folder)
        yield from _running(module, lead, files)


def _running(module: Module, lead: Lead, files: Sequence[Module]) -> Iterator[Mark]:
    if not leads.runs(module, lead):
        return
    target = files[lead.target]
    one, other = module.source.distribution, target.source.distribution
    if one != other:
        yield Mark(leads.TIES, first=one, second=other)
    for folder in {*downward(module.path)} ^ {*downward(target.path)}:
        yield Mark(leads.CROSSING, first=folder)


class _Sought:
    """Marks that no file is known to make; ``marks`` are those that are left."""

    def __init__(self, marks: AbstractSet[Mark], files: Sequence[Module]) -> None:
        self.marks, self._files = {*marks}, files
        self._takes: dict[str, set[str]] = defaultdict(set)
        self._used: dict[int, set[Mark]] = defaultdict(set)
        self._runs: set[Mark] = set()
        for mark in marks:
            if mark.kind == leads.TAKES:
                self._takes[mark.first].add(mark.second)
            elif mark.file >= 0:
                self._used[mark.file].add(mark)
            else:
                self._runs.add(mark)

    def see(self, module: Module, rows: Sequence[Lead]) -> None:
        """Cross out what a file makes."""
        for package in prefixes(module.name) if self._takes else ():
            if package in self._takes:
                self._see_bases(package, rows)
        for lead in rows if self._used else ():
            for used in (lead.named, lead.taken):
                if used in self._used:
                    self._see_use(module, lead, used)
        if self._runs and module.source.role in leads.SHIPPING:
            made = {mark for lead in rows for mark in _running(module, lead, self._files)}
            self.marks -= made
            self._runs -= made

    def _see_use(self, module: Module, lead: Lead, used: int) -> None:
        """Cross out what an import makes of a file that it names or takes."""
        made = {Mark(leads.IS_TAKEN, used)}
        if module.source.role is not Role.TEST:
            made.add(Mark(leads.IS_LOADED, used))
        if lead.named == used:
            made.add(Mark(leads.IS_USED, used))
            if module.source.role in leads.SHIPPING:
                made.add(Mark(leads.IS_USED_SHIPPED, used))
            below = (m for m in self._used[used] if m.kind == leads.BELOW)
            made.update(mark for mark in below if module.path.startswith(mark.first))
        self.marks -= made
        self._used[used] -= made
        if not self._used[used]:
            del self._used[used]

    def _see_bases(self, package: str, rows: Sequence[Lead]) -> None:
        bases = {lead.base or self._files[lead.named].name for lead in rows}
        made = {part for base in bases for part in prefixes(base)} & self._takes[package]
        self.marks.difference_update(
            Mark(leads.TAKES, first=package, second=other) for other in made
        )
        self._takes[package] -= made
        if not self._takes[package]:
            del self._takes[package]
