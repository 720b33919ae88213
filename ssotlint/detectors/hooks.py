"""Functions that a framework asks of each plug-in, and calls itself.

``light/recorder.py`` and ``lock/recorder.py`` define one name, and nobody names it but they: what
gathers them does so by the name of the file. So it is with files of one folder, of which
``mac_user.py`` and ``bsd_user.py`` each define ``rename``. They are to each other what methods are
that a common base asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from ssotlint.index.imprints import NAMED

if TYPE_CHECKING:
    from ssotlint.detectors.fragments import Fragment
    from ssotlint.detectors.functions import Function
    from ssotlint.detectors.view import View

ASKED = 5
"""What so many packages or files side by side define is asked for; fewer may have copied it."""
_Call = tuple[str, str, str]


class Hooks:
    """The hooks among functions, each with all that answer one call."""

    def __init__(self, view: View, every: Iterable[Function]) -> None:
        asked: dict[_Call, list[Function]] = defaultdict(list)
        for one in every:
            if not one.imprint.scope and not one.imprint.name.startswith("_"):
                for seat in seats(one.module.path):
                    asked[(*seat, one.imprint.name)].append(one)
        families = {key: found for key, found in asked.items() if len(found) >= ASKED}
        self._families: dict[str, list[_Call]] = defaultdict(list)
        for key, found in families.items():
            free = [one for one in found if not one.has(NAMED) and not view.importers(one.symbol)]
            for one in free if len(free) >= ASKED else ():
                self._families[one.symbol].append(key)

    def families(self, symbol: str) -> tuple[_Call, ...]:
        """What tells the calls that a hook answers from others; none for what is no hook."""
        return tuple(sorted(self._families.get(symbol, ())))

    def are_siblings(self, first: Fragment, second: Fragment) -> bool:
        """Whether two functions answer the same call, each in a package of its own."""
        return not set(self.families(first.symbol)).isdisjoint(self.families(second.symbol))


@lru_cache(maxsize=1 << 15)
def seats(path: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The folder that holds the packages side by side, and the file's name in each of them.

    And the folder that holds the file, for one of those side by side in it.
    """
    around, _, name = path.rpartition("/")
    return (around.rpartition("/")[0], name), (around, "")
