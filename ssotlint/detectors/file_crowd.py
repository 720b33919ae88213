"""Which files an edited one meets among all that are compared as a whole, told without reading any.

Two files are compared when they say the same, or share most of the definitions that few hold
(``module_copies``), and then also those beside them. Whatever is not certain is a meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.index import columns, imprints
from ssotlint.index.holders import Holders, held
from ssotlint.index.imprints import Cover, FileCrowd, Weighed

if TYPE_CHECKING:
    from ssotlint.detectors.files import File

COMMON = 12
"""What more files hold, or are called, is a habit and no trace of copying."""
SHARED = 0.5
"""Of the definitions: so much must a file share to be compared."""
_MAIN = 0.5  # of the statements of the smaller folder


class Turned(NamedTuple):
    """A file that says something else than before; ``file`` is its position among all."""

    file: int
    old: Cover
    new: Cover


def is_below(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies in it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def is_most_of(common: int, sizes: tuple[int, int]) -> bool:
    """Whether what two folders have in common is most of the smaller one."""
    return common >= _MAIN * min(sizes)


def crowd_of(
    files: Sequence[File], positions: Mapping[str, int], known: Iterable[str],
    folders: tuple[Weighed, ...],
) -> FileCrowd:  # fmt: skip
    """All files of a search; ``known`` are the paths of those that were compared."""
    paths = frozenset(known)
    return FileCrowd(
        places=columns.packed(positions[file.path] for file in files),
        sizes=columns.packed(len(file.cover.parts) for file in files),
        wholes=held([file.cover.whole] for file in files),
        parts=held(file.cover.parts for file in files),
        known=bytes(file.path in paths for file in files),
        paths=tuple(file.path for file in files),
        folders=folders,
    )


def meets(data: bytes, edited: Iterable[Turned]) -> bool:
    """Whether some files may matter to what was found among the crowd that was packed."""
    crowd = imprints.file_crowd(data)
    return crowd is None or _is_met(crowd, [one for one in edited if one.old != one.new])


def _is_met(crowd: FileCrowd, edited: Sequence[Turned]) -> bool:
    places, sizes = columns.column(crowd.places), [*columns.column(crowd.sizes)]
    wholes, parts = Holders(crowd.wholes), Holders(crowd.parts)
    grown: dict[str, int] = {}
    for one in edited:
        position = columns.find(places, one.file)
        if position < 0 or crowd.known[position] or bool(one.old.size) != bool(one.new.size):
            return True
        grown[crowd.paths[position]] = one.new.size - one.old.size
        wholes.change(position, [one.old.whole], [one.new.whole])
        parts.change(position, one.old.parts, one.new.parts)
        sizes[position] = len(one.new.parts)
    if any(len(wholes.before(n) | wholes.now(n)) > 1 for n in wholes.moved()):
        return True
    if any(parts.crosses(number, COMMON) for number in parts.moved()):
        return True
    if any(_tips(folders, grown) for folders in crowd.folders):
        return True
    said = {columns.find(places, one.file): one.new.parts for one in edited}
    return any(_is_close(position, said[position], parts, sizes) for position in sorted(said))


def _tips(folders: Weighed, grown: Mapping[str, int]) -> bool:
    """Whether what two folders have in common may have become most of one, or no more be that.

    A folder around the other one counts without it: who lies there may have grown it or not.
    """
    below = [[g for path, g in grown.items() if is_below(path, f)] for f in folders.folders]
    least, most = (
        [size + sum(bound(g, 0) for g in more)
         for size, more in zip(folders.sizes, below, strict=True)]
        for bound in (min, max)
    )  # fmt: skip
    return is_most_of(folders.common, (least[0], least[1])) != is_most_of(
        folders.common, (most[0], most[1])
    )


def _is_close(position: int, said: Iterable[int], parts: Holders, sizes: Sequence[int]) -> bool:
    """Whether a file shares so much with another one that they are compared."""
    shared: Counter[int] = Counter()
    for number in set(said):
        if parts.count(number, now=True) <= COMMON:
            shared.update(parts.now(number) - {position})
    return any(
        count >= SHARED * min(sizes[position], sizes[other]) for other, count in shared.items()
    )
