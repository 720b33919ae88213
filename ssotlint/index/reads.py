"""What an answer was made from: which files' calls and shapes were looked at.

What files say to each other (their surfaces) everybody reads; calls and shapes are asked for, and
asking leaves a trace here. So nobody has to declare what a detector reads: an answer whose trace
does not meet what has changed is still the answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Reads:
    """Paths of files by the part that was read; ``whole`` stands for every part of every file."""

    uses: set[str] = field(default_factory=set)
    shapes: set[str] = field(default_factory=set)
    whole: bool = False
    parts: dict[int, "Reads"] = field(default_factory=dict)

    def note(self, part: str, paths: Iterable[str]) -> None:
        """A part of the facts of some files was read."""
        (self.shapes if part == "shape" else self.uses).update(paths)

    def include(self, other: "Reads") -> None:
        """What ``other`` has read, and goes on to read, was read here too."""
        if other is not self:
            self.parts[id(other)] = other

    def total(self) -> "Reads":
        """All of it, in sets of its own."""
        found = Reads()
        pending: list[Reads] = [self]
        seen: set[int] = set()
        while pending:
            one = pending.pop()
            if id(one) not in seen:
                seen.add(id(one))
                found.uses |= one.uses
                found.shapes |= one.shapes
                found.whole = found.whole or one.whole
                pending += one.parts.values()
        return found
