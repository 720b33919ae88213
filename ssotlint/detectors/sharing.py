"""What stands in the way of importing a fact from its owner, and where it could stand instead."""

from collections import Counter
from typing import NamedTuple

from ssotlint.detectors.registering import Registering
from ssotlint.detectors.view import View
from ssotlint.index.index import Module
from ssotlint.model.dotted import is_below, is_importable

# Imports run one way when so many times more of them do.
_MOSTLY = 4
# What a package calls that which its other parts share.
_COMMON = frozenset(
    (
        "base", "bases", "common", "compat", "core", "helper", "helpers", "lib", "libs", "mixins",
        "shared", "util", "utilities", "utils",
    )
)  # fmt: skip
# What may as well be a part that stands by itself, or be made to be derived from.
_CENTRAL = frozenset(("base", "bases", "core"))


class Way(NamedTuple):
    """How a copy can come to share what its owner says.

    It imports that, if nothing is in the way. ``hindrance`` says what is, and ``package`` is one
    of both, or the file of the copy, if its owner can import from ``here``; where there is none,
    it is ``homeless``.
    """

    hindrance: str = ""
    package: str = ""
    homeless: bool = False
    beside: bool = False  # what is named for a package is the file of both
    nameless: bool = False  # no import can name the place of the owner
    here: bool = False

    @property
    def home(self) -> str:
        """Where it could stand instead of where it is, in words; "" where it is well placed."""
        if self.beside:
            return f"{self.package} itself"
        if self.here:
            return f"{self.package}, where this one stands"
        if self.nameless and not self.package:
            return "a module that both can import"
        return f"a module of {self.package}" if self.package else ""


class Sharing:
    """Asks the import graph of one run."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._outside = view.graph.outside
        self._registering = Registering(view)

    def way(self, symbol: str, owner: Module, user: Module) -> Way:
        """How a file can share a symbol of another one."""
        inside = "it stands inside of a function" if "<locals>" in symbol else ""
        if owner is user:
            return Way(inside, owner.name, beside=True) if inside else Way()
        nameless = "" if is_importable(owner.name) else f"no import can name {owner.name}"
        cycle = self.cycle(owner, user)
        firm = (
            inside
            or nameless
            or self._closing(cycle)
            or self._loading(owner, user)
            or self._doing(owner, user)
        )
        against = "" if firm else self._against(owner, user)
        if against and self._is_open(owner, user):
            return Way(against, user.name, here=True)
        hindrance = firm or against or self._strange(symbol, owner, user)
        if not hindrance:
            return Way()
        package = self._package(owner, user)
        package = package if package and is_importable(package) else ""
        if package or nameless:
            return Way(hindrance, package, nameless=bool(nameless))
        return Way(hindrance, user.name, here=True) if cycle else Way("", "", homeless=True)

    def _package(self, owner: Module, user: Module) -> str:
        """The lowest package that holds both, or what is shared in there and both import most."""
        package, imported = lowest_package(owner, user), self._view.graph.imported
        known: Counter[str] = Counter()
        for path in imported.loads(owner.path) & imported.loads(user.path) if package else ():
            name = self._view.index.by_path[path].name
            inner = name.removeprefix(f"{package}.").split(".")
            if name.startswith(f"{package}.") and len(inner) > 1:
                known[inner[0]] += 1
        used = [f"{package}.{inner}" for inner, _ in known.most_common()]
        free = (
            one for one in used
            if is_common(one) and not is_below(owner.name, one) and not is_below(user.name, one)
        )  # fmt: skip
        return next(free, package)

    def cycle(self, owner: Module, user: Module) -> tuple[str, ...]:
        """The new import cycle that arises when ``user`` imports from ``owner``, () without one.

        Module names from ``owner`` along the imports that run when it is loaded to ``user``, and
        back to ``owner``.
        """
        chain = self._view.graph.imported.closed(owner.path, user.path)
        names = [self._view.index.by_path[path].name for path in chain]
        return (*names, owner.name) if names else ()

    def lacking(self, owner: Module, user: Module) -> frozenset[str]:
        """The optional libraries that a file would have to load to load another one."""
        return self._outside.needed(owner.path) - self._outside.taken(user.path)

    def back_ends(self, first: Module, second: Module) -> tuple[str, ...]:
        """The names from libraries that one of two files knows alone, if each knows some."""
        asked = [self._outside.asked(one) for one in (first, second)]
        own = [
            {name for library in ours.keys() - theirs.keys() for name in ours[library]}
            for ours, theirs in (asked, reversed(asked))
        ]
        return tuple(sorted(own[0] | own[1])) if all(own) else ()

    def does(self, owner: Module, user: Module) -> bool:
        """Whether loading a file does something, and that of another one does not."""
        return bool(self._registering.done(owner)) and not self._registering.done(user)

    def is_against(self, owner: Module, user: Module) -> bool:
        """Whether imports run from the place of ``owner`` to that of ``user``, and hardly back.

        One import between files side by side tells no direction.
        """
        if owner.path.rpartition("/")[0] == user.path.rpartition("/")[0]:
            return False
        there, back = self._view.graph.imported.runs(owner.path, user.path)
        return there > _MOSTLY * back

    def is_above(self, owner: Module, user: Module) -> bool:
        """Whether loading ``owner`` loads ``user``, and not the other way round."""
        loaded = self._view.graph.imported.loaded
        return user.path in loaded(owner.path) and owner.path not in loaded(user.path)

    def is_served(self, owner: Module, user: Module) -> bool:
        """Whether the other file stands in what the package of both calls shared, and this does not."""
        package = lowest_package(owner, user)
        return _is_shared_in(package, user) and not _is_shared_in(package, owner)

    def is_asking(self, owner: Module, user: Module) -> bool:
        """Whether ``owner`` imports from ``user``, if only while a function runs, and none back."""
        takes = self._view.graph.imported.running
        return user.path in takes(owner.path) and owner.path not in takes(user.path)

    def is_private(self, symbol: str, module: Module) -> bool:
        """Whether a symbol is meant for those beside it alone, and nobody else takes it."""
        own = symbol.removeprefix(f"{module.name}.").split(".")
        is_taken = own[0] in (module.asked(own[0]).exports or ()) or (
            len(own) == 1 and self._view.users(symbol) > 0
        )
        around = [name for name in module.name.split(".") if not is_common(name)]
        return "<locals>" in own or any(map(is_private, around if is_taken else [*around, *own]))

    def _is_open(self, owner: Module, user: Module) -> bool:
        """Whether the owner, or who imports from the place of the other file, can take it there."""
        is_loaded = self._view.graph.imported.is_used_shipped(user.path)
        is_free = not (self._loading(user, owner) or self._doing(user, owner))
        return is_loaded and is_free and is_importable(user.name)

    @staticmethod
    def _closing(cycle: tuple[str, ...]) -> str:
        return f"importing it would close the cycle {' -> '.join(cycle)}" if cycle else ""

    def _loading(self, owner: Module, user: Module) -> str:
        lacking = sorted(self.lacking(owner, user))
        return f"{owner.name} loads {lacking[0]}, which this module does without" if lacking else ""

    def _doing(self, owner: Module, user: Module) -> str:
        """What happens when a file is loaded that is not loaded yet."""
        done = self._registering.done(owner)
        is_loaded = owner.path in self._view.graph.imported.loaded(user.path)
        return f"loading {owner.name} {done}" if done and not is_loaded else ""

    def _against(self, owner: Module, user: Module) -> str:
        if not self.is_against(owner, user):
            return ""
        return "imports run the other way, from there to here"

    def _strange(self, symbol: str, owner: Module, user: Module) -> str:
        """What does not know the other, or would have to know what is private to it."""
        if _is_beside(owner, user):
            return ""
        if not self.is_served(user, owner):
            there, back = self._view.graph.imported.runs(owner.path, user.path)
            if not there and not back:
                return "neither package imports from the other"
            if self._view.graph.worlds.are_parallel(owner, user):
                return "they stand in trees of one shape that hardly import from each other"
        if self.is_private(symbol, owner):
            return "it is private to its package"
        return ""


def is_private(name: str) -> bool:
    """Whether a name is meant for those beside it alone."""
    return name.startswith("_") and not name.endswith("__")


def is_common(name: str) -> bool:
    """Whether a module or package, by its dotted name, is called what others share."""
    return not _COMMON.isdisjoint(name.rpartition(".")[2].split("_"))


def _is_beside(owner: Module, user: Module) -> bool:
    """Whether a file stands in a folder around the other one."""
    ours, theirs = (module.path.rpartition("/")[0] for module in (owner, user))
    return f"{ours}/".startswith(f"{theirs}/") or f"{theirs}/".startswith(f"{ours}/")


def _is_shared_in(package: str, module: Module) -> bool:
    """Whether the part of a package in which a module stands is there for all of it, by its name."""
    part = module.name.removeprefix(package).lstrip(".").partition(".")[0]
    return part.strip("_") in _COMMON - _CENTRAL


def lowest_package(owner: Module, user: Module) -> str:
    """The lowest package that holds two modules, "" where there is none."""
    common = []
    for ours, theirs in zip(owner.name.split("."), user.name.split("."), strict=False):
        if ours != theirs:
            break
        common.append(ours)
    return ".".join(common)
