"""Answers to questions that outlast a run: recalled while nothing has changed that they show.

An answer is recalled when the configuration, the rules, the tool and the set of files are what
they were, and nothing has changed that was read for it: no name that it asked for, nothing that it
picked of a surface, no calls, members or shapes (see ``index.reads``). Its cases that stand in a
changed file move along with the lines there (``index.moves``) and are judged again. Everything else
is asked again. Nothing is declared: a new detector is remembered by what it is seen to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec.structs import replace

from ssotlint.detectors import counts
from ssotlint.engine import cases
from ssotlint.engine.detection import Question, roles_of, round_of
from ssotlint.engine.record import Kept, Record, blobs, either, keep, kind, number, opened
from ssotlint.graph import aliases, leads, outside, shares
from ssotlint.index import names, tallies
from ssotlint.index.picks import is_said

if TYPE_CHECKING:
    from ssotlint.detectors.view import View
    from ssotlint.engine.judging import Judging
    from ssotlint.engine.validity import Validity
    from ssotlint.index.aspects import Aspects
    from ssotlint.index.reads import Trace
    from ssotlint.index.store import Store
    from ssotlint.model.case import Case

_TELLING = frozenset(
    (shares.SHARES, leads.LEADS, aliases.ALIASES, outside.LIBRARIES, tallies.REACHED)
)


class _AskError(Exception):
    """An answer of the last run does not tell what the answer is now."""


class _Recalled(NamedTuple):
    """An answer of which some cases, by position, have to be judged again; b"" is no case."""

    kept: Kept
    suspected: list[bytes]
    confirmed: list[bytes]
    open: list[int]


class Named(NamedTuple):
    """The keys of answers, each with that of its confirmed cases and the rules that asked.

    ``places`` tell where each case, which is told by its identity, stands: at a position of the
    answer to a question.
    """

    world: str
    answers: tuple[tuple[str, str, tuple[str, ...]], ...]
    places: dict[int, tuple[int, int]]


class Answers:
    """The answers of the last run and of this one, for one project."""

    def __init__(self, store: Store, memory: str, view: View, validity: Validity) -> None:
        self._store, self._view, self._past = store, view, validity
        self._memory, self._kind = memory, kind(memory)
        self.aspects: Aspects = validity.aspects
        # The blobs on disk; an answer that is mended gets others.
        self._before = {blob for kept in validity.last.answers.values() for blob in blobs(kept)}
        self._half: dict[str, _Recalled] = {}
        self.kept: dict[str, Kept] = {}
        self._fresh: dict[str, bytes] = {}
        self._at_once = not validity.last.answers
        if self._at_once:  # what a run has left that was stopped is no answer
            store.remember(self._kind, {}, only=True)
        self._held: dict[str, list[int]] = {}  # by question: which rows of its answer are cases

    def recall(self, question: Question) -> list[Case] | None:
        """Fill a question with its answer of the last run; None if it may be another one now.

        What is returned has to be judged again; with the verdicts ``mend`` makes it whole.
        """
        key = self._key(question)
        kept = self._past.last.answers.get(key)
        question.epoch = self._past.epoch
        question.earlier = kept.epoch if kept is not None else ""
        if kept is None or round_of(question.detector) or not self._past.is_seen_alike(kept):
            return None
        question.epoch = kept.epoch
        if not self._past.is_untouched(kept):
            return None
        try:
            kept = self._recounted(kept)
            recalled, cases = self._recalled_of(kept, question)
            if not cases:
                self._fill(question, recalled.confirmed)
                question.suspects, self.kept[key] = kept.suspects, kept
        except (_AskError, msgspec.MsgspecError, TypeError):
            return None
        if cases:
            self._half[key] = recalled
        return cases

    def _recalled_of(self, kept: Kept, question: Question) -> tuple[_Recalled, list[Case]]:
        """An answer with its places where they are now, and the cases that stand there."""
        confirmed = self._rows(kept.confirmed)
        named = any(name in row for row in confirmed for name in self._past.names)
        if not named and not number(kept.shown) & self._past.edited:
            return _Recalled(kept, [], confirmed, []), []
        suspected = self._rows(kept.suspected)
        found = opened(suspected, confirmed, self._past.names, self._past.moves)
        if found is None:
            raise _AskError
        unpack = cases.Unpacking(question.detector).case
        return _Recalled(kept, *found), [unpack(found.suspected[p]) for p in found.positions]

    def _recounted(self, kept: Kept) -> Kept:
        """An answer that tells as many importers as there are now."""
        if self._past.is_counted_alike(kept):
            return kept
        told = counts.Counts(self._view).told
        suspected, confirmed = (
            self.blob([cases.recounted(row, told) if row else row for row in self._rows(blob)])
            for blob in (kept.suspected, kept.confirmed)
        )
        return replace(kept, suspected=suspected, confirmed=confirmed)

    def _rows(self, blob: str) -> list[bytes]:
        data = self._fresh.get(blob) or self._store.recall(self._kind, blob)
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
            self.hold(question, kept, (recalled.suspected, confirmed))

    def hold(
        self, question: Question, kept: Kept, moved: tuple[list[bytes], list[bytes]] | None = None
    ) -> None:
        """Keep an answer that holds; where cases have moved, with these as they are now."""
        if moved is not None:
            suspected, confirmed = map(self.blob, moved)
            kept = replace(kept, suspected=suspected, confirmed=confirmed)
        self.kept[self._key(question)] = kept

    def note(self, judging: Judging, trace: Trace) -> None:
        """Remember the answer to a question, and what it was made from."""
        if round_of(judging.question.detector):
            return
        with suppress(UnicodeEncodeError):  # a lone surrogate, which texts on disk cannot have
            # One after the other: of thousands of cases each takes tens of megabytes.
            suspected = self.blob([cases.packed(case) for case in judging.suspects])
            confirmed = [cases.packed(c) if c is not None else b"" for c in judging.confirmed]
            self.enter(judging.question, trace, judging.suspects, (suspected, confirmed))

    def enter(
        self, question: Question, trace: Trace, suspects: Iterable[Case],
        packed: tuple[str, list[bytes]],
    ) -> None:  # fmt: skip
        """Keep an answer that was found: ``packed`` are the key of its suspects, and what is left."""
        key, (suspected, confirmed) = self._key(question), packed
        seen = self._seen(key, question, trace)
        if seen is None:
            return
        self._held[key] = [position for position, row in enumerate(confirmed) if row]
        reads, asked = seen
        # The files in which its suspects stand, those of the innocent ones included.
        shown = {place.path for c in suspects for m in c.members for place in (m.place, m.extent)}
        self.kept[key] = Kept(
            suspected, self.blob(confirmed), question.suspects, trace.whole,
            reads, trace.texts, trace.letters,
            self._past.bits(path for path in shown if path in self._past.files),
            self._fresh_key(asked), question.epoch, self._past.contents,
            names.packed({counts.question(m.counted) for c in suspects for m in c.members
                          if m.counted}),
        )  # fmt: skip

    def _seen(
        self, key: str, question: Question, trace: Trace
    ) -> tuple[dict[str, bytes], bytes] | None:
        """The parts that were read, and the names that were asked; None when nobody knows any more.

        While what it sees of what files say to others is what it was, a question finds out again
        only what an edit of a body has touched: what was seen for the rest counts, too.
        """
        kept = self._past.last.answers.get(key)
        if kept is None or kept.epoch != question.epoch:
            return trace.paths, trace.names
        before = self._store.recall(self._kind, kept.names)
        if before is None:
            return None
        reads = dict(trace.paths)
        for part in filter(is_said, kept.reads):
            reads[part] = either(kept.reads[part], reads.get(part, b""))
        return reads, names.packed({*names.unpacked(before), *names.unpacked(trace.names)})

    def named(self, questions: Iterable[Question]) -> Named | None:
        """The answers of this run and where their cases stand; None where one is not kept."""
        found, places = [], dict[int, tuple[int, int]]()
        for rank, question in enumerate(questions):
            key = self._key(question)
            if key not in self.kept:
                return None
            rules = tuple(chosen.rule.name for chosen in question.rules)
            found.append((key, self.kept[key].confirmed, rules))
            for position, case in zip(self._held[key], question.cases, strict=True):
                places[id(case)] = rank, position
        return Named(self._past.world, tuple(found), places)

    def blob(self, rows: list[bytes]) -> str:
        """The key under which rows will be kept."""
        return self._fresh_key(msgspec.msgpack.encode(rows))

    def _fresh_key(self, data: bytes) -> str:
        key = blake2b(data, digest_size=16).hexdigest()
        if self._at_once:  # of the first run all is fresh, and nothing that was kept is replaced
            self._store.remember(self._kind, {key: data})
        else:
            self._fresh[key] = data
        return key

    def keep(self) -> None:
        """Write down the answers of this run, and let go of those that are none any more."""
        past, now = self._past, {blob for kept in self.kept.values() for blob in blobs(kept)}
        modules = [module.name for module in self._view.index.numbered]
        past.carry()
        behind = past.last.behind | {
            name: {part: past.bits(paths & past.files.keys()) for part, paths in read.items()}
            for name, read in past.aspects.behind().items()
        }
        telling = sorted({*past.last.telling, *(past.aspects.found & _TELLING)})
        record = Record(past.world, past.state, past.numbered, modules, self.kept, behind, telling)
        fresh = {blob: self._fresh[blob] for blob in now & self._fresh.keys() - self._before}
        past.roll.keep(past.last.world if past.last.files else "")
        keep(self._store, self._memory, record, fresh, self._before - now)
        past.aspects.keep()

    def _key(self, question: Question) -> str:
        roles = sorted(roles_of(question, self._view))
        text = f"{question.key} {roles}"
        return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
