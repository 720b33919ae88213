"""What may be asked about the calls of files, and what each file says to that."""

from collections.abc import Hashable, Iterable, Iterator

from ssotlint.graph.known import Known
from ssotlint.index import codec
from ssotlint.index.index import Index
from ssotlint.index.tallies import Tally
from ssotlint.model.source import Role

NOTABLE = "notable calls"
"""Stands for the calls of all files that deserve a second look."""


def called(qualname: str) -> str:
    """Stands for the calls that reach a definition of a file."""
    return f"called {qualname}"


def calling(qualname: str) -> str:
    """Stands for the files in which they stand."""
    return f"calling {qualname}"


def calling_in(qualname: str, path: str) -> str:
    """Stands for whether any stands in one file."""
    return f"calling {qualname} in {path}"


def often(qualname: str) -> str:
    """Stands for how many of them stand in which file."""
    return f"often called {qualname}"


def often_shipped(qualname: str) -> str:
    """The same of files that are no tests."""
    return f"often called {qualname} outside of tests"


def on_self(qualname: str) -> str:
    """Stands for those of them that are made on ``self``."""
    return f"called on self {qualname}"


def makes(qualname: str) -> str:
    """Stands for what a function of a file calls to keep or return the value."""
    return f"makes {qualname}"


def told(index: Index, path: str, tallies: Iterable[Tally]) -> Iterator[tuple[str, str, Hashable]]:
    """What a file contributes to each question about calls."""
    for tally in tallies:
        module, known = index.known(path), Known(index.known(tally.path), tally.position)
        said = path, codec.packed((tally.count, tally.awaited, tally.arguments))
        if tally.notable:
            yield "", NOTABLE, (said, tally.path, tally.position, tally.owner)
        for owner, usage in tally.made if tally.count else ():
            if _is_there(Known(module, owner)):
                what = tally.path, tally.position, usage
                yield path, makes(qualname_of(Known(module, owner))), what
        if tally.count and _is_there(known):
            name = qualname_of(known)
            yield tally.path, called(name), said
            yield tally.path, calling(name), None
            yield tally.path, calling_in(name, path), None
            yield tally.path, often(name), tally.count
            if module.source.role is not Role.TEST:
                yield tally.path, often_shipped(name), tally.count
            if tally.inherited:
                yield tally.path, on_self(name), (said, tally.owner)


def _is_there(known: Known) -> bool:
    """Whether a definition of the last run still is; nobody asks for one that is gone."""
    return 0 <= known.position < len(known.module.said.definitions)


def qualname_of(known: Known) -> str:
    """The name of a definition for who notes what he asks of it."""
    return known.module.said.definitions[known.position].qualname
