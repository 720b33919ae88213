"""What a verdict was made from: lines of files, and what files as a whole say to a question.

So a case need not be judged again where an edit has left all of that as it was, wherever on the
page it stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from typing import NamedTuple

from ssotlint.model.ours import function_of

Pick = Callable[[str], object]
"""Stands at the top of a module and tells something of the text of a file; nothing of lines."""


class Look(NamedTuple):
    """Lines of a file, from the first to the last, both 0 for all; or what a ``pick`` tells of it."""

    path: str
    first: int = 0
    last: int = 0
    pick: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether all of the file was read."""
        return not (self.first or self.pick)


def name_of(pick: Pick) -> str:
    """By what name a pick is found again."""
    return f"{pick.__module__}:{pick.__qualname__}"


def seen(look: Look, text: str, lines: Sequence[str] | None = None) -> bytes:
    """What a look sees in the text of its file, as a digest; ``lines`` are those of the text."""
    if look.pick:
        module, _, name = look.pick.partition(":")
        pick: Pick | None = function_of(module, name)
        return told(pick(text)) if pick is not None else b""
    if look.is_whole:
        return _digest(text)
    chosen = (
        lines_of(text, look.first, look.last)
        if lines is None
        else lines[look.first - 1 : look.last]
    )
    return _digest("\n".join(chosen))


def told(picked: object) -> bytes:
    """The same of what a pick tells."""
    return _digest(repr(_plain(picked)))


def lines_of(text: str, first: int, last: int) -> list[str]:
    """The lines of a text from the first to the last one, counted from 1."""
    return text.split("\n")[first - 1 : last]


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _plain(value: object) -> object:
    """A value in an order of its own."""
    if isinstance(value, AbstractSet):
        return sorted(map(repr, value))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value
