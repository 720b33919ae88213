"""Which attributes the methods of a class set on their instances."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

from ssotlint.facts.alphabet import WORD, literal
from ssotlint.graph.calls import Calls
from ssotlint.graph.changing import parts_in
from ssotlint.graph.known import Known
from ssotlint.graph.storing import (
    Stores,
    changes,
    filling,
    is_changed,
    is_kept,
    keeps_last,
    methods_of,
    names_set,
    position_of,
    sets,
    stores_of,
)
from ssotlint.index import codec, strangers
from ssotlint.index.difference import SAYS
from ssotlint.index.index import Index, Module
from ssotlint.index.names import spelled
from ssotlint.index.numbering import Mark, marks
from ssotlint.index.picks import STORED, At, part_of
from ssotlint.index.reads import Traced
from ssotlint.model.facts import Definition, MemberUse, Surface

_Picked = TypeVar("_Picked")
_FEW = 16  # classes
_SHAPES = 64  # files whose shapes are kept at hand: classes of one file are asked for in a row
_FROZEN = WORD["frozen"] + literal(True)
_HEADER = 24  # characters of a shape: room for a decorator with its arguments
_VALUE_BASES = frozenset(
    ("builtins.BaseException", "builtins.Exception", "builtins.bytes", "builtins.float",
     "builtins.frozenset", "builtins.int", "builtins.str", "builtins.tuple", "typing.NamedTuple",
     "typing_extensions.NamedTuple", "pathlib.Path")
)  # fmt: skip


class _Class(NamedTuple):
    """A class by what its file defines, the shape of that, its position, and what it sets."""

    definitions: tuple[Definition, ...]
    text: str
    position: int
    stored: Mapping[str, set[str]]


class Attributes:
    """Answers from the member uses and shapes of the files that hold the asked classes.

    What it remembers it notes as read again, for whoever asks.
    """

    def __init__(self, index: Index, calls: Calls) -> None:
        self.index, self.calls = index, calls
        self._stored: dict[str, Stores] = {}
        self._outside: dict[str, set[str]] = {}
        self._shapes: dict[str, str] = {}
        self._marks: dict[str, list[Mark]] = {}
        self._changes: Traced[Known, bool] = Traced(index, self._is_changed)
        self._mutable: Traced[Known, bool] = Traced(index, self._is_mutable)
        self._parts: Traced[Known, list[Known]] = Traced(index, self._parts_of)
        self._shape = lru_cache(maxsize=_SHAPES)(self._read)

    def text(self, module: Module, row: Definition) -> str:
        """The shape of one definition of a file."""
        self.index.reads.note_text(module.path, row.qualname)
        return self._at_hand(module)[slice(*row.shape)]

    def picked(self, pick: Callable[..., _Picked], module: Module, *wanted: str) -> _Picked:
        """What a function takes of the surface and the shape of one file; see ``index.picks``."""
        self.index.reads.note_text(module.path, part_of(pick, *wanted))
        return pick(module.said, self._at_hand(module), *wanted)

    def says(self, known: Known, letters: str) -> bool:
        """Whether what a definition says has one of some characters; nothing else of it is read."""
        return self.say(known.module, known.definition, letters)

    def say(self, module: Module, row: Definition, letters: str) -> bool:
        """The same of a row that somebody has looked at."""
        self.index.reads.note(f"{SAYS}{letters}", (module.path,))
        text = self._at_hand(module)[slice(*row.shape)]
        return any(letter in text for letter in letters)

    def _at_hand(self, module: Module) -> str:
        """The shape of a file; who looks at it notes what."""
        known = self._shapes.get(module.path)
        return known if known is not None else self._shape(module)

    def uses(self, module: Module) -> tuple[MemberUse, ...]:
        """The member uses of one file."""
        self.index.reads.note("members", (module.path,))
        return next((u for _, (_, u) in self.index.parts("uses", [module], codec.uses)), ())

    def _read(self, module: Module) -> str:
        return next((s.text for _, s in self.index.parts("shape", [module], codec.shape)), "")

    def load(self, modules: Iterable[Module]) -> None:
        """Read the shapes of some files at once: one question to the store instead of many."""
        wanted = [m for m in modules if m.path not in self._shapes]
        shapes = self.index.parts("shape", wanted, codec.shape)
        self._shapes.update((module.path, shape.text) for module, shape in shapes)

    def stored(self, known: Known) -> dict[str, set[str]]:
        """Attributes that a class sets on its instances, with the methods that do."""
        module = known.module
        self.index.reads.note("members", (module.path,))  # though they may be at hand
        self.calls.scopes.note_inside(known)
        return self._stores(module).get(known.position, {})

    def _stores(self, module: Module) -> Stores:
        """The same of all classes of a file; who asks notes what."""
        known = self._stored.get(module.path)
        if known is None:
            with self.index.apart():  # what it says of other classes nobody has asked
                uses = self.uses(module)
            known = self._stored[module.path] = stores_of(module.said.definitions, uses)
        return known

    def is_mutable(self, known: Known) -> bool:
        """Whether instances of a class change after they are made, or what they are made of does."""
        return self._mutable(known)

    def _is_mutable(self, known: Known) -> bool:
        """Looks through all that it is made of: what is part of itself answers alike for all."""
        pending, seen = [known], {known}
        while pending:
            lineage = self.calls.classes.lineage(pending.pop()).ours
            if any(map(self.changes, lineage)):
                return True
            # In the order of the text, so that what is read does not hang on chance.
            parts = dict.fromkeys(part for one in lineage for part in self._parts(one))
            fresh = [part for part in parts if part not in seen]
            seen.update(fresh)
            pending += fresh
        return False

    def _parts_of(self, known: Known) -> list[Known]:
        """The classes of ours of which the constructor makes what it keeps: `self.x = Cache()`."""
        module, scopes = known.module, self.calls.scopes
        made = self.of_class(_made, known)
        for letter in made:
            module.asked(spelled(letter))
        names = [n for n in scopes.resolver.tops.table(module) if WORD[n] in made] if made else []
        reached = [scopes.lookup(module, -1, name) for name in names]
        return [
            r.known for r in reached
            if r.known is not None and not r.rest and r.certain and r.known.definition.is_class
        ]  # fmt: skip

    def changes(self, known: Known) -> bool:
        """Whether what stands in a class itself changes its instances, or fills them."""
        return self._changes(known)

    def _is_changed(self, known: Known) -> bool:
        rows, text, position, stored = self._told(changes, known)
        return is_changed(rows, text, position, stored)

    def keeps_last(self, known: Known) -> bool:
        """Whether a method keeps what it was given in the place of what it was given before."""
        rows, text, position, stored = self._told(keeps_last, known)
        return is_kept(rows, text, position, stored)

    def names_set(self, known: Known) -> list[str]:
        """The attributes that a class sets on its instances."""
        return sorted(self._told(names_set, known)[-1])

    def sets(self, known: Known, *names: str) -> bool:
        """Whether some of these are such attributes; of the others nothing is read."""
        return not self._told(sets, known, *names)[-1].keys().isdisjoint(names)

    def any_sets(self, classes: Collection[Known], *names: str) -> bool:
        """Whether instances of any of some classes get one of these."""
        if len(classes) > _FEW:  # to note each name of each would be more than to read all they set
            return not all(self.stored(known).keys().isdisjoint(names) for known in classes)
        return any(self.sets(known, *names) for known in classes)

    def sets_outside(self, module: Module, name: str) -> bool:
        """Whether a file sets an attribute of that name on anything but ``self``."""
        self.index.reads.note_text(module.path, strangers.part([name]))
        known = self._outside.get(module.path)
        if known is None:
            with self.index.apart():  # of the others nobody has asked
                known = self._outside[module.path] = strangers.set_outside(self.uses(module))
        return name in known

    def filling(self, known: Known) -> list[str]:
        """What its methods are given that set or look up places in what an instance keeps."""
        return self.of_class(filling, known)

    def _told(self, pick: Callable[..., object], known: Known, *wanted: str) -> _Class:
        """A class for who finds out what a pick does, which counts as read alone."""
        module, position = known
        part = STORED + part_of(pick, *self._mark(known), *wanted)
        self.index.reads.note_text(module.path, part)
        stored = self._stores(module).get(position, {})
        return _Class(module.said.definitions, self._at_hand(module), position, stored)

    def of_class(self, pick: Callable[..., _Picked], known: Known) -> _Picked:
        """What a pick takes of a class: it is given its name, and which one of that it is."""
        return self.picked(pick, known.module, *self._mark(known))

    def _mark(self, known: Known) -> tuple[str, str]:
        """What tells a definition from all others of its file."""
        found = self._marks.get(known.module.path)
        if found is None:
            found = self._marks[known.module.path] = marks(known.module.said.definitions)
        name, number = found[known.position]
        return name, str(number)

    def cached_methods(self, known: Known) -> list[Known]:
        """Methods under `lru_cache`: the cache keeps the instances on which they were called."""
        rows = self.of_class(_decorated, known)
        methods = (Known(known.module, row.position) for row in rows)
        return [method for method in methods if self.calls.callables.cache(method)]

    def is_constant(self, known: Known) -> bool:
        """Whether instances are values: enums, frozen dataclasses, named tuples, exceptions."""
        lineage = self.calls.classes.lineage(known)
        outside = [c for c in lineage.order if isinstance(c, str)]
        if any(c.startswith("enum.") or c in _VALUE_BASES for c in outside):
            return True
        return any(self._is_frozen(item) for item in lineage.ours)

    def _is_frozen(self, known: Known) -> bool:
        """A dataclass, attrs class or model whose header or configuration says `frozen=True`."""
        row = known.definition
        if self.picked(_has, known.module, row.qualname, _FROZEN) and not self.stored(known):
            return True
        names = {d.rpartition(".")[2] for d in row.decorators}
        if names & {"frozen", "immutable"}:
            return True
        return bool(names & {"dataclass", "define", "s", "attrs"}) and (
            self.picked(_is_headed, known.module, row.qualname, _FROZEN)
        )


def _decorated(surface: Surface, text: str, name: str, number: str) -> list[At]:
    """The decorated methods of a class."""
    del text
    rows = surface.definitions
    owner = position_of(rows, name, number)
    return [
        At(at, row) for at, row in enumerate(rows) if row.decorators and row.owner == owner >= 0
    ]


def _made(surface: Surface, text: str, name: str, number: str) -> frozenset[str]:
    """The letters of the callees whose results the constructor of a class assigns."""
    rows = surface.definitions
    at = position_of(rows, name, number)
    row = methods_of(rows, at).get("__init__") if at >= 0 else None
    return parts_in(text[slice(*row.shape)]) if row is not None else frozenset()


def _has(surface: Surface, text: str, name: str, wanted: str) -> bool:
    """Whether something stands in what a definition says."""
    return any(
        wanted in text[slice(*row.shape)] for row in surface.definitions if row.qualname == name
    )


def _is_headed(surface: Surface, text: str, name: str, wanted: str) -> bool:
    """Whether something stands before a class in the shape: its decorators, and their arguments."""
    starts = [row.shape[0] for row in surface.definitions if row.qualname == name]
    return any(wanted in text[max(start - _HEADER, 0) : start] for start in starts)
