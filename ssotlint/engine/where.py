"""What is known of names: the index is asked, and what it lacks is made first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssotlint.engine.collector import collector_off
from ssotlint.engine.dossiers import Dossiers
from ssotlint.engine.ledger import is_kept
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.reading import Reader
from ssotlint.engine.request import Request
from ssotlint.engine.workers import Workers, default_jobs
from ssotlint.index.store import StoreLostError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssotlint.model.dossier import Dossier


def where(request: Request, names: Sequence[str]) -> list[Dossier]:
    """The dossier of each name; raises InputError for wrong use or configuration.

    What only a check can tell (copies, factories, singletons) is that of the last check of the
    whole project; the first time one is made.
    """
    project = open_project(request)
    with collector_off(), Workers(request.jobs or default_jobs()) as workers:
        try:
            return _asked(project, request, workers, names)
        except StoreLostError:  # the store is empty now: once more, from nothing
            return _asked(project, request, workers, names)
        finally:
            project.store.close()


def _asked(
    project: Project, request: Request, workers: Workers, names: Sequence[str]
) -> list[Dossier]:
    if not is_kept(project):
        from ssotlint.engine.session import investigate  # loads every stage

        request.progress("checking the project, which is done once")
        investigate(project, request)
    dossiers = Dossiers(project, Reader(project, workers))
    return [dossiers.of(name) for name in names]
