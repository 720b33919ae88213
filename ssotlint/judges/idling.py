"""Does a method only ask its own object for something again and again, and outlive its errors?

Each such loop waits, calls what its object does, and tells when it ends: the loop is how that is
written, and what is done stands elsewhere.
"""

from collections.abc import Sequence

from ssotlint.judges.saying import Said, is_told, is_variable

_FRAME = frozenset(
    ("While", "Try", "ExceptHandler", "With", "Break", "Continue", "Pass", "Raise", "Return")
)
_WAITS = frozenset((".sleep", ".wait", "sleep"))
_CALLED = ("Call", "self")


def idles(said: Sequence[Said]) -> bool:
    """Whether a method is a loop around a few calls on ``self``, with nothing but waiting besides."""
    rows = [one for one in said[1:] if not is_told(one)]
    kinds = {kind for one in rows for kind in one.plain[:1]}
    waits = any(not _WAITS.isdisjoint(one.plain) for one in rows)
    return waits and kinds.issuperset(("While", "ExceptHandler")) and all(map(_idles, rows))


def _idles(one: Said) -> bool:
    kind, *rest = one.plain
    if kind == "If":
        return "Call" not in rest
    if kind in _FRAME:
        return kind != "Return" or len(rest) <= 1
    if kind == "Assign" and rest and is_variable(rest[0]):
        rest = rest[1:]
    elif kind != "Expr":
        return False
    is_own = tuple(rest[:2]) == _CALLED and rest[3:4] and not rest[3].startswith(".")
    return bool(is_own) or (rest[:1] == ["Call"] and not _WAITS.isdisjoint(rest[1:3]))
