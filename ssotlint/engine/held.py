"""Edits under which all answers of the last run were seen to hold, by a run that opened the project.

The next run need not open it for them again: it asks what has changed since.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from ssotlint.index import codec

if TYPE_CHECKING:
    from ssotlint.engine.opening import Project
    from ssotlint.index.store import Store

_ALL = "all"


class Held(msgspec.Struct, array_like=True, frozen=True):
    """The contents of the edited files by path.

    ``state`` names the report that was told again, ``record`` the one that the answers are of;
    ``behind`` has of each aspect what looks at the edited files have read.
    """

    state: str = ""
    record: str = ""
    files: dict[str, str] = {}
    behind: dict[str, dict[str, list[str]]] = {}


_held = msgspec.msgpack.Decoder(Held)


def keep(project: Project, held: Held) -> None:
    """Leave them to the next run."""
    data = codec.packed(held)
    if data:
        project.store.remember(_kind(project), {_ALL: data})


def recalled(project: Project, state: str, record: str) -> Held:
    """What was kept since a report was found out; nothing if it was another one."""
    found = codec.unpacked(_held, project.store.recall(_kind(project), _ALL) or b"")
    known = found is not None and (found.state, found.record) == (state, record)
    return found if found is not None and known else Held(state, record)


def contents_of(store: Store, memory: str) -> Iterable[str]:
    """The digests of the edited files, of whatever report."""
    found = codec.unpacked(_held, store.recall(f"held {memory}", _ALL) or b"")
    return found.files.values() if found is not None else ()


def _kind(project: Project) -> str:
    return f"held {project.memory}"
