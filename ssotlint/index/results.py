"""What aspects have found out, as it lies on disk and as it is held."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec


class Row(msgspec.Struct, array_like=True):
    """A result on disk: of which content, and which parts of which other contents were read.

    ``names`` are the questions for names that were asked meanwhile; see ``index.names``.
    """

    digest: str
    reads: dict[str, dict[str, str]]
    names: bytes
    data: bytes


class Rows(msgspec.Struct, array_like=True):
    """All results of an aspect, when all files said what ``state`` names.

    ``bundles`` tell which questions stand behind one that all files answer.
    """

    state: str
    rows: dict[str, Row]
    bundles: dict[int, bytes]


class Shared(msgspec.Struct, array_like=True):
    """What several ask for, and what stands behind it: files by what was read, questions for names."""

    seen: dict[str, bytes]
    names: bytes
    data: bytes


@dataclass(slots=True)
class Known:
    """The results of the last run by path, and those that hold now, as long as ``state`` does."""

    state: str
    before: dict[str, Row]
    now: dict[str, Row]
    bundles: dict[int, bytes]
    fresh: bool = False  # something is in ``now`` that the store has not
    seen: list[str] = field(default_factory=list)  # the files that were looked at in this process
