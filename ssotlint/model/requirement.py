"""What code must hold for a pattern to match it."""

from ssotlint.model.value import Value


class Requirement(Value, frozen=True):
    """Names and ``ast`` node class names that must occur; sound: never more than needed."""

    names: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether anything at all could match."""
        return not self.names and not self.kinds
