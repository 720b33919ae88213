"""Which differences of two copies mean that one of them is wrong?

Much may differ on purpose: what is passed on, what is done besides, what a place is about. Where
one lost a guard, stops at another bound or tests something otherwise, both cannot be right.
"""

from collections.abc import Container, Sequence

from ssotlint.judges.saying import Said, block, is_text, is_variable

_REFUSALS = frozenset(("Raise", "Assert"))
_SKIPS = frozenset(("Continue", "Break"))
_NOTHING = frozenset(("None", "True", "False", "List", "Dict", "Tuple", "Set", ")"))


def guards(said: Sequence[Said], position: int, kept: Container[int]) -> bool:
    """Whether a statement that one of two copies lacks keeps something from happening.

    It refuses, or it is a condition that leaves with nothing in hand, or under which happens what
    always happens in the other: ``kept`` are the positions of what both say. A condition for
    something that the other does not do at all is more work, and no guard.
    """
    if _kind(said[position]) in _REFUSALS:
        return True
    if _kind(said[position]) != "If":
        return False
    inside = list(block(said, position))
    return any(p in kept for p in inside) or any(_leaves(said[p]) for p in inside)


def _kind(said: Said) -> str:
    return said.plain[0] if said.plain else ""


def _leaves(said: Said) -> bool:
    """Whether a statement ends what is done, and hands out no more than it was given."""
    kind = _kind(said)
    if kind in _REFUSALS or kind in _SKIPS:
        return True
    rest = said.plain[1:]
    return kind == "Return" and (len(rest) <= 1 or all(map(_is_nothing, rest)))


def _is_nothing(token: str) -> bool:
    return token in _NOTHING or is_text(token) or is_variable(token) or token.isdigit()
