"""How bad it is that a concept has several designs: who imports which."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from ssotlint.graph.concepts import Concept
from ssotlint.graph.domains import SHARED, Domains
from ssotlint.graph.importers import Importers
from ssotlint.graph.interfaces import ClassRow
from ssotlint.model.config import OWNED, Owner
from ssotlint.model.source import Role
from ssotlint.model.value import Value

ASIDE = frozenset({Role.BACKUP, Role.GENERATED})
"""Roles whose imports say nothing about what is used."""

_PACKAGE = "/__init__.py"


class Fragmentation(Value, frozen=True):
    """The importers of a concept's designs.

    ``measure`` is one minus the sum of the squared shares of importers that each design has: the
    probability that two importers, drawn at random with replacement, use different designs. It is
    0.0 when all use one (or nobody imports any), and 1 - 1/n when n designs have equal shares.
    ``counts`` are importing files by design, ``mixing`` files that import from two designs or more,
    ``communities`` the groups of importers that share no design, even through others.
    """

    measure: float
    counts: tuple[int, ...]
    importers: int
    communities: int
    mixing: tuple[str, ...]
    by_definition: dict[str, tuple[str, ...]]

    @property
    def rivals(self) -> int:
        """How many designs have importers."""
        return sum(count > 0 for count in self.counts)


def fragmentation(concept: Concept, importers: Importers) -> Fragmentation:
    """Measure a concept; a module that defines one of the definitions is no importer of that."""
    users: dict[str, set[int]] = defaultdict(set)  # importing file -> designs
    by_definition: dict[str, tuple[str, ...]] = {}
    for number, design in enumerate(concept.designs):
        own = {row.module.path for row in design}
        for row in design:
            found = {
                user.path
                for user in importers.using(row.symbol)
                if user.path not in own and user.source.role not in ASIDE
            }
            by_definition[row.symbol] = tuple(sorted(found))
            for path in found:
                users[path].add(number)
    counts = Counter(number for designs in users.values() for number in designs)
    total = sum(counts.values())
    measure = 1.0 - sum((n / total) ** 2 for n in counts.values()) if total else 0.0
    return Fragmentation(
        measure=measure,
        counts=tuple(counts[number] for number in range(len(concept.designs))),
        importers=len(users),
        communities=_communities(list(users.values())),
        mixing=tuple(sorted(path for path, designs in users.items() if len(designs) > 1)),
        by_definition=by_definition,
    )


def _communities(users: list[set[int]]) -> int:
    """Connected components of the graph between importers and designs, designs of nobody aside."""
    groups: list[set[int]] = []
    for designs in users:
        merged = set(designs)
        rest = []
        for group in groups:
            if group.isdisjoint(merged):
                rest.append(group)
            else:
                merged |= group
        groups = [*rest, merged]
    return len(groups)


def keeper(
    concept: Concept,
    found: Fragmentation,
    owners: tuple[Owner, ...],
    loads: Callable[[str, str], bool],
    domains: Domains,
) -> tuple[ClassRow | None, str]:
    """The definition that should stay, and why; None where nothing speaks for one.

    It is the declared one; else that of the design which most import, but none that loads what uses
    another, which would have to load it in turn, nor one of a single domain beside one in what all
    domains share, which must not know it. Of equals it is what its package
    exports, the next in number, as `llama4` is beside `llama3`, or the one that has most in it.
    ``loads`` tells whether a file loads another.
    """
    declared = {owner.place.replace(":", ".") for owner in owners}
    for row in concept.definitions:
        if row.symbol in declared:
            return row, OWNED
    used = [number for number, count in enumerate(found.counts) if count]
    if not used:
        return None, ""
    common = [n for n in used if domains.of(concept.designs[n][0].module) == SHARED]
    hindrance = "keeping the other would make an import cycle"
    if 0 < len(common) < len(used):
        used, hindrance = common, "what all share cannot import the other"
    straight = [number for number in used if not _is_circular(number, concept, found, loads)]
    best = max(found.counts[number] for number in straight or used)
    leaders = [number for number in straight or used if found.counts[number] == best]
    why = f"{best} of {found.importers} importers use it"
    if best < max(found.counts):
        why += f", and {hindrance}"
    if len(leaders) > 1:
        shown = [n for n in leaders if _is_exported(concept.designs[n][0], found)] or leaders
        leader = max(shown, key=lambda number: _rank(concept.designs[number][0]))
        what = "its package exports it" if len(shown) == 1 else "it is the newer or the larger one"
        why += f", as many as another, and {what}"
    else:
        leader = leaders[0]
    rows = concept.designs[leader]
    most = max(rows, key=lambda row: (len(found.by_definition[row.symbol]), row is rows[0]))
    return most, why


def _is_circular(
    number: int, concept: Concept, found: Fragmentation, loads: Callable[[str, str], bool]
) -> bool:
    """Whether a design loads what uses another one, and would have to import it instead."""
    ours = {row.module.path for row in concept.designs[number]}
    return any(
        path not in ours and any(loads(own, path) for own in sorted(ours))
        for position, design in enumerate(concept.designs)
        for row in design
        for path in found.by_definition[row.symbol]
        if position != number
    )


def _is_exported(row: ClassRow, found: Fragmentation) -> bool:
    """Whether a package around a definition imports it, for others to find."""
    packages = (p for p in found.by_definition[row.symbol] if p.endswith(_PACKAGE))
    return any(row.module.path.startswith(path.removesuffix("__init__.py")) for path in packages)


def _rank(row: ClassRow) -> tuple[list[int], int]:
    """The numbers in its name, and what it says in tokens of its shape."""
    start, end = row.definition.shape
    return [int(number) for number in re.findall(r"\d+", row.symbol)], end - start
