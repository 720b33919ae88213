"""The stem of a module: the word with which its own names begin.

Where a file is written again for another thing, its names are, too: `BertLayer` calls
`BertAttention`, and `YolosLayer` calls `YolosAttention`. What they say is the same but for that
word. (Baker, "On finding duplication and near-duplication in large software systems", WCRE 1995,
calls copies with systematic renaming parameterized matches.)
"""

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from ssotlint.facts.alphabet import STRING, WORD
from ssotlint.index.index import Module
from ssotlint.model.facts import Surface

_PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+")
# So many classes, and this part of all, begin with the word by no chance.
_SEVERAL, _MOST = 3, 0.6
_MARK = "…"  # no part of any name
_SAID = (("", ""), (".", ""), ("'", "'"))  # as a name, an attribute, a text


def parts_of_name(name: str) -> list[str]:
    """The words of a CamelCase name as they are written; a digit belongs to the word before it."""
    return _PARTS.findall(name)


class Stem(NamedTuple):
    """``word`` as classes begin with it, and how variables and texts have it said (``said``)."""

    word: str = ""
    said: tuple[str, ...] = ()

    def plain(self, name: str) -> str:
        """A name without the stem."""
        if not self.word:
            return name
        bare = name.lstrip("_")
        if bare.startswith(self.word) and not bare[len(self.word) :][:1].islower():
            return f"{_MARK}{bare[len(self.word) :]}"
        return _MARK if bare in self.said else name

    def is_in(self, name: str) -> bool:
        """Whether a name has it."""
        return self.plain(name) != name


@lru_cache(maxsize=1 << 15)
def _stem(names: tuple[str, ...], folder: str) -> Stem:
    if len(names) < _SEVERAL:
        return Stem()
    beginnings: Counter[tuple[str, ...]] = Counter()
    for name in names:
        words = parts_of_name(name)
        beginnings.update(tuple(words[:size]) for size in range(1, len(words)))
    least = max(_SEVERAL, _MOST * len(names))
    common = [words for words, count in beginnings.items() if count >= least]
    if not common:
        return Stem()
    longest = max(common, key=len)
    word = "".join(longest)
    said = {word.lower(), "_".join(longest).lower()}
    if folder.replace("_", "").lower() == word.lower():
        said.add(folder)
    return Stem(word, tuple(sorted(said)))


def stem_of(module: Module) -> Stem:
    """The stem of a module's classes; an empty one where they begin with no one word."""
    return _stem(module.picked(_classes), module.name.split(".")[-2:][0])


def _classes(surface: Surface) -> tuple[str, ...]:
    rows = surface.definitions
    return tuple(row.name.lstrip("_") for row in rows if row.is_class and row.owner < 0)


def spellings_of(first: Stem, second: Stem) -> list[tuple[str, str]]:
    """How names and texts of two modules say their stems, each beside one mark."""
    if first.word == second.word:
        return []
    return [
        *((f"{ahead}{word}{behind}", _MARK) for word in first.said for ahead, behind in _SAID),
        *((_MARK, f"{ahead}{word}{behind}") for word in second.said for ahead, behind in _SAID),
    ]


def plain_letters(module: Module) -> dict[int, str]:
    """For ``str.translate``: the characters of names with the stem as those of plain names."""
    stem = stem_of(module)
    if not stem.word:
        return {}
    names = filter(stem.is_in, module.picked(stemmed))
    found = {ord(WORD[name]): WORD[stem.plain(name)] for name in names}
    found |= {ord(table[word]): WORD[_MARK] for word in stem.said for table in (WORD, STRING)}
    return found


def stemmed(surface: Surface) -> list[str]:
    """The names in a file that may have its stem, whatever its folder is called."""
    word = _stem(_classes(surface), "").word
    if not word:
        return []
    names = {row.name for row in surface.definitions}
    names |= {row.bound for row in surface.imports} | {row.name for row in surface.bindings}
    return sorted(
        name for name in names
        if name.lstrip("_").startswith(word) or name.replace("_", "").lower() == word.lower()
    )  # fmt: skip
