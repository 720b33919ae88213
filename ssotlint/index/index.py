"""Typed questions to the facts of all files of a run."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from ssotlint.index import codec
from ssotlint.index.codec import CallGroup
from ssotlint.index.layouts import each
from ssotlint.index.layouts import part_of as laid
from ssotlint.index.names import FILES, direct, existing, lying_below, number, while_there
from ssotlint.index.picks import Pick, part_of
from ssotlint.index.reads import Reads
from ssotlint.index.store import Store
from ssotlint.model.facts import Definition, MemberUse, Shape, Surface, SyntaxFault
from ssotlint.model.place import Place, Span
from ssotlint.model.source import Role, SourceFile

if TYPE_CHECKING:
    from ssotlint.index.aspects import Aspects

_Part = TypeVar("_Part")
_LATE = 64  # files; what is found out about some leads back to them in a row
_LONG = 1000  # bindings of a file; who picks from it for each of them must not take the square


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A source file with its surface.

    Who takes the ``surface`` has read it, and the trace of ``watch`` learns that; ``said`` is the
    same for those who note the names that they look for.
    """

    source: SourceFile
    digest: str
    said: Surface
    path: str = field(init=False)  # relative to the project root
    name: str = field(init=False)  # dotted
    watch: Watch | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", self.source.path)
        object.__setattr__(self, "name", self.source.module)

    @property
    def is_read(self) -> bool:
        """Whether more is known than that it exists: of links and compiled modules there is not."""
        return bool(self.digest)

    @property
    def surface(self) -> Surface:
        """What the file says to others."""
        watch = self.watch
        if watch is not None and watch.reads.looks:
            watch.reads.surfaces.add(self.path)
        return self.said

    def picked(self, pick: Callable[..., _Part], *wanted: str) -> _Part:
        """What a function takes of the surface; no more of it was read, see ``index.picks``."""
        said = self.for_pick(pick, *wanted)
        if len(said.bindings) > _LONG:
            known: _Part = _picked(self, pick, *wanted)
            return known
        return pick(said, *wanted)

    def for_pick(self, pick: Callable[..., Any], *wanted: str) -> Surface:
        """The surface for who has at hand what a function takes of it, or lets it take that."""
        watch = self.watch
        if watch is not None and watch.reads.looks:
            watch.reads.paths[part_of(pick, *wanted)].add(self.path)
        return self.said

    def asked(self, name: str) -> Surface:
        """The surface for who looks for one name in it, and for what is true of the file."""
        if self.watch is not None:
            self.watch.reads.note_name(self.path, name)
        return self.said

    def near(self, position: int) -> Surface:
        """The surface for who looks at a definition, at what stands inside, and at what is around.

        So far it is read that stands in one definition at the top of the file.
        """
        watch = self.watch
        if watch is not None and watch.reads.looks:
            watch.reads.surroundings.add((self, position))
        return self.said

    def definition(self, position: int) -> Definition:
        """The definition at a position, for who looks at nothing inside and nothing around it."""
        watch = self.watch
        if watch is not None and watch.reads.looks:
            watch.reads.definitions.add((self, position))
        return self.said.definitions[position]

    def standing(self, position: int) -> Definition:
        """The same for who is told otherwise when the definition goes."""
        row, watch = self.said.definitions[position], self.watch
        if watch is not None and watch.reads.looks:
            watch.reads.note_name(self.path, while_there(row.qualname))
        return row

    def enclosing(self, position: int) -> Iterator[tuple[int, Definition]]:
        """The definition at a position and those around it, the innermost first."""
        while position >= 0:
            row = self.definition(position)
            yield position, row
            position = row.owner

    @property
    def fault(self) -> SyntaxFault | None:
        """Why the file has no facts; that is noted by itself."""
        if self.watch is not None:
            self.watch.reads.paths["fault"].add(self.path)
        return self.said.fault if self._is_broken() else None

    @property
    def newer(self) -> SyntaxFault | None:
        """The first syntax in it that only a newer Python has, though we read it; asking is noted."""
        if self.watch is not None:
            self.watch.reads.paths["fault"].add(self.path)
        return self.said.newer if self._is_broken() else None

    def _is_broken(self) -> bool:
        return self.said.fault is not None or self.said.newer is not None

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return self.said.lines

    @property
    def addresses(self) -> bool:
        """Whether comments in it address this tool; that is noted by itself."""
        if self.watch is not None:
            self.watch.reads.paths["addresses"].add(self.path)
        return self._has_comments()

    def _has_comments(self) -> bool:
        return bool(self.said.comments)

    def symbol(self, definition: Definition) -> str:
        """Dotted name of a definition of this module."""
        return f"{self.source.module}.{definition.scope}{definition.name}"

    def around(self, position: int) -> str:
        """Dotted name of the definition at a position, of the module itself for -1."""
        return self.symbol(self.definition(position)) if position >= 0 else self.name

    def header(self, definition: Definition) -> Place:
        """Where a definition is reported: its ``def`` or ``class`` line up to the body."""
        span = definition.span
        return Place(self.path, Span(span.line, span.column, span.end_line, span.end_column))

    def extent(self, definition: Definition) -> Place:
        """All of a definition, decorators included."""
        span = definition.span
        column = span.column if definition.start_line == span.line else 1
        return Place(self.path, Span(definition.start_line, column, span.end_line, span.end_column))

    def place(self, span: Span) -> Place:
        """A span of this module as a place."""
        return Place(self.path, span)


_NOBODY = Module(SourceFile("", "", "", False, Role.BACKUP, "", False), "", Surface(0))
"""Stands for files that are gone for longer."""


@lru_cache(maxsize=16)
def _picked(module: Module, pick: Callable[..., _Part], *wanted: str) -> _Part:
    return pick(module.said, *wanted)


@dataclass(slots=True)
class Watch:
    """Where what is read meanwhile is noted."""

    reads: Reads = field(default_factory=Reads)


@dataclass(slots=True)
class Index:
    """All modules of a run, by path and by name; the parts that few ask for stay in the store.

    ``positions`` number the files in what is remembered. A file keeps its number for as long as that
    lasts, and nobody gets that of one that is ``gone``.
    """

    all: tuple[Module, ...]
    store: Store
    by_path: dict[str, Module] = field(init=False)
    by_name: dict[str, list[Module]] = field(init=False)
    positions: dict[str, int] = field(init=False)  # by path, those of files that are gone too
    gone: dict[str, Module] = field(default_factory=dict)
    _laid: dict[str, Any] = field(default_factory=dict)
    watch: Watch = field(default_factory=Watch)
    aspects: Aspects | None = None  # what this run and the last one found out
    bundles: dict[int, frozenset[int]] = field(default_factory=dict)
    # Parts of the files that were looked at together last, by how they are decoded and by digest.
    _late: dict[Callable[[bytes], Any], dict[str, Any]] = field(default_factory=dict)

    _paths: list[str] = field(init=False)
    _packages: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._paths = sorted(m.path for m in self.all)
        packages = (m.source.package for m in self.all if not m.source.is_package)
        self._packages = frozenset(packages)
        self.by_path = {m.path: m for m in self.all}
        self.positions = {path: position for position, path in enumerate(self._paths)}
        self.by_name = {}
        for module in self.all:
            self.by_name.setdefault(module.name, []).append(module)
            object.__setattr__(module, "watch", self.watch)

    @property
    def modules(self) -> tuple[Module, ...]:
        """All modules, for who has another answer as soon as there are others."""
        self.note_each(FILES)
        return self.all

    def each(self, *taken: Pick | str) -> tuple[Module, ...]:
        """All modules, for who takes something of each before he asks anything else of it.

        A file of which that is nothing makes no difference by being there.
        """
        self.note_each(FILES, *taken)
        return self.all

    def note_each(self, files: str, *taken: Pick | str) -> None:
        """Some files are looked at one by one, each for what is ``taken``; for all without that."""
        for one in taken:
            self.reads.note(each(files, one if isinstance(one, str) else part_of(one)), ())
        if not taken:
            self.reads.note_shared(files)

    def layout(self, layout: Callable[..., _Part], *wanted: str) -> _Part:
        """What a function finds out from all files without what they say; see ``index.layouts``."""
        part = laid(layout, *wanted)
        self.reads.note(part, ())
        if part not in self._laid:
            self._laid[part] = layout([module.source for module in self.all], *wanted)
        found: _Part = self._laid[part]
        return found

    def note_layout(self, layout: Callable[..., object], *wanted: str) -> None:
        """Somebody knows by himself what a function would find out; see ``layout``."""
        self.reads.note(laid(layout, *wanted), ())

    def below(self, folder: str) -> list[Module]:
        """The modules below a folder, which ends with a slash, in the order of their paths."""
        self.reads.note_shared(lying_below(folder))
        paths = self._paths
        found = []
        for path in paths[bisect_left(paths, folder) :]:
            if not path.startswith(folder):
                break
            found.append(self.by_path[path])
        return found

    def named(self, name: str) -> list[Module]:
        """The modules with a dotted name."""
        self.reads.note_shared(existing(name))
        return self.by_name.get(name, [])

    def holds_modules(self, package: str) -> bool:
        """Whether a module that is no package stands directly in a package."""
        self.reads.note_shared(direct(package))
        return package in self._packages

    def number(self, numbered: Iterable[str], gone: Iterable[Module] = ()) -> None:
        """Take over the numbers of the last run; ``gone`` are the files of then that are no more."""
        self.gone = {module.path: module for module in gone}
        known = dict.fromkeys(numbered)
        fresh = sorted(path for path in self.by_path if path not in known)
        self.positions = {path: position for position, path in enumerate((*known, *fresh))}

    @property
    def numbered(self) -> list[Module]:
        """The files by their numbers, those that are gone too."""
        known = self.by_path | self.gone
        return [known.get(path, _NOBODY) for path in self.positions]

    def known(self, path: str) -> Module:
        """A file of this run or the last one."""
        return self.by_path[path] if path in self.by_path else self.gone[path]

    @property
    def reads(self) -> Reads:
        """What is read meanwhile."""
        return self.watch.reads

    @contextmanager
    def recorded(self) -> Iterator[Reads]:
        """A trace of what is read meanwhile."""
        outer, reads = self.watch.reads, Reads()
        self.watch.reads = reads
        try:
            yield reads
        finally:
            outer.include(reads)
            self.watch.reads = outer

    @contextmanager
    def apart(self, *, looks: bool = False) -> Iterator[Reads]:
        """A trace of what is read meanwhile, which is no part of the trace around it.

        As a rule it is of a look at one file, for which names are noted instead of surfaces.
        """
        outer, reads = self.watch.reads, Reads(looks=looks)
        self.watch.reads = reads
        try:
            yield reads
        finally:
            self.watch.reads = outer

    @contextmanager
    def bundled(self, name: str) -> Iterator[None]:
        """Many questions that are asked meanwhile count as one, which all files answer."""
        with self.apart() as reads:
            yield
        self.bundles[number("", name)] = frozenset(reads.all_names())

    def definitions(self) -> Iterator[tuple[Module, int, Definition]]:
        """Every definition with its module and its position there."""
        for module in self.all:
            for position, definition in enumerate(module.surface.definitions):
                yield module, position, definition

    def calls(self, modules: Iterable[Module]) -> Iterator[tuple[Module, list[CallGroup]]]:
        """Calls of some modules by callee, one module at a time."""
        return self._read(("calls",), modules, codec.calls)

    def uses(
        self, modules: Iterable[Module]
    ) -> Iterator[tuple[Module, tuple[list[CallGroup], tuple[MemberUse, ...]]]]:
        """Calls and member uses of some modules, one module at a time."""
        return self._read(("calls", "members"), modules, codec.uses)

    def shapes(self, modules: Iterable[Module]) -> Iterator[tuple[Module, Shape]]:
        """Shapes of some modules, one module at a time."""
        return self._read(("shape",), modules, codec.shape)

    def _read(
        self, parts: tuple[str, ...], modules: Iterable[Module], decode: Callable[[bytes], _Part]
    ) -> Iterator[tuple[Module, _Part]]:
        """Parts of the facts of some modules; that they were read is noted at once."""
        wanted = list(modules)
        for part in parts:
            self.reads.note(part, (module.path for module in wanted))
        return self.parts("shape" if parts == ("shape",) else "uses", wanted, decode)

    def parts(
        self, part: str, modules: Iterable[Module], decode: Callable[[bytes], _Part]
    ) -> Iterator[tuple[Module, _Part]]:
        """One stored part of the facts of some modules; who reads it has to note that."""
        wanted = [module for module in modules if module.digest]  # of the others nothing is known
        late: dict[str, _Part] = self._late.get(decode, {})
        if len(wanted) == 1 and wanted[0].digest in late:
            return iter([(wanted[0], late[wanted[0].digest])])
        late = self._late[decode] = {} if 1 < len(wanted) <= _LATE else late
        return _pairs(wanted, self.store, part, decode, late)


def _pairs(
    modules: Sequence[Module], store: Store, part: str, decode: Callable[[bytes], _Part],
    late: dict[str, _Part],
) -> Iterator[tuple[Module, _Part]]:  # fmt: skip
    by_digest: dict[str, list[Module]] = {}
    for module in modules:
        by_digest.setdefault(module.digest, []).append(module)
    for digest, data in store.part(part, by_digest):
        try:
            value = decode(data)
        except msgspec.MsgspecError as error:
            raise store.lose(error) from error
        if 1 < len(modules) <= _LATE:
            late[digest] = value
        for module in by_digest[digest]:
            yield module, value
