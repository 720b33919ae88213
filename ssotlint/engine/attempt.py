"""Whether the last report may be told again: after most edits nothing is found otherwise.

After most edits of bodies no file is opened but those that were edited (``engine.edited``). Where
that does not tell, the project is opened, to see what the edited files reach now, and whom what they
say to others concerns. Whatever is not certain is left to a run that finds out, which goes on with
what was opened.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ssotlint.engine import outline, recall, record
from ssotlint.engine.edited import Edited, OtherwiseError
from ssotlint.engine.retelling import Retelling
from ssotlint.engine.workers import Workers
from ssotlint.index.commons import FAVOURITES
from ssotlint.index.store import StoreLostError

if TYPE_CHECKING:
    from ssotlint.engine.opened import Opened
    from ssotlint.engine.opening import Project
    from ssotlint.engine.request import Request
    from ssotlint.model.report import Report

UNTOLD = (OtherwiseError, StoreLostError, msgspec.MsgspecError, LookupError)
"""What ends an attempt: something is not what it was, or not there any more."""
_TIMES = "statistics"  # the format that tells what a run has cost


class Retold(NamedTuple):
    """The report, None where it has to be found out; and the project, if it was opened.

    What it says of a finding may turn out to be unknown when somebody asks: OtherwiseError.
    """

    report: Report | None = None
    opened: Opened | None = None


def retold(project: Project, request: Request) -> Retold:
    """What can be said of a project without asking anything again."""
    try:
        edited = _edited(project, request)
        if edited is None:
            return Retold()
        untouched = edited.are_inside and edited.are_counted_alike
        if untouched and not any(map(edited.touch, edited.answers)):
            return Retold(Retelling(request, edited).report())
        return _retold_open(edited, request)
    except UNTOLD:
        return Retold()


def _edited(project: Project, request: Request) -> Edited | None:
    if not recall.may_recall(request) or not project.lasting or _TIMES in request.formats:
        return None
    last = outline.recalled(project, recall.frame_of(project, request))
    found = record.recalled(project.store, project.memory) if last is not None else None
    if last is None or found is None or found.world != last.world:
        return None
    return Edited(project, last, found)


def _retold_open(edited: Edited, request: Request) -> Retold:
    """The same as the open project tells; what is found out on the way is kept if it does not."""
    from ssotlint.engine.opened import opened  # with it come graph and detectors

    store = edited.project.store
    with store.held_back() as memos, Workers(1) as workers:
        known = opened(edited.project, request, workers, edited.record)
        held = _holds(known, edited)
    with suppress(*UNTOLD):
        if held and known.validity is not None:
            report = Retelling(request, edited).report()
            edited.hold(known.validity.aspects)
            return Retold(report, known)
    for memo in memos:
        store.remember(memo.kind, memo.values, only=memo.only)
    return Retold(None, known)


def _holds(known: Opened, edited: Edited) -> bool:
    """Whether all answers are what they were, and what is known by name beside them."""
    past = known.validity
    return (
        past is not None
        and past.last is edited.record
        and past.files == edited.digests
        and all(map(past.holds, edited.answers))
        and (edited.last.companies is None or FAVOURITES in past.aspects.commons)
    )
