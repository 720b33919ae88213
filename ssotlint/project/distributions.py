"""Which files are shipped together: a distribution begins where its metadata lie.

One of them can import from another only where that is installed beside it. Nothing tells so but
the imports themselves; see ``graph.worlds``.
"""

from collections.abc import Mapping

from ssotlint.project.marks import PYPROJECT
from ssotlint.project.walk import Folder, downward

_BUILT = frozenset({PYPROJECT, "setup.py"})
"""What a folder to build from holds; requirements alone are those of a part."""


class Distributions:
    """The distributions of a walk, each by the folder in which it begins."""

    def __init__(self, folders: Mapping[str, Folder]) -> None:
        self._folders = folders
        self._known: dict[str, str] = {"": ""}

    def of(self, path: str) -> str:
        """The nearest folder around a folder, or that itself, which holds metadata; "" for none."""
        known = self._known
        if path not in known:
            around = ""
            for inner in downward(path):
                if inner not in known:
                    known[inner] = inner if self._begins(inner) else around
                around = known[inner]
        return known[path]

    def _begins(self, path: str) -> bool:
        folder = self._folders.get(path)
        return folder is not None and not folder.project_files.isdisjoint(_BUILT)
