"""Through which paths a symbol is imported, and which of them should be used."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ssotlint.graph.exports import offers, repeats
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.resolution import Step
from ssotlint.index.index import Module
from ssotlint.index.names import HEADER
from ssotlint.index.picks import defines
from ssotlint.model.config import OWNED, Owner
from ssotlint.model.dotted import is_below, is_inner, prefixes
from ssotlint.model.numbers import counted
from ssotlint.model.value import Parts, Value, field

_DEFINED = "it is defined there"
CLEAR = 2
"""A clear majority: so many times the importers of the path that would win otherwise."""


class Path(Parts, eq=False):
    """One dotted path to a symbol: the module that is named, the name there, who uses it."""

    module: Module
    name: str
    uses: list[ImportUse] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The dotted path."""
        return f"{self.module.name}.{self.name}"

    @property
    def is_public(self) -> bool:
        """Whether the name is meant for others; `_` alone is what texts are translated with.

        Or its package lists it with what it offers.
        """
        if not self.name.startswith("_") or self.name == "_":
            return True
        return self.module.source.is_package and offers(self.module, self.name)

    @property
    def importers(self) -> int:
        """How many files use the path."""
        return len({use.module.path for use in self.uses})

    def votes(self, facade: "Path") -> int:
        """How many files outside of a facade's package use the path."""
        return _votes([self], facade)

    @property
    def step(self) -> Step:
        """The binding that the path reaches first."""
        return self.uses[0].answer.chain[0]

    def is_facade_of(self, origin: Module) -> bool:
        """Whether the path's module is a package around the origin."""
        return self.module.source.is_package and origin.name.startswith(f"{self.module.name}.")

    def is_home(self, origin: Module) -> bool:
        """Whether the path's module is the origin, or a package around it."""
        return self.module is origin or self.is_facade_of(origin)

    def says_so(self, origin: Module) -> bool:
        """Whether the package exports the name on purpose: in ``__all__``, or from a private module."""
        if offers(self.module, self.name):
            return True
        return self.is_facade_of(origin) and _is_private(origin, len(self.module.name) + 1)

    def is_address(self, origin: Module) -> bool:
        """Whether the path is one that was made for others, whatever most of them use.

        The defining module, a package around it, a module called ``api`` or that says ``X as X`` or
        tells linters to leave the import, and a public
        module in front of a private one are addresses (if it exports the name or defines nothing
        itself); a module that happens to import the name for itself is none.
        """
        if self.is_home(origin):
            return True
        if self.module.name.rpartition(".")[2] == "api":
            return True
        if repeats(self.module, self.name) or self.name in self.module.asked(self.name).kept:
            return True
        in_front = _is_private(origin) and not _is_private(self.module)
        return in_front and self.is_collection(origin)

    def is_counter(self) -> bool:
        """Whether the module is a package that defines nothing, and offers the name in ``__all__``.

        Such is what a program shows of itself to those who extend it.
        """
        module = self.module
        return module.source.is_package and not module.picked(defines) and offers(module, self.name)

    def is_collection(self, origin: Module) -> bool:
        """Whether the module offers the name on purpose, or is there for nothing else.

        Who writes ``from … import *`` passes on whatever comes.
        """
        if self.says_so(origin) or not self.module.picked(defines):
            return True
        return any(row.name == "*" for row in self.module.asked(HEADER).imports)

    def is_offered(self) -> bool:
        """Whether the module says that it means the name for others."""
        return offers(self.module, self.name)

    def is_collected(self) -> bool:
        """Whether the module is a package that offers the name, or has no list of what it offers."""
        if not self.module.source.is_package:
            return False
        return self.is_offered() or self.module.asked(self.name).exports is None

    def holds(self, module: Module) -> bool:
        """Whether a module lies in the path's package."""
        return self.module.source.is_package and is_below(module.name, self.module.name)


def paths_of(uses: Iterable[ImportUse]) -> list[Path]:
    """The paths that some imports of one symbol use, the most used first."""
    found: dict[tuple[str, str], Path] = {}
    for use in uses:
        if use.named is not None and use.answer.chain:
            key = (use.named.path, use.row.name)
            found.setdefault(key, Path(use.named, use.row.name)).uses.append(use)
    return sorted(found.values(), key=lambda p: (-p.importers, p.text))


class Choice(Value, frozen=True):
    """The path that others should use, and why.

    ``home`` is the path into the defining module; ``inner`` is what the modules of a facade's own
    package should use, that path or a smaller facade in the package; ``declared`` tells that the
    project has chosen. ``is_open`` tells that most take the symbol from a module that only imports it
    for itself: nobody should have to leave that, and nobody be sent there.
    """

    path: Path
    why: str
    home: Path
    declared: bool = False
    inner: "Choice | None" = None
    is_open: bool = False

    def binds(self, module: Module) -> bool:
        """Whether the project has declared which path a module uses.

        A facade is declared for others: its own package collects from where things are.
        """
        inside = self.path is not self.home and self.path.holds(module)
        return self.declared and not inside

    def wanted(self, module: Module) -> Path:
        """The path for one importing module."""
        if self.binds(module) or not self.path.holds(module):
            return self.path
        return self.inner.wanted(module) if self.inner else self.home

    def leaves_open(self, module: Module) -> bool:
        """Whether an importing module may take the symbol from wherever it likes."""
        inside = self.inner is not None and self.path.holds(module)
        return self.inner.leaves_open(module) if self.inner and inside else self.is_open


class Reach(NamedTuple):
    """The paths that some imports use to one symbol: ``name`` in the module ``origin``."""

    paths: Sequence[Path]
    origin: Module
    name: str

    def elsewhere(self) -> Iterator[Path]:
        """The paths that may stand for the origin: under its name, unless that is private."""
        for path in self.paths:
            same = path.name == self.name or self.name.startswith("_")
            if path.is_public and same and path.module is not self.origin:
                yield path


def favoured(reaches: Sequence[Reach]) -> dict[str, str]:
    """The modules (by file) from which most take what they pass on, and how many do.

    A clear majority takes one symbol from there, and all that the module passes on:
    one place to import from is better than a choice symbol by symbol.
    """
    through: Counter[str] = Counter()
    around: Counter[str] = Counter()
    clear = {
        path.module.path
        for reach in reaches
        for path in reach.elsewhere()
        if _is_clear(path, reach)
    }
    for reach in reaches:
        for path in reach.elsewhere():
            if (file := path.module.path) in clear:
                through[file] += _votes([path], path)
                around[file] += max(_rivals(path, _against(path, reach)), default=0)
    return {
        file: f"{counted(through[file], 'importer takes', 'importers take')} what it re-exports from "
        f"it, {counted(around[file], 'does', 'do')} not"
        for file in sorted(clear)
        if through[file] >= CLEAR * around[file]
    }


def _is_clear(path: Path, reach: Reach) -> bool:
    """Whether a clear majority takes a symbol from there.

    Mostly the first rival decides, as the most used paths come first: of a symbol with hundreds of
    paths not all are weighed against all.
    """
    votes = _votes([path], path)
    return votes > CLEAR and all(
        votes > CLEAR * rival for rival in _rivals(path, _against(path, reach))
    )


def _against(path: Path, reach: Reach) -> Iterator[Path]:
    """The paths that an other one has to stand against: if it is an address, those that are, too."""
    yield _home(*reach)
    is_address = path.is_address(reach.origin)
    yield from (p for p in reach.paths if not is_address or p.is_address(reach.origin))


def habits(reaches: Sequence[Reach]) -> dict[str, str]:
    """The favoured modules with the reason why, and with "" the packages that most go around.

    Where most import from a package's modules what it offers, that is how it is done there,
    and the one name that two took from the package is no exception.
    """
    facades = {
        path.module.name: path.module
        for reach in reaches for path in reach.paths if path.is_facade_of(reach.origin)
    }  # fmt: skip
    through: Counter[str] = Counter()
    around: Counter[str] = Counter()
    for reach in reaches:
        for facade in _offering(reach, facades):
            inside = [
                p for p in reach.paths if p.module is not facade.module and facade.holds(p.module)
            ]
            file = facade.module.path
            through[file] += _votes([p for p in reach.paths if p.module is facade.module], facade)
            around[file] += _votes(inside, facade)
    shunned = {file: "" for file in around if around[file] >= CLEAR * max(through[file], 1)}
    return favoured(reaches) | shunned


def _offering(reach: Reach, facades: Mapping[str, Module]) -> Iterator[Path]:
    """The packages around the origin that offer the symbol, or from which somebody takes it."""
    for package in prefixes(reach.origin.name)[:-1]:
        module = facades.get(package)
        if module is not None and (
            offers(module, reach.name) or any(p.module is module for p in reach.paths)
        ):
            yield Path(module, reach.name)


def choose(
    reach: Reach, owners: Sequence[Owner], favourites: Mapping[str, str] | None = None
) -> Choice:
    """The canonical path of a symbol.

    It is the declared one; else the package around the origin that exports the symbol on purpose
    and is used by no fewer importers from outside than the origin, unless a clear majority uses
    another module that offers it on purpose; else a module that a clear majority takes this
    symbol from, or one of the ``favourites`` that no clear majority goes around; else the origin.
    What most go around (see ``habits``) is no package to be sent to. A
    majority that takes it from a module which only imports it for itself leaves the choice open. A
    package's own modules have no vote against it. What functions of the origin assign anew has no
    other path: a module that imports it keeps what it was.
    """
    paths, origin, name = reach
    known = favourites or {}
    home = _home(paths, origin, name)
    declared = _declared((home, *paths), f"{origin.name}.{name}", owners)
    if declared is not None:
        return Choice(declared, OWNED, home, declared=True)
    if changes(origin, name):
        return Choice(
            home, "it changes there while the program runs, and copies of it do not", home
        )
    return (
        _by_package(reach, home, owners, known)
        or _by_majority(reach, home, known)
        or _by_default(reach, home)
    )


def _by_package(
    reach: Reach, home: Path, owners: Sequence[Owner], favourites: Mapping[str, str]
) -> Choice | None:
    """The package around the origin that exports the symbol, where that is how it is done."""
    paths, origin, name = reach
    at_home = [path for path in paths if path.module is origin]
    facades = [p for p in paths if p.is_public and p.is_facade_of(origin) and p.says_so(origin)]
    for facade in facades:
        most = _votes([facade], facade) >= _votes(at_home, facade)
        most = most and favourites.get(facade.module.path) != ""
        if most and not _is_outvoted(facade, paths, origin):
            others = [path for path in paths if path.module is not facade.module]
            inner = choose(Reach(others, origin, name), owners, favourites)
            return Choice(facade, "its package exports it on purpose", home, inner=inner)
    return None


def _by_majority(reach: Reach, home: Path, favourites: Mapping[str, str]) -> Choice | None:
    """A module that a clear majority takes this symbol from, or all that it passes on."""
    paths, origin, _ = reach
    own = favoured([reach])
    for path in reach.elsewhere():
        why = own.get(path.module.path, "")
        if favourites.get(path.module.path) == "":
            continue
        if not why and path.is_collection(origin):
            why = favourites.get(path.module.path, "")
        if why and all(rival <= _votes([path], path) for rival in _rivals(path, (home, *paths))):
            meant = path.is_address(origin) or path.is_collection(origin)
            meant = meant and not is_inner(path.module.name, origin.name)
            why = why if meant else _DEFINED
            return Choice(path if meant else home, why, home, is_open=not meant)
    return None


def _by_default(reach: Reach, home: Path) -> Choice:
    """The origin, unless another address is all that anybody uses."""
    origin = reach.origin
    elsewhere = (p for p in reach.paths if p.is_public and p.module is not origin)
    address = next((p for p in elsewhere if p.is_address(origin)), home)
    at_home = home.uses or any(path.module is origin for path in reach.paths)
    if not at_home and address is not home:
        return Choice(address, "nobody imports it from where it is defined", home)
    return Choice(home, _DEFINED, home)


def changes(origin: Module, name: str) -> bool:
    """Whether a function of the module gives its global name another value."""
    return any(name in row.globals for row in origin.asked(name).definitions)


def _is_outvoted(facade: Path, paths: Sequence[Path], origin: Module) -> bool:
    """Whether a clear majority uses another module that offers the symbol on purpose."""
    rivals = [p for p in paths if p.module is not origin and p.is_public and p.says_so(origin)]
    limit = CLEAR * max(_votes([facade], facade), 1)
    return any(_votes([rival], facade) > limit for rival in rivals)


def _home(paths: Sequence[Path], origin: Module, name: str) -> Path:
    """The path into the defining module: its own name, or the public one that most use there."""
    at_home = [path for path in paths if path.module is origin]
    own = next((path for path in at_home if path.name == name), None) or Path(origin, name)
    best = next((path for path in at_home if path.is_public), own)
    if not own.is_public or best.importers > max(CLEAR * own.importers, CLEAR):
        return best
    return own


def _declared(paths: Sequence[Path], own: str, owners: Sequence[Owner]) -> Path | None:
    by_text = {path.text: path for path in paths}
    for owner in owners:
        place = owner.place.replace(":", ".")
        if place == own or place in by_text:
            wanted = owner.facade.replace(":", ".") if owner.facade else place
            return by_text.get(wanted)
    return None


def _rivals(path: Path, paths: Iterable[Path]) -> Iterator[int]:
    """How many importers use each of the paths into other modules."""
    return (_votes([p], path) for p in paths if p.module is not path.module)


def _votes(paths: Iterable[Path], facade: Path) -> int:
    """The importers of some paths that lie outside of the facade's package."""
    uses = (use for path in paths for use in path.uses)
    return len({use.module.path for use in uses if not facade.holds(use.module)})


def _is_private(module: Module, start: int = 0) -> bool:
    """Whether a part of a module's dotted name, from a position on, begins with an underscore."""
    return any(part.startswith("_") for part in module.name[start:].split("."))
