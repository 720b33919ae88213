"""Functions that a framework asks of each plug-in, and calls itself.

``light/recorder.py`` and ``lock/recorder.py`` define one name, and nobody names it but they: what
gathers them does so by the name of the file. So it is with files of one folder, of which
``mac_user.py`` and ``bsd_user.py`` each define ``rename``. They are to each other what methods are
that a common base asks for.

Where most of them say one thing word for word, nobody was asked to answer in his own way: that was
copied, and who says nearly so is one of the copies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ssotlint.index.imprints import NAMED

if TYPE_CHECKING:
    from ssotlint.detectors.fragments import Fragment
    from ssotlint.detectors.functions import Function
    from ssotlint.detectors.view import View

ASKED = 5
"""What so many packages or files side by side define is asked for; fewer may have copied it."""
_Call = tuple[str, str, str]


class Answer(NamedTuple):
    """A call that a hook answers, and whether it says what most say that answer it."""

    call: _Call
    is_usual: bool


class Hooks:
    """The hooks among functions, each with all that answer one call."""

    def __init__(self, view: View, every: Iterable[Function]) -> None:
        asked: dict[_Call, list[Function]] = defaultdict(list)
        for one in every:
            if not one.imprint.scope and not one.imprint.name.startswith("_"):
                for seat in seats(one.module.path):
                    asked[(*seat, one.imprint.name)].append(one)
        families = {key: found for key, found in asked.items() if len(found) >= ASKED}
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        for key, found in families.items():
            free = [one for one in found if not one.has(NAMED) and not view.importers(one.symbol)]
            usual = _usual(free)
            for one in free if len(free) >= ASKED else ():
                self._answers[one.symbol].append(Answer(key, one.imprint.text in usual))

    def answers(self, symbol: str) -> tuple[Answer, ...]:
        """The calls that a hook answers; none for what is no hook."""
        return tuple(sorted(self._answers.get(symbol, ())))

    def are_siblings(self, first: Fragment, second: Fragment) -> bool:
        """Whether two functions answer the same call, each in a package of its own."""
        return bool(self._common(first, second))

    def is_stray(self, first: Fragment, second: Fragment) -> bool:
        """Whether one of two siblings says what most say, and the other something else."""
        return first.text != second.text and any(
            answer.is_usual for answer in self._common(first, second)
        )

    def _common(self, first: Fragment, second: Fragment) -> list[Answer]:
        """Their answers to the calls that both answer."""
        ours, theirs = self.answers(first.symbol), self.answers(second.symbol)
        calls = {one.call for one in ours} & {one.call for one in theirs}
        return [one for one in (*ours, *theirs) if one.call in calls]


def _usual(answers: Sequence[Function]) -> set[int]:
    """What at least half of those say that answer one call."""
    texts = Counter(one.imprint.text for one in answers)
    return {text for text, count in texts.items() if 2 * count >= len(answers)}


@lru_cache(maxsize=1 << 15)
def seats(path: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The folder that holds the packages side by side, and the file's name in each of them.

    And the folder that holds the file, for one of those side by side in it.
    """
    around, _, name = path.rpartition("/")
    return (around.rpartition("/")[0], name), (around, "")
