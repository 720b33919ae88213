"""What revisions of a project would have as their baselines: known from one run to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

import msgspec

from ssotlint.engine import recall
from ssotlint.engine.carried import Carried
from ssotlint.engine.judging import VERDICTS
from ssotlint.engine.opening import Project
from ssotlint.engine.request import Request
from ssotlint.engine.session import Result, examine
from ssotlint.model.baseline import Entry
from ssotlint.model.value import replace
from ssotlint.project.repository import Blob

_entries = msgspec.msgpack.Decoder(tuple[Entry, ...])


class Revisions:
    """The entries of the revisions that were asked for last, by all that they are made from."""

    def __init__(self, project: Project, request: Request, carried: Carried) -> None:
        self._project, self._carried = project, carried
        self._is_kept = request.use_cache
        self._kind = f"entries {project.memory}"
        if request.focus:  # the paths are another list for each commit, and narrow no knowledge
            request = replace(request, paths=(), focus=False)
        request = replace(request, use_baseline=False, stale=False)
        self._frame = recall.frame_of(replace(project, baseline=b"", baseline_name=""), request)

    def recalled(self, key: str) -> Sequence[Entry] | None:
        """Those of a state of the repository's files by its key, None when nobody knows them."""
        data = self._project.store.recall(self._kind, key) if self._is_kept else None
        try:
            return _entries.decode(data) if data is not None else None
        except msgspec.MsgspecError:
            return None

    def remember(self, known: Mapping[str, Sequence[Entry]]) -> None:
        """Keep the entries of some states by key, and let go of all others."""
        if self._is_kept:
            values = {key: msgspec.msgpack.encode(entries) for key, entries in known.items()}
            self._project.store.remember(self._kind, values, only=True)

    def key(self, files: Mapping[str, Blob]) -> str:
        """What tells a state of the repository's files apart, as this run would look at it."""
        told = "\0".join(f"{path}\0{mode} {name}" for path, (mode, name) in sorted(files.items()))
        digest = blake2b(told.encode("utf-8", "surrogateescape"), digest_size=16)
        for said in (self._frame, self._carried.told(files)):
            digest.update(said.encode("utf-8", "surrogateescape"))
        return digest.hexdigest()


def examined_aside(state: Project, request: Request) -> Result:
    """All there is to say of another state of a project, found out from what is remembered of this one.

    To the next run it is as if nobody had looked at it, but for the verdicts, which go by content.
    """
    store = state.store
    with store.held_back() as memos:
        found = examine(replace(state, lasting=True), request)
    for memo in memos:
        if memo.kind == VERDICTS:
            store.remember(memo.kind, memo.values)
    return found
