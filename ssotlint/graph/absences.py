"""What it means when no file has a module that is asked for."""

from collections.abc import Callable, Iterable

from ssotlint.graph.givers import Givers
from ssotlint.graph.modules import ModuleTable
from ssotlint.graph.resolution import EXTERNAL, UNKNOWN, Resolution, Status, missing_module
from ssotlint.graph.shares import Shares
from ssotlint.graph.tops import Tops
from ssotlint.index import names
from ssotlint.index.index import Module
from ssotlint.model.dotted import prefixes
from ssotlint.project.needs import INSTALLED, normal

_TESTS = frozenset(("test", "testing", "tests"))


class Absences:
    """Tells what is missing from what somebody else may supply.

    ``needs`` are names of other distributions, ``attribute`` tells where a name of a module leads.
    """

    def __init__(
        self,
        table: ModuleTable,
        tops: Tops,
        shares: Shares,
        given: Givers,
        needs: frozenset[str],
        attribute: Callable[[Module, str], Resolution],
    ) -> None:
        self._table, self._tops = table, tops
        self._shares, self._given, self._needs = shares, given, needs
        self._attribute = attribute

    def module(self, name: str, seen_from: Module) -> Resolution:
        """Missing when the part above it is ours and could supply it, else somebody else's."""
        parent = name.rpartition(".")[0]
        while parent:
            found = self._table.find(parent, seen_from)
            if found is not None:
                return self._below(found, parent, name)
            if self._table.is_namespace(parent):
                return self.in_folder(parent, name)
            parent = parent.rpartition(".")[0]
        return EXTERNAL

    def _below(self, found: Module, parent: str, name: str) -> Resolution:
        """What a package or module of ours does not hold; tests are left out of what is installed."""
        tests = not _TESTS.isdisjoint(name[len(parent) :].split("."))
        if (tests and INSTALLED in self._needs) or self.takes_more(found):
            return UNKNOWN
        surface = found.said
        self._tops.note(found, names.HEADER)
        if not found.source.is_package:
            unsure = surface.fault or surface.dynamic or self._given.fills(found)
            return UNKNOWN if unsure else missing_module(name)
        if surface.fault or surface.dynamic or "__path__" in self._tops.table(found):
            return UNKNOWN
        bound = self._attribute(found, name[len(parent) + 1 :].partition(".")[0])
        if bound.status in (Status.EXTERNAL, Status.UNKNOWN):
            return bound
        if bound.status is Status.MODULE and bound.module is not None:
            return UNKNOWN  # the package binds another module under this name
        return UNKNOWN if self._given.fills(found) else missing_module(name)

    def takes_more(self, module: Module) -> bool:
        """Whether a package around a module says where else its parts are: others put some there."""
        around = [self._table.find(name, module) for name in prefixes(module.name)[:-1]]
        return self._extends([one] for one in around if one is not None)

    def _extends(self, found: Iterable[Iterable[Module]]) -> bool:
        packages = [package for one in found for package in one]
        for package in packages:
            self._tops.note(package, names.HEADER)
        return any("__path__" in self._tops.table(package) for package in packages)

    def in_folder(self, folder: str, name: str) -> Resolution:
        """What a folder without ``__init__`` does not hold: a needed distribution may have it.

        The metadata name it (``poetry-core``), or, where nothing but folders stands in the folder,
        others of its kind: whoever needs ``google-auth`` fills ``google`` from several. A core
        (``pymatgen-core``) may have anything, and so may others where this one was installed, or
        where a package around the folder says where else its parts are.
        """
        if self._extends(self._table.candidates(n) for n in prefixes(folder)):
            return UNKNOWN
        top = folder.partition(".")[0]
        shared = not self._needs.isdisjoint((normal(f"{top}.core"), INSTALLED))
        if not self._shares.supplies(top) or shared:
            return EXTERNAL
        child = name[len(folder) + 1 :].partition(".")[0]
        wanted = normal(f"{folder}.{child}")
        if self._table.holds_only_folders(folder):
            wanted = wanted.partition("-")[0]
        if wanted in self._needs or any(need.startswith(f"{wanted}-") for need in self._needs):
            return EXTERNAL
        return missing_module(name)
