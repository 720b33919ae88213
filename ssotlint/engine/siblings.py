"""Checkouts that share a cache: a new one begins where another of the same code stands.

What is remembered of a project speaks of contents and of paths from its root, so that it holds
wherever these lie: in another worktree, or where a CI job has put its checkout this time.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from ssotlint.engine import asides, contents

if TYPE_CHECKING:
    from ssotlint.index.store import Store

_ROOTS = "roots"  # the kind under which it stands where each project lies
_LIKE = 0.9  # of all paths that two checkouts of one code base have in common at least


def begin(store: Store, root: Path, stamps: Mapping[str, object]) -> str:
    """What tells a project apart from others in the store; it knows what its sibling knows.

    ``stamps`` are those of its files by path from its root, which is absolute.
    """
    place = os.fsencode(root)
    memory = blake2b(place, digest_size=8).hexdigest()
    if not store.is_new() and store.recall(_ROOTS, memory) != place:
        known = store.recall_all(_ROOTS)
        likeness = {other: _likeness(store, other, stamps) for other in sorted(known)}
        best = max(likeness, key=likeness.__getitem__, default="")
        if best and likeness[best] >= _LIKE:
            store.adopt(best, memory)
            contents.unstamp(store, contents.kind(memory))
            store.remember(_ROOTS, {memory: place})
        for other, where in known.items():
            if not os.path.isdir(where):  # noqa: PTH112 - a name of bytes may be no text
                store.abandon(other)
                store.forget(_ROOTS, [other])
                asides.forget(store, other)
    return memory


def enter(store: Store, root: Path, memory: str, digests: Collection[str]) -> None:
    """Write down where a project lies of which something is remembered.

    ``digests`` are those of its files now. Facts that no project has asked for since are let go of
    when they have become most of all.
    """
    place = os.fsencode(root)
    if store.recall(_ROOTS, memory) != place:
        store.remember(_ROOTS, {memory: place})
    if store.unsaved is None and store.is_crowded(len(digests)):
        living = {*digests}
        for project in store.recall_all(_ROOTS):
            living.update(_living(store, project))
        if store.is_crowded(len(living)):
            store.prune(living)


def _living(store: Store, memory: str) -> Iterator[str]:
    """The digests of the facts that what is remembered of a project may ask for."""
    from ssotlint.engine import held, record  # hardly a run tidies up

    for *_, digest in contents.recalled(store, contents.kind(memory)).values():
        yield digest
    last = record.recalled(store, memory)
    yield from last.files.values() if last is not None else ()
    yield from held.contents_of(store, memory)


def _likeness(store: Store, memory: str, stamps: Mapping[str, object]) -> float:
    """Which part of all files of two projects both have, by path."""
    paths = contents.recalled(store, contents.kind(memory)).keys()
    return len(paths & stamps.keys()) / max(len(paths | stamps.keys()), 1)
