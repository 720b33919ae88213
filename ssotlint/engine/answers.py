"""Answers to questions that outlast a run: recalled while nothing has changed that they show.

An answer is recalled when the configuration, the rules, the tool and the set of files are what
they were, and nothing has changed that was read for it: no name that it asked for, nothing that it
picked of a surface, no calls, members or shapes (see ``index.reads``). Its cases that stand in a
changed file move along with the lines there (``index.moves``) and are judged again. Everything else
is asked again. Nothing is declared: a new detector is remembered by what it is seen to read.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from ssotlint import __version__
from ssotlint.detectors import files, functions, lacking, overriding, unread
from ssotlint.detectors.classes import CLASSES, classes_of
from ssotlint.engine import cases
from ssotlint.engine.detection import Question, roles_of, round_of
from ssotlint.engine.meetings import Meetings
from ssotlint.engine.record import (
    Kept,
    Record,
    blobs,
    is_untouched,
    keep,
    kind,
    names_of,
    number,
    opened,
    recalled,
)
from ssotlint.engine.version import source_state
from ssotlint.graph import aliases, callers, classes, leads, shares
from ssotlint.index import lacks, names, tallies
from ssotlint.index.aspect import Aspect
from ssotlint.index.aspects import Aspects
from ssotlint.index.crowds import contents_of
from ssotlint.index.difference import Difference, difference
from ssotlint.index.moves import Moves, moves
from ssotlint.index.picks import is_said
from ssotlint.index.reads import bits
from ssotlint.index.since import Since
from ssotlint.index.store import PARTS

if TYPE_CHECKING:
    from ssotlint.detectors.view import View
    from ssotlint.engine.judging import Judging
    from ssotlint.index.codec import Packed
    from ssotlint.index.reads import Trace
    from ssotlint.index.store import Store
    from ssotlint.model.case import Case
    from ssotlint.model.source import SourceFile, Tree

_ASPECTS: dict[str, Callable[[View], Aspect[Any, Any]]] = {
    callers.REACHED: lambda view: view.graph.reached,
    lacking.LACKING: lacking.lacking,
    CLASSES: classes_of,
    files.COVERS: files.covers_of,
    functions.IMPRINTS: functions.imprints_of,
    unread.WRITTEN: unread.written,
    overriding.OVERRIDING: overriding.overriding,
}


_RENUMBERING = {
    callers.REACHED: tallies.renumbered,
    lacking.LACKING: lacks.renumbered,
    names.BELOW: classes.renumbered,
    overriding.OVERRIDING: overriding.renumbered,
}
_TELLING = frozenset((shares.SHARES, leads.LEADS, aliases.ALIASES))


class _AskError(Exception):
    """An answer of the last run does not tell what the answer is now."""


_MANY = 64  # so many files at once are no edit; looking at each would cost more than it saves


class _Recalled(NamedTuple):
    """An answer of which some cases, by position, have to be judged again; b"" is no case."""

    kept: Kept
    suspected: list[bytes]
    confirmed: list[bytes]
    open: list[int]


class Named(NamedTuple):
    """The keys of answers, each with that of its confirmed cases and the rules that asked.

    ``places`` tell where each case stands.

    A case is told by its identity; it stands at a position of the answer to a question.
    """

    world: str
    answers: tuple[tuple[str, str, tuple[str, ...]], ...]
    places: dict[int, tuple[int, int]]


class Answers:
    """The answers of the last run and of this one, for one project."""

    def __init__(self, store: Store, memory: str, view: View, tree: Tree) -> None:
        self._store, self._view = store, view
        self._memory, self._kind = memory, kind(memory)
        self._world = _world(view, tree)
        self._files = {m.path: m.digest for m in view.index.modules}
        self._last = self._recalled()
        # The blobs on disk; an answer that is mended gets others.
        self._before = {blob for kept in self._last.answers.values() for blob in blobs(kept)}
        self._half: dict[str, _Recalled] = {}
        self._kept: dict[str, Kept] = {}
        self._fresh: dict[str, bytes] = {}
        self._differing: dict[str, int] = {}
        self._held: dict[str, list[int]] = {}  # by question: which rows of its answer are cases

    @cached_property
    def aspects(self) -> Aspects:
        """What is found out about each file by itself, as far as it still holds."""
        last, index, graph = self._last, self._view.index, self._view.graph
        sharing = graph.resolver.shares.sharing
        asked = (sharing, graph.importers.leading, graph.aliases.naming)
        telling = [aspect for aspect in asked if aspect.name in last.telling]
        return Aspects(
            index, self._memory, self._world, last.state, self._state, self._since, telling
        )  # fmt: skip

    @cached_property
    def _since(self) -> Since:
        positions = self._view.index.positions
        return Since(self._last.files, self._files, self._changed, positions, _RENUMBERING)

    def recall(self, question: Question) -> list[Case] | None:
        """Fill a question with its answer of the last run; None if it may be another one now.

        What is returned has to be judged again; with the verdicts ``mend`` makes it whole.
        """
        key = self._key(question)
        kept = self._last.answers.get(key)
        question.epoch = self._epoch
        if kept is None or round_of(question.detector) or not self._is_seen_alike(kept):
            return None
        question.epoch = kept.epoch
        if not self._is_untouched(kept):
            return None
        try:
            recalled, cases = self._recalled_of(kept, question)
            if not cases:
                self._fill(question, recalled.confirmed)
                question.suspects, self._kept[key] = kept.suspects, kept
        except (_AskError, msgspec.MsgspecError, TypeError):
            return None
        if cases:
            self._half[key] = recalled
        return cases

    def _recalled_of(self, kept: Kept, question: Question) -> tuple[_Recalled, list[Case]]:
        """An answer with its places where they are now, and the cases that stand there."""
        confirmed = self._rows(kept.confirmed)
        named = any(name in row for row in confirmed for name in self._names)
        if not named and not number(kept.shown) & self._edited:
            return _Recalled(kept, [], confirmed, []), []
        suspected = self._rows(kept.suspected)
        found = opened(suspected, confirmed, self._names, self._moves)
        if found is None:
            raise _AskError
        unpack = cases.Unpacking(question.detector).case
        return _Recalled(kept, *found), [unpack(found.suspected[p]) for p in found.positions]

    def _rows(self, blob: str) -> list[bytes]:
        data = self._store.recall(self._kind, blob)
        if data is None:
            raise _AskError
        return msgspec.msgpack.decode(data, type=list[bytes])

    def _fill(self, question: Question, rows: Sequence[bytes]) -> None:
        unpack = cases.Unpacking(question.detector).case
        question.cases = [unpack(row) for row in rows if row]
        self._held[self._key(question)] = [n for n, row in enumerate(rows) if row]

    def mend(self, question: Question, judging: Judging, *, sure: bool) -> None:
        """Make a recalled answer whole; it is kept when nothing went ill while it was judged."""
        recalled = self._half[self._key(question)]
        kept, confirmed = recalled.kept, recalled.confirmed
        for position, case in zip(recalled.open, judging.confirmed, strict=True):
            confirmed[position] = cases.packed(case) if case is not None else b""
        self._fill(question, confirmed)
        question.suspects = kept.suspects
        if sure:
            kept.suspected, kept.confirmed = map(self._blob, (recalled.suspected, confirmed))
            self._kept[self._key(question)] = kept

    def note(self, judging: Judging, trace: Trace, shown: Iterable[str]) -> None:
        """Remember the answer to a question, and what it was made from.

        ``shown`` are the files in which its suspects stand, those of the innocent ones included.
        """
        question = judging.question
        if round_of(question.detector):
            return
        try:
            suspected = [cases.packed(case) for case in judging.suspects]
            confirmed = [cases.packed(c) if c is not None else b"" for c in judging.confirmed]
        except UnicodeEncodeError:  # a lone surrogate, which texts on disk cannot have
            return
        key = self._key(question)
        seen = self._seen(key, question, trace)
        if seen is None:
            return
        self._held[key] = [position for position, row in enumerate(confirmed) if row]
        reads, asked = seen
        self._kept[key] = Kept(
            self._blob(suspected), self._blob(confirmed), question.suspects, trace.whole,
            reads, trace.texts, trace.letters,
            self._bits(path for path in shown if path in self._files),
            self._fresh_key(asked), question.epoch, self._contents,
        )  # fmt: skip

    def _seen(
        self, key: str, question: Question, trace: Trace
    ) -> tuple[dict[str, bytes], bytes] | None:
        """The parts that were read, and the names that were asked; None when nobody knows any more.

        While what it sees of what files say to others is what it was, a question finds out again
        only what an edit of a body has touched: what was seen for the rest counts, too.
        """
        kept = self._last.answers.get(key)
        if kept is None or kept.epoch != question.epoch:
            return trace.paths, trace.names
        before = self._store.recall(self._kind, kept.names)
        if before is None:
            return None
        reads = dict(trace.paths)
        for part in filter(is_said, kept.reads):
            both = number(kept.reads[part]) | number(reads.get(part, b""))
            reads[part] = both.to_bytes(len(kept.reads[part]), "little")
        return reads, names.packed({*names.unpacked(before), *names.unpacked(trace.names)})

    def named(self, questions: Iterable[Question]) -> Named | None:
        """The answers of this run and where their cases stand; None where one is not kept."""
        found, places = [], dict[int, tuple[int, int]]()
        for rank, question in enumerate(questions):
            key = self._key(question)
            if key not in self._kept:
                return None
            rules = tuple(chosen.rule.name for chosen in question.rules)
            found.append((key, self._kept[key].confirmed, rules))
            for position, case in zip(self._held[key], question.cases, strict=True):
                places[id(case)] = rank, position
        return Named(self._world, tuple(found), places)

    def _blob(self, rows: list[bytes]) -> str:
        """The key under which rows will be kept."""
        return self._fresh_key(msgspec.msgpack.encode(rows))

    def _fresh_key(self, data: bytes) -> str:
        key = blake2b(data, digest_size=16).hexdigest()
        self._fresh[key] = data
        return key

    def keep(self) -> None:
        """Write down the answers of this run, and let go of those that are none any more."""
        now = {blob for kept in self._kept.values() for blob in blobs(kept)}
        modules = [module.name for module in self._view.index.modules]
        if self._changed and len(self._changed) <= _MANY:
            for aspect in (
                *self.aspects.telling,
                *(make(self._view) for make in _ASPECTS.values()),
            ):
                self.aspects.carry(aspect)
        behind = self._last.behind | {
            name: {part: self._bits(paths) for part, paths in read.items()}
            for name, read in self.aspects.behind().items()
        }
        telling = sorted({*self._last.telling, *(self.aspects.found & _TELLING)})
        record = Record(self._world, self._state, self._files, modules, self._kept, behind, telling)
        fresh = {blob: self._fresh[blob] for blob in now & self._fresh.keys() - self._before}
        keep(self._store, self._memory, record, fresh, self._before - now)
        self.aspects.keep()

    def _recalled(self) -> Record:
        record = recalled(self._store, self._memory)
        known = (
            record is not None
            and record.world == self._world
            and record.files.keys() == self._files.keys()
        )
        return record if known and record else Record(self._world, "", {}, [], {}, {}, [])

    @cached_property
    def _changed(self) -> dict[str, Difference]:
        """What differs in each file that is not what it was."""
        last = self._last.files
        paths = [p for p, digest in self._files.items() if last and last[p] != digest]
        if len(paths) > _MANY:
            return dict.fromkeys(paths, Difference())
        return {path: self._difference(path) for path in paths}

    def _difference(self, path: str) -> Difference:
        try:
            return difference(path, *self._facts(path))
        except (_AskError, msgspec.MsgspecError):
            return Difference()

    def _facts(self, path: str) -> tuple[Packed, Packed]:
        """The facts of a changed file, then and now."""
        both = old, new = self._last.files[path], self._files[path]
        if not set(both) <= self._store.known(both):
            raise _AskError
        parts = [dict(self._store.part(part, both)) for part in PARTS]
        return _packed(parts, old), _packed(parts, new)

    @cached_property
    def _moves(self) -> dict[str, Moves] | None:
        """Where the places of the changed files are now; None when that is not certain.

        It is asked when all files show the others what they showed before.
        """
        found = {}
        for path in self._changed:
            one = moves(*self._facts(path))
            if one is None:
                return None
            found[path] = one
        return found

    @cached_property
    def _names(self) -> list[bytes]:
        """How an answer may name a file that has changed: by its path, by its module."""
        by_path = self._view.index.by_path
        return [name for path in self._changed for name in names_of(path, by_path[path].name)]

    @cached_property
    def _edited(self) -> int:
        return number(self._bits(self._changed))

    def _changed_in(self, part: str) -> int:
        """The files in which a part says something else than before."""
        if part not in _ASPECTS:
            return self._since.changed_in(part)
        if part not in self._differing:
            paths = self.aspects.turned(_ASPECTS[part](self._view))
            self._differing[part] = number(self._bits(paths))
        return self._differing[part]

    @cached_property
    def _is_shown_alike(self) -> bool:
        """Whether every file shows the others what it showed before."""
        return bool(self._last.files) and not any(d.surface for d in self._changed.values())

    @cached_property
    def _state(self) -> str:
        return self._last.state if self._is_shown_alike else self._epoch

    @cached_property
    def _epoch(self) -> str:
        text = repr((self._world, sorted(self._files.items())))
        return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()

    @cached_property
    def _contents(self) -> str:
        return contents_of(self._files[path] for path in sorted(self._files))

    def _is_seen_alike(self, kept: Kept) -> bool:
        """Whether what an answer was made from says to others what it said before."""
        if self._is_shown_alike:
            return True
        asked = self._store.recall(self._kind, kept.names)
        return asked is not None and self.aspects.is_seen_alike(kept.reads, asked)

    def _is_untouched(self, kept: Kept) -> bool:
        return is_untouched(kept, self._changed, lambda part, read: self._meets(part, read, kept))

    def _meets(self, part: str, read: bytes, kept: Kept) -> bool:
        """Whether a part says something else in some files, and that matters."""
        if not number(read) & self._changed_in(part):
            return False
        if part not in _ASPECTS:
            return True
        return self._meetings.happen(_ASPECTS[part](self._view), kept, read)

    @cached_property
    def _meetings(self) -> Meetings:
        modules = {module.path: module.name for module in self._view.index.modules}
        return Meetings(self._store, self._memory, self._files, modules)

    def _bits(self, paths: Iterable[str]) -> bytes:
        return bits(paths, self._view.index.positions)

    def _key(self, question: Question) -> str:
        roles = sorted(roles_of(question, self._view))
        text = f"{question.key} {roles}"
        return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _packed(parts: Iterable[dict[str, bytes]], digest: str) -> Packed:
    surface, uses, shape, head = (part[digest] for part in parts)
    return surface, uses, shape, head


def _world(view: View, tree: Tree) -> str:
    """A digest of all that answers depend on besides the content of files."""
    read = [_row(module.source) for module in view.index.modules]
    files = (read, [_row(source) for source in tree.sources], [_row(s) for s in tree.unread])
    rest = (
        __version__, view.config, sorted(view.roles), view.skipped, tree.roots, sorted(tree.needs),
        tree.python, source_state(),
    )  # fmt: skip
    digest = blake2b(marshal.dumps(files, 2), digest_size=16)
    digest.update(repr(rest).encode("utf-8", "replace"))
    return digest.hexdigest()


def _row(source: SourceFile) -> tuple[object, ...]:
    return (source.path, source.module, source.root, source.is_package, str(source.role),
            source.domain, source.reported, source.is_stub, source.distribution)  # fmt: skip
