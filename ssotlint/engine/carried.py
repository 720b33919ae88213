"""What lies in a project and in no commit of its repository: every state of it has that.

Compiled modules were built here or for here, links and metadata that git ignores were set here, and
of a submodule a commit says no more than which commit of another repository it is.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from ssotlint.engine.snapshot import is_seen, link
from ssotlint.project.discovery import Survey
from ssotlint.project.repository import SUBMODULE, Blob, Repository


class Carried:
    """What each state has of a project at ``root``; ``inside`` is its way from the repository's top.

    What git tracks belongs to some states, and what it neither tracks nor ignores to the working
    tree alone.
    """

    def __init__(self, root: Path, survey: Survey, inside: str, repository: Repository) -> None:
        self._root, self._inside, self._survey = root, inside, survey
        self._repository = repository
        self._links = {p: target for p, target in survey.links.items() if self._is_carried(p)}
        self._metadata = [said for said in survey.metadata if self._is_carried(said[0])]

    def _is_carried(self, path: str) -> bool:
        here = f"{self._inside}{path}"
        return here not in self._repository.tracked and here not in self._repository.untracked

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
        links = sorted(self._links.items())
        filters = self._repository.filters
        return repr((self._survey.compiled, links, self._metadata, sorted(given), filters))

    def lay(self, folder: Path, files: Mapping[str, Blob]) -> None:
        """Put it into the folder that stands for the top of the repository in a state."""
        for submodule in self.submodules(files):
            for path in self._below(submodule):
                (folder / self._inside / path).parent.mkdir(parents=True, exist_ok=True)
                self._lay_file(folder, path)
            with suppress(OSError):  # the patterns around it do not reach inside
                (folder / self._inside / submodule / ".git").touch()
        for path, _ in self._metadata:
            (folder / self._inside / path).parent.mkdir(parents=True, exist_ok=True)
            self._lay_file(folder, path)
        for path in self._survey.compiled:
            if (place := self._free(folder, path)) is not None:
                place.touch()
        for path, target in self._links.items():
            if (place := self._free(folder, path)) is not None:
                place.symlink_to(os.path.relpath(target, Path(path).parent))

    def _lay_file(self, folder: Path, path: str) -> None:
        if (place := self._free(folder, path)) is not None:
            link(self._root / path, place)

    def _free(self, folder: Path, path: str) -> Path | None:
        """Where a path of the project lies in a state, if its folder is there and it is not.

        A link of that state may lead anywhere: nothing is laid where it does.
        """
        place = folder / self._inside / path
        is_inside = place.parent.resolve().is_relative_to(folder.resolve())
        return place if is_inside and place.parent.is_dir() and not os.path.lexists(place) else None

    def _below(self, submodule: str) -> Iterator[str]:
        for parent, folders, names in os.walk(self._root / submodule):
            folders[:] = [name for name in folders if name != ".git"]
            here = Path(parent).relative_to(self._root).as_posix()
            yield from (f"{here}/{name}" for name in names if is_seen(name))
