"""Libraries of others that a project can do without, and which files cannot be loaded then.

A library is optional where some file asks for it under ``try`` or not before a function runs, or
hardly any file of a large project asks for it. Who imports from a file that loads one at its head makes everybody load it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.graph.modules import STANDARD_LIBRARY
from ssotlint.graph.resolution import Status
from ssotlint.index import codec
from ssotlint.index.aspect import Aspect
from ssotlint.index.found import found_out
from ssotlint.model.facts import Context, Import, Surface
from ssotlint.model.source import Role

if TYPE_CHECKING:
    from ssotlint.graph.imported import Imported
    from ssotlint.graph.resolver import Resolver
    from ssotlint.index.index import Index, Module

_LATER = Context.DEFERRED | Context.GUARDED
MANY = 40
"""So many files make a large project."""
_FEW = 3  # files of a large one: no more ask for what comes with a part of it alone


LIBRARIES = "libraries"
"""The aspect of a file that tells which libraries it takes; of a file: which loading it needs."""


OWN = "own libraries"
"""Of a file: which libraries it takes itself, and under which names."""


class Taken(NamedTuple):
    """A library that a file takes: whether without need at times, and whether to be loaded at all.

    ``name`` is that by which the file knows it, or what it takes of it.
    """

    library: str
    is_optional: bool
    is_needed: bool
    name: str


_taken = codec.reader(tuple[Taken, ...])


class Outside:
    """The optional libraries that loading a file takes; what each file takes is remembered.

    What other packages need is theirs to know: they may be loaded under a condition.
    """

    def __init__(self, index: Index, resolver: Resolver, imported: Imported) -> None:
        self._index, self._resolver, self._imported = index, resolver, imported
        self.taking: Aspect[None, tuple[Taken, ...]] = Aspect(
            name=LIBRARIES,
            part="",
            covers=lambda module: module.source.role is Role.PRODUCTION,
            decode=lambda _: None,
            look=lambda module, _: tuple(sorted(set(self._looked(module)))),
            pack=codec.packed,
            unpack=_taken,
            gist=lambda rows, *_: codec.packed(rows),
            told=lambda path, rows: ((path, OWN, row) for row in rows),
            spread=self._spread,
        )
        self._loading: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def needed(self, path: str) -> frozenset[str]:
        """The optional libraries without which a file cannot be loaded, nor its own package."""
        return self._loaded_with(path)[0]

    def taken(self, path: str) -> frozenset[str]:
        """The optional libraries that are loaded with a file, whoever asks for them."""
        return self._loaded_with(path)[1]

    def asked(self, module: Module) -> dict[str, set[str]]:
        """The libraries that a file asks for itself, with the names under which it knows them."""
        found: dict[str, set[str]] = defaultdict(set)
        for library, name in self._known(module):
            found[library].add(name)
        return found

    def _known(self, module: Module) -> Iterable[tuple[str, str]]:
        """The libraries that a file takes, each with a name by which it knows it."""
        if not self.taking.covers(module):
            return [(library, _name(row)) for row, library in self._taken(module)]
        self._imported.note(OWN, module.path)
        return [(row.library, row.name) for row in self._all.get(module.path, ())]

    @cached_property
    def _all(self) -> Mapping[str, tuple[Taken, ...]]:
        """What files take; who asks has noted that."""
        return found_out(self._index, self.taking)

    def _loaded_with(self, path: str) -> tuple[frozenset[str], frozenset[str]]:
        """Both, made once; who asks has asked for what they were made from."""
        self._imported.note(LIBRARIES, path)
        direct, loaded = self._needing, self._imported.loaded(path)
        known = self._loading.get(path)
        if known is None:
            package = f"{path.rpartition('/')[0]}/"
            files = {file for file in (path, *loaded) if file in direct}
            own = {file for file in files if file == path or file.startswith(package)}
            known = self._loading[path] = (
                frozenset(library for file in own for library in direct[file]),
                frozenset(library for file in files for library in direct[file]),
            )
        return known

    @cached_property
    def _needing(self) -> dict[str, frozenset[str]]:
        """The optional libraries that files need; who asks has noted that."""
        return self._needed_of(self._all)

    def _needed_of(self, known: Mapping[str, tuple[Taken, ...]]) -> dict[str, frozenset[str]]:
        optional = {row.library for rows in known.values() for row in rows if row.is_optional}
        needed = {
            path: frozenset(row.library for row in rows if row.is_needed)
            for path, rows in known.items()
        }
        if len(self._index.all) > MANY:
            asked = Counter(library for libraries in needed.values() for library in libraries)
            optional |= {library for library, files in asked.items() if files <= _FEW}
        return {path: found for path, taken in needed.items() if (found := taken & optional)}

    def _spread(
        self,
        before: Mapping[str, tuple[Taken, ...] | None],
        now: Callable[[], Mapping[str, tuple[Taken, ...]]],
    ) -> Iterator[tuple[str, str]]:
        """The files that load, by whatever way, one that needs other optional libraries now."""
        rows = now()
        then = {path: found or () for path, found in before.items()}
        old, new = self._needed_of({**rows, **then}), self._needed_of(rows)
        turned = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
        return ((path, LIBRARIES) for path in self._imported.loading(turned))

    def _looked(self, module: Module) -> Iterator[Taken]:
        avoided = {row.span for row in module.picked(avoidable)}
        for row, library in self._taken(module):
            is_needed = not (row.context & Context.DEFERRED or row.span in avoided)
            yield Taken(library, bool(row.context & _LATER), is_needed, _name(row))

    def _taken(self, module: Module) -> Iterable[tuple[Import, str]]:
        """The imports of a file that lead outside, each with the library that it takes."""
        for row in module.picked(_absolute):
            if self._is_foreign(module, row):
                yield row, row.module.partition(".")[0]

    def _is_foreign(self, module: Module, row: Import) -> bool:
        """Whether an import leads outside, though a file of ours may have that name elsewhere."""
        if self._resolver.is_foreign(row):
            return True
        answer = self._resolver.imported(module, row)
        return answer.status is Status.EXTERNAL and not answer.chain


def _name(row: Import) -> str:
    return row.bound.partition(".")[0]


def _absolute(surface: Surface) -> list[Import]:
    """The imports that may take a library: of no module beside, and not for type checkers alone."""
    return [
        row for row in surface.imports
        if not row.level and not row.context & Context.TYPING
        and row.module.partition(".")[0] not in STANDARD_LIBRARY
    ]  # fmt: skip


def avoidable(surface: Surface) -> list[Import]:
    """The imports without which a file goes on: a handler binds the name otherwise, or a mark."""
    return [surface.imports[position] for position in surface.spared]
