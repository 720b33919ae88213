"""The owners that the project declares, found in its files."""

from collections.abc import Iterator

from ssotlint.detectors.view import View
from ssotlint.graph.resolution import Resolution, Status
from ssotlint.index.index import Module
from ssotlint.model.config import Owner
from ssotlint.model.facts import Binding, Definition
from ssotlint.model.place import Place
from ssotlint.model.value import Value


class Found(Value, frozen=True):
    """Where the name at a declared place leads; ``module`` is None where no file has its name."""

    module: Module | None
    name: str
    answer: Resolution | None = None

    @property
    def is_here(self) -> bool:
        """Whether the name is made in that module, and not imported there."""
        return self.answer is not None and self.answer.module is self.module


class Declared(Value, frozen=True):
    """A declared owner and its own definition or assignment."""

    owner: Owner
    module: Module
    made: Definition | Binding

    @property
    def symbol(self) -> str:
        """Dotted name of the owner."""
        if isinstance(self.made, Definition):
            return self.module.symbol(self.made)
        return f"{self.module.name}.{self.made.name}"

    @property
    def place(self) -> Place:
        """Where the owner is made."""
        if isinstance(self.made, Definition):
            return self.module.header(self.made)
        return self.module.place(self.made.span)

    @property
    def names(self) -> frozenset[str]:
        """What it is called: by its definition and by its declaration."""
        return frozenset({self.made.name, self.owner.name.rpartition(".")[2]})


def parted(place: str) -> tuple[str, str]:
    """Module and name of a place, also of one that is written with dots alone."""
    module, colon, name = place.partition(":")
    if colon:
        return module.strip(), name.strip()
    module, _, name = place.rpartition(".")
    return module, name


def dotted(place: str) -> str:
    """A place as a dotted name."""
    return place.replace(":", ".").strip()


def find(place: str, view: View) -> Found:
    """Where a declared place leads."""
    module_name, name = parted(place)
    candidates = view.graph.resolver.table.candidates(module_name)
    if not candidates:
        return Found(None, name)
    module = candidates[0]
    return Found(module, name, view.graph.resolver.attribute(module, name.partition(".")[0]))


def declared(view: View) -> Iterator[Declared]:
    """The owners that are where they are declared to be."""
    for owner in view.config.canonical:
        found = find(owner.place, view)
        if found.module is None or found.answer is None or not found.is_here:
            continue
        made = made_in(found.module, found.name)
        if found.answer.status is Status.SYMBOL and made is not None:
            yield Declared(owner, found.module, made)


def made_in(module: Module, name: str) -> Definition | Binding | None:
    """The definition or the assignment that makes a name; of several the last."""
    definitions = [d for d in module.surface.definitions if d.qualname == name]
    if definitions:
        return definitions[-1]
    bindings = [b for b in module.surface.bindings if b.name == name and b.owner < 0]
    return bindings[-1] if bindings else None
