"""Which files an edited one meets among all that are compared as a whole, told without reading any.

Two files are compared when they say the same, or share most of the definitions that few hold
(``module_copies``), and then also those beside them. Whatever is not certain is a meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.index import columns, imprints
from ssotlint.index.holders import Holders, held
from ssotlint.index.imprints import Cover, FileCrowd, Weighed

if TYPE_CHECKING:
    from ssotlint.detectors.files import File
    from ssotlint.detectors.tree_search import TreeSearch

COMMON = 12
"""What more files hold, or are called, is a habit and no trace of copying."""
SHARED = 0.5
"""Of the definitions: so much must a file share to be compared."""
_MAIN = 0.5  # of the statements of the smaller folder, and of its files
_LEAST = 16  # statements in common, in
_FILES = 2  # so many files


class Turned(NamedTuple):
    """A file that says something else than before; ``file`` is its position among all."""

    file: int
    old: Cover
    new: Cover


def is_below(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies in it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def is_worth(saying: int, counts: tuple[int, int], common: int) -> bool:
    """Whether most files of one of two folders stand in the other, too, and say something.

    ``saying`` are those in common that do, ``counts`` those of each, ``common`` their statements.
    """
    return saying >= max(_FILES, _MAIN * min(counts)) and common >= _LEAST


def is_most_of(common: int, sizes: tuple[int, int]) -> bool:
    """Whether what two folders have in common is most of the smaller one."""
    return common >= _MAIN * min(sizes)


def crowd_of(
    files: Sequence[File], positions: Mapping[str, int], known: Iterable[str], search: TreeSearch
) -> FileCrowd:
    """All files of a search; ``known`` are the paths of those that were compared."""
    paths = frozenset(known)
    return FileCrowd(
        places=columns.packed(positions[file.path] for file in files),
        sizes=columns.packed(len(file.cover.parts) for file in files),
        wholes=held([file.cover.whole] for file in files),
        parts=held(file.cover.parts for file in files),
        known=bytes(file.path in paths for file in files),
        paths=tuple(file.path for file in files),
        folders=search.weighed,
    )


def meets(data: bytes, edited: Iterable[Turned], paths: Sequence[str]) -> bool:
    """Whether some files may matter to what was found among the crowd that was packed.

    ``paths`` are those of all files.
    """
    crowd = imprints.file_crowd(data)
    turned = [one for one in edited if one.old != one.new]
    return crowd is None or _is_met(crowd, turned, paths)


def _is_met(crowd: FileCrowd, edited: Sequence[Turned], paths: Sequence[str]) -> bool:
    places, sizes = columns.column(crowd.places), [*columns.column(crowd.sizes)]
    wholes, parts = Holders(crowd.wholes), Holders(crowd.parts)
    grown, says = dict[str, int](), dict[str, int]()
    said: dict[int, tuple[int, ...]] = {}
    for one in edited:
        path, position = paths[one.file], columns.find(places, one.file)
        if position < 0:  # one that has come
            position = len(sizes)
            sizes.append(0)
        elif crowd.known[position]:
            return True
        grown[path] = one.new.size - one.old.size
        says[path] = bool(one.new.size) - bool(one.old.size)
        wholes.change(position, _whole(one.old), _whole(one.new))
        parts.change(position, one.old.parts, one.new.parts)
        sizes[position], said[position] = len(one.new.parts), one.new.parts
    if any(len(wholes.before(n) | wholes.now(n)) > 1 for n in wholes.moved()):
        return True
    if any(parts.crosses(number, COMMON) for number in parts.moved()):
        return True
    if any(_tips(f, grown) or _counts(f, says) or _names(f, says) for f in crowd.folders):
        return True
    if _has_twin(grown.keys() - {*crowd.paths}, {*crowd.paths, *grown}, crowd.folders):
        return True
    return any(_is_close(position, said[position], parts, sizes) for position in sorted(said))


def _has_twin(come: Iterable[str], paths: AbstractSet[str], folders: Iterable[Weighed]) -> bool:
    """Whether a file that has come lies where another one does in a folder that was compared."""
    pairs = [both for one in folders for both in (one.folders, one.folders[::-1])]
    return any(
        f"{other}/{path[len(folder) :].lstrip('/')}".lstrip("/") in paths
        for path in come
        for folder, other in pairs
        if is_below(path, folder)
    )


def _counts(folders: Weighed, says: Mapping[str, int]) -> bool:
    """Whether it may be worth telling now, or no more, how many files two folders have in common."""
    least, most = _ranges(folders, folders.counts, says)
    one, other = (is_worth(folders.saying, counts, folders.common) for counts in (least, most))
    return one != other or one != is_worth(folders.saying, folders.counts, folders.common)


def _names(folders: Weighed, says: Mapping[str, int]) -> bool:
    """Whether a file says something now, or no more, that is told to be in one of two folders alone."""
    return is_worth(folders.saying, folders.counts, folders.common) and any(
        said and is_below(path, folder) for path, said in says.items() for folder in folders.folders
    )


def _whole(cover: Cover) -> list[int]:
    """What a file says as a whole, if it says something: nothing is no copy of nothing."""
    return [cover.whole] if cover.size else []


def _tips(folders: Weighed, grown: Mapping[str, int]) -> bool:
    """Whether what two folders have in common may have become most of one, or no more be that.

    A folder around the other one counts without it: who lies there may have grown it or not.
    """
    if not is_worth(folders.saying, folders.counts, folders.common):
        return False
    least, most = _ranges(folders, folders.sizes, grown)
    return is_most_of(folders.common, least) != is_most_of(folders.common, most)


def _ranges(
    folders: Weighed, sizes: tuple[int, int], grown: Mapping[str, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The least and the most that two folders may have now of what each of them had."""
    below = [[g for path, g in grown.items() if is_below(path, f)] for f in folders.folders]
    (a, b), (ours, theirs) = sizes, below
    least, most = (
        (a + sum(bound(g, 0) for g in ours), b + sum(bound(g, 0) for g in theirs))
        for bound in (min, max)
    )
    return least, most


def _is_close(position: int, said: Iterable[int], parts: Holders, sizes: Sequence[int]) -> bool:
    """Whether a file shares so much with another one that they are compared."""
    shared: Counter[int] = Counter()
    for number in set(said):
        if parts.count(number, now=True) <= COMMON:
            shared.update(parts.now(number) - {position})
    return any(
        count >= SHARED * min(sizes[position], sizes[other]) for other, count in shared.items()
    )
