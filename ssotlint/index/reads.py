"""What an answer was made from: which files' calls, members and shapes were looked at.

All of it is asked for, name by name, pick by pick (see ``index.picks``) or file by file, and asking
leaves a trace here. So nobody has to declare what a detector reads: an answer whose trace does
not meet what has changed is still the answer. What is found out about a file by itself (see
``index.aspects``) is a part of it like those that are stored.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from sys import maxsize
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from ssotlint.index.names import EVERYTHING, around, asked, itself, number, packed
from ssotlint.index.recent import Recent
from ssotlint.model.value import Parts, field

if TYPE_CHECKING:
    from ssotlint.index.index import Index, Module

_NONE: set[Any] = set()  # stands for many, none of which is added to
_Question = TypeVar("_Question", bound=Hashable)
_Answer = TypeVar("_Answer")


class Trace(NamedTuple):
    """All that an answer was made from, closed: bit sets of the files by part.

    ``texts`` has the definitions by file whose shapes were read while that of the file was not,
    ``letters`` those of which was asked in whose shape they are, ``names`` the questions for names.
    """

    paths: dict[str, bytes]
    texts: dict[str, list[str]]
    whole: bool
    letters: str = ""
    names: bytes = b""


class Reads(Parts):
    """Paths of files by the part that was read; ``whole`` stands for every part of every file.

    Of the shapes of some files the texts of a few definitions were read: ``texts`` are their paths
    and qualified names. Of all shapes it was asked whether they have some ``letters``. ``names``
    are the questions for names (see ``index.names``): whoever looks at one file notes those that
    others are asked. ``surfaces`` are the files of which all was read that they say to others,
    ``definitions`` positions in others: what stands there was read of those, of ``surroundings``
    what stands inside and around it, too.
    """

    paths: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    texts: set[tuple[str, str]] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)
    whole: bool = False
    parts: dict[int, Reads] = field(default_factory=dict)
    names: set[int] = field(default_factory=set)
    surfaces: set[str] = field(default_factory=set)
    definitions: set[tuple[Module, int]] = field(default_factory=set)
    surroundings: set[tuple[Module, int]] = field(default_factory=set)
    looks: bool = True  # whether surfaces are noted
    closed: array[int] | None = None  # the names, of what is not added to any more

    def note(self, part: str, paths: Iterable[str]) -> None:
        """A part of some files was read."""
        self.paths[part].update(paths)

    def note_text(self, path: str, qualname: str) -> None:
        """The shape of one definition was read."""
        self.texts.add((path, qualname))

    def note_letters(self, letters: Iterable[str]) -> None:
        """It was asked which shapes have some characters."""
        self.letters.update(letters)

    def note_name(self, path: str, name: str) -> None:
        """A file was asked for a name."""
        self.names.update(asked(path, name))

    def note_shared(self, name: str) -> None:
        """All files were asked."""
        self.names.add(number("", name))

    def include(self, other: Reads) -> None:
        """What ``other`` has read, and goes on to read, was read here too."""
        if other is not self:
            self.parts[id(other)] = other

    def total(self) -> Reads:
        """All of it but the names."""
        if not self.parts and not self.surfaces:
            return self
        found = Reads()
        for one in self._all():
            for part, paths in one.paths.items():
                found.paths[part] |= paths
            if one.surfaces:
                found.paths["surface"] |= one.surfaces
            found.texts |= one.texts
            found.letters |= one.letters
            found.whole = found.whole or one.whole
        return found

    def all_names(self) -> set[int]:
        """Every question for a name."""
        if not self.parts:
            return {*self.named()}
        return set().union(*(one.named() for one in self._all()))

    def close(self) -> None:
        """Nothing is added any more: thousands of answers keep theirs to the end of the run."""
        self.closed = array("I", self.named())
        self.names, self.definitions, self.surroundings = _NONE, _NONE, _NONE
        self.texts = self.texts or _NONE
        self.letters = self.letters or _NONE
        self.surfaces = self.surfaces or _NONE

    def named(self) -> Iterable[int]:
        """Its own questions for names; those for what stands in definitions among them."""
        if self.closed is not None:
            return self.closed
        for module, position in self.definitions - self.surroundings:
            self.names.update(itself(module.path, module.said.definitions[position].qualname))
        for module, position in self.surroundings:
            self.names.update(around(module.path, module.said.definitions, position))
        self.definitions.clear()
        self.surroundings.clear()
        return self.names

    def _all(self) -> Iterator[Reads]:
        pending: list[Reads] = [self]
        seen: set[int] = set()
        while pending:
            one = pending.pop()
            if id(one) not in seen:
                seen.add(id(one))
                yield one
                pending += one.parts.values()

    def trace(self, positions: Mapping[str, int], bundles: Mapping[int, AbstractSet[int]]) -> Trace:
        """All of it, with the files told by their positions, and the questions in bundles by name."""
        total = self.total()
        paths = {part: bits(paths, positions) for part, paths in sorted(total.paths.items())}
        texts: dict[str, list[str]] = {}
        for path, name in sorted(total.texts):
            texts.setdefault(path, []).append(name)
        names = self.all_names()
        waiting = [bundles[one] for one in names & bundles.keys()]
        while waiting:
            fresh = waiting.pop() - names
            names |= fresh
            waiting += [bundles[one] for one in fresh & bundles.keys()]
        return Trace(paths, texts, total.whole, "".join(sorted(total.letters)), packed(names))


def bits(paths: Iterable[str], positions: Mapping[str, int]) -> bytes:
    """A set of files as bits, the first file in the lowest one; b"" for none."""
    paths = [*paths]
    found = bytearray(-(-len(positions) // 8) if paths else 0)
    for path in paths:
        position = positions[path]
        found[position >> 3] |= 1 << (position & 7)
    return bytes(found)


def paths_of(seen: bytes, positions: Mapping[str, int]) -> set[str]:
    """The files that ``bits`` has told."""
    number = int.from_bytes(seen, "little")
    return {path for path, position in positions.items() if number >> position & 1}


class Traced(Generic[_Question, _Answer]):
    """Answers that are made once, each with what it was made from: whoever asks has read that.

    One that is asked for while it is made is ``begun``.
    """

    def __init__(
        self, index: Index, make: Callable[[_Question], _Answer],
        begun: Callable[[_Question], _Answer] | None = None,
    ) -> None:  # fmt: skip
        self._index, self._make, self._begun = index, make, begun
        self._known: dict[_Question, tuple[_Answer, Reads]] = {}

    def __call__(self, question: _Question) -> _Answer:
        """The answer; made when it is asked for the first time."""
        known = self._known.get(question)
        if known is None:
            return self._made(question)
        trace = self._index.watch.reads
        if id(known[1]) not in trace.parts:
            trace.include(known[1])
        return known[0]

    def _made(self, question: _Question) -> _Answer:
        watch, reads = self._index.watch, Reads()
        outer, watch.reads = watch.reads, reads
        try:  # ``Index.recorded`` without a context manager: tens of thousands of answers
            if self._begun is not None:
                self._known[question] = self._begun(question), reads
            answer = self._make(question)
            self._known[question] = answer, reads
        finally:
            outer.include(reads)
            watch.reads = outer
        reads.close()
        return answer


class Asked(Generic[_Question, _Answer]):
    """Answers that are made once, each with the questions for names behind it.

    A ``Traced`` for hundreds of thousands of small answers which look at nothing but names, the
    ``most`` recent ones: surfaces are not noted. One that is asked for while it is made is ``begun``; what comes of that
    holds for one run.
    """

    __slots__ = ("_begun", "_index", "_known", "_make")

    def __init__(
        self, index: Index, make: Callable[[_Question], _Answer],
        begun: Callable[[_Question], _Answer] | None = None, most: int = maxsize,
    ) -> None:  # fmt: skip
        self._index, self._make, self._begun = index, make, begun
        self._known: Recent[_Question, tuple[_Answer, tuple[int, ...]]] = Recent(most)

    def __call__(self, question: _Question) -> _Answer:
        """The answer; made when it is asked for the first time."""
        known = self._known.get(question)
        if known is None and self._known.before:
            known = self._known.again(question)
        reads = self._index.watch.reads
        if known is not None:
            reads.names.update(known[1])
            return known[0]
        if self._begun is not None:
            self._known.keep(question, (self._begun(question), (EVERYTHING,)))
        outer, reads.names = reads.names, set()
        looks, reads.looks = reads.looks, False
        try:  # no context manager: this is done half a million times a run
            answer = self._make(question)
        finally:
            names, reads.names = reads.names, outer
            reads.looks = looks
            outer |= names
        return self._known.keep(question, (answer, tuple(names)))[0]
