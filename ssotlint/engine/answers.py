"""Answers to questions that outlast a run: recalled while nothing has changed that they show.

An answer is recalled when the configuration, the rules, the tool and the set of files are what
they were, no surface says anything else than before, and nothing else has changed that was read
for it (see ``index.reads``). Its cases that stand in a changed file move along with the lines
there (``index.moves``) and are judged again. Everything else is asked again. Nothing is declared:
a new detector is remembered by what it is seen to read.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from ssotlint import __version__
from ssotlint.detectors import files, functions, lacking, unread
from ssotlint.engine import cases
from ssotlint.engine.detection import Question, roles_of, round_of
from ssotlint.engine.version import source_state
from ssotlint.graph import callers
from ssotlint.index.aspects import Aspect, Aspects
from ssotlint.index.difference import NOTHING, Difference, difference
from ssotlint.index.moves import Moves, moves
from ssotlint.index.reads import bits
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
    files.COVERS: files.covers_of,
    functions.IMPRINTS: functions.imprints_of,
    unread.WRITTEN: unread.written,
}


class _AskError(Exception):
    """An answer of the last run does not tell what the answer is now."""


_MANY = 64  # so many files at once are no edit; looking at each would cost more than it saves


class _Kept(msgspec.Struct, array_like=True):
    """One answer: the keys of its bytes, and bit sets of the files that it was made from.

    ``texts`` has those definitions by file whose shapes were read while that of the file was not,
    ``letters`` those characters of which was asked whose shapes have them. ``suspected`` and ``confirmed`` are of cases before and after they were judged, as many of
    each. ``reads`` has the files of each part that was read, ``shown`` those that a suspect stood
    in.
    """

    suspected: str
    confirmed: str
    suspects: int
    whole: bool
    reads: dict[str, bytes]
    texts: dict[str, list[str]]
    letters: str
    shown: bytes


class _Record(msgspec.Struct, array_like=True):
    """The answers of a run, and the digest of each file then; bit sets count its files."""

    world: str
    state: str  # names what all surfaces say
    files: dict[str, str]
    answers: dict[str, _Kept]


class _Recalled(NamedTuple):
    """An answer of which some cases, by position, have to be judged again; b"" is no case."""

    kept: _Kept
    suspected: list[bytes]
    confirmed: list[bytes]
    open: list[int]


class Answers:
    """The answers of the last run and of this one, for one project."""

    def __init__(self, store: Store, memory: str, view: View, tree: Tree) -> None:
        self._store, self._view = store, view
        self._memory, self._kind = memory, f"answer {memory}"
        self._world = _world(view, tree)
        self._files = {m.path: m.digest for m in view.index.modules}
        self._last = self._recalled()
        # The blobs on disk; an answer that is mended gets others.
        self._before = {b for k in self._last.answers.values() for b in (k.suspected, k.confirmed)}
        self._half: dict[str, _Recalled] = {}
        self._kept: dict[str, _Kept] = {}
        self._fresh: dict[str, bytes] = {}
        self._differing: dict[str, int] = {}

    @cached_property
    def aspects(self) -> Aspects:
        """What is found out about each file by itself, as far as it still holds."""
        last, index, memory = self._last, self._view.index, self._memory
        return Aspects(
            index, memory, self._world, last.state, self._state, last.files, self._changed
        )

    def recall(self, question: Question) -> list[Case] | None:
        """Fill a question with its answer of the last run; None if it may be another one now.

        What is returned has to be judged again; with the verdicts ``mend`` makes it whole.
        """
        key = self._key(question)
        kept = self._last.answers.get(key)
        if kept is None or round_of(question.detector) or not self._is_untouched(kept):
            return None
        try:
            recalled, cases = self._recalled_of(kept, question)
            if not cases:
                question.cases = self._cases(recalled.confirmed, question)
                question.suspects, self._kept[key] = kept.suspects, kept
        except (_AskError, msgspec.MsgspecError, TypeError):
            return None
        if cases:
            self._half[key] = recalled
        return cases

    def _recalled_of(self, kept: _Kept, question: Question) -> tuple[_Recalled, list[Case]]:
        """An answer with its places where they are now, and the cases that stand there."""
        confirmed = self._rows(kept.confirmed)
        named = any(name in row for row in confirmed for name in self._names)
        if not named and not _number(kept.shown) & self._edited:
            return _Recalled(kept, [], confirmed, []), []
        recalled = _Recalled(kept, self._rows(kept.suspected), confirmed, [])
        unpack, found = cases.Unpacking(question.detector).case, []
        for position, suspect in enumerate(recalled.suspected):
            if not any(
                name in row for row in (suspect, confirmed[position]) for name in self._names
            ):
                continue
            moved = cases.moved(suspect, self._moves) if self._moves is not None else None
            if moved is None:
                raise _AskError
            if moved.concerned:
                recalled.suspected[position] = moved.data
                recalled.open.append(position)
                found.append(unpack(moved.data))
        return recalled, found

    def _rows(self, blob: str) -> list[bytes]:
        data = self._store.recall(self._kind, blob)
        if data is None:
            raise _AskError
        return msgspec.msgpack.decode(data, type=list[bytes])

    def _cases(self, rows: Iterable[bytes], question: Question) -> list[Case]:
        unpack = cases.Unpacking(question.detector).case
        return [unpack(row) for row in rows if row]

    def mend(self, question: Question, judging: Judging, *, sure: bool) -> None:
        """Make a recalled answer whole; it is kept when nothing went ill while it was judged."""
        recalled = self._half[self._key(question)]
        kept, confirmed = recalled.kept, recalled.confirmed
        for position, case in zip(recalled.open, judging.confirmed, strict=True):
            confirmed[position] = cases.packed(case) if case is not None else b""
        question.cases = self._cases(confirmed, question)
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
        self._kept[self._key(question)] = _Kept(
            self._blob(suspected), self._blob(confirmed), question.suspects, trace.whole,
            trace.paths, trace.texts, trace.letters,
            self._bits(path for path in shown if path in self._files),
        )  # fmt: skip

    def _blob(self, rows: list[bytes]) -> str:
        """The key under which rows will be kept."""
        data = msgspec.msgpack.encode(rows)
        key = blake2b(data, digest_size=16).hexdigest()
        self._fresh[key] = data
        return key

    def keep(self) -> None:
        """Write down the answers of this run, and let go of those that are none any more."""
        now = {blob for kept in self._kept.values() for blob in (kept.suspected, kept.confirmed)}
        record = _Record(self._world, self._state, self._files, self._kept)
        fresh = {blob: self._fresh[blob] for blob in now & self._fresh.keys() - self._before}
        self._store.remember(self._kind, {**fresh, "last": msgspec.msgpack.encode(record)})
        self._store.forget(self._kind, self._before - now)
        self.aspects.keep()

    def _recalled(self) -> _Record:
        nothing = _Record(self._world, "", {}, {})
        data = self._store.recall(self._kind, "last")
        try:
            record = msgspec.msgpack.decode(data, type=_Record) if data else nothing
        except msgspec.MsgspecError:
            return nothing
        known = record.world == self._world and record.files.keys() == self._files.keys()
        return record if known else nothing

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
        found = []
        for path in self._changed:
            names = (path, self._view.index.by_path[path].name)
            found += [name.encode("utf-8", "replace") for name in names if name]
        return found

    @cached_property
    def _edited(self) -> int:
        return _number(self._bits(self._changed))

    def _changed_in(self, part: str) -> int:
        """The files in which a part says something else than before."""
        if part not in self._differing:
            if part in _ASPECTS:
                paths: Iterable[str] = self.aspects.turned(_ASPECTS[part](self._view))
            else:
                paths = [p for p, what in self._changed.items() if getattr(what, part)]
            self._differing[part] = _number(self._bits(paths))
        return self._differing[part]

    @cached_property
    def _is_shown_alike(self) -> bool:
        """Whether every file shows the others what it showed before."""
        return bool(self._last.files) and not any(d.surface for d in self._changed.values())

    @cached_property
    def _state(self) -> str:
        if self._is_shown_alike:
            return self._last.state
        text = repr((self._world, sorted(self._files.items())))
        return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()

    def _is_untouched(self, kept: _Kept) -> bool:
        if not self._is_shown_alike:
            return False
        if kept.whole and any(what != NOTHING for what in self._changed.values()):
            return False
        for path in self._changed.keys() & kept.texts.keys():
            texts = self._changed[path].texts
            if texts is None or not texts.isdisjoint(kept.texts[path]):
                return False
        for what in self._changed.values() if kept.letters else ():
            if what.letters is None or not what.letters.isdisjoint(kept.letters):
                return False
        return not any(_number(bits) & self._changed_in(part) for part, bits in kept.reads.items())

    def _bits(self, paths: Iterable[str]) -> bytes:
        return bits(paths, self._view.index.positions)

    def _key(self, question: Question) -> str:
        roles = sorted(roles_of(question, self._view))
        text = f"{question.key} {roles}"
        return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _packed(parts: Iterable[dict[str, bytes]], digest: str) -> Packed:
    surface, uses, shape, head = (part[digest] for part in parts)
    return surface, uses, shape, head


def _number(bits: bytes) -> int:
    return int.from_bytes(bits, "little")


def _world(view: View, tree: Tree) -> str:
    """A digest of all that answers depend on besides the content of files."""
    read = [_row(module.source) for module in view.index.modules]
    files = (read, [_row(source) for source in tree.sources], [_row(s) for s in tree.unread])
    rest = (
        __version__, view.config, sorted(view.roles), view.skipped, tree.roots, sorted(tree.needs),
        source_state(),
    )  # fmt: skip
    digest = blake2b(marshal.dumps(files, 2), digest_size=16)
    digest.update(repr(rest).encode("utf-8", "replace"))
    return digest.hexdigest()


def _row(source: SourceFile) -> tuple[object, ...]:
    return (source.path, source.module, source.root, source.is_package, str(source.role),
            source.domain, source.reported, source.is_stub)  # fmt: skip
