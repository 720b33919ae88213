"""A run from paths to texts: told again when nothing has changed, else investigated."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from ssotlint.engine import recall
from ssotlint.engine.collector import collector_off
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.request import Outcome, Request

if TYPE_CHECKING:
    from ssotlint.engine.outline import Outline
    from ssotlint.model.report import Report


def run(request: Request) -> Outcome:
    """Check a project; raises InputError for wrong use or configuration.

    When nothing has changed since a run with the same request, its texts are told again.
    """
    started = time.perf_counter()
    project = open_project(request)
    with collector_off():
        known = recall.outcome(project, request) or _retold(project, request)
        if known is None:
            report, outline = _report(project, request)
            known = recall.remember(project, request, report, outline)
    project.store.close()
    return replace(known, seconds=time.perf_counter() - started)


def _retold(project: Project, request: Request) -> Outcome | None:
    """The outcome of a run after which only places have moved; None where more may be otherwise."""
    from ssotlint.engine.retelling import UNTOLD, retold

    report = retold(project, request)
    try:
        return recall.remember(project, request, report) if report is not None else None
    except UNTOLD:
        return None


def _report(project: Project, request: Request) -> tuple[Report, Outline | None]:
    # Each of these loads every stage, which a run that is told again does not need.
    if request.diff or request.staged or request.focus:
        from ssotlint.engine.changes import report_of_change

        return report_of_change(project, request), None
    from ssotlint.engine.session import outlined

    return outlined(project, request)
