"""Where something may be found that is imported from where it is not."""

from difflib import get_close_matches
from typing import NamedTuple

from ssotlint.graph.importers import ImportUse
from ssotlint.graph.resolution import Status
from ssotlint.graph.resolver import Resolver
from ssotlint.index.index import Module
from ssotlint.index.names import inside
from ssotlint.index.picks import names_at_top
from ssotlint.model.facts import Definition
from ssotlint.model.place import NOWHERE, Place
from ssotlint.model.source import Role

_LIKE = 0.82  # difflib's ratio: one letter of six, an ending; not another word of the same length


class Home(NamedTuple):
    """A module, and the definition in it that is meant (None: the module itself)."""

    module: Module
    definition: Definition | None = None

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return self.module.symbol(self.definition) if self.definition else self.module.name

    @property
    def place(self) -> Place:
        """The definition's header, or the begin of the file."""
        if self.definition is None:
            return self.module.place(NOWHERE)
        return self.module.header(self.definition)


class Homes:
    """Definitions of a name anywhere, and modules that may be meant by a wrong path."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def named(self, name: str) -> list[Home]:
        """Every module-level definition of a name, backups and generated files left out."""
        return [
            Home(module, row)
            for module in self.resolver.shares.defining(name)
            if module.source.role not in (Role.BACKUP, Role.GENERATED)
            for row in module.said.definitions
            if row.owner < 0 and row.name == name
        ]

    def hidden(self, use: ImportUse) -> Home | None:
        """The definition in another file of the same dotted name, which the one that is loaded hides."""
        for module in self.resolver.table.candidates(use.base):
            found = _top(module, use.row.name) if module is not use.named else None
            if found is not None and not module.source.is_stub:
                return Home(module, found)
        return None

    def sibling(self, use: ImportUse) -> Home | None:
        """The module beside the importing one (or below it) that a wrong path ends with."""
        last = use.base.rpartition(".")[2]
        package = use.module.source.package
        for name in (f"{package}.{last}", f"{use.module.name}.{last}"):
            found = self.resolver.table.find(name, use.module) if package else None
            if found is None or found.path == use.module.path or found.name == use.base:
                continue
            if not use.row.name or use.row.name == "*":
                return Home(found)
            if self.resolver.attribute(found, use.row.name).status <= Status.MODULE:
                return Home(found)
        return None

    def only(self, use: ImportUse) -> Home | None:
        """The one definition of the imported name that the importing file could mean.

        Production code never means what a test defines for itself, nor another domain's.
        """
        name = use.row.name
        if not name or name.startswith("_"):
            return None
        found = [h for h in self.named(name) if h.module.path != use.module.path]
        ours = [h for h in found if h.module.source.role is not Role.TEST]
        source = use.module.source
        if source.role is not Role.TEST:
            near = {source.domain, "shared"} if source.domain else None
            ours = [h for h in ours if near is None or h.module.source.domain in near]
            return ours[0] if len(ours) == 1 else None
        found = ours or [
            h for h in found if not h.module.path.rpartition("/")[2].startswith("test_")
        ]
        return found[0] if len(found) == 1 else None

    def near(self, use: ImportUse) -> str:
        """A name of the imported module that is spelled almost like the wanted one, or ""."""
        if use.named is None or len(use.row.name) < 4:
            return ""
        names = use.named.picked(names_at_top)
        known = [name for name in names if name not in ("*", "__all__")]
        found = get_close_matches(use.row.name, sorted(known), 1, _LIKE)
        return found[0] if found else ""


def _top(module: Module, name: str) -> Definition | None:
    for definition in module.asked(inside(name)).definitions:
        if definition.owner < 0 and definition.name == name:
            return definition
    return None
