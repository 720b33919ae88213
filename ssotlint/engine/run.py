"""A run from paths to texts: told again when nothing has changed, else investigated."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ssotlint.engine import recall
from ssotlint.engine.collector import collector_off
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.request import Outcome, Request
from ssotlint.model.value import replace

if TYPE_CHECKING:
    from ssotlint.engine.opened import Opened
    from ssotlint.engine.outline import Outline
    from ssotlint.model.report import Report


_left: list[object] = []  # what nobody frees piece by piece where the process ends anyway


def run(request: Request) -> Outcome:
    """Check a project; raises InputError for wrong use or configuration.

    When nothing has changed since a run with the same request, its texts are told again.
    """
    started = time.perf_counter()
    project = open_project(request)
    with collector_off():
        known = recall.outcome(project, request) or _found(project, request)
    if request.ends:
        project.store.end()
    else:
        project.store.close()
    return replace(known, seconds=time.perf_counter() - started)


def _found(project: Project, request: Request) -> Outcome:
    """The outcome where something has changed."""
    known, opened = _retold(project, request)
    if request.ends:
        _left.append(opened)
    if known is None:
        report, outline = _report(project, request, opened)
        known = recall.remember(project, request, report, lambda: outline)
    return known


def _retold(project: Project, request: Request) -> tuple[Outcome | None, Opened | None]:
    """The outcome where no answer looks at what was edited, None where one may.

    With it goes the project, if that was opened on the way.
    """
    from ssotlint.engine.attempt import UNTOLD, retold

    found = retold(project, request)
    try:
        told = None
        if found.report is not None:
            told = recall.remember(project, request, found.report, found.outline)
    except UNTOLD:
        found.keep(project.store)
        told = None
    return told, found.opened


def _report(
    project: Project, request: Request, opened: Opened | None
) -> tuple[Report, Outline | None]:
    # Each of these loads every stage, which a run that is told again does not need.
    if request.diff or request.staged or request.focus:
        from ssotlint.engine.changes import report_of_change

        return report_of_change(project, request), None
    from ssotlint.engine.session import outlined

    return outlined(project, request, known=opened)
