"""Answers to questions that outlast a run: recalled while nothing has changed that they show.

An answer is recalled when the configuration, the rules, the tool and the set of files are what
they were, no surface says anything else than before, nothing else has changed that was read for
it (see ``index.reads``), and it names no file whose places may have moved; neither did a suspect
that was judged innocent. Everything else is asked again. Nothing is declared: a new detector is remembered by what it is seen to read.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ssotlint import __version__
from ssotlint.detectors import members, unread
from ssotlint.engine import cases
from ssotlint.engine.detection import Question, roles_of, round_of
from ssotlint.engine.version import stamps_of
from ssotlint.graph import callers
from ssotlint.index.aspects import Aspect, Aspects
from ssotlint.index.difference import NOTHING, Difference, difference

if TYPE_CHECKING:
    from ssotlint.detectors.view import View
    from ssotlint.index.reads import Reads
    from ssotlint.index.store import Store
    from ssotlint.model.source import SourceFile, Tree

_ASPECTS: dict[str, Callable[[View], Aspect[Any, Any]]] = {
    callers.REACHED: lambda view: view.graph.reached,
    members.LACKING: members.lacking,
    unread.LETTERS: lambda _: unread.letters(),
}
_MANY = 64  # so many files at once are no edit; looking at each would cost more than it saves


class _Kept(msgspec.Struct, array_like=True):
    """One answer: the key of its bytes, and bit sets of the files that it was made from.

    ``reads`` has those of each part that was read, ``shown`` those that a suspect stood in.
    """

    blob: str
    suspects: int
    whole: bool
    reads: dict[str, bytes]
    shown: bytes


class _Record(msgspec.Struct, array_like=True):
    """The answers of a run, and the digest of each file then; bit sets count its files."""

    world: str
    state: str  # names what all surfaces say
    files: dict[str, str]
    answers: dict[str, _Kept]


class Answers:
    """The answers of the last run and of this one, for one project."""

    def __init__(self, store: Store, memory: str, view: View, tree: Tree) -> None:
        self._store, self._view = store, view
        self._memory, self._kind = memory, f"answer {memory}"
        self._world = _world(view, tree)
        self._files = {m.path: m.digest for m in view.index.modules}
        self._last = self._recalled()
        self._kept: dict[str, _Kept] = {}
        self._fresh: dict[str, bytes] = {}
        self._differing: dict[str, int] = {}

    @cached_property
    def aspects(self) -> Aspects:
        """What is found out about each file by itself, as far as it still holds."""
        before, then = (self._last.state if self._is_shown_alike else ""), self._last.files
        return Aspects(self._view.index, self._memory, before, self._state, then, self._changed)

    def recall(self, question: Question) -> bool:
        """Fill a question with its answer of the last run, if that still is the answer."""
        key = self._key(question)
        kept = self._last.answers.get(key)
        if kept is None or round_of(question.detector) or not self._is_untouched(kept):
            return False
        data = self._store.recall(self._kind, kept.blob)
        if data is None or any(name in data for name in self._names):
            return False
        try:
            question.cases = cases.decoded(data, question.detector)
        except (msgspec.MsgspecError, TypeError):
            return False
        question.suspects = kept.suspects
        self._kept[key] = kept
        return True

    def note(self, question: Question, reads: Reads, shown: Iterable[str]) -> None:
        """Remember the answer to a question; what it was made from is known by now.

        ``shown`` are the files in which its suspects stand, those of the innocent ones included.
        """
        if round_of(question.detector):
            return
        total = reads.total()
        data = cases.encoded(question.cases)
        blob = blake2b(data, digest_size=16).hexdigest()
        self._fresh[blob] = data
        self._kept[self._key(question)] = _Kept(
            blob, question.suspects, total.whole,
            {part: self._bits(paths) for part, paths in total.paths.items()},
            self._bits(path for path in shown if path in self._files),
        )  # fmt: skip

    def keep(self) -> None:
        """Write down the answers of this run, and let go of those that are none any more."""
        before = {kept.blob for kept in self._last.answers.values()}
        now = {kept.blob for kept in self._kept.values()}
        record = _Record(self._world, self._state, self._files, self._kept)
        fresh = {blob: data for blob, data in self._fresh.items() if blob not in before}
        self._store.remember(self._kind, {**fresh, "last": msgspec.msgpack.encode(record)})
        self._store.forget(self._kind, before - now)
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
        old, new = self._last.files[path], self._files[path]
        if not {old, new} <= self._store.known((old, new)):
            return Difference()
        parts = [dict(self._store.part(p, (old, new))) for p in ("surface", "uses", "shape")]
        surface, uses, shape = parts
        try:
            return difference(
                (surface[old], uses[old], shape[old]), (surface[new], uses[new], shape[new])
            )
        except msgspec.MsgspecError:
            return Difference()

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
        if not self._is_shown_alike or _number(kept.shown) & self._edited:
            return False
        if kept.whole and any(what != NOTHING for what in self._changed.values()):
            return False
        return not any(_number(bits) & self._changed_in(part) for part, bits in kept.reads.items())

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {path: position for position, path in enumerate(sorted(self._files))}

    def _bits(self, paths: Iterable[str]) -> bytes:
        bits = bytearray(-(-len(self._files) // 8))
        for path in paths:
            position = self._positions[path]
            bits[position >> 3] |= 1 << (position & 7)
        return bytes(bits)

    def _key(self, question: Question) -> str:
        roles = sorted(roles_of(question, self._view))
        text = f"{question.key} {roles}"
        return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _number(bits: bytes) -> int:
    return int.from_bytes(bits, "little")


def _world(view: View, tree: Tree) -> str:
    """A digest of all that answers depend on besides the content of files."""
    package = Path(__file__).parent.parent
    read = [_row(module.source) for module in view.index.modules]
    files = (read, [_row(source) for source in tree.sources], [_row(s) for s in tree.unread])
    rest = (
        __version__, view.config, sorted(view.roles), view.skipped, tree.roots, sorted(tree.needs),
        stamps_of(sorted(package.rglob("*.py"))),
    )  # fmt: skip
    digest = blake2b(marshal.dumps(files, 2), digest_size=16)
    digest.update(repr(rest).encode("utf-8", "replace"))
    return digest.hexdigest()


def _row(source: SourceFile) -> tuple[object, ...]:
    return (source.path, source.module, source.root, source.is_package, str(source.role),
            source.domain, source.reported, source.is_stub)  # fmt: skip
