"""The table of callables that disagree: what one row holds, and which pairs do not fit."""

from collections.abc import Callable
from itertools import combinations

from ssotlint.detectors.view import View
from ssotlint.graph.known import Known
from ssotlint.index.index import Module
from ssotlint.model.evidence import Evidence

MAKING_VERBS = frozenset(
    ("acquire", "build", "create", "get", "init", "initialize", "make", "new", "obtain", "open",
     "provide", "setup")
)  # fmt: skip
"""How functions begin that hand out what they make."""
_MOST = 12  # pairs that are told: a group of ten has 45


class FactoryEvidence(Evidence, frozen=True, kw_only=True):
    """The table: each signature of the group; then what this one makes, and what would break.

    ``conflicts`` says why the reported one cannot replace the canonical one, ``calls`` how
    many calls of that would break, ``callers`` how many calls the reported one has. ``pairs`` says
    of each two of the group why one cannot replace the other, ``classes`` that they are
    classes, ``latent`` that no call fails by it: it shows where an import does, or in state that is
    shared or not, ``leaving`` that the canonical one calls itself deprecated. ``cache`` is the decorator, as written, by which functools keeps what this one
    hands out.
    """

    signature: str = ""
    signatures: tuple[str, ...] = ()
    product: str = ""
    conflicts: tuple[str, ...] = ()
    calls: int = 0
    callers: int = 0
    pairs: tuple[str, ...] = ()
    classes: bool = False
    latent: bool = False
    leaving: bool = False
    cache: str = ""


def pairs_of(
    known: list[Known], conflicts: Callable[[int, int], tuple[str, ...]]
) -> tuple[str, ...]:
    """Of each two definitions why the second cannot replace the first."""
    found: list[str] = []
    for first, second in combinations(range(len(known)), 2):
        clauses = conflicts(first, second)
        if clauses:
            found.append(f"{known[second].symbol} for {known[first].symbol}: {'; '.join(clauses)}")
        if len(found) == _MOST:
            break
    return tuple(found)


def realm(view: View, module: Module) -> tuple[str, str]:
    """Where a name must mean one thing: the domain; of a program that has none the program.

    Two examples of one library are two programs, though both import the library. What is installed
    apart, as a service and its client are, never meets.
    """
    source = module.source
    home = source.domain or f"{source.root}:{source.module.partition('.')[0]}"
    return home, view.graph.worlds.of(module)
