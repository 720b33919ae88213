"""What becomes of a name: where it leads, and through which modules."""

from enum import IntEnum
from typing import NamedTuple

from ssotlint.index.index import Module
from ssotlint.model.facts import Binding
from ssotlint.model.value import Parts


class Status(IntEnum):
    """What became of a name."""

    SYMBOL = 0  # bound in a first-party module
    MODULE = 1  # a first-party module or package
    EXTERNAL = 2  # standard library, third party, or not ours
    UNKNOWN = 3  # made by code that cannot be read: no claim
    MISSING_MODULE = 4
    MISSING_NAME = 5


_MISSING = Status.MISSING_MODULE


class Step(NamedTuple):
    """One link of a chain: the module that binds a name, and the line where it does."""

    module: str
    name: str
    path: str
    line: int


class Resolution(Parts, eq=False):  # not frozen, which takes four times as long to make
    """Where a name leads. ``module`` and ``name`` are the origin (``name`` is "" for a module).

    A namespace package has no file: ``module`` is None and ``name`` its dotted name. ``missing``
    is the dotted name that does not exist. ``certain`` is False where a condition at run time
    decides between several bindings; ``typing_only`` is True where the module that was asked
    binds the name under ``if TYPE_CHECKING:`` alone, so that it does not exist at run time.
    """

    status: Status
    module: Module | None = None
    name: str = ""
    binding: Binding | None = None
    chain: tuple[Step, ...] = ()
    missing: str = ""
    certain: bool = True
    typing_only: bool = False

    @property
    def symbol(self) -> str:
        """Dotted name of the origin."""
        if self.module is None:
            return self.name or self.missing
        return f"{self.module.name}.{self.name}" if self.name else self.module.name

    @property
    def is_missing(self) -> bool:
        """Whether a first-party module or name was asked for that does not exist."""
        return self.status >= _MISSING

    def through(self, step: Step, *, certain: bool = True) -> "Resolution":
        """The same origin, reached through one more binding."""
        return Resolution(  # made a hundred thousand times a run: ``replace`` asks for all fields
            self.status, self.module, self.name, self.binding, (step, *self.chain), self.missing,
            certain=self.certain and certain,
        )  # fmt: skip


EXTERNAL = Resolution(Status.EXTERNAL)
UNKNOWN = Resolution(Status.UNKNOWN, certain=False)


def missing_name(module: Module, name: str) -> Resolution:
    """A module of ours that lacks a name."""
    return Resolution(Status.MISSING_NAME, module, missing=f"{module.name}.{name}")


def missing_module(name: str) -> Resolution:
    """A dotted name below a package of ours that no file has."""
    return Resolution(Status.MISSING_MODULE, missing=name)
