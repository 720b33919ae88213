"""What is told of a file or a folder that repeats another one."""

from collections.abc import Sequence

from ssotlint.detectors.domains import CopyEvidence
from ssotlint.model.numbers import first

_LISTED = 4


class ModuleCopiesEvidence(CopyEvidence, frozen=True, kw_only=True):
    """What two files, or two folders, have in common.

    ``copy`` and ``original`` are their paths, those of folders with a slash at the end.
    ``similarity`` is the share of statements in common. Of a file: ``definitions`` counts the
    functions and classes of the copy, ``equal`` those that say the same in both. Of a folder:
    ``files`` counts those of the copy, ``equal_files`` and ``edited_files`` those that stand in
    both; ``edited``, ``added`` and ``lacking`` are the places in it of those that differ, or that
    stand on one side alone. ``differences`` are the first of them in words. ``cycle`` is the import
    cycle that sharing would make. ``backup`` tells that the copy was put away, ``vendored`` that others wrote it, ``asked``
    that nobody imports the file and packages of one shape each have such a one, ``own`` that what each
    of both imports under one name is another thing, or that no definition of the one has the name of
    one in the other: then both can only share the rest, in ``home``.
    """

    copy: str = ""
    original: str = ""
    similarity: float = 0.0
    definitions: int = 0
    equal: int = 0
    files: int = 0
    equal_files: int = 0
    edited_files: int = 0
    edited: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    cycle: tuple[str, ...] = ()
    backup: bool = False
    vendored: bool = False
    asked: bool = False
    own: bool = False
    whole: bool = True
    home: str = ""


def in_words(
    edited: Sequence[str], lacking: Sequence[str], added: Sequence[str]
) -> tuple[str, ...]:
    """What differs, the first few."""
    found = [
        f"{verb} `{name}`"
        for verb, names in (("edits", edited), ("lacks", lacking), ("adds", added))
        for name in names
    ]
    return first(found, _LISTED)
