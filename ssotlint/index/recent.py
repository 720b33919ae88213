"""Answers that are remembered while they are asked for."""

from typing import TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Recent(dict[_Key, _Value]):
    """A table that forgets what nobody asked for while it was filled anew.

    What is found out about the code of a file is asked for while that file is looked at, as a rule:
    to remember it for ten thousand files takes more memory than all that they say.
    """

    __slots__ = ("_most", "before")

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.before: dict[_Key, _Value] = {}  # what is forgotten next

    def knows(self, key: _Key) -> bool:
        """Whether there is a value, which is to be had by its key then."""
        if key in self:
            return True
        if key not in self.before:
            return False
        self.keep(key, self.before[key])
        return True

    def again(self, key: _Key) -> _Value | None:
        """A value that was about to be forgotten."""
        value = self.before.get(key)
        return None if value is None else self.keep(key, value)

    def keep(self, key: _Key, value: _Value) -> _Value:
        """Remember a value, and return it."""
        if len(self) >= self._most:
            self.before = dict(self)
            self.clear()
        self[key] = value
        return value
