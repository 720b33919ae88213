"""What is remembered while files cannot be parsed, beside what was remembered when they could.

Somebody is typing: such a file will be whole again, and broken again after that. What it does to the
rest that it says nothing takes long to find out, so neither state replaces the other: each edit
counts from the one in which the same files were broken. Which of the two a run begins with
decides how much it asks again, and never what it tells.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path

import msgspec

from ssotlint.engine.contents import Contents
from ssotlint.index import codec
from ssotlint.index.store import Store
from ssotlint.model.errors import InputError
from ssotlint.project import text
from ssotlint.project.discovery import Survey

_KIND = "asides"
_MANY = 16  # files; where more have changed nobody is typing
_FEW = 8  # edits that one state may be behind the other to be taken instead


class _Pair(msgspec.Struct, array_like=True):
    """What a project remembers: ``used`` last, and ``aside``, "" where there is no such thing.

    With each go the files that it lost: they could be parsed in the state that both come from.
    """

    used: str
    broken: list[str] = []
    aside: str = ""
    aside_broken: list[str] = []


_pair = msgspec.msgpack.Decoder(_Pair)


def begin(root: Path, store: Store, survey: Survey, memory: str) -> Contents:
    """What is known of the contents of a project, in the state that is nearest to that of now.

    ``memory`` tells the project apart from others in the store.
    """
    pair = _recalled(store, memory)
    contents = Contents(root, store, survey, pair.used)
    changed = contents.changed()
    if not changed or len(changed) > _MANY:
        return contents
    broken = _broken(root, store, contents, pair, changed)
    if broken == pair.broken:
        return contents
    other = Contents(root, store, survey, pair.aside) if pair.aside_broken == broken else None
    if pair.aside and other is not None and len(other.changed()) <= len(changed) + _FEW:
        contents, now = other, _Pair(pair.aside, broken, pair.used, pair.broken)
    elif pair.broken:  # the one that is whole is kept
        now = _Pair(pair.used, broken, pair.aside, pair.aside_broken)
    else:
        aside = memory if pair.used != memory else f"{memory}~"
        store.remember(
            _KIND, {memory: codec.packed(_Pair(pair.used))}
        )  # whatever happens meanwhile
        store.abandon(aside)
        store.adopt(pair.used, aside)
        contents = Contents(root, store, survey, aside)
        now = _Pair(aside, broken, pair.used, pair.broken)
    store.remember(_KIND, {memory: codec.packed(now)})
    return contents


def _recalled(store: Store, memory: str) -> _Pair:
    return codec.unpacked(_pair, store.recall(_KIND, memory) or b"") or _Pair(memory)


def _broken(
    root: Path, store: Store, contents: Contents, pair: _Pair, changed: Iterable[str]
) -> list[str]:
    """The files that cannot be parsed any more."""
    left = {*pair.broken} - {*changed}
    fresh = (path for path in changed if _is_broken(root / path))
    more = {p for p in fresh if p in pair.broken or not _was_broken(store, contents.noted(p))}
    return sorted(path for path in left | more if contents.is_there(path))


def _was_broken(store: Store, digest: str | None) -> bool:
    """Whether a content could not be parsed."""
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
