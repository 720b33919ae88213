"""Which of several places should own a fact, and why just that one."""

import re
from collections.abc import Callable, Iterable, Sequence

from ssotlint.detectors.sharing import Sharing, Way
from ssotlint.detectors.view import View
from ssotlint.graph.words import is_called_leaving, words
from ssotlint.index.index import Module
from ssotlint.model.config import Owner
from ssotlint.model.dotted import is_importable
from ssotlint.model.numbers import counted
from ssotlint.model.source import Role
from ssotlint.model.value import Value
from ssotlint.project.domains import SHARED

_ROLES = {Role.PRODUCTION: 0, Role.SCRIPT: 1, Role.MIGRATION: 2, Role.TEST: 3,
          Role.GENERATED: 4, Role.BACKUP: 5}  # fmt: skip

# Of a large group some stand for all: which imports are there does not depend on the last of them.
_COMPARED = 24
# What is tried out, or to be filled in.
_ON_TRIAL = re.compile(
    r"(?<![a-z])(?:alpha|beta|contrib|draft|experiment(?:s|al)?|playground|prototypes?|sandbox|wip)"
    r"(?![a-z])|_(?:template|example)\."
)
_FOR_HEIRS = re.compile(r"(?<![^.])_?(?:Base|Abstract)[A-Z]|[a-z](?:Mixin|Base)(?![^.])")
# Helpers that are shipped for the tests of others: `django.test`, `numpy.testing`.
_TESTING = re.compile(r"(?:\A|\.)(?:tests?|testing|conftest)(?:\.|\Z)")


# By these a plain thing and its asynchronous twin are told apart.
_ASYNC = frozenset(("aio", "async", "asynchronous", "asyncio"))
_WAYS = _ASYNC | {"sync", "synchronous"}

_AS_GOOD = "the first of equally good ones"
_ALONE = "all others are like it"  # and not all like another one: there is no choice


def is_for_tests(name: str) -> bool:
    """Whether a module, by its dotted name, is shipped for the tests of others."""
    return _TESTING.search(name) is not None


def is_on_trial(symbol: str) -> bool:
    """Whether a dotted name says that it is tried out, or a template that is to be filled in."""
    return _ON_TRIAL.search(symbol) is not None


def is_for_heirs(symbol: str) -> bool:
    """Whether a dotted name is, or lies in, a class that others are to be derived from."""
    return _FOR_HEIRS.search(symbol) is not None


def is_twin_of(symbol: str, others: Iterable[str]) -> bool:
    """Whether a dotted name is that of one of the others, told to be asynchronous."""
    said = words(symbol)
    plain = [word for word in said if word not in _WAYS]
    return not _ASYNC.isdisjoint(said) and any(
        _ASYNC.isdisjoint(other) and [word for word in other if word not in _WAYS] == plain
        for other in map(words, others)
    )


def are_twins(first: str, second: str) -> bool:
    """Whether one of two dotted names is the other, told to be asynchronous."""
    return is_twin_of(first, (second,)) or is_twin_of(second, (first,))


class Candidate(Value, frozen=True):
    """A place that could own the fact.

    ``importers`` tells how many import it, if that is asked: often something else decides.
    ``agreeing`` counts the others that say just the same; ``unread`` tells that nobody reads it,
    ``heirs`` counts the others that are derived from it, ``named`` those that name it as what they
    were copied from.
    """

    symbol: str
    module: Module
    importers: Callable[[], int] = int
    agreeing: int = 0
    unread: bool = False
    heirs: int = 0
    named: int = 0


class Choice(Value, frozen=True):
    """The position of the owner among the candidates, and the reason in words."""

    position: int
    why: str


class _Criterion(Value, frozen=True):
    """What is better, as a number of which the least wins, and how to say so."""

    rank: Callable[[Candidate], int]
    why: str | Callable[[Candidate], str]

    def said_of(self, best: Candidate) -> str:
        """Why it is the best."""
        return self.why if isinstance(self.why, str) else self.why(best)


class Owners:
    """Chooses owners in one run.

    In this order: what the configuration declares; code that ships before scripts and tests, and
    before what is shipped for tests; what an import can name; what does not call itself deprecated,
    legacy or obsolete, nor experimental or a template; what most others say that they were copied
    from; a base of the others;
    what somebody reads; a place that loads no optional library which others do without; one that
    registers nothing when it is loaded; one that does not already load one of the others, so that
    sharing makes no import cycle; a mixin or abstract base; public before private; one from which
    the others import, and not the other way round; a shared package, or what a package calls
    shared; one that imports from none of the others while a function runs; a plain thing before
    its asynchronous twin; what most files that are no tests import; what most copies agree with;
    the shallowest name; the first in the alphabet.
    """

    def __init__(self, view: View) -> None:
        self._sharing = Sharing(view)
        self._declared = frozenset(_dotted(owner) for owner in view.config.canonical)

    def choose(self, candidates: Sequence[Candidate]) -> Choice:
        """The candidate that should own the fact; there must be one at least."""
        left = list(range(len(candidates)))
        reasons: list[str] = []
        for criterion in self._criteria(candidates):
            if len(left) == 1:
                break
            ranks = {i: criterion.rank(candidates[i]) for i in left}
            least = min(ranks.values())
            best = [i for i in left if ranks[i] == least]
            if len(best) < len(left):
                reasons.append(criterion.said_of(candidates[best[0]]))
                left = best
        last = min(left, key=lambda i: (candidates[i].symbol, candidates[i].module.path))
        if len(left) > 1:
            reasons.append(_AS_GOOD)
        return Choice(last, ", ".join(reasons) or _ALONE)

    def cycle(self, owner: Module, user: Module) -> tuple[str, ...]:
        """The import cycle that arises when ``user`` imports from ``owner``; see ``Sharing``."""
        return self._sharing.cycle(owner, user)

    def back_ends(self, first: Module, second: Module) -> tuple[str, ...]:
        """The names from libraries that one of two files knows alone; see ``Sharing``."""
        return self._sharing.back_ends(first, second)

    def way(self, symbol: str, owner: Module, user: Module) -> Way:
        """How a file can share a symbol of another one; see ``Sharing``."""
        return self._sharing.way(symbol, owner, user)

    def _criteria(self, candidates: Sequence[Candidate]) -> list[_Criterion]:
        modules = {candidate.module.path: candidate.module for candidate in candidates}
        others = list(modules.values())[:_COMPARED]
        sharing = self._sharing
        symbols = [candidate.symbol for candidate in candidates[:_COMPARED]]

        def count(holds: Callable[[Module, Module], object]) -> Callable[[Candidate], int]:
            return lambda c: sum(o is not c.module and bool(holds(c.module, o)) for o in others)

        return [
            _Criterion(lambda c: c.symbol not in self._declared, "declared"),
            _Criterion(
                lambda c: _ROLES[c.module.source.role], lambda c: f"{c.module.source.role} code"
            ),
            _Criterion(lambda c: is_for_tests(c.module.name), "not made for tests"),
            _Criterion(lambda c: not is_importable(c.module.name), "an import can name it"),
            _Criterion(lambda c: is_called_leaving(c.symbol), "not deprecated"),
            _Criterion(lambda c: is_on_trial(c.symbol), "in a settled part"),
            _Criterion(lambda c: -c.named, "named by others as their original"),
            _Criterion(lambda c: -c.heirs, "a base of the others"),
            _Criterion(lambda c: c.unread, "in use"),
            _Criterion(count(sharing.lacking), "loads no optional library"),
            _Criterion(count(sharing.does), "registers nothing"),
            _Criterion(count(sharing.is_above), "imports none of the others"),
            _Criterion(lambda c: not is_for_heirs(c.symbol), "made to be derived from"),
            _Criterion(lambda c: sharing.is_private(c.symbol, c.module), "public"),
            _Criterion(count(sharing.is_against), "others import from there"),
            _Criterion(lambda c: c.module.source.domain != SHARED, "in a shared package"),
            _Criterion(count(sharing.is_served), "called what others share"),
            _Criterion(count(sharing.is_asking), "asks none of the others for anything"),
            _Criterion(lambda c: is_twin_of(c.symbol, symbols), "plain"),
            _Criterion(lambda c: -c.importers(), lambda c: f"imported by {c.importers()}"),
            _Criterion(lambda c: -c.agreeing, lambda c: _agreeing(c.agreeing)),
            _Criterion(lambda c: c.symbol.count("."), "nearest to the top"),
        ]


def _agreeing(others: int) -> str:
    return f"{counted(others, 'other agrees', 'others agree')} with it"


def _dotted(owner: Owner) -> str:
    return owner.place.replace(":", ".")
