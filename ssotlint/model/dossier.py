"""All that is known of a name."""

from typing import NamedTuple

from ssotlint.model.source import Role
from ssotlint.model.value import Value


class Use(NamedTuple):
    """An import of a symbol: where it stands, the path that it takes, the name that it binds.

    ``when`` is load, deferred (inside a function) or typing.
    """

    path: str
    line: int
    module: str
    imported: str
    bound: str
    role: Role
    when: str


class Access(NamedTuple):
    """A dotted path to a symbol, with the files that use it; ``others`` are those of tests."""

    path: str
    files: int
    tests: int
    canonical: bool


class Spot(NamedTuple):
    """A place with its name and a word about it."""

    symbol: str
    path: str
    line: int
    note: str = ""


class Fact(NamedTuple):
    """What the last check found of a symbol: the rule, the group, its owner and the other places.

    ``said`` is the finding of the symbol itself ("" for the owner of a group); ``changed`` tells
    that a file of the group has changed since, ``fate`` why no finding tells it ("" where one does).
    """

    rule: str
    family: str
    title: str
    said: str
    owner: str
    why: str
    places: tuple[Spot, ...]
    changed: bool = False
    fate: str = ""


class Namesake(Value, frozen=True, kw_only=True):
    """One thing that bears the name.

    ``kind`` is class, function, method, value or module. ``statement`` is the import that
    everybody should use and ``why`` the reason; ``names`` are aliases and modules that pass it on
    under another name.
    """

    symbol: str
    kind: str
    path: str
    line: int
    end_line: int
    role: Role
    domain: str
    signature: str = ""
    canonical: bool = False
    why: str = ""
    statement: str = ""
    statement_why: str = ""
    accesses: tuple[Access, ...] = ()
    uses: tuple[Use, ...] = ()
    names: tuple[Spot, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def importers(self) -> int:
        """How many files import it."""
        return len({use.path for use in self.uses})


class Dossier(Value, frozen=True, kw_only=True):
    """The answer to a name: the entries, the canonical one first.

    ``broken`` are imports of the name that lead nowhere, ``near`` names that may be meant when
    nothing bears this one. ``checked`` tells from when ``facts`` are: now, earlier (files have
    changed since) or never.
    """

    name: str
    entries: tuple[Namesake, ...] = ()
    broken: tuple[Use, ...] = ()
    near: tuple[str, ...] = ()
    checked: str = "now"


class Comparison(Value, frozen=True, kw_only=True):
    """Why two things are, or are not, copies of each other.

    ``together`` are the groups of the last check that hold both; ``one_class`` tells that one of
    them is of copies, ``reasons`` what speaks against that, what decides it first; ``unreported``
    tells that one was found to be, and nobody is told of it.
    ``clone_type`` is 1 to 3 as for findings, 0 where the two were not compared.
    """

    first: Spot
    second: Spot
    one_class: bool = False
    unreported: bool = False
    together: tuple[Fact, ...] = ()
    reasons: tuple[str, ...] = ()
    clone_type: int = 0
    similarity: float = 0.0
    differences: tuple[str, ...] = ()
    checked: str = "now"
