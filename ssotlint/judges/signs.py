"""Tokens that say how something is tested or worked out, and not what it is about."""

import re
from collections.abc import Iterable, Sequence

COMPARISONS = frozenset(
    [
        "Equal",
        "NotEqual",
        "In",
        "NotIn",
        "Is",
        "IsNot",
        "LessThan",
        "LessThanEqual",
        "GreaterThan",
        "GreaterThanEqual",
    ]
)
LOGIC = frozenset(("And", "Or", "Not"))
OPERATOR = re.compile(
    r"(Add|Subtract|Multiply|Divide|FloorDivide|Modulo|Power|MatrixMultiply|LeftShift|RightShift"
    r"|BitAnd|BitOr|BitXor|Minus|Plus|BitInvert)(Assign)?"
)
SIGNS = frozenset(("UnaryOperation", "Minus", "Plus", "Not", "BitInvert", ")"))
"""What only says that something is behind a sign: it comes and goes with the sign."""
_NEGATED = ("UnaryOperation", "Not", "Comparison")
_PAIRS = (("Equal", "NotEqual"), ("In", "NotIn"), ("Is", "IsNot"))
_OPPOSITES = {**dict(_PAIRS), **{other: one for one, other in _PAIRS}}
NUMBER = re.compile(r"\d")


def is_sign(token: str) -> bool:
    """Whether a token is a comparison, a connective, an operator or a number."""
    said = token in COMPARISONS or token in LOGIC or token in SIGNS
    return said or bool(OPERATOR.fullmatch(token) or NUMBER.match(token))


def differing(ours: Iterable[str], theirs: Sequence[str]) -> list[str]:
    """The tokens that one of two statements has more often than the other."""
    left, right = list(ours), list(theirs)
    for token in list(left):
        if token in right:
            right.remove(token)
            left.remove(token)
    return left + right


def without_negations(tokens: Sequence[str]) -> tuple[str, ...]:
    """A statement with ``a != b`` for ``not (a == b)``."""
    found: list[str] = []
    pending = 0
    i = 0
    while i < len(tokens):
        if tuple(tokens[i : i + 3]) == _NEGATED:
            pending, i = pending + 1, i + 2
        elif pending and tokens[i] in _OPPOSITES:
            found.append(_OPPOSITES[tokens[i]])
            pending, i = pending - 1, i + 1
        else:
            found.append(tokens[i])
            i += 1
    return tuple(found)
