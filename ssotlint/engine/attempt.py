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
from ssotlint.index.store import StoreLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ssotlint.engine.opened import Opened
    from ssotlint.engine.opening import Project
    from ssotlint.engine.outline import Outline
    from ssotlint.engine.request import Request
    from ssotlint.index.store import Memo, Store
    from ssotlint.model.report import Report

UNTOLD = (OtherwiseError, StoreLostError, msgspec.MsgspecError, LookupError)
"""What ends an attempt: something is not what it was, or not there any more."""
_TIMES = "statistics"  # the format that tells what a run has cost


class Retold(NamedTuple):
    """The report, None where it has to be found out; and the project, if it was opened.

    What it says of a finding may turn out to be unknown when somebody asks: OtherwiseError. Then the
    ``memos`` are to be kept. If not, ``outline`` brings what the last run has left up to now, where
    that is due.
    """

    report: Report | None = None
    opened: Opened | None = None
    memos: Sequence[Memo] = ()
    outline: Callable[[], Outline] | None = None

    def keep(self, store: Store) -> None:
        """What was found out is needed: the report could not be told again."""
        for memo in self.memos:
            store.remember(memo.kind, memo.values, only=memo.only)


def retold(project: Project, request: Request) -> Retold:
    """What can be said of a project without asking anything again."""
    try:
        edited = _edited(project, request)
        if edited is None:
            return Retold()
        if _is_untouched(edited):
            retelling = Retelling(request, edited)
            with suppress(OtherwiseError):
                if not retelling.lost:
                    return Retold(retelling.report())
        return _retold_open(edited, request)
    except UNTOLD:
        return Retold()


def _is_untouched(edited: Edited) -> bool:
    """Whether no answer looks at what was edited."""
    inside = edited.are_inside and edited.are_counted_alike and not edited.are_many
    return inside and not any(map(edited.touch, edited.answers))


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
    from ssotlint.engine.advance import advanced
    from ssotlint.engine.doubts import settle  # with it come graph and detectors
    from ssotlint.engine.opened import opened

    store, retelling = edited.project.store, Retelling(request, edited)
    with store.held_back() as memos, Workers(1) as workers:
        known = opened(edited.project, request, workers, edited.record)
        held, retelling.index = settle(known, retelling), known.world.index
    untold, validity = Retold(None, known, memos), known.validity
    with suppress(*UNTOLD):
        if held and validity is not None:
            report = retelling.report()
            if retelling.advances:

                def outline() -> Outline:
                    untold.keep(store)
                    return advanced(known, validity, retelling, report.scope)

                return Retold(report, known, memos, outline)
            edited.hold(validity.aspects)
            return Retold(report, known, memos)
    untold.keep(store)
    return untold
