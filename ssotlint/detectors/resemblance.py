"""Whether two functions that share statements may be copies: what they say is read.

Whatever else they are to each other is not known here; where the best of it would not make a
report of them, nothing does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from ssotlint.detectors import worth
from ssotlint.detectors.candidates import SHARE
from ssotlint.detectors.fragments import Variant
from ssotlint.detectors.likeness import likeness, token_share


class Said(NamedTuple):
    """A function: the name by which it has namesakes, its class if it is a method, and its text."""

    name: str
    scope: str
    text: str


Reading = Callable[[int, int], Said | None]
"""What stands at a position of a file; None where nobody knows."""


def may_be_copies(
    one: Said | None, other: Said | None, bodies: Callable[[str], int], *, established: bool
) -> bool:
    """Whether two are alike enough; ``bodies`` tells how many a name has.

    ``established`` tells that one may be a habit already.
    """
    if one is None or other is None or established or one.text == other.text:
        return True
    if one.name != other.name:
        return _may_be(one.text, other.text, 0, same_role=False)
    scopes = {said.scope.rpartition(".")[2].strip("_") for said in (one, other)}
    return _may_be(one.text, other.text, max(bodies(one.name), 1), same_role=len(scopes) == 1)


@lru_cache(maxsize=1 << 12)
def _may_be(text: str, other: str, bodies: int, *, same_role: bool) -> bool:
    first, second = _variant(text), _variant(other)
    if first.bag.shared(second.bag) < SHARE:
        return False
    found = likeness(first.bag, second.bag)
    tokens = token_share(first.tokens, second.tokens)
    return worth.edited_may_be_worth(
        first, second, found, tokens, bodies=bodies, same_role=same_role
    )


@lru_cache(maxsize=1 << 10)
def _variant(text: str) -> Variant:
    return Variant(text, "")
