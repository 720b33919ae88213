"""What is known of names: the index is asked, and what it lacks is made first."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ssotlint.engine.collector import collector_off
from ssotlint.engine.dossiers import Dossiers
from ssotlint.engine.ledger import is_current, is_kept
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.reading import Reader
from ssotlint.engine.request import Request
from ssotlint.engine.workers import Workers, default_jobs
from ssotlint.index.store import StoreLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ssotlint.model.dossier import Comparison, Dossier

_Answer = TypeVar("_Answer")


def where(request: Request, names: Sequence[str]) -> list[Dossier]:
    """The dossier of each name; raises InputError for wrong use or configuration.

    What only a check can tell (copies, factories, singletons) is that of the last check of the
    whole project; the first time one is made.
    """
    return _asked(request, lambda dossiers: [dossiers.of(name) for name in names])


def compare(request: Request, first: str, second: str) -> Comparison:
    """Why two things are, or are not, copies; raises InputError as ``where`` does.

    What has changed since the last check is checked first.
    """
    from ssotlint.engine.comparison import Pair  # loads LibCST

    return _asked(request, lambda dossiers: Pair(dossiers, first, second).comparison(), is_current)


def _asked(
    request: Request, ask: Callable[[Dossiers], _Answer], known: Callable[[Project], bool] = is_kept
) -> _Answer:
    project = open_project(request)
    with collector_off(), Workers(request.jobs or default_jobs()) as workers:
        try:
            return ask(_dossiers(project, request, workers, known))
        except StoreLostError:  # the store is empty now: once more, from nothing
            return ask(_dossiers(project, request, workers, known))
        finally:
            project.store.close()


def _dossiers(
    project: Project, request: Request, workers: Workers, known: Callable[[Project], bool]
) -> Dossiers:
    if not known(project):
        from ssotlint.engine.session import investigate  # loads every stage

        request.progress("checking the project, which is done once")
        investigate(project, request)
    return Dossiers(project, Reader(project, workers))
