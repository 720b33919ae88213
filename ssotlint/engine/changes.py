"""A run about a change: what the working tree, or the index, says beyond a revision."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from ssotlint.engine.narrowing import beyond, both, focused
from ssotlint.engine.opening import Project, cache_folder, open_state
from ssotlint.engine.request import Request
from ssotlint.engine.session import Narrow, examine, investigate
from ssotlint.engine.snapshot import snapshot
from ssotlint.model.baseline import Entry
from ssotlint.model.errors import InputError
from ssotlint.model.report import Report
from ssotlint.project.repository import Blob, Gap, Repository
from ssotlint.project.root import absolute


def report_of_change(project: Project, request: Request) -> Report:
    """The report of a project narrowed to what was asked for; raises InputError without git."""
    with ExitStack() as stack:
        narrows = [focused(_below(request.paths, project.root))] if request.focus else []
        if request.diff or request.staged:
            change = _Change(project, request, stack)
            narrows.append(change.narrow())
            project = change.now
        return investigate(project, request, both(*narrows))


class _Change:
    """Two states of a project: one of a revision, and the working tree or the index."""

    def __init__(self, project: Project, request: Request, stack: ExitStack) -> None:
        self._project, self._request, self._stack = project, request, stack
        self._repository = Repository(project.root)
        self._base = (
            self._repository.commit(request.diff) if request.diff else self._repository.head()
        )
        self._inside = project.root.resolve().relative_to(self._repository.top)
        self.now = project
        if request.staged:
            changed = self._repository.differing(None)
            self.now = self._state(self._repository.index(), changed, request)

    def narrow(self) -> Narrow:
        """What the second state says beyond the first."""
        return beyond(self._before, self._lines())

    def _before(self) -> Sequence[Entry]:
        """The entries of a baseline of the revision, made on the fly."""
        request = replace(self._request, use_baseline=False, stale=False)
        request.progress(f"reading {request.diff or 'HEAD'}")
        files = self._repository.tree(self._base)
        if self._request.staged:
            # The disk may differ from the index as well: what it holds is told by the content.
            changed = self._repository.differing(self._base) | self._repository.differing(None)
        else:
            changed = self._repository.differing(self._base)
        try:
            state = self._state(files, changed, request)
        except InputError:
            return ()  # nothing that was asked for existed then
        return examine(state, request).companies.entries()

    def _state(self, files: dict[str, Blob], changed: frozenset[str], request: Request) -> Project:
        inside = self._inside.as_posix()
        if inside != ".":
            near = (f"{inside}/", ".gitignore")
            files = {p: b for p, b in files.items() if p.startswith(near[0]) or p.endswith(near[1])}
        cache = cache_folder(request, self._project.root) if request.use_cache else None
        folder = self._stack.enter_context(snapshot(self._repository, files, changed, cache))
        return open_state(self._project, request, folder / self._inside)

    def _lines(self) -> dict[str, list[Gap]]:
        """Changed lines by paths relative to the root; all lines of files that git does not know."""
        lines = self._repository.lines(self._base, staged=self._request.staged)
        if not self._request.staged:
            lines |= {path: [Gap(1, 1 << 30)] for path in self._repository.untracked()}
        inside = self._inside.as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        return {
            path.removeprefix(prefix): gaps
            for path, gaps in lines.items()
            if path.startswith(prefix)
        }


def _below(paths: Sequence[Path], root: Path) -> list[str]:
    """Paths as seen from the root; those outside of it are left out."""
    found = []
    for path in paths:
        place = absolute(path)
        if place.is_relative_to(absolute(root)):
            inside = place.relative_to(absolute(root)).as_posix()
            found.append("" if inside == "." else inside)
    return found
