"""Two states of a project that are remembered side by side: the one used last, and one put aside.

Somebody is typing: a file that cannot be parsed will be whole again, and broken again after that.
Or goes from one branch to another, and back. What that does to the rest takes long to find out, so
neither state replaces the other: a run counts from the one that is nearest to what lies there now.
Which of the two that is decides how much is asked again, and never what is told.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from ssotlint.engine.contents import Contents
from ssotlint.index.store import Store
from ssotlint.model.errors import InputError
from ssotlint.project import text
from ssotlint.project.discovery import Survey

_KIND = "asides"
_TYPED = 16  # files; where more have changed nobody is typing
_MANY = 1_000  # files; to read so many costs more than the better state may save
_FEW = 8  # edits that a state may be behind the other and be taken for its broken files


class _Pair(msgspec.Struct, array_like=True):
    """What a project remembers: ``used`` last, and ``aside``, "" where there is no such thing.

    With each go the files that it lost: they could be parsed in the state that both come from.
    """

    used: str
    broken: list[str] = []
    aside: str = ""
    aside_broken: list[str] = []


def begin(root: Path, store: Store, survey: Survey, memory: str) -> Contents:
    """What is known of the contents of a project, in the state that is nearest to that of now.

    ``memory`` tells the project apart from others in the store.
    """
    pair = _recalled(store, memory)
    contents = Contents(root, store, survey, pair.used)
    changed = contents.changed()
    if not changed or len(changed) > _MANY:
        return contents
    now = _Now(root, store)
    apart = now.apart(contents)
    if not apart or apart == len(survey.stamps):  # it is what it was, or nothing is known of it
        return contents
    broken = now.broken(contents, pair.broken, changed) if len(changed) <= _TYPED else pair.broken
    if pair.aside:
        other = Contents(root, store, survey, pair.aside)
        far = now.apart(other) if len(other.changed()) <= _MANY else _MANY
        if far + _FEW * (pair.aside_broken != broken) < apart + _FEW * (pair.broken != broken):
            _remember(store, memory, _Pair(pair.aside, broken, pair.used, pair.broken))
            return other
    breaks = not {*broken} <= {*pair.broken}
    if not pair.broken and (breaks or apart > _FEW):
        contents = Contents(root, store, survey, _laid_aside(store, memory, pair.used))
        pair = _Pair(contents.memory, broken, pair.used, pair.broken)
        _remember(store, memory, pair)
    elif broken != pair.broken:  # the other one, which is whole, is kept
        pair.broken = broken
        _remember(store, memory, pair)
    return contents


def _laid_aside(store: Store, memory: str, used: str) -> str:
    """The name under which a run goes on from a state that stays as it is."""
    other = memory if used != memory else f"{memory}~"
    _remember(store, memory, _Pair(used))  # whatever happens meanwhile
    store.abandon(other)
    store.adopt(used, other)
    return other


def forget(store: Store, memory: str) -> None:
    """A project is there no more: what another one at its place remembers is one state."""
    store.forget(_KIND, [memory])


def _remember(store: Store, memory: str, pair: _Pair) -> None:
    with suppress(UnicodeEncodeError):  # a path that is not UTF-8: the state in use stays
        store.remember(_KIND, {memory: msgspec.msgpack.encode(pair)})


def _recalled(store: Store, memory: str) -> _Pair:
    try:
        return msgspec.msgpack.decode(store.recall(_KIND, memory) or b"", type=_Pair)
    except msgspec.MsgspecError:
        return _Pair(memory)


class _Now:
    """The files as they lie there; each is read once."""

    def __init__(self, root: Path, store: Store) -> None:
        self._root, self._store = root, store
        self._digests: dict[str, str] = {}

    def apart(self, contents: Contents) -> int:
        """How many files a state holds otherwise."""
        return sum(contents.noted(path) != self._digest(path) for path in contents.changed())

    def _digest(self, path: str) -> str:
        if path not in self._digests:
            try:
                self._digests[path] = text.digest(text.read(self._root / path))
            except InputError:
                self._digests[path] = ""
        return self._digests[path]

    def broken(
        self, contents: Contents, before: Iterable[str], changed: Iterable[str]
    ) -> list[str]:
        """The files that cannot be parsed any more; ``before`` are those that a state has lost."""
        left = {*before} - {*changed}
        fresh = (path for path in changed if _is_broken(self._root / path))
        more = {p for p in fresh if p in before or not _was_broken(self._store, contents.noted(p))}
        return sorted(path for path in left | more if contents.is_there(path))


def _was_broken(store: Store, digest: str | None) -> bool:
    """Whether a content could not be parsed."""
    from ssotlint.index import codec  # nor this

    known = store.known([digest]) if digest else ()
    return any(codec.head(data).broken for _, data in store.part("head", known))


def _is_broken(path: Path) -> bool:
    from ssotlint.facts import newer  # a run in which nothing has changed needs none

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            newer.parse(text.decode(text.read(path)))
    except (InputError, SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return False
