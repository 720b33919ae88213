"""How much do two functions of one name say that the others of that name do not?

Where dozens of classes implement ``reset``, two that do it in the same few words need not know of
each other: most of it is what each of them says, and among so many some must agree. So what two
say alike counts by how few of their namesakes say it, too (inverse document frequency; Spärck
Jones 1972), and it takes the more of it the more of them there are.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssotlint.detectors.outlines import Outline

Said = tuple[int, int]  # how many tokens a statement has, and its number
FAMILY = 12
"""Fewer namesakes are no family: what two of them say is theirs."""
# Of what only they say it takes so many tokens each time that there are twice as many namesakes.
_TOLD = 4


class Families:
    """The statements of those names that many bodies bear."""

    def __init__(self, outlines: Iterable[Outline], bodies: Mapping[str, int]) -> None:
        self.told: set[tuple[str, int]] = set()
        """The names with the statements of which it was asked how many namesakes say them."""
        self._bodies = {name: count for name, count in bodies.items() if count >= FAMILY}
        self._said = Counter(
            (name, statement)
            for outline in outlines
            for name in outline.names & self._bodies.keys()
            for statement in outline.statements
        )

    def counts(self, outline: Outline) -> tuple[int, ...]:
        """How many namesakes say what a body says, for every name and statement of it."""
        return tuple(
            self._said[name, statement]
            for name in sorted(outline.names & self._bodies.keys())
            for statement in outline.statements
        )

    def agree_by_chance(self, names: Iterable[str], common: Sequence[Said], bodies: int) -> bool:
        """Whether so many bodies of a name may say ``common`` without knowing of each other."""
        return any(self._is_little(name, common, bodies) for name in names if name in self._bodies)

    def _is_little(self, name: str, said: Sequence[Said], bodies: int) -> bool:
        self.told.update((name, statement) for _, statement in said)
        # Those that are compared count as one.
        every = math.log2(self._bodies[name] - bodies + 1)
        told = sum(
            size * (every - math.log2(self._said[name, statement] - bodies + 1)) / every
            for size, statement in said
        )
        return told < _TOLD * every
