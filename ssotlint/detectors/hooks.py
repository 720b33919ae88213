"""Functions that a framework asks of each plug-in, and calls itself.

``light/recorder.py`` and ``lock/recorder.py`` define one name, and nobody names it but they: what
gathers them does so by the name of the file. They are to each other what methods are that a
common base asks for.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from ssotlint.detectors.fragments import Fragment
from ssotlint.detectors.functions import Function
from ssotlint.detectors.view import View
from ssotlint.index.imprints import NAMED

# What so many packages side by side define is asked for; fewer may have copied it.
_ASKED = 5


class Hooks:
    """The hooks among functions, each with all that answer one call."""

    def __init__(self, view: View, every: Iterable[Function]) -> None:
        asked: dict[tuple[str, str, str], list[Function]] = defaultdict(list)
        for one in every:
            if not one.imprint.scope and not one.imprint.name.startswith("_"):
                asked[(*_seat(one.module.path), one.imprint.name)].append(one)
        families = {key: found for key, found in asked.items() if len(found) >= _ASKED}
        self._family: dict[str, tuple[str, str, str]] = {}
        for key, found in families.items():
            free = [one for one in found if not one.has(NAMED) and not view.importers(one.symbol)]
            if len(free) >= _ASKED:
                self._family |= dict.fromkeys((one.symbol for one in free), key)

    def family(self, symbol: str) -> tuple[str, str, str] | None:
        """What tells the call that a hook answers from others; None for what is no hook."""
        return self._family.get(symbol)

    def are_siblings(self, first: Fragment, second: Fragment) -> bool:
        """Whether two functions answer the same call, each in a package of its own."""
        family = self._family.get(first.symbol)
        return family is not None and family == self._family.get(second.symbol)


@lru_cache(maxsize=1 << 15)
def _seat(path: str) -> tuple[str, str]:
    """The folder that holds the packages side by side, and the file's name in each of them."""
    around, _, name = path.rpartition("/")
    return around.rpartition("/")[0], name
