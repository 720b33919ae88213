"""What lies in a project and in no commit of its repository: every state of it has that.

Compiled modules were built here or for here, links that git ignores were set here, and of a
submodule a commit says no more than which commit of another repository it is.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from ssotlint.engine.snapshot import is_seen, link
from ssotlint.project.discovery import Survey
from ssotlint.project.repository import SUBMODULE, Blob


class Carried:
    """What every state has of a project at ``root``; ``inside`` is its way from the repository's top.

    What git neither tracks nor ignores (``untracked``) belongs to the working tree alone.
    """

    def __init__(self, root: Path, survey: Survey, inside: str, untracked: Collection[str]) -> None:
        self._root, self._inside, self._survey = root, inside, survey
        self._links = {
            path: target
            for path, target in survey.links.items()
            if f"{inside}{path}" not in untracked
        }

    def submodules(self, files: Mapping[str, Blob]) -> tuple[str, ...]:
        """The folders of submodules in a state, from the root and with a slash behind."""
        return tuple(
            f"{path.removeprefix(self._inside)}/"
            for path, blob in files.items()
            if blob.mode == SUBMODULE and path.startswith(self._inside)
        )

    def told(self, files: Mapping[str, Blob]) -> str:
        """What tells apart what a state is given."""
        below = self.submodules(files)
        stamps = self._survey.stamps.items() if below else ()
        given = [(path, stamp) for path, stamp in stamps if path.startswith(below)]
        return repr((self._survey.compiled, sorted(self._links.items()), sorted(given)))

    def lay(self, folder: Path, files: Mapping[str, Blob]) -> None:
        """Put it into the folder of a state."""
        for path in self._survey.compiled:
            if (folder / path).parent.is_dir():
                (folder / path).touch()
        for path, target in self._links.items():
            if f"{self._inside}{path}" not in files and (folder / path).parent.is_dir():
                with suppress(OSError):
                    (folder / path).symlink_to(os.path.relpath(target, Path(path).parent))
        for submodule in self.submodules(files):
            for path in self._below(submodule):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                link(self._root / path, folder / path)
            with suppress(OSError):  # the patterns around it do not reach inside
                (folder / submodule / ".git").touch()

    def _below(self, submodule: str) -> Iterator[str]:
        for parent, folders, names in os.walk(self._root / submodule):
            folders[:] = [name for name in folders if name != ".git"]
            here = Path(parent).relative_to(self._root).as_posix()
            yield from (f"{here}/{name}" for name in names if is_seen(name))
