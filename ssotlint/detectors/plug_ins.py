"""Packages of one shape, side by side: each speaks of a thing of its own.

``lamp/const.py``, ``lock/const.py``, ``door/const.py``: what one of them says may be what another
says, but that they differ is what they are for.
"""

from collections import Counter, defaultdict
from pathlib import PurePosixPath

from ssotlint.detectors.view import View
from ssotlint.index.index import Module

# So many packages have one shape when most of them have a file of one name in one place.
_SEVERAL = 5


class PlugIns:
    """The folders of a view that hold packages of one shape."""

    def __init__(self, view: View) -> None:
        packages: dict[str, set[str]] = defaultdict(set)
        holders: Counter[tuple[str, str]] = Counter()
        for module in view.index.modules:
            path = PurePosixPath(module.path)
            for folder, package, inner in _seats(path):
                packages[folder].add(package)
                holders[folder, inner] += path.name != "__init__.py"
        self._asked = {
            (folder, inner)
            for (folder, inner), count in holders.items()
            if count >= _SEVERAL and 2 * count >= len(packages[folder])
        }
        self._racks = {folder for folder, _ in self._asked}

    def are_apart(self, first: Module, second: Module) -> bool:
        """Whether two modules stand in two such packages beside each other."""
        folder, inner, other = _meeting(first.path, second.path)
        return folder in self._racks and "/" in inner and "/" in other

    def are_asked(self, first: Module, second: Module) -> bool:
        """Whether they are, and are the file that most packages there have."""
        folder, *inner = _meeting(first.path, second.path)
        places = {path.partition("/")[2] for path in inner}
        return len(places) == 1 and (folder, places.pop()) in self._asked


def _seats(path: PurePosixPath) -> list[tuple[str, str, str]]:
    """Each folder around a file, the folder in that, and the file's path in there."""
    parts = path.parts
    return [
        ("/".join(parts[:i]), parts[i], "/".join(parts[i + 1 :])) for i in range(len(parts) - 1)
    ]


def _meeting(first: str, second: str) -> tuple[str, str, str]:
    """The folder in which two paths part, and what remains of each."""
    ours, theirs = first.split("/"), second.split("/")
    common = 0
    while common < min(len(ours), len(theirs)) and ours[common] == theirs[common]:
        common += 1
    return "/".join(ours[:common]), "/".join(ours[common:]), "/".join(theirs[common:])
