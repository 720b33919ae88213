"""What stands together under a name, made when somebody asks for that name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

_Row = TypeVar("_Row")
_Made = TypeVar("_Made")


class Grouped(Mapping[str, list[_Made]], Generic[_Row, _Made]):
    """Imports by a name; who asks for one has asked for nothing else."""

    def __init__(
        self, groups: Callable[[], dict[str, list[_Row]]], note: Callable[[str], None],
        uses: Callable[[Iterable[_Row]], Iterator[_Made]],
    ) -> None:  # fmt: skip
        self._groups, self._note, self._uses = groups, note, uses
        self._made: dict[str, list[_Made]] = {}

    def __getitem__(self, name: str) -> list[_Made]:
        """The imports of a name, [] where there are none."""
        self._note(name)
        known = self._made.get(name)
        if known is None:
            known = self._made[name] = list(self._uses(self._groups().get(name, ())))
        return known

    def get(self, name: str, default: object = None) -> list[_Made]:
        """The same."""
        del default
        return self[name]

    def __contains__(self, name: object) -> bool:
        """Whether there are any."""
        return bool(self[str(name)])

    def __iter__(self) -> Iterator[str]:
        """All names; who asks for those has asked for all imports."""
        self._note("")
        return iter(self._groups())

    def __len__(self) -> int:
        """How many names there are."""
        self._note("")
        return len(self._groups())
