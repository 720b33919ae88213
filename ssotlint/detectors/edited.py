"""What an edited file says of each of its functions or classes, as it was and as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from ssotlint.index.imprints import ClassImprint, Imprint
from ssotlint.index.numbering import by_mark

_Imprint = TypeVar("_Imprint", Imprint, ClassImprint)


class Change(NamedTuple, Generic[_Imprint]):
    """One of them; ``file`` is the position of its file.

    One that was not there, or is gone, has None in place of an imprint.
    """

    file: int
    old: _Imprint | None
    new: _Imprint | None

    @property
    def comes_or_goes(self) -> bool:
        """Whether it was not there, or is gone."""
        return self.old is None or self.new is None

    @property
    def is_one(self) -> bool:
        """Whether it says something else than before."""
        return self.old is None or self.new is None or self.old.gist != self.new.gist

    @property
    def both(self) -> list[_Imprint]:
        """What it says, then and now; one of these where it comes or goes."""
        return [one for one in (self.old, self.new) if one is not None]


def changes_in(
    file: int, old: Sequence[_Imprint], new: Sequence[_Imprint]
) -> list[Change[_Imprint]] | None:
    """All that are in a file, or were; None where those that stay stand in another order."""
    before, now = by_mark(old), by_mark(new)
    both = before.keys() & now.keys()
    if [mark for mark in before if mark in both] != [mark for mark in now if mark in both]:
        return None
    return [Change(file, before.get(mark), now.get(mark)) for mark in before | now]
