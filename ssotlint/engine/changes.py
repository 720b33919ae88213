"""A run about a change: what the working tree, or the index, says beyond a revision."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path

from ssotlint.engine.baseline import Companies
from ssotlint.engine.carried import Carried
from ssotlint.engine.narrowing import beyond, both, focused
from ssotlint.engine.opening import Project, cache_folder, open_state
from ssotlint.engine.request import Request
from ssotlint.engine.revisions import Revisions, examined_aside
from ssotlint.engine.session import Narrow, Result, investigate
from ssotlint.engine.snapshot import is_seen, snapshot
from ssotlint.model.baseline import Entry
from ssotlint.model.errors import InputError
from ssotlint.model.report import Report
from ssotlint.model.value import replace
from ssotlint.project.repository import Blob, Gap, Repository
from ssotlint.project.root import absolute


def report_of_change(project: Project, request: Request) -> Report:
    """The report of a project narrowed to what was asked for; raises InputError without git."""
    with ExitStack() as stack:
        narrows = [focused(_below(request.paths, project.root))] if request.focus else []
        change = _Change(project, request, stack) if request.diff or request.staged else None
        if change is not None:
            narrows.append(change.narrow())
            project = change.now
        report = investigate(project, request, both(*narrows))
        if change is not None and not report.faults and not report.mixed:
            change.keep()
        return report


class _Change:
    """Two states of a project: one of a revision, and the working tree or the index."""

    def __init__(self, project: Project, request: Request, stack: ExitStack) -> None:
        self._project, self._request, self._stack = project, request, stack
        self._repository = Repository(project.root)
        self._base = (
            self._repository.commit(request.diff) if request.diff else self._repository.head()
        )
        self._inside = project.root.resolve().relative_to(self._repository.top)
        self._prefix = f"{self._inside.as_posix()}/".removeprefix("./")
        self._carried = Carried(project.root, project.survey, self._prefix, self._repository)
        self._revisions = Revisions(project, request, self._carried)
        self._found: dict[str, Sequence[Entry]] = {}
        self.now, self._staged = project, self._repository.index() if request.staged else {}
        if request.staged and not self._is_as_staged():
            self.now = self._state(self._staged, self._unstaged, request)

    def narrow(self) -> Narrow:
        """What the second state says beyond the first."""
        return beyond(self._before, self._lines())

    def _is_as_staged(self) -> bool:
        """Whether the project lies on the disk as it is staged, so that it is known from there."""
        survey, untracked = self._project.survey, self._repository.untracked
        below = self._carried.submodules(self._staged)
        return (
            not self._unstaged
            and not any(map(is_seen, untracked))
            and not any(f"{self._prefix}{path}" in untracked for path in survey.links)
            and all(
                f"{self._prefix}{path}" in self._staged or path.startswith(below)
                for path in survey.stamps
            )
        )

    @cached_property
    def _unstaged(self) -> frozenset[str]:
        """The files that lie on the disk otherwise than they are staged."""
        return self._repository.differing(None)

    def _before(self, companies: Companies) -> Sequence[Entry]:
        """The entries of a baseline of the revision, made on the fly unless a run has kept them.

        ``companies`` are those of now: what is staged is the revision of the next commit.
        """
        files = self._repository.tree(self._base)
        if not self._request.staged:  # nobody has deleted what was not checked out
            files = {p: blob for p, blob in files.items() if p not in self._repository.left_out}
        key = self._revisions.key(files)
        found = self._revisions.recalled(key)
        if found is None:
            result = self._examined(files)
            if result is None:
                return ()
            found = result.companies.entries()
            if result.report.faults or result.report.mixed:
                return found
        self._found[key] = found
        if self._request.staged:
            self._found[self._revisions.key(self._staged)] = companies.entries()
        return found

    def keep(self) -> None:
        """Leave what was found out to the next run."""
        if self._found:
            self._revisions.remember(self._found)

    def _examined(self, files: dict[str, Blob]) -> Result | None:
        """What there is to say of the revision; None when nothing that was asked for existed then."""
        request = replace(self._request, use_baseline=False, stale=False)
        request.progress(f"reading {request.diff or 'HEAD'}")
        changed = self._repository.differing(self._base)
        if self._request.staged:
            # The disk may differ from the index as well: what it holds is told by the content.
            changed |= self._unstaged
        try:
            state = self._state(files, changed, request)
        except InputError:
            return None
        return examined_aside(state, request)

    def _state(self, files: dict[str, Blob], changed: frozenset[str], request: Request) -> Project:
        if self._prefix:
            files = {p: blob for p, blob in files.items()
                     if p.startswith(self._prefix) or p.endswith(".gitignore")}  # fmt: skip
        cache = cache_folder(request, self._project.root) if request.use_cache else None
        folder = self._stack.enter_context(snapshot(self._repository, files, changed, cache))
        self._carried.lay(folder, files)
        return open_state(self._project, request, folder / self._inside)

    def _lines(self) -> dict[str, list[Gap]]:
        """Changed lines by paths relative to the root; all lines of files that git does not know."""
        lines = self._repository.lines(self._base, staged=self._request.staged)
        if not self._request.staged:
            lines |= {path: [Gap(1, 1 << 30)] for path in self._repository.untracked}
        return {
            path.removeprefix(self._prefix): gaps
            for path, gaps in lines.items()
            if path.startswith(self._prefix)
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
