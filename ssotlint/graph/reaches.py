"""The paths to each symbol, and who has a vote in the choice of the one that others should use."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from ssotlint.graph.domains import Domains
from ssotlint.graph.importers import Importers, ImportUse
from ssotlint.graph.paths import Choice, Reach, choose, habits, paths_of
from ssotlint.graph.resolution import Status
from ssotlint.index.index import Module
from ssotlint.model.config import Owner
from ssotlint.model.facts import Context
from ssotlint.model.source import Role

_SYMBOL = Status.SYMBOL
VOTING = frozenset({Role.PRODUCTION, Role.SCRIPT})
"""Roles whose imports choose a path; tests follow."""
Favourites = Mapping[str, Mapping[str, str]]
"""Domain -> file of a module that most take from what it passes on -> why; "" for what most go around."""


Habits = Mapping[tuple[str, str], Sequence[Module]]
"""The files of a module that is named and of one that defines something -> who takes it so."""


class Reaches:
    """Every symbol that some files import, domain by domain."""

    def __init__(
        self, importers: Importers, domains: Domains, roles: Collection[Role] = VOTING
    ) -> None:
        self._importers = importers
        self._by_domain: dict[str, dict[str, Reach]] = defaultdict(dict)
        votes: dict[str, list[ImportUse]] = defaultdict(list)
        for use in importers.uses if Role.TEST in roles else importers.shipped:
            if use.module.source.role in roles and is_vote(use):
                votes[use.answer.symbol].append(use)
        for symbol in sorted(votes):
            voters: dict[str, list[ImportUse]] = defaultdict(list)
            for use in votes[symbol]:
                voters[domains.of(use.module)].append(use)
            for domain, found in voters.items():
                uses = _without_passers(found)
                origin, name = uses[0].answer.module, uses[0].answer.name
                if origin is not None:
                    self._by_domain[domain][symbol] = Reach(paths_of(uses), origin, name)
        self.favourites: dict[str, dict[str, str]] = {
            domain: habits(list(reaches.values())) for domain, reaches in self._by_domain.items()
        }

    def all(self) -> Iterator[tuple[str, str, Reach]]:
        """Domain, symbol and the paths to it."""
        for domain, reaches in sorted(self._by_domain.items()):
            for symbol, reach in reaches.items():
                yield domain, symbol, reach

    @cached_property
    def through(self) -> Habits:
        """Who takes from one module what another one, or itself, defines."""
        found: dict[tuple[str, str], dict[str, Module]] = defaultdict(dict)
        for _, _, reach in self.all():
            for path in reach.paths:
                users = found[path.module.path, reach.origin.path]
                users.update((use.module.path, use.module) for use in path.uses)
        return {pair: tuple(users.values()) for pair, users in found.items()}

    def choice(self, domain: str, reach: Reach, owners: Sequence[Owner]) -> Choice:
        """The path that a domain should use."""
        return choose(reach, owners, self.favourites.get(domain))

    def canonical(self, symbol: str, owners: Sequence[Owner]) -> Choice | None:
        """The one path to a symbol that everybody should use; None when nobody imports it."""
        uses = self._importers.by_origin.get(symbol, [])
        origin = next((use.answer.module for use in uses if use.answer.module is not None), None)
        if origin is None:
            return None
        name = uses[0].answer.name
        return canonical(uses, Reach((), origin, name), owners, self.favourites)


def canonical(
    uses: Iterable[ImportUse], to: Reach, owners: Sequence[Owner], favourites: Favourites
) -> Choice:
    """The path that everybody should use to the end of a reach, by those who import it.

    Tests decide where nobody else imports it.
    """
    votes = _without_passers([use for use in uses if is_vote(use)])
    voters = [use for use in votes if use.module.source.role in VOTING]
    reach = Reach(paths_of(voters or votes), to.origin, to.name)
    return choose(reach, owners, favourites.get(to.origin.source.domain))


def _without_passers(uses: list[ImportUse]) -> list[ImportUse]:
    """The imports of those from whom nobody takes the symbol in turn."""
    passers = {use.named.path for use in uses if use.named is not None}
    return [use for use in uses if use.module.path not in passers] or uses


def is_vote(use: ImportUse) -> bool:
    """Whether an import chooses a path: not a module, a star, or what stands in for a failure.

    A module that imports a name to offer it makes a path and is no user of one.
    """
    answer, row = use.answer, use.row
    if answer.status is not _SYMBOL or not row.name or row.name == "*":
        return False
    if row.context & (Context.FALLBACK | Context.EXPECTED):
        return False
    return not _is_offered(use)


def _is_offered(use: ImportUse) -> bool:
    """Whether a name is imported for others: the module says so, or a package collects."""
    own, row = use.module, use.row
    if row.alias and row.bound == row.name:
        return True
    said = own.asked(row.bound)
    if row.bound in (said.exports or ()) or row.bound in said.kept:
        return True
    is_below = use.base.startswith(f"{own.name}.")
    return own.source.is_package and is_below and not row.context & Context.DEFERRED
