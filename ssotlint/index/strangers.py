"""Which attributes a file sets on what is not ``self``: others may rely on it that nobody does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ssotlint.index.names import FILES
from ssotlint.index.picks import STORED, part_of
from ssotlint.model.facts import MemberUse, Surface

if TYPE_CHECKING:
    from ssotlint.index.index import Index


def set_outside(uses: Iterable[MemberUse]) -> set[str]:
    """The names that a file sets on anything but ``self``."""
    return {use.name for use in uses if use.stored and not use.receiver}


def setting(_: Surface, __: str, uses: Iterable[MemberUse], *names: str) -> list[str]:
    """Those of some names that are among them; see ``index.picks``."""
    return sorted(set_outside(uses).intersection(names))


def part(names: Iterable[str]) -> str:
    """What it is called to ask a file which of some names it sets."""
    return STORED + part_of(setting, *sorted(names))


def ask_all(index: Index, names: Collection[str], paths: Iterable[str]) -> None:
    """Somebody relies on it which of some names files set, and which come to set one.

    One question for all names: of each it would be the same files again.
    """
    if names:
        asked = part(names)
        index.reads.note(asked, paths)
        index.note_each(FILES, asked)
