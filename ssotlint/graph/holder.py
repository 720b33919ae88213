"""A place that keeps an instance for everybody."""

from enum import IntEnum
from typing import NamedTuple

from ssotlint.graph.known import Known
from ssotlint.index.index import Module
from ssotlint.model.facts import Binding

IGNORED_ARGUMENTS = "that later arguments are ignored"
NO_LOCK = "that no lock guards the first call"
NO_RESET = "that nothing resets it"
CACHED = "its result is cached"
A_KEY = "an instance per key"
"""What a class keeps that has one for each key."""
STANDS = "it returns what its module has made"
"""Of an accessor that hands out what its module has made."""
GIVEN = "which is filled when the program starts"
"""Of an accessor that hands out what another function has put there, and fails before."""


class HolderKind(IntEnum):
    """What keeps the instance."""

    CLASS = 0
    ACCESSOR = 1
    INSTANCE = 2


class Holder(NamedTuple):
    """A place that keeps an instance, and of which class.

    ``definition`` is the class or the accessor, ``storage`` the dotted name that holds the
    instance, ``binding`` the row of that name where there is one. ``through`` is what else
    proves it (the metaclass, the decorator, the base), ``hides`` what a caller does not see.
    """

    kind: HolderKind
    module: Module
    product: Known | None
    form: str
    storage: str
    definition: Known | None = None
    binding: Binding | None = None
    through: Known | None = None
    hides: tuple[str, ...] = ()
    only: bool = False  # every construction of the class yields this instance
    inherited: bool = False  # a base of the class keeps it
    keeper: Module | None = None  # the module of that base, where ``binding`` stands

    @property
    def name(self) -> str:
        """The last part of where the instance is kept."""
        return self.storage.rpartition(".")[2]

    @property
    def symbol(self) -> str:
        """Dotted name of the class, the accessor or the module-level name."""
        return self.definition.symbol if self.definition else self.storage
