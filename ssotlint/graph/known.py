"""A definition that a name leads to, and how far a dotted name leads."""

from typing import NamedTuple

from ssotlint.graph.resolution import UNKNOWN, Resolution
from ssotlint.index.index import Module
from ssotlint.model.facts import Binding, Definition, Surface


class Known(NamedTuple):
    """A definition: its module and its position there."""

    module: Module
    position: int

    @property
    def definition(self) -> Definition:
        """The definition's row."""
        module, position = self
        watch = module.watch
        if (
            watch is not None and watch.reads.looks
        ):  # as in ``Module.definition``: it is asked often
            watch.reads.definitions.add(self)
        return module.said.definitions[position]

    @property
    def near(self) -> Surface:
        """The surface for who looks at what stands inside the definition, or around it."""
        return self.module.near(self.position)

    @property
    def symbol(self) -> str:
        """Dotted name."""
        return self.module.symbol(self.definition)


class Reach(NamedTuple):
    """Where the first parts of a dotted name lead, and what is left of it.

    ``known`` is a definition, ``binding`` a module-level name with another value (with ``module``
    as its module), ``module`` alone a module. ``certain`` is False when the name may also mean
    something else at run time.
    """

    known: Known | None = None
    module: Module | None = None
    binding: Binding | None = None
    rest: tuple[str, ...] = ()
    certain: bool = True
    answer: Resolution = UNKNOWN


NOWHERE = Reach(certain=False)
