"""Asynchronous twins: the same code once with and once without ``async``, and names that say so."""

import re
from collections.abc import Iterable

from ssotlint.judges.saying import Said
from ssotlint.model.value import replace

# `.aclose`, `__aenter__`, `_ahandle`, `async_sleep`, `AsyncClient`, `StopAsyncIteration`
_MARKED = re.compile(r"(?P<before>\.?_*)(?:async_|a)(?=[a-z])|(?:Async)(?=[A-Z])")


def is_twin(marked: str, plain: str) -> bool:
    """Whether a name differs from another only by saying that it is asynchronous.

    ``BoundAsyncStream`` is the twin of ``BoundSyncStream`` too, and ``wrap_async_view`` of
    ``_wrap_sync_view``.
    """
    if marked == plain:
        return False
    if plain.replace("Sync", "") in _plain_names(marked):
        return True
    said, other = (name.strip("_").split("_") for name in (marked, plain))
    return "async" in said and [w for w in said if w != "async"] == [
        w for w in other if w != "sync"
    ]


def are_twins(first: str, second: str) -> bool:
    """Whether one of two names says that it is the asynchronous twin of the other."""
    return is_twin(first, second) or is_twin(second, first)


def as_plain(marked: tuple[Said, ...], plain: tuple[Said, ...]) -> tuple[Said, ...]:
    """The statements of an asynchronous function with the names that its plain twin uses.

    Only names that the plain one lacks change, and only into names that it has.
    """
    known = set(_tokens(plain))
    names = {
        token: name
        for token in set(_tokens(marked)) - known
        for name in sorted(_plain_names(token))
        if name in known
    }
    return tuple(_renamed(said, names) for said in marked) if names else marked


def _plain_names(name: str) -> set[str]:
    without = name.replace("Async", "")
    found = {without} if without != name else set()
    match = _MARKED.match(name)
    if match is not None:
        found.add((match["before"] or "") + name[match.end() :])
    return found


def _tokens(said: Iterable[Said]) -> Iterable[str]:
    return (token for one in said for token in one.exact)


def _renamed(said: Said, names: dict[str, str]) -> Said:
    exact, plain, blind = (
        tuple(names.get(token, token) for token in tokens)
        for tokens in (said.exact, said.plain, said.blind)
    )
    return replace(said, exact=exact, plain=plain, blind=blind)
