"""What the last search for copies found out, as far as it is good for this one."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ssotlint.detectors.meanings import Senses
from ssotlint.detectors.view import View
from ssotlint.index import codec, imprints
from ssotlint.index.imprints import Remembered
from ssotlint.index.lasting import leave_all, left
from ssotlint.index.reads import Reads


class Past:
    """The last search, while all that it asked of files is what it was; else there is nothing.

    A key names a variant with all else by which it is compared. Of two variants that have the keys of
    last time it is known whether they are alike.
    """

    def __init__(self, view: View) -> None:
        self._index = view.index
        self._name = "copies across domains" if view.crossing else "copies"
        self._left = left(self._index, self._name)
        self._found = imprints.search(self._left.data or None)
        self.senses: Senses = self._found.senses
        self.keys = frozenset(self._found.keys)
        self.told = frozenset(self._found.told)
        """What was asked of namesakes; see ``crowd``."""

    def note(self) -> None:
        """What the last search has found is made use of."""
        self._left.note(self._index)

    def edges(self, at: Mapping[int, int]) -> Iterator[tuple[int, int, float]]:
        """The pairs that are alike; ``at`` has the positions of now by key."""
        keys = self._found.keys
        for i, j, share in self._found.edges:
            one, other = at.get(keys[i]), at.get(keys[j])
            if one is not None and other is not None:
                yield one, other, share

    def worth(self, at: Mapping[int, int]) -> set[int]:
        """The variants whose own copies are worth a report."""
        keys = self._found.keys
        return {at[keys[i]] for i in self._found.worth if keys[i] in at}

    def keep(
        self, keys: Sequence[int], edges: Mapping[int, Mapping[int, float]],
        worth: AbstractSet[int], senses: Senses, told: AbstractSet[int], reads: Reads,
    ) -> None:  # fmt: skip
        """Leave what this search has found, and what it has read for that, to the next one."""
        pairs = tuple((i, j, edges[i][j]) for i in sorted(edges) for j in sorted(edges[i]) if i < j)
        found = Remembered(tuple(keys), pairs, tuple(sorted(worth)), senses, tuple(sorted(told)))
        leave_all(self._index, self._name, codec.packed(found), reads)
