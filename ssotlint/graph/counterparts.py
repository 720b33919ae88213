"""Which classes of one stem play one role, though nothing binds them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from ssotlint.graph.importers import Importers
from ssotlint.graph.interfaces import (
    ClassRow,
    Interfaces,
    described_with,
    is_protocol,
    is_table,
)
from ssotlint.graph.words import (
    LEGACY,
    is_awaited,
    is_double,
    is_release,
    migration_words,
    stem,
    words,
)
from ssotlint.index.index import Module
from ssotlint.model.dotted import is_below
from ssotlint.model.facts import Context
from ssotlint.model.source import Role

# Read off 2,173 pairs of classes of one stem in a production code base (1,825 modules) and in nine
# well-kept packages: above these values every pair that was read plays one role.
_WEIGHT = 12.0  # nats: two names that one class in 400 has
SEVERAL = 3
"""So many names in common are no chance."""
SMALLER = 0.5
"""Nor is so much of the smaller interface."""
_BOTH = 0.2
_TELLING = 2  # words in the name of a record
_WEIGHT_MIGRATING, _BOTH_MIGRATING = 8.0, 0.1  # where a name says itself that there is another one
_NOT_ROLES = ("Error", "Exception", "Warning")
_NAMED_VERSION = re.compile(r"(?<=[a-z0-9_])[vV]\d+(?:_\d+)*\Z")
_BEHIND = frozenset(("impl", "implementation"))
_DIGITS = "0123456789"
CHOSEN = Context.CONDITIONAL | Context.GUARDED | Context.FALLBACK
"""What is imported in such a place is one of several."""


class Counterparts:
    """Pairs among the classes of one domain."""

    def __init__(self, interfaces: Interfaces, importers: Importers) -> None:
        self._interfaces = interfaces
        self._importers = importers

    def pairs(self, rows: Sequence[ClassRow]) -> Iterator[tuple[ClassRow, ClassRow]]:
        """Each two of some classes of one stem that are unbound and stand for the same thing."""
        if len(rows) < 2:  # nothing more is asked of them
            return
        players = [row for row in rows if self._plays_a_role(row)]
        symbols, names = {row.symbol for row in players}, {row.name for row in players}
        alone = [row for row in players if not self._interfaces.wraps(row, symbols, names)]
        for first, second in self._comparable(alone):
            if not self._interfaces.is_one_design(first, second) and self._are_one_role(
                first, second
            ):
                yield first, second

    def _plays_a_role(self, row: ClassRow) -> bool:
        """Whether others may use the class for what it does."""
        if row.name.startswith("_") or is_double(row.name) or row.name.endswith(_NOT_ROLES):
            return False
        if is_protocol(row):
            return False
        if row.definition.context & (Context.FALLBACK | Context.TYPING):
            return False  # it stands in where the real one cannot be imported
        if row.module.source.role is Role.SCRIPT:
            return bool(self._importers.count(row.symbol))
        return True

    def _comparable(self, rows: Sequence[ClassRow]) -> Iterator[tuple[ClassRow, ClassRow]]:
        """The pairs that share enough, and those of which the name says it, in order.

        Two classes whose common names weigh so much share one of those that are rarest in either:
        the prefix filter of Chaudhuri, Ganti and Kaushik ("A primitive operator for similarity
        joins in data cleaning", ICDE 2006). Of a thousand namesakes few are compared.
        """
        held: dict[str, list[int]] = defaultdict(list)
        near: dict[str, list[int]] = defaultdict(list)
        for position, row in enumerate(rows):
            near[row.module.source.package].append(position)
            for name in self._interfaces.telling(row, _WEIGHT_MIGRATING):
                held[name].append(position)
        found = {pair for positions in held.values() for pair in combinations(positions, 2)}
        for position, row in enumerate(rows):
            if migration_words(row.name) & LEGACY:
                beside = near[row.module.source.package]
                found.update((min(p, position), max(p, position)) for p in beside if p != position)
        for one, two in sorted(found):
            yield rows[one], rows[two]

    def _are_one_role(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether two classes of one stem, unbound, stand for the same thing."""
        if _is_other_version(first, second) or self._are_twins(first, second):
            return False
        if _is_awaited(first) != _is_awaited(second) or self._are_told_apart(first, second):
            return False
        if is_table(first) != is_table(second) or described_with(first) != described_with(second):
            return False  # one thing, seen from two sides
        one, two = migration_words(first.name), migration_words(second.name)
        near = first.module.source.package == second.module.source.package
        acts = bool(first.methods or second.methods)
        if (one ^ two) & LEGACY and near and len(stem(first.name)) > 1 and acts:
            return True  # the name says it: LegacyRouter beside Router
        if self._interfaces.are_records(first, second) and not self._may_mix(first, second):
            return False
        like = self._interfaces.likeness(first, second)
        weight, both = (_WEIGHT_MIGRATING, _BOTH_MIGRATING) if one | two else (_WEIGHT, _BOTH)
        much = len(like.shared) >= SEVERAL or like.smaller >= SMALLER
        alike = like.weight >= weight and much and like.both >= both
        return alike and not (
            first.name != second.name
            and self._interfaces.are_everywhere(like.shared, first, second)
        )

    def _are_told_apart(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether whoever uses one of two classes knows that there is another one."""
        return (
            _is_next_in_a_row(first, second)
            or self._interfaces.are_declared(first, second, self._importers)
            or self._are_alternatives(first, second)
            or self._are_found_by_name(first, second)
            or {self._renaming(first), self._renaming(second)} == {True, False}
            or self._is_behind(first, second)
            or self._is_behind(second, first)
        )

    def _may_mix(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether somebody may take a record for another one that has the same fields.

        Nobody takes what stays in its module, nor one for the other where both are in one. A model
        of an interface beside the dataclass behind it, and what version two of a thing looks like,
        are to be what they are.
        """
        if first.module is second.module:
            return False
        rows = (first, second)
        kinds = {self._interfaces.kind(row) for row in rows}
        if len(kinds) > 1 or _is_next_version(first, second) or len(stem(first.name)) < _TELLING:
            return False
        return all(self._importers.count(row.symbol) for row in rows)

    def _is_behind(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether one is what the other is made with: `CoderImpl`, whose module `Coder`'s imports.

        Or they are in one module.
        """
        said, plain = words(first.name), words(second.name)
        if said == plain or tuple(w for w in said if w not in _BEHIND) != plain:
            return False
        if first.module is second.module:
            return True
        uses = self._importers.by_module.get(second.module.path, ())
        return any(use.named is first.module or use.answer.module is first.module for use in uses)

    def _renaming(self, row: ClassRow) -> bool | None:
        """Whether all importers of a class give it another name; None where it has no importers.

        Where the other one keeps its name they know that there are two.
        """
        renaming = None
        for use in self._importers.each(row.symbol):
            if use.row.bound == use.row.name:
                return False
            renaming = True
        return renaming

    def _are_twins(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether two packages have each their own, and nobody else knows either.

        Such are the integrations of a plug-in system: neither imports the other, and what the
        class is stays in its package. Who imports both from outside knows them apart.
        """
        one, two = _apart(first.module, second.module)
        if not one:
            return False
        for row, other in ((first, two), (second, one)):
            own = two if other == one else one
            for user in self._importers.using(row.symbol):
                aside = user.source.role is Role.TEST or is_below(user.name, own)
                if not aside and not self._takes(user, first, second):
                    return False
        return not (self._importers.takes(one, two) or self._importers.takes(two, one))

    def _are_alternatives(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether a module takes one or the other under one name: what the platform has."""
        ones, others = (
            {(use.module.path, use.row.bound) for use in self._importers.each(row.symbol, CHOSEN)}
            for row in (first, second)
        )
        return not ones.isdisjoint(others)

    def _are_found_by_name(self, first: ClassRow, second: ClassRow) -> bool:
        """Whether a framework finds both where it looks for a class of that name.

        What they have in common is what bases ask for that are not ours, and nobody imports their
        modules; one may be imported where they stand in folders of one name, as the `Command` of
        each file in `management/commands` does.
        """
        if first.name != second.name or not first.methods & second.methods:
            return False
        rows = (first, second)
        folders = {row.module.source.package.rpartition(".")[2] for row in rows}
        foreign = [set(row.bases) - self._interfaces.rows.keys() for row in rows]
        unasked = [row for row in rows if not self._importers.is_loaded(row.module.path)]
        if len(folders) == 1 and all(foreign) and unasked:
            return True
        return bool(foreign[0] & foreign[1]) and len(unasked) == len(rows)

    def _takes(self, module: Module, *rows: ClassRow) -> bool:
        """Whether a module imports all of some classes: it knows them apart."""
        return self._importers.symbols(module.path).issuperset(row.symbol for row in rows)


def _is_other_version(first: ClassRow, second: ClassRow) -> bool:
    """Whether the modules, or the classes, are versions of one interface, offered side by side."""
    said = [m[0].lower() for r in (first, second) if (m := _NAMED_VERSION.search(r.name))]
    if len(set(said)) == 2:
        return True
    one = {p for p in first.module.name.split(".") if is_release(p)}
    two = {p for p in second.module.name.split(".") if is_release(p)}
    return one != two


def _is_awaited(row: ClassRow) -> bool:
    return is_awaited(row.name, row.module.name)


def _is_next_in_a_row(first: ClassRow, second: ClassRow) -> bool:
    """Whether a module numbers its classes, `Gzip1` and `Gzip2`, or a package those of its modules."""
    named = _are_numbered(first.name, second.name)
    one, two = first.module, second.module
    return named and (one is two or _are_numbered(one.name, two.name))


def _are_numbered(one: str, two: str) -> bool:
    """Whether two names differ, and in nothing but the numbers at their ends."""
    numbered = one[-1].isdigit() and two[-1].isdigit()
    return numbered and one != two and one.rstrip(_DIGITS) == two.rstrip(_DIGITS)


def _is_next_version(first: ClassRow, second: ClassRow) -> bool:
    """Whether one of two classes has the other's name with a version behind it."""
    names = {_NAMED_VERSION.sub("", row.name) for row in (first, second)}
    return len(names) == 1 and first.name != second.name


def _apart(first: Module, second: Module) -> tuple[str, str]:
    """The packages below the nearest common one in which two modules lie; ("", "") if none."""
    one, two = first.source.package.split("."), second.source.package.split(".")
    depth = 0
    while depth < min(len(one), len(two)) and one[depth] == two[depth]:
        depth += 1
    if depth == 0 or depth >= min(len(one), len(two)):
        return "", ""
    return ".".join(one[: depth + 1]), ".".join(two[: depth + 1])
