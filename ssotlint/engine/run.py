"""A run from paths to texts: told again when nothing has changed, else investigated."""

import time
from dataclasses import replace

from ssotlint.engine import recall
from ssotlint.engine.collector import collector_off
from ssotlint.engine.opening import open_project
from ssotlint.engine.request import Outcome, Request


def run(request: Request) -> Outcome:
    """Check a project; raises InputError for wrong use or configuration.

    When nothing has changed since a run with the same request, its texts are told again.
    """
    started = time.perf_counter()
    project = open_project(request)
    with collector_off():
        known = recall.outcome(project, request)
        if known is None:
            from ssotlint.engine.session import investigate  # loads every stage

            report = investigate(project, request)
            known = recall.remember(project, request, report)
    project.store.close()
    return replace(known, seconds=time.perf_counter() - started)
