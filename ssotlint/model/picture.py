"""A picture of names and modules: what is drawn, before anything is laid out."""

from enum import StrEnum
from typing import NamedTuple

from ssotlint.model.value import Value


class Kind(StrEnum):
    """What a node stands for."""

    KEEP = "keep"  # the definition that should own the concept
    HEIR = "heir"  # a definition that inheritance binds to the one to keep
    RIVAL = "rival"  # another definition that somebody imports
    UNUSED = "unused"  # a definition that nobody imports
    PASSES = "re-exports"  # a module through which others import, or that gives another name
    IMPORTER = "importer"  # a module that imports
    FOLD = "folded"  # several files as one node
    TESTS = "tests"  # test files as one node
    MODULE = "module"  # a module as such
    ALIKE = "named alike"  # a class with such a name that offers something else
    ASIDE = "aside"  # doubles of tests, copies in backups
    SUBJECT = "subject"  # what the picture is about


class Tie(StrEnum):
    """What an arrow says."""

    IMPORTS = "imports"
    EXTENDS = "extends"


class Line(NamedTuple):
    """A statement that makes an arrow, with the name that it takes."""

    path: str
    line: int
    name: str


class Node(Value, frozen=True, kw_only=True):
    """A box: a short name, where it lies, and a few words.

    ``name`` is in full, for search and for programs; ``files`` counts the files that it stands
    for, ``importers`` those that import it. ``group`` is the title of its community ("" for none).
    """

    id: str
    kind: Kind
    label: str
    home: str
    name: str
    path: str
    line: int
    words: tuple[str, ...] = ()
    files: int = 1
    importers: int = 0
    group: str = ""


class Arrow(Value, frozen=True):
    """Imports (or a base class) from one node to another.

    ``cycle`` tells that it closes a circle at load time, ``implied`` that other arrows lead from
    its source to its target too: a crowded drawing leaves it out.
    """

    source: str
    target: str
    tie: Tie
    lines: tuple[Line, ...]
    cycle: bool = False
    implied: bool = False


class Picture(Value, frozen=True, kw_only=True):
    """All of a picture: ``said`` are its conclusions, ``prefix`` is left out of each ``home``."""

    title: str
    said: tuple[str, ...]
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    groups: tuple[str, ...] = ()
    prefix: str = ""


class Chain(NamedTuple):
    """Imports that lead from one module to another; ``when``: load, deferred or typing."""

    when: str
    links: tuple[tuple[str, str, Line], ...]  # importing module, imported module, where
