"""Do two functions speak of the same things? Copies that drifted do; adapted ones do not.

A guard that one copy lost, another bound or another key leaves the vocabulary as it is, or adds
to one side. Where each side has names that the other lacks, somebody wrote the same pattern for
something else.
"""

import builtins
import re
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from itertools import takewhile
from pathlib import Path

import libcst as cst

from ssotlint.judges.saying import Said, is_text
from ssotlint.syntax.normal import NormalForm

_NAME = re.compile(r"\.?[A-Za-z_]\w*")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
_SHORT = 3  # letters; what has fewer stands in many words
_COMMON = frozenset((*dir(builtins), "self", "elif"))
_METHODS = frozenset(n for kind in (str, list, dict, set, TextIOWrapper, Path) for n in dir(kind))
# One attribute in place of another is a field that was renamed; from here on it is another thing.
_SOME = 2


def is_adapted(original: Iterable[Said], copy: Iterable[Said]) -> bool:
    """Whether each of two functions names things that the other does not know."""
    first, second = _names(original), _names(copy)
    ours, theirs = first - second, second - first
    if min(len(ours), len(theirs)) >= _SOME:
        return True
    return any(map(_is_global, ours)) and any(map(_is_global, theirs))


def takes_others(original: NormalForm, copy: NormalForm) -> bool:
    """Whether each of two functions has to be given what the other does not take."""
    ours, theirs = (
        {name for name, default in form.parameters if not default and not name.startswith("*")}
        for form in (original, copy)
    )
    return len(original.parameters) != len(copy.parameters) and bool(
        ours - dict(copy.parameters).keys() and theirs - dict(original.parameters).keys()
    )


def is_handed_over(original: NormalForm, copy: NormalForm) -> bool:
    """Whether one of two functions is given what the other works out under that name."""
    return any(
        not default and name not in dict(other.parameters) and name in other.names
        for one, other in ((original, copy), (copy, original))
        for name, default in one.parameters
    )


def gives_others(original: Iterable[Said], copy: Iterable[Said]) -> bool:
    """Whether each of two functions hands out what a function gives that the other never calls."""
    ours, theirs = set(_givers(original)), set(_givers(copy))
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def _givers(said: Iterable[Said]) -> Iterator[str]:
    """What is called in a ``return``, by its last name."""
    for one in said:
        if one.plain[:2] == ("Return", "Call"):
            callee = one.plain[2:3] + tuple(takewhile(lambda t: t.startswith("."), one.plain[3:]))
            yield callee[-1]


def speaks_of_itself(said: Iterable[Said]) -> bool:
    """Whether a method names nothing but its object, what that holds, and what Python has for all."""
    tokens = (token for one in said for token in one.plain)
    return not any(is_text(t) or t[:1].isdigit() or (_is_name(t) and _is_global(t)) for t in tokens)


def speaks_python(said: Iterable[Said]) -> bool:
    """Whether a function names nothing but what it is given, and what Python has for all."""
    names = (token for one in said for token in one.plain if _is_name(token))
    return all(name.startswith(".") and name[1:] in _METHODS for name in names)


class Own:
    """The words by which a place is told from another."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    def is_in(self, code: str) -> bool:
        """Whether code names the place: ``"green"`` in ``board_green.hardware``."""
        return not self._words.isdisjoint(map(_singular, _WORD.findall(code)))


def own_words(first: str, second: str) -> tuple[Own, Own]:
    """The words of each of two symbols that the other lacks."""
    ours, theirs = (
        {_singular(word) for word in _WORD.findall(symbol) if len(word) >= _SHORT}
        for symbol in (first, second)
    )
    return Own(ours - theirs), Own(theirs - ours)


def _singular(word: str) -> str:
    """``blacklists`` names the same as ``get_blacklist``, ``policies`` as ``policy``.

    A short word is left alone: ``news`` are not ``new``.
    """
    word = word.lower()
    if word.endswith("ss"):
        return word
    one = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    return one if len(one) > _SHORT else word


def _is_global(name: str) -> bool:
    return not name.startswith(".")


def _names(said: Iterable[Said]) -> set[str]:
    return {token for one in said for token in one.plain if _is_name(token)}


def _is_name(token: str) -> bool:
    return _NAME.fullmatch(token) is not None and token not in _COMMON and not hasattr(cst, token)
