"""Where a class gets its members from: its bases in the order in which Python asks them."""

import builtins
from collections import Counter, deque
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from ssotlint.graph.bindings import is_settled
from ssotlint.graph.known import Known
from ssotlint.graph.scopes import Scopes
from ssotlint.index import codec, names
from ssotlint.index.found import bundled
from ssotlint.index.numbering import Renumbered, number_now
from ssotlint.index.reads import Asked
from ssotlint.model.facts import Binding, BindingKind, Context

OBJECT = "builtins.object"
# Bases that bring no constructor and no members that a call could mean.
BARE = frozenset(
    (OBJECT, "abc.ABC", "typing.Generic", "typing.Protocol", "typing_extensions.Protocol")
)
# What a metaclass does to the classes that it makes, and to their constructors.
_MAKING = frozenset(("__call__", "__init__", "__new__", "__prepare__", "__getattribute__"))
_DECLARED, _DEFINITION = BindingKind.DECLARED, BindingKind.DEFINITION
_PLAIN_METACLASSES = frozenset(("abc.ABCMeta", "builtins.type"))


_Place = tuple[str, int]
_below = codec.reader(list[tuple[_Place, list[_Place]]])


def renumbered(_: str, data: bytes, numbers: Renumbered) -> bytes:
    """Which classes stand below others, with the numbers that definitions have now."""

    def now(place: _Place) -> _Place:
        path, number = place
        return path, number_now(numbers, path, number)

    return codec.packed([(now(one), [*map(now, below)]) for one, below in _below(data) or ()])


class Lineage(NamedTuple):
    """A class and its bases in method resolution order; a base that is not ours is its name.

    ``complete`` tells whether every base and metaclass is known by name; ``order`` is then exact.
    """

    order: tuple[Known | str, ...]
    complete: bool
    ours: tuple[Known, ...]  # the first-party classes

    @property
    def closed(self) -> bool:
        """Whether every member is known: all bases are ours or bring none."""
        return self.complete and all(isinstance(c, Known) or c in BARE for c in self.order)

    @property
    def endless(self) -> bool:
        """Whether the class stands above itself, or below one that does: it has no order."""
        return len(self.order) == 1


def _of(order: tuple[Known | str, ...], *, complete: bool) -> Lineage:
    return Lineage(order, complete, tuple(c for c in order if isinstance(c, Known)))


def _endless(known: Known) -> Lineage:
    return _of((known,), complete=False)


class Member(NamedTuple):
    """A name of a class body: the class that binds it and how; ``known`` when it is a ``def``."""

    home: Known
    binding: Binding
    known: Known | None


class Classes:
    """Lineages and members of first-party classes; remembers each answer."""

    def __init__(self, scopes: Scopes) -> None:
        self.scopes = scopes
        self._index = scopes.index
        self._known_bases = Asked(self._index, self._bases_known)
        self._lineages = Asked(self._index, self._lineage, _endless)

    def prepare(self) -> None:
        """Find out which classes stand below others."""
        self._subclasses  # noqa: B018 - it is remembered

    def lineage(self, known: Known) -> Lineage:
        """The method resolution order of a class, as far as it can be read."""
        return self._lineages(known)

    def _lineage(self, known: Known) -> Lineage:
        row = known.definition
        self._note_header(known)
        complete = True
        sequences: list[list[Known | str]] = []
        direct: list[Known | str] = []
        for base in row.bases:
            found = self.base(known, base)
            if found == "":
                complete = False
            elif isinstance(found, Known):
                above = self.lineage(found)
                if above.endless:  # wherever one begins to ask
                    return _endless(known)
                complete = complete and above.complete
                sequences.append(list(above.order))
                direct.append(found)
            else:
                sequences.append([found] if found == OBJECT else [found, OBJECT])
                direct.append(found)
        for name, value in row.keywords:
            complete = complete and self._plain_keyword(known, name, value)
        # Below one base there is nothing to merge, however long the line is.
        merged = sequences[0] if len(sequences) == 1 else _merge([*sequences, direct])
        if merged is None:
            return _of((known, *direct), complete=False)
        order = (known, *(c for c in merged if c != OBJECT), OBJECT)
        return _of(order, complete=complete)

    def _note_header(self, known: Known) -> None:
        row = known.definition
        if row.owner < 0:
            self.scopes.resolver.tops.note(known.module, names.header_of(row.name))
        else:
            self.scopes.note_inside(known)

    def of_metaclass(self, known: Known) -> set[str]:
        """What a class itself has of the class that it is an instance of, by its own header."""
        self._note_header(known)
        if not known.definition.keywords:  # as most have none
            return set()
        found = [self.base(known, v) for n, v in known.definition.keywords if n == "metaclass"]
        return {
            name for meta in found if isinstance(meta, Known)
            for one in self.lineage(meta).ours for name in self.scopes.members(one)
        }  # fmt: skip

    def base(self, known: Known, dotted: str) -> Known | str:
        """A base of a class: a class of ours, the dotted name of another one, "" if unknown."""
        if not dotted:
            return ""
        owner = known.definition.owner
        reach = self.scopes.lookup(known.module, owner, dotted)
        if reach.known is not None:
            fits = reach.certain and not reach.rest and reach.known.definition.is_class
            return reach.known if fits and reach.known != known else ""
        head = dotted.partition(".")[0]
        self.scopes.resolver.tops.note(known.module, head)
        bindings = self.scopes.resolver.tops.bindings(known.module, head)
        if self._is_local(known, head) or (bindings and not is_settled(bindings)):
            return ""
        return self.scopes.outside(known.module, owner, dotted)

    def _is_local(self, known: Known, name: str) -> bool:
        """Whether a function around the class has a parameter of that name."""
        owner = known.definition.owner
        while owner >= 0:
            row = known.near.definitions[owner]
            if any(p.name == name for p in row.signature.parameters):
                return True
            owner = row.owner
        return False

    def _plain_keyword(self, known: Known, name: str, value: str) -> bool:
        if name != "metaclass":
            return name != "**"
        found = self.base(known, value)
        if isinstance(found, Known):
            made = {n for c in self.lineage(found).ours for n in self.scopes.members(c)}
            return not made & _MAKING
        return found in _PLAIN_METACLASSES

    def member(self, known: Known, name: str, *, after: Known | None = None) -> Member | None:
        """The class that supplies a member, the first in order (``after`` a class: for super).

        None when no class of ours before the first unknown base binds the name, or one binds it
        more than once or under a condition.
        """
        lineage = self.lineage(known)
        skipping = after is not None
        for item in lineage.order:
            if skipping:
                if not lineage.complete and isinstance(item, Known) and not self._known_bases(item):
                    return None  # an unknown base may stand before the next that is known
                skipping = item != after
                continue
            if isinstance(item, str):
                if item in BARE or (lineage.complete and not _supplies(item, name)):
                    continue
                return None
            rows = self.scopes.member(item, name)
            if rows:
                return _single(item, rows)
            if not lineage.complete and not self._known_bases(item):
                return None
        return None

    def _bases_known(self, known: Known) -> bool:
        self._note_header(known)
        return all(self.base(known, b) != "" for b in known.definition.bases)

    def subclasses(self, known: Known) -> list[Known]:
        """Every first-party class below a class."""
        self._index.reads.note_shared(names.BELOW)
        return self._subclasses.get(known, [])

    @cached_property
    def _subclasses(self) -> dict[Known, list[Known]]:
        data = bundled(self._index, names.BELOW, lambda: codec.packed(self._all_subclasses()))
        by_path = self._index.by_path
        return {
            Known(by_path[path], position): [Known(by_path[p], n) for p, n in below]
            for (path, position), below in _below(data) or ()
        }

    def _all_subclasses(self) -> list[tuple[_Place, list[_Place]]]:
        found: dict[_Place, list[_Place]] = {}
        for module, position, row in self._index.definitions():
            if row.is_class and row.bases:
                for above in self.lineage(Known(module, position)).ours[1:]:
                    place = above.module.path, above.position
                    found.setdefault(place, []).append((module.path, position))
        return [*found.items()]


def _supplies(outside: str, name: str) -> bool:
    """Whether a base that is not ours may have a member: only builtins can be asked."""
    head, _, rest = outside.partition(".")
    value = getattr(builtins, rest, None) if head == "builtins" else None
    return value is None or hasattr(value, name)


def _single(home: Known, rows: list[Binding]) -> Member | None:
    live = [r for r in rows if r.kind is not _DECLARED]
    if len(live) != 1 or live[0].context & ~int(Context.CLASS | Context.DEFERRED):
        return None
    row = live[0]
    known = Known(home.module, row.ref) if row.kind is _DEFINITION else None
    return Member(home, row, known)


def _merge(sequences: list[list[Known | str]]) -> list[Known | str] | None:
    """C3 linearization (Python's method resolution order) without `object`, which stands last.

    None when there is none.
    """
    if any(OBJECT in row[:-1] for row in sequences):
        return None  # a class stands behind it
    rows = [deque(c for c in row if c != OBJECT) for row in sequences]
    waiting = {number: row for number, row in enumerate(rows) if row}
    behind = Counter(item for row in rows for item in islice(row, 1, None))
    heads: dict[Known | str, list[int]] = {}
    for number, row in waiting.items():
        heads.setdefault(row[0], []).append(number)
    merged: list[Known | str] = []
    while waiting:
        head = next((row[0] for row in waiting.values() if not behind[row[0]]), None)
        if head is None:
            return None
        merged.append(head)
        for number in heads.pop(head):
            row = waiting[number]
            row.popleft()
            if row:
                behind[row[0]] -= 1
                heads.setdefault(row[0], []).append(number)
            else:
                del waiting[number]
    return merged
