"""What code must hold for a pattern to match it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Requirement:
    """Names and ``ast`` node class names that must occur; sound: never more than needed."""

    names: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether anything at all could match."""
        return not self.names and not self.kinds
