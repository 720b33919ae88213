"""What differs between the last run and this one, file by file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ssotlint.index.difference import Difference
from ssotlint.index.names import meets
from ssotlint.index.numbering import Numbers, Renumbering, renumbered
from ssotlint.index.reads import bits
from ssotlint.index.results import Row


@dataclass
class Since:
    """What differs since the last run.

    ``then`` are the contents of the files in the last run by path and ``now`` those of this one;
    ``changed`` has what differs in those that are others, have come or are gone; ``asked`` are the
    questions for files, then and now, that have other answers for that, and ``lies`` tells of a
    layout whether it is another now. ``positions`` number the
    files, and ``renumbering`` gives what tells definitions by their numbers the numbers of now, by
    name.
    """

    then: Mapping[str, str] = field(default_factory=dict)
    now: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, Difference] = field(default_factory=dict)
    positions: Mapping[str, int] = field(default_factory=dict)
    renumbering: Mapping[str, Renumbering] = field(default_factory=dict)
    asked: frozenset[int] = frozenset()
    lies: Callable[[str], bool] = field(default=lambda _: False)
    _differing: dict[str, int] = field(default_factory=dict)

    def changed_in(self, part: str) -> int:
        """The files of which a part says something else, as a bit set."""
        if part not in self._differing:
            changed = (path for path, what in self.changed.items() if what.is_in(part))
            number = int.from_bytes(bits(changed, self.positions), "little")
            self._differing[part] = number
        return self._differing[part]

    @cached_property
    def names(self) -> frozenset[int] | None:
        """The questions for names that changed files answer otherwise; None stands for all."""
        found = {*self.asked}
        for change in self.changed.values():
            if change.names is None:
                return None
            found |= change.names
        return frozenset(found)

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers of now of definitions that had others in the last run."""
        sides = {path: what.sides for path, what in self.changed.items()}
        both = ((p, renumbered(*(s.definitions for s in ab))) for p, ab in sides.items() if ab)
        found = {path: numbers for path, numbers in both if numbers}
        return Numbers(found, self.renumbering)

    def held(self, path: str, row: Row) -> bool:
        """Whether a result was that of the last run."""
        then = self.then
        return then.get(path) == row.digest and all(
            then.get(p) == digest for paths in row.reads.values() for p, digest in paths.items()
        )

    def holds(self, path: str, row: Row, turned: frozenset[int] | None) -> bool:
        """Whether a result of the last run is that of this one; notes the contents of now."""
        if path in self.changed or (row.names and (turned is None or meets(turned, row.names))):
            return False
        for part, paths in row.reads.items():
            for other in self.changed.keys() & paths.keys():
                if other not in self.now or self.changed[other].is_in(part):
                    return False
        for paths in row.reads.values():
            for other in self.changed.keys() & paths.keys():
                paths[other] = self.now[other]
        return True
