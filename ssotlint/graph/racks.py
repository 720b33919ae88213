"""Folders that hold packages of one shape: the same files in each of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ssotlint.model.source import SourceFile

# Packages have one shape when most of them have a file of one name in one place, and so many;
# of what so many of them have, each is asked.
_SEVERAL = 5


class Racks(NamedTuple):
    """``asked`` are the folders and the paths in them that several packages there have.

    ``folders`` are the racks.
    """

    asked: frozenset[tuple[str, str]]
    folders: frozenset[str]


def racks(sources: Iterable[SourceFile]) -> Racks:
    """What stands in which package of which folder, as the paths of all files tell."""
    packages: dict[str, set[str]] = defaultdict(set)
    filled: set[str] = set()
    holders: Counter[tuple[str, str]] = Counter()
    for source in sources:
        is_package = source.path.rpartition("/")[2] == "__init__.py"
        for folder, package, inner in _seats(source.path):
            packages[folder].add(package)
            if not is_package:
                holders[folder, inner] += 1
                filled.add(path_of(folder, package))
    asked = frozenset(place for place, count in holders.items() if count >= _SEVERAL)
    alone = Counter(
        folder
        for folder, names in packages.items()
        for name in names
        if path_of(folder, name) not in filled
    )  # one file each: `api/ec2/__init__.py`, `api/s3/__init__.py`
    folders = {
        folder for folder, inner in asked if 2 * holders[folder, inner] >= len(packages[folder])
    } | {
        folder
        for folder, count in alone.items()
        if count >= _SEVERAL and 2 * count >= len(packages[folder])
    }
    return Racks(asked, frozenset(folders))


def path_of(folder: str, package: str) -> str:
    """The path of a package in a folder, "" for the root, with a slash behind."""
    return f"{folder}/{package}/" if folder else f"{package}/"


def _seats(path: str) -> Iterator[tuple[str, str, str]]:
    """Each folder around a file, the folder in that, and the file's path in there."""
    start = 0
    while (end := path.find("/", start)) >= 0:
        yield path[: max(start - 1, 0)], path[start:end], path[end + 1 :]
        start = end + 1
