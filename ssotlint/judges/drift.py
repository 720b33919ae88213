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
    something that the other does not do at all is more work, and no guard; nor is one of two ways
    to the same end, or an error that only takes the place of another.
    """
    if _kind(said[position]) in _REFUSALS:
        around = _around(said, position)
        return around in kept or _kind(said[around]) != "ExceptHandler"
    if _kind(said[position]) != "If":
        return False
    inside = list(block(said, position))
    if any(_leaves(said[p]) for p in inside):
        return True
    return any(p in kept for p in inside) and not _has_another_way(said, position, kept)


def _around(said: Sequence[Said], position: int) -> int:
    """The position of the header above a statement, 0 for that of the function."""
    depth = said[position].depth
    return next((p for p in range(position, 0, -1) if said[p].depth < depth), 0)


def _has_another_way(said: Sequence[Said], position: int, kept: Container[int]) -> bool:
    """Whether there is something to do where a condition does not hold, and not just to leave."""
    after = max(block(said, position), default=position) + 1
    if after >= len(said) or said[after].depth < said[position].depth:
        return False
    is_branch = _kind(said[after]) == "Else" or said[after].plain[:2] == ("If", "elif")
    others = [p for p in block(said, after) if p not in kept]
    return is_branch and bool(others) and not any(_leaves(said[p]) for p in others)


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
