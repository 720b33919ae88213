"""What a name says: its words, and the stem that is left without the words of migrations."""

import re
from functools import lru_cache

DOTTED = re.compile(r"[A-Za-z_][\w.]*")
"""A dotted name in the text of an annotation."""
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_VERSION = re.compile(r"^[vV]\d+|[vV]?\d+$")

SUCCESSOR = frozenset(("canonical", "consolidated", "refactored", "ssot", "sst", "unified"))
"""Words with which people name the one that is to stay."""
LEGACY = frozenset(("deprecated", "legacy"))
"""Words with which they name the one that is to go."""
MIGRATION = SUCCESSOR | LEGACY | frozenset(
    ("compat", "compatibility", "enhanced", "impl", "implementation", "improved", "modern", "new",
     "old", "optimized", "original")
)  # fmt: skip
"""All words that tell of a migration, and nothing of what something is."""
_ASYNC = frozenset(("aio", "asgi", "async", "asynchronous", "asyncio"))
_SPLIT = re.compile(r"[._]")
_DOUBLES = frozenset(("dummy", "fake", "mock", "stub", "test"))
_RELEASE = re.compile(r"v\d+(?:_\d+)*")
# What is obsolete may be rows as well: `delete_obsolete` is not the old `delete`.
_GOING = sorted(LEGACY | {"obsolete"})
# `legacyapi` is one word to whoever splits names, and says it all the same.
_LEAVING = re.compile(
    rf"(?<![a-z])(?:(?:{'|'.join(_GOING)})(?![a-z])|legacy)"
    rf"|(?:{'|'.join(map(str.title, _GOING))})(?![a-z])"
)


@lru_cache(maxsize=16384)
def words(name: str) -> tuple[str, ...]:
    """The words of a CamelCase or snake_case name, in lower case."""
    return tuple(word.lower() for word in _WORD.findall(name))


@lru_cache(maxsize=16384)
def stem(name: str) -> tuple[str, ...]:
    """The words that say what something is: without version, and without words of migrations.

    All words when nothing else would be left.
    """
    found = tuple(word for word in words(_VERSION.sub("", name)) if word not in MIGRATION)
    return found or words(name)


def migration_words(name: str) -> frozenset[str]:
    """Words of a name that place it before or behind a migration."""
    return frozenset(words(name)) & (SUCCESSOR | LEGACY)


def is_called_leaving(symbol: str) -> bool:
    """Whether a dotted name, or a path, says that what has it is to go.

    What has such a word in the midst of its own name deals with it: ``update_legacy_rows``.
    """
    place, _, name = symbol.rpartition(".")
    found = _LEAVING.search(name)
    is_own = found is not None and (
        not name[: found.start()].strip("_") or found.end() == len(name)
    )
    return is_own or _LEAVING.search(place) is not None


def is_awaited(name: str, module: str) -> bool:
    """Whether a class, or its module, says that it is the one for coroutines: `falcon.asgi.stream`."""
    return not _ASYNC.isdisjoint((*words(name), *_SPLIT.split(module)))


def role_of(name: str) -> str:
    """A name without the word that says that it stands in for something."""
    first = _first_word(name)
    return name[len(first) :] if first.lower() in _DOUBLES and first != name else name


def is_release(name: str) -> bool:
    """Whether a name is the number of a release, or of an edition: ``v2``, ``v1_3``."""
    return _RELEASE.fullmatch(name) is not None


def is_double(name: str) -> bool:
    """Whether a name says that it stands in for something in tests."""
    return _first_word(name).lower() in _DOUBLES or "mixin" in words(name)


def _first_word(name: str) -> str:
    """The word with which a CamelCase name begins: of ``TestRouter``, not of ``Testament``."""
    found = _WORD.match(name)
    return found[0] if found is not None and found[0][:1].isupper() else ""
