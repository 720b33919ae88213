"""Where an import leads, and which questions are asked of imports.

To resolve every import of ten thousand files takes a second and opens them all, so it is remembered
file by file. After an edit few lead elsewhere; and who was imported by whom is asked name by name,
so that nobody has to ask again whom those do not concern.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.graph.moments import When, moment
from ssotlint.graph.resolution import Status
from ssotlint.model.source import Role

if TYPE_CHECKING:
    from ssotlint.graph.importers import ImportUse
    from ssotlint.index.index import Module

LEADS = "leads"
"""The aspect of a file that tells where its imports lead."""

# Names that are asked of all files, or of one.
ALL = "uses"
"""Every import; of a file: those that it makes."""
SHIPPED = "uses shipped"
"""The imports of what is no test, of symbols by their names."""
MISSING = "uses missing"
"""The imports of what does not exist, or for type checkers alone."""
RENAMING = "uses renaming"
"""Of a file: its imports that give a definition of ours another name than its own."""
RENAMERS = "files renaming"
"""Which files have such imports."""
USERS = "users"
"""Of a file: the imports that name it, or take it."""
IS_TAKEN = "is taken"
"""Of a file: whether any import names it, or takes it."""
IS_LOADED = "is loaded"
"""The same of imports outside of tests."""
IS_USED = "is used"
"""Of a file: whether any import goes by way of it."""
IS_USED_SHIPPED = "is used by what ships"
"""The same of imports that ship."""
BY = "by"
"""Of a file: which files import by way of it."""
BY_SHIPPED = "by shipped"
"""Those of them that ship."""
NEEDED = "needed"
"""Of a file: which files need it for an import."""
LEANS = "leans"
"""Of a file: which domains it imports most from."""
EDGES = "edges"
"""Of a file: those that it imports."""
EDGES_SHIPPED = "edges shipped"
"""What files import that are no tests."""
EDGES_OF_TESTS = "edges of tests"
"""What tests import of other tests."""
LOADS = "loads"
"""Of a file: those that it imports when it is loaded."""
RUNS = "runs"
"""Of a file that ships: those that it imports when it runs."""
LOADED = "loaded"
"""Of a file: all that loading it loads."""
WAYS = "ways"
"""Of a file: by which ways."""
CIRCLES = "circles"
"""Which files load each other, and by which imports."""
TIES = "ties"
"""Which distributions import from each other when they run."""
TAKES, BELOW, CROSSING = "takes", "users below", "crossing"
"""Begin or stand in the names of questions whether anybody does something."""
_new = tuple.__new__  # a named tuple's own constructor is a Python function above this one
_SYMBOL, _MODULE, _MISSING = Status.SYMBOL, Status.MODULE, Status.MISSING_MODULE
_LOAD = When.LOAD
SHIPPING = frozenset((Role.PRODUCTION, Role.SCRIPT))


def importers_of(symbol: str) -> str:
    """Stands for the imports of a symbol."""
    return f"importers {symbol}"


def users_of(symbol: str) -> str:
    """Stands for the files that import a symbol."""
    return f"users {symbol}"


def shipped_users_of(symbol: str) -> str:
    """Stands for those of them that ship."""
    return f"shipped users {symbol}"


def absent(said: Sequence[str]) -> str:
    """Stands for the imports of names of one stem that do not exist."""
    return f"uses absent {' '.join(said)}"


def taking(name: str) -> str:
    """Of a file: the imports that name it and take a name from it."""
    return f"taking {name}"


def brings(name: str) -> str:
    """Of a file: where its imports lead that take a name."""
    return f"brings {name}"


def named(base: str) -> str:
    """Stands for the imports that name a dotted module."""
    return f"base {base}"


def takes(package: str, other: str) -> str:
    """Stands for whether something in a package imports from another."""
    return f"{package} {TAKES} {other}"


def below(folder: str) -> str:
    """Stands for whether something below a folder imports by way of a file."""
    return f"{BELOW} {folder}"


def between(one: str, other: str) -> str:
    """Stands for what ships in one place and imports from another when it runs."""
    return f"{one} runs {other}"


def entering(folder: str) -> str:
    """Stands for the files elsewhere that import by way of what lies below a folder."""
    return f"into {folder}"


def crossing(folder: str) -> str:
    """Stands for whether what ships imports into a folder, or out of it, when it runs."""
    return f"{CROSSING} {folder}"


def places_of(first: str, second: str) -> tuple[str, str]:
    """The files or folders beside each other in which two files are."""
    ours, theirs = first.split("/"), second.split("/")
    common = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
    return "/".join(ours[: common + 1]), "/".join(theirs[: common + 1])


class Lead(NamedTuple):
    """Where an import leads, as far as it is ours; ``position`` is that of its row.

    Files are told by their positions among all, -1 for none: ``taken`` is that in which the
    ``name`` was found, ``named`` that of the module which the statement names, ``target`` the one
    that it needs. ``base`` is the absolute module, "" where ``named`` has that name; ``check`` is
    equal where all else is that somebody may ask. ``itself`` tells that ``taken`` has the dotted
    name that is imported, ``renames`` that what is found is called otherwise than there. ``written``
    is the name in the statement where it is not ``name``.
    """

    position: int
    status: int
    taken: int
    name: str
    named: int
    target: int
    context: int
    check: int
    base: str = ""
    typing_only: bool = False
    itself: bool = False
    renames: bool = False
    written: str | None = None

    @property
    def takes(self) -> str:
        """The name that the statement takes from the module, "" where it takes that itself."""
        return self.name if self.written is None else self.written

    @property
    def is_missing(self) -> bool:
        """Whether nothing is there when the import runs."""
        return self.status >= _MISSING or self.typing_only

    @property
    def takes_symbol(self) -> bool:
        """Whether something that a module defines is taken by its name."""
        return self.status == _SYMBOL and self.takes not in ("", "*")

    @property
    def is_absent(self) -> bool:
        """Whether a name is wanted that does not exist."""
        return self.status >= _MISSING and bool(self.takes)


class Sharing:
    """Equal numbers of files and equal texts of leads, held once."""

    __slots__ = ("_numbers", "_texts")

    def __init__(self, files: int) -> None:
        self._numbers = [*range(files), -1]  # the last one stands for none
        self._texts: dict[str, str] = {}

    def shared(self, rows: Sequence[Lead]) -> tuple[Lead, ...]:
        """Equal leads that share what they can."""
        numbers, spell = self._numbers, self._texts.setdefault
        return tuple([
            _new(Lead, (
                position, status, numbers[taken], spell(name, name), numbers[named],
                numbers[target], context, check, spell(base, base), *rest,
            ))
            for position, status, taken, name, named, target, context, check, base, *rest in rows
        ])  # fmt: skip


def symbol_of(lead: Lead, names: Sequence[str]) -> str:
    """Dotted name of where an import leads; ``names`` are those of all files."""
    if lead.taken < 0:
        return lead.name
    return f"{names[lead.taken]}.{lead.name}" if lead.name else names[lead.taken]


def target_of(use: ImportUse) -> str:
    """The file that an import needs: `from package import module` needs the module.

    That the package itself is loaded before is no way back to it: it is loaded for whatever
    stands in it, the importing module included.
    """
    taken = use.answer.module
    is_module = use.answer.status is _MODULE
    if is_module and taken is not None and (not use.row.name or taken.name == use.path):
        return taken.path
    return use.named.path if use.named is not None else ""


def loads(module: Module, lead: Lead) -> bool:
    """Whether loading a file loads what one of its imports needs."""
    return lead.target >= 0 and moment(lead.context, module) is _LOAD


def runs(module: Module, lead: Lead) -> bool:
    """Whether a file that ships takes something from another one when it runs."""
    if lead.target < 0 or module.source.role not in SHIPPING:
        return False
    return moment(lead.context, module) < When.TYPING
