"""What follows a tree down, or a chain to its end, however deep that is."""

import sys
from collections.abc import Callable
from typing import TypeVar

_Result = TypeVar("_Result")
_DEEP = 50_000  # calls; LibCST's own parser gives up on trees before that many are needed


def deeply(action: Callable[[], _Result]) -> _Result:
    """Do what recurses, with more calls when the usual thousand do not suffice.

    A sum of a few hundred texts needs them. Calls of Python from Python lie on the heap, so that
    more of them are safe; the first releases of Python 3.12 count some of them as calls from C, and
    allow no more than 1,500 of those. Raises RecursionError when even they do not suffice.
    """
    try:
        return action()
    except RecursionError:
        usual = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEEP)
    try:
        return action()
    finally:
        sys.setrecursionlimit(usual)
