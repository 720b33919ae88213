"""Making, renewing and shortening a baseline; a check never does."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ssotlint.engine import baseline_file
from ssotlint.engine.baseline import pruned, updated
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.request import Request
from ssotlint.engine.session import Result, examine
from ssotlint.model.baseline import Entry, KnownMember
from ssotlint.model.errors import InputError
from ssotlint.model.value import Value, replace
from ssotlint.project.root import BASELINE_FILE


class Kept(Value, frozen=True):
    """What became of a file: the accepted findings and groups in it, and what changed."""

    path: Path
    findings: int
    groups: int
    added: int = 0
    removed: int = 0


def create(request: Request) -> Kept:
    """Accept all findings of now; raises InputError when there is a baseline already."""
    project = open_project(request if request.baseline is None else _without(request))
    path = _path(project, request)
    if path.exists():
        remedy = "`ssotlint baseline update` renews it"
        raise InputError("there is a baseline already", path=str(path), remedy=remedy)
    result = _examined(project, request)
    return _write(project, path, (), result.companies.entries())


def update(request: Request) -> Kept:
    """Accept all findings of now and nothing else; what the run could not look for stays."""
    project = open_project(request)
    result = _examined(project, request)
    entries = updated(result.known, result.companies.entries(), result.applied, result.stale)
    return _write(project, _existing(project, request), result.known, entries)


def prune(request: Request) -> Kept:
    """Drop what is not there any more; nothing is added."""
    project = open_project(request)
    result = _examined(project, request)
    entries = pruned(result.known, result.stale)
    return _write(project, _existing(project, request), result.known, entries)


def entries(request: Request) -> tuple[Entry, ...]:
    """What the baseline of a project accepts."""
    project = open_project(request)
    _existing(project, request)
    return baseline_file.read(project.baseline, project.baseline_name)


def _examined(project: Project, request: Request) -> Result:
    result = examine(project, request)
    for fault in result.report.faults:
        raise RuntimeError(f"{fault.where}: {fault.what}\n{fault.trace}")
    return result


def _without(request: Request) -> Request:
    return replace(request, use_baseline=False)


def _path(project: Project, request: Request) -> Path:
    return request.baseline or project.root / BASELINE_FILE


def _existing(project: Project, request: Request) -> Path:
    path = _path(project, request)
    if not path.exists():
        remedy = "`ssotlint baseline create` makes one"
        raise InputError("there is no baseline", path=str(path), remedy=remedy)
    return path


def _write(project: Project, path: Path, old: Sequence[Entry], new: Sequence[Entry]) -> Kept:
    project.store.close()
    baseline_file.write(path, new)
    before, after = _findings(old), _findings(new)
    more, less = (after - before).total(), (before - after).total()
    return Kept(path, after.total(), len(new), more, less)


def _findings(entries: Sequence[Entry]) -> Counter[KnownMember]:
    """How often each finding is accepted: one mistake may be made twice in a function."""
    return Counter(member for entry in entries for member in entry.members if member.rule)
