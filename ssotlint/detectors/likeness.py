"""How alike two fragments are: what their statements have in common.

An edit touches statements, so they are what is counted: equal ones fully, an edited one by the
share of its tokens that stay. The order does not matter, so that moving a statement costs
nothing; the statements of a body are rarely the same in another order and mean something else.
The token share is the normalized Indel similarity, 2 * LCS / (length + length).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ssotlint.index.imprints import number_of

Statement = str | tuple[str, ...]
"""A statement's tokens: the characters of a text, or words."""
# Below half of its tokens a statement is not an edited one but another one.
_EDITED = 0.5
# A statement of four tokens says something (`return a.b`), a shorter one (`try`, `return x`)
# little; beyond that, length is no merit: a long call is one thing to write, as a short one is.
_FULL = 4
_NEAR = 0.7  # of the letters of two names, in order


class Likeness(NamedTuple):
    """What two fragments have in common.

    ``similarity`` is the share of statements, edited ones by their tokens; ``shared`` the share
    of statements that are equal, by weight; ``equal`` their number. Shares run from 0 to 1.
    """

    similarity: float
    shared: float
    equal: int


def weight_of(size: int) -> int:
    """How much a statement of so many tokens says."""
    return min(size, _FULL)


@lru_cache(maxsize=1 << 13)
def numbered(statement: str) -> int:
    """A number that stands for a statement of a text, with its weight in it."""
    return number_of(statement) & -_FULL | (weight_of(len(statement)) - 1)


def shared(first: Counter[int], second: Counter[int]) -> float:
    """``Likeness.shared`` of statements as numbers."""
    total = _weight(first) + _weight(second)
    return 2 * _weight(first & second) / total if total else 0.0


def _weight(said: Counter[int]) -> int:
    return sum((number % _FULL + 1) * times for number, times in said.items())


def token_share(first: Sequence[str], second: Sequence[str], floor: float = 0.0) -> float:
    """The share of tokens in common, in order, from 0 to 1; 0 when it is below ``floor``."""
    return _similarity()(first, second, score_cutoff=floor or None)


@cache
def _similarity() -> Callable[..., float]:
    from rapidfuzz.distance import Indel  # most runs after an edit compare nothing

    return Indel.normalized_similarity


def nearest(name: str, names: Iterable[str], limit: int) -> list[str]:
    """The names that may be meant by one that does not exist, the likeliest first.

    Those that differ in case and underscores alone, then those of which a few letters differ.
    """
    wanted = _plain(name)
    ranked = sorted(
        (-_similarity()(wanted, _plain(other), score_cutoff=_NEAR), other) for other in names
    )
    return [other for share, other in ranked[:limit] if share < 0]


def _plain(name: str) -> str:
    return name.replace("_", "").casefold()


class Bag:
    """Statements without their order, each a sequence of tokens."""

    __slots__ = ("counts", "size", "weight")

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.counts = Counter(statements)
        self.size = len(statements)
        self.weight = sum(weight_of(len(text)) for text in statements)

    def shared(self, other: "Bag") -> float:
        """``Likeness.shared`` alone, which costs no comparison of tokens."""
        total = self.weight + other.weight
        mine, theirs = self.counts, other.counts
        both = sum(
            weight_of(len(text)) * min(mine[text], theirs[text])
            for text in mine.keys() & theirs.keys()
        )
        return 2 * both / total if total else 0.0


def likeness(first: Bag, second: Bag) -> Likeness:
    """Compare two fragments by their statements."""
    if not first.size + second.size:
        return Likeness(0.0, 0.0, 0)
    equal = (first.counts & second.counts).total()
    ours, theirs = first.counts - second.counts, second.counts - first.counts
    rest = _edited(list(ours.elements()), list(theirs.elements()))
    return Likeness(2 * (equal + rest) / (first.size + second.size), first.shared(second), equal)


def _edited(ours: list[Statement], theirs: list[Statement]) -> float:
    """The summed shares of statements of one kind that are edited forms of each other.

    The best pairs are taken first; a finer matching would change the second digit at most.
    """
    pairs = sorted(
        (
            (-share, i, j)
            for i, text in enumerate(ours)
            for j, other in enumerate(theirs)
            if text[:1] == other[:1] and (share := token_share(text, other, _EDITED))
        )
    )
    taken, given, total = set[int](), set[int](), 0.0
    for share, i, j in pairs:
        if i not in taken and j not in given:
            taken.add(i)
            given.add(j)
            total -= share
    return total
