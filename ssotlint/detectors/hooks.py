"""Functions that a framework asks of each plug-in, and calls itself.

``light/recorder.py`` and ``lock/recorder.py`` define one name, and nobody names it but they: what
gathers them does so by the name of the file. They are to each other what methods are that a
common base asks for.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from ssotlint.detectors.fragments import Fragment, wholes_of
from ssotlint.detectors.view import View
from ssotlint.facts.alphabet import WORD

# What so many packages side by side define is asked for; fewer may have copied it.
_ASKED = 5


class Hooks:
    """The hooks among functions, each with all that answer one call."""

    def __init__(self, view: View, every: Iterable[Fragment]) -> None:
        asked: dict[tuple[str, str, str], list[Fragment]] = defaultdict(list)
        for one in every:
            if one.owner is None and not one.definition.name.startswith("_"):
                asked[(*_seat(one), one.definition.name)].append(one)
        families = {key: found for key, found in asked.items() if len(found) >= _ASKED}
        free = _unnamed(view, [one for found in families.values() for one in found])
        self._family = {
            one.symbol: key
            for key, found in families.items()
            for one in found
            if sum(other.symbol in free for other in found) >= _ASKED and one.symbol in free
        }

    def are_siblings(self, first: Fragment, second: Fragment) -> bool:
        """Whether two functions answer the same call, each in a package of its own."""
        family = self._family.get(first.symbol)
        return family is not None and family == self._family.get(second.symbol)


def _seat(one: Fragment) -> tuple[str, str]:
    """The folder that holds the packages side by side, and the file's name in each of them."""
    path = PurePosixPath(one.module.path)
    return path.parent.parent.as_posix(), path.name


def _unnamed(view: View, functions: Iterable[Fragment]) -> set[str]:
    """Those of functions that neither their own file uses nor any other imports."""
    by_module: dict[str, list[Fragment]] = defaultdict(list)
    for one in functions:
        by_module[one.module.path].append(one)
    modules = [found[0].module for found in by_module.values()]
    return {
        one.symbol
        for module, text in wholes_of(view, modules)
        for one in by_module[module.path]
        if text.count(WORD[one.definition.name]) == 1 and not view.importers(one.symbol)
    }
