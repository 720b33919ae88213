"""Which questions for files have other answers since some have come or gone.

Whoever asks which file a dotted name means has noted that name (see ``graph.modules``). A file that
comes answers to its own name, and, for those who run beside it or below, to each end of its path.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ssotlint.graph.modules import STANDARD_LIBRARY, seat
from ssotlint.index import names
from ssotlint.model.dotted import prefixes
from ssotlint.model.source import SourceFile
from ssotlint.project.walk import downward


class Comings(NamedTuple):
    """Files that have come or gone, and those that are there as before."""

    moved: Sequence[SourceFile]
    kept: Sequence[SourceFile]

    def questions(self) -> frozenset[int] | None:
        """The questions that have other answers now; None where that is not certain."""
        if not self._are_plain():
            return None
        modules = {one.module for one in self.kept}
        packages = {name.rpartition(".")[0] for name in modules}
        known = modules.union(*map(prefixes, packages))
        found = {name for one in self.moved for name in _asked(one, known)}
        direct = {one.module.rpartition(".")[0] for one in self.kept if not one.is_package}
        packages = {one.package for one in self.moved if not one.is_package}
        found.update(map(names.direct, packages - direct))
        folders = {_folder(one.path) for one in self.kept}
        if any(_folder(one.path) not in folders for one in self.moved):
            found.add(names.FOLDERS)
        if len({one.module for one in self.moved}) < len(self.moved):
            found.add(names.CLASHES)
        return frozenset(names.number("", name) for name in found)

    def _are_plain(self) -> bool:
        """Whether none changes what stands beside or below it, as a package does that begins there."""
        taken = {seat(one.path) for one in self.kept}
        folders = {folder for one in self.kept for folder in downward(_folder(one.path))}
        seats = [seat(one.path) for one in self.moved]
        return not any(
            not one or one in taken or one in folders or seats.count(one) > 1 for one in seats
        )


def _asked(one: SourceFile, known: AbstractSet[str]) -> Iterator[str]:
    """What is asked of a file by its names; ``known`` are the modules and packages of others."""
    place = seat(one.path)
    parts = place.split("/")
    ends = {".".join(parts[at:]) for at in range(len(parts))}
    fresh = [name for name in prefixes(one.module) if name not in known]
    yield from map(names.existing, {one.module, *ends, *fresh})
    # What stands beside a file hides, for all that begins with its name, what lies further up.
    yield from map(names.headed, {parts[-1], *(name for name in fresh if "." not in name)})
    yield names.beside(_folder(place))
    if parts[-1] in STANDARD_LIBRARY:
        yield names.hiding(_folder(place))
    if one.module in known:
        yield names.CLASHES
    yield names.stemmed(one.path.rpartition("/")[2].rpartition(".")[0])
    yield from (names.lying_below(f"{folder}/") for folder in downward(_folder(one.path)))
    yield names.lying_below("")
    yield names.FILES


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
