"""Answers that may be others after an edit: of a few, the questions are asked again.

Most answers are what they were then, too, or say something else of the same cases: an import comes,
and the same symbols are imported by several paths as before. So it is with those that tell a line
that is another one now.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from ssotlint.detectors.counts import Counts
from ssotlint.engine import ledger
from ssotlint.engine.lanes import look
from ssotlint.index.commons import FAVOURITES

if TYPE_CHECKING:
    from ssotlint.engine.opened import Opened
    from ssotlint.engine.opening import Project
    from ssotlint.engine.retelling import Retelling
    from ssotlint.engine.validity import Validity

_FEW = 15  # questions; more are asked by several processes


def settle(known: Opened, retelling: Retelling) -> bool:
    """Whether all may be found as it was, and what is known by name beside it.

    What is found for questions that are asked again is left to ``retelling``, which compares it, and
    to who asks them if other cases are found.
    """
    past, edited = known.validity, retelling.edited
    if past is None or past.last is not edited.record or past.numbered != edited.digests:
        return False
    lost = {*retelling.lost}
    doubtful = (n for n, kept in enumerate(edited.answers) if n in lost or not past.holds(kept))
    numbers = list(islice(doubtful, _FEW + 1))
    if len(numbers) > _FEW:
        return False
    for number in numbers:
        question = retelling.question(number)
        kept = edited.answers[number]
        question.earlier = kept.epoch
        question.epoch = kept.epoch if past.is_seen_alike(kept) else past.epoch
        retelling.again[number] = known.looked[question.key] = look(question, known.view)
    retelling.uncounted = {
        number for number, kept in enumerate(edited.answers)
        if number not in retelling.again and not past.is_counted_alike(kept)
    }  # fmt: skip
    retelling.count = Counts(known.view).told
    return edited.last.companies is None or _are_favourites(edited.project, known, past)


def _are_favourites(project: Project, known: Opened, past: Validity) -> bool:
    """Whether most take from the same modules as before."""
    if FAVOURITES in past.aspects.commons:
        return True
    found = ledger.favourites_of(known.world.index, known.world.graph)
    return bool(msgspec.msgpack.decode(found) == ledger.favourites(project))
