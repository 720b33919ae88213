"""What files are called and what they are there for, as the last run has found it out.

After an edit that is what it was, and to find it out takes five times as long as to read it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from ssotlint.engine.version import source_state
from ssotlint.project.discovery import Named

if TYPE_CHECKING:
    from ssotlint.engine.opening import Project
    from ssotlint.model.source import Tree


class _Kept(msgspec.Struct, array_like=True):
    """``of`` names all that this depends on."""

    of: str
    named: Named


def tree_of(project: Project) -> Tree:
    """The files of a project with their names, roles and domains."""
    survey, store = project.survey, project.store
    if not project.lasting or store.path is None:
        return survey.tree()
    of, kind = f"{survey.layout} {source_state(store)}", f"tree {project.memory}"
    kept = _kept(store.recall(kind, "all"))
    if kept is None or kept.of != of:
        kept = _Kept(of, survey.named())
        with suppress(UnicodeEncodeError):  # a name that is no text
            store.remember(kind, {"all": msgspec.msgpack.encode(kept)})
    return survey.tree(kept.named)


def _kept(data: bytes | None) -> _Kept | None:
    with suppress(msgspec.MsgspecError):
        return msgspec.msgpack.decode(data, type=_Kept) if data is not None else None
    return None
