"""Values of which a part is made when somebody asks for it: of thousands most are never asked."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Self


class Late:
    """A frozen value that may be made without some of its fields; the first of them makes all."""

    __slots__ = ("_rest",)
    _rest: Callable[[], Mapping[str, object]]

    @classmethod
    def late(cls, known: Mapping[str, object], rest: Callable[[], Mapping[str, object]]) -> Self:
        """A value with the fields that are known; ``rest`` makes those that are left."""
        made = object.__new__(cls)
        put = object.__setattr__
        for name, value in known.items():
            put(made, name, value)
        put(made, "_rest", rest)
        return made

    if not TYPE_CHECKING:  # names that are none stay errors

        def __getattr__(self, name: str) -> object:
            """A field that has not been made yet."""
            if name not in getattr(type(self), "__dataclass_fields__", ()):
                raise AttributeError(f"{type(self).__name__} has no {name}", name=name, obj=self)
            for field, value in self._rest().items():
                object.__setattr__(self, field, value)
            return object.__getattribute__(self, name)
