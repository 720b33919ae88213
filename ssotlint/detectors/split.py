"""A symbol that some files import through several paths, and how much speaks for one of them."""

from collections.abc import Sequence

from ssotlint.graph.importers import ImportUse
from ssotlint.graph.paths import Choice, Path, Reach, changes
from ssotlint.graph.reaches import Habits
from ssotlint.graph.resolution import Resolution
from ssotlint.index.index import Module
from ssotlint.index.picks import imports
from ssotlint.model.facts import Context
from ssotlint.model.value import Value

_SEVERAL = 3  # further modules
_MORE = 2  # times as many: one can say how it is done there
_CLEAR = 3  # times as many: nobody has to choose any more
_MOST = 4  # times as many: who goes another way is the only one


class Split(Value, frozen=True, eq=False):
    """A symbol that a domain imports through several paths; ``wrong`` are the imports to change.

    ``habits`` tell who takes what a module defines from which one.
    """

    symbol: str
    reach: Reach
    choice: Choice
    habits: Habits
    wrong: tuple[ImportUse, ...]
    domain: str = ""

    @property
    def paths(self) -> Sequence[Path]:
        """All paths, the most used first."""
        return self.reach.paths

    @property
    def answer(self) -> Resolution:
        """Where the most used path leads."""
        return self.paths[0].uses[0].answer

    @property
    def is_decided(self) -> bool:
        """Whether something else than numbers says which path it is to be.

        The project declares it, or what a function assigns anew is the newest in one place only.
        """
        return self.choice.declared or changes(self.reach.origin, self.choice.home.name)

    def is_meant(self, use: ImportUse) -> bool:
        """Whether a module is as good a place as the wanted one, as far as one can see.

        It defines the symbol; or it is a package that collects it; or it offers it, and the wanted
        one is no more than that. Beside the home, or its own package, a shim is one path too many.
        """
        path, origin = self._path(use), self.reach.origin
        if use.named is origin or path.is_collected():
            return True
        wanted = self.choice.wanted(use.module)
        return not wanted.is_home(origin) and path.is_offered()

    def is_offered(self, use: ImportUse) -> bool:
        """Whether a module passes the symbol on for others, or defines it itself."""
        path, origin = self._path(use), self.reach.origin
        return path.is_address(origin) or path.is_collection(origin) or self.is_meant(use)

    def convinces(self, use: ImportUse) -> bool:
        """Whether an import should change.

        What a module happens to have for itself is not taken from there, nor what it passes on as
        one of several places, unless that is where most go. Of two paths that are meant, the one
        is wrong where a clear majority takes the other, in all that is taken from the same home;
        and never what a package gives to nobody but its own modules. Who goes past a package to
        the home while a function runs, does so for a reason; else it is told of files that take
        other things from the package, or where hardly anybody goes past it.
        """
        if self.is_decided:
            return True
        path = self._path(use)
        if path.module.source.is_package and all(path.holds(other.module) for other in path.uses):
            return False
        wanted = self.choice.wanted(use.module)
        if not self.is_meant(use):
            usual = self._users(path.module, wanted) > self._users(wanted.module, wanted)
            return not (usual and path.is_collection(self.reach.origin))
        if use.named is self.reach.origin:
            return self._goes_past(use, path, wanted)
        return self._outnumbers(use, _MORE)

    def _goes_past(self, use: ImportUse, path: Path, wanted: Path) -> bool:
        """Whether an import of what a module defines should go through the package instead."""
        if path.importers >= wanted.importers or _goes_inside(use, wanted):
            return False
        if is_for_itself(self.reach.origin, use.module):
            return True
        if use.row.context & Context.DEFERRED:
            return False
        if any(not other.is_home(self.reach.origin) for other in self.paths):
            return self._outnumbers(use, _MORE)  # there are so many ways that each has to be told
        return self._outnumbers(use, _MORE if _takes_from(use, wanted.module) else _MOST)

    def is_close(self, use: ImportUse) -> bool:
        """Whether more take the path that is wanted, and not so many more that it is a rule."""
        if self.is_decided or not self.is_meant(use):
            return False
        if use.named is self.reach.origin and is_for_itself(self.reach.origin, use.module):
            return False
        return not self._outnumbers(use, _CLEAR)

    def _outnumbers(self, use: ImportUse, times: int) -> bool:
        """Whether so many times as many go where wanted, for the symbol and for all of its home.

        Those in the wanted package have no vote: they load what it collects.
        """
        wanted = self.choice.wanted(use.module)
        so, otherwise = self._path(use).votes(wanted), wanted.votes(wanted)
        if otherwise < times * so or use.named is None:
            return False
        return self._users(wanted.module, wanted) >= times * self._users(use.named, wanted)

    def _users(self, named: Module, wanted: Path) -> int:
        """How many take what the home defines from a module, those in the wanted package apart."""
        users = self.habits.get((named.path, self.reach.origin.path), ())
        return sum(not wanted.holds(user) for user in users)

    def _path(self, use: ImportUse) -> Path:
        """The path that an import uses."""
        name = use.row.name
        return next(p for p in self.paths if p.module is use.named and p.name == name)


def _goes_inside(use: ImportUse, facade: Path) -> bool:
    """Whether a file takes nothing from a package itself, and something from several of its modules.

    From another one at all, where the package does not name what it passes on.
    """
    package, base = facade.module.name, use.base
    if not facade.module.source.is_package:
        return False
    named = set(_named(use.module))
    inside = {name for name in named if name.startswith(f"{package}.") and name != base}
    return package not in named and len(inside) >= (1 if _is_spread(facade) else _SEVERAL)


def _is_spread(path: Path) -> bool:
    """Whether a module has the name by `from … import *` alone."""
    rows = path.module.asked(path.name).imports
    return not path.is_offered() and not any(row.bound == path.name for row in rows)


def _takes_from(use: ImportUse, module: Module) -> bool:
    """Whether the file of an import takes something from a module as well, when it is loaded."""
    return module.name in _named(use.module)


def _named(module: Module) -> list[str]:
    """The modules from which a file takes something when it is loaded, by their dotted names."""
    own = module.source.package.split(".")
    found = []
    for row in module.picked(imports):
        around = own[: len(own) - row.level + 1] if row.level else []
        if not row.context & (Context.DEFERRED | Context.TYPING):
            found.append(".".join(filter(None, (*around, row.module))))
    return found


def is_for_itself(origin: Module, module: Module) -> bool:
    """Whether a module's name says that others should not import from it, and the other is none of its own."""
    depth = common(module.name, origin.name)
    return any(part.startswith("_") for part in origin.name.split(".")[depth:])


def common(first: str, second: str) -> int:
    """How many packages two modules have around both, from the outermost on."""
    pairs = zip(first.split(".")[:-1], second.split(".")[:-1], strict=False)
    return next(
        (size for size, (a, b) in enumerate(pairs) if a != b),
        min(first.count("."), second.count(".")),
    )
