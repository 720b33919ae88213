"""Copies that name their original: ``# Copied from package.module.name`` above a header.

Unlike a pledge (``copy-of``) such a comment promises nothing. It tells which of several places came
first, and that a body was copied however little it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ssotlint.detectors.pledges import Original, is_of_kind, original_of, under
from ssotlint.detectors.view import View
from ssotlint.facts.comments import original_in
from ssotlint.index.index import Module
from ssotlint.model.facts import Definition

_NEARER = 1.0
"""By so much a copy is nearer to the original that it names than to any other."""


class Credits:
    """Who says of which functions, or of which classes, that they are its original."""

    def __init__(self, view: View, *, classes: bool) -> None:
        named: dict[str, str] = {}
        for copy, original in _credits(view, classes=classes):
            named.setdefault(copy.symbol, original.symbol)
        self._chains = {copy: _chain(copy, named) for copy in named}

    def pairs(self) -> Iterator[tuple[str, str]]:
        """(copy, original), dotted names of definitions of one kind, and originals of originals."""
        for copy, originals in self._chains.items():
            for original in originals:
                yield copy, original

    def are_told(self, first: str, second: str) -> bool:
        """Whether one of two names the other as its original, or both name one, directly or not.

        Two of one dotted name, in two trees, are not told apart by names.
        """
        if first == second:
            return False
        ours, theirs = ({symbol, *self._chains.get(symbol, ())} for symbol in (first, second))
        return not ours.isdisjoint(theirs)

    def among(self, symbols: Iterable[str]) -> Counter[str]:
        """How many of some definitions name each as their original."""
        return Counter(name for symbol in symbols for name in self._chains.get(symbol, ()))


def _chain(copy: str, named: Mapping[str, str]) -> list[str]:
    """The original that a copy names, the one that this names, and so on."""
    found: list[str] = []
    at = copy
    while at in named and named[at] not in (copy, *found):
        at = named[at]
        found.append(at)
    return found


def tied(ties: dict[int, dict[int, float]], credited: Mapping[tuple[int, int], float]) -> set[int]:
    """Put what names its original next to that in ``ties``; the originals that are no copies.

    ``credited`` are positions of copies, and of their originals, with how alike the two are.
    """
    apart = {pair: share for pair, share in credited.items() if pair[0] != pair[1]}
    for (i, j), share in apart.items():
        ties[i][j] = ties[j][i] = _NEARER + share
    return {original for _, original in apart} - {copy for copy, _ in apart}


def credited_in(module: Module) -> Iterator[tuple[Definition, str]]:
    """The definitions of a module that name an original, and its dotted name."""
    for comment in module.surface.comments if module.addresses else ():
        original = original_in(comment.text)
        row = under(comment, module) if original else None
        if isinstance(row, Definition):
            yield row, original


def _credits(view: View, *, classes: bool) -> Iterator[tuple[Original, Original]]:
    for module in view.owned("addresses"):
        for row, name in credited_in(module):
            if row.is_class is not classes:
                continue
            original = original_of(name, view, module, row)
            if is_of_kind(original, row):
                yield Original(module, row), original
