"""Judging in the workers: each case once per content of its files."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ssotlint.engine.cases import key_of
from ssotlint.engine.contents import UNREAD
from ssotlint.engine.detection import Question
from ssotlint.engine.version import digest_of, libraries, source_state
from ssotlint.engine.workers import Workers
from ssotlint.index.store import Store
from ssotlint.judges.sight import Look
from ssotlint.model.case import Case, Member
from ssotlint.model.errors import PatternError
from ssotlint.model.evidence import Evidence
from ssotlint.model.place import Place, Span
from ssotlint.model.report import Fault
from ssotlint.model.value import Value, replace

if TYPE_CHECKING:
    from ssotlint.judges.excerpts import Excerpts

Digests = Mapping[str, str]
_CHUNK = 24
VERDICTS = "verdict"
"""The kind under which verdicts are kept."""
_JUDGES = "judges"  # the kind under which their digest is kept
_rounds = count()
# What a verdict depends on besides the code: judges, and all that they import.
_BEHIND = ("judges", "syntax", "detectors", "facts", "project", "model")


# What is remembered of a member: its position in the suspect case, and what was judged.
_Judged = tuple[int, Span, bool, str, bool, str, str, dict[str, object]]


class _Verdict(msgspec.Struct, array_like=True):
    """What is remembered of a judged case; the places stay those of the suspect case.

    Nothing is left of one without ``members``. ``seen`` is what was read of the files of the case,
    which are told by their numbers: the lines, or the name of what was picked, and a digest; None
    where nobody knows.
    """

    members: list[_Judged]
    canonical: int | None = None
    why: str = ""
    title: str = ""
    subject: str = ""
    seen: list[tuple[int, int, int, str, bytes]] | None = None


class Task(Value, frozen=True):
    """Cases for one worker."""

    root: str
    judge: str
    patterns: tuple[str, ...]
    options: object
    cases: tuple[Case, ...]
    digests: dict[str, str]  # of the files, by path, that the cases speak of
    round: int  # tasks of one round share what was parsed


class Changed(NamedTuple):
    """No verdict: a file is not any more what the case speaks of."""

    subject: str


Verdict = Case | Fault | Changed | None
Told = bytes | Fault | Changed  # the same as a process tells it to another one: what is remembered


def judge_cases(task: Task) -> list[Told]:
    """The verdict on each case; runs in a worker. A crash becomes a fault of that case."""
    judge = import_module(f"ssotlint.judges.{task.judge}").judge
    excerpts = _excerpts(task.root, task.round)
    excerpts.expect(task.digests)
    more = (task.patterns,) if task.patterns else ()
    done: list[Told] = []
    for case in task.cases:
        excerpts.changed, excerpts.looks = False, set()
        try:
            verdict = judge(case, excerpts, task.options, *more)
            seen = excerpts.seen()
            done.append(Changed(case.subject) if excerpts.changed else _pack(case, verdict, seen))
        except PatternError:
            raise  # no bug of ours
        except Exception as error:  # noqa: BLE001 - named with its case, the others go on
            what = f"{type(error).__name__}: {error} (judging {case.subject})"
            fault = Fault(task.judge, what, traceback.format_exc())
            done.append(Changed(case.subject) if excerpts.changed else fault)
    return done


_at_hand: dict[tuple[str, int], Excerpts] = {}


def _excerpts(root: str, this_round: int) -> Excerpts:
    """What a worker parses in one round: many calls reach the same definition."""
    from ssotlint.judges.excerpts import Excerpts

    found = _at_hand.get((root, this_round))
    if found is None:
        # The collector is off, and they refer to themselves: they would stay for ever.
        for known in _at_hand.values():
            known.forget()
        _at_hand.clear()
        found = _at_hand[root, this_round] = Excerpts(Path(root))
    return found


def judge_name(question: Question) -> str:
    """The judge of a question, "" for the few that need none."""
    if question.patterns:
        return "patterns"
    return question.detector if has_judge(question.detector) else ""


def has_judge(detector: str) -> bool:
    """Whether what a detector suspects is judged."""
    return find_spec(f"ssotlint.judges.{detector}") is not None


@dataclass(slots=True)
class Judging:
    """The judging of one question; it goes on in the workers until somebody wants the end.

    ``suspects`` are the cases that are judged, and ``verdicts`` what became of each.
    """

    question: Question
    suspects: list[Case]
    keys: list[str] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    open: list[int] = field(default_factory=list)  # positions of what is not remembered
    fresh: Iterator[list[Told]] = field(default_factory=lambda: iter(()))
    disturbed: bool = False  # a file was changed meanwhile, so the end is not the answer

    def end(self, store: Store) -> list[Fault]:
        """Replace the question's cases by those that were confirmed."""
        if not self.keys:
            self.verdicts = list(self.suspects)
            return []
        started = time.perf_counter()
        kept, evidence = {}, _evidence(self.question)
        told = (one for done in self.fresh for one in done)
        for position, one in zip(self.open, told, strict=True):
            if isinstance(one, bytes):
                kept[self.keys[position]] = one
                _recall(one, self.suspects, position, evidence, self.verdicts)
            else:
                self.verdicts[position] = one
                self.disturbed = self.disturbed or isinstance(one, Changed)
        store.remember(VERDICTS, kept)
        self.question.cases = [case for case in self.confirmed if case is not None]
        self.question.seconds += time.perf_counter() - started
        return [v for v in self.verdicts if isinstance(v, Fault)]

    @property
    def confirmed(self) -> list[Case | None]:
        """What became of each suspect case when all were judged; None where nothing is left."""
        return [
            v if isinstance(v, Case) and any(m.suspect for m in v.members) else None
            for v in self.verdicts
        ]


def begin(question: Question, digests: Digests, root: Path, store: Store,
          workers: Workers) -> Judging:  # fmt: skip
    """Recall what was judged before and hand the rest to the workers.

    ``digests`` are those of all files that were read, by path.
    """
    name = judge_name(question)
    if not name or not question.cases:
        return Judging(question, question.cases)
    started = time.perf_counter()
    judges = _judges_digest(store)
    keys = _keys(question.cases, question, judges, name, digests)
    remembered = store.recall_many(VERDICTS, keys)
    found = Judging(question, question.cases, keys, [None] * len(keys))
    evidence = _evidence(question)
    for position, key in enumerate(keys):
        data = remembered.get(key)
        if data is None or not _recall(data, question.cases, position, evidence, found.verdicts):
            found.open.append(position)
    found.open.sort(key=lambda i: _first_place(question.cases[i]))  # a file's cases share its trees
    found.fresh = _judge_open(question, name, root, workers, found.open, digests)
    question.seconds += time.perf_counter() - started
    return found


def _evidence(question: Question) -> type[Evidence]:
    found: type[Evidence] = import_module(f"ssotlint.detectors.{question.detector}").EVIDENCE
    return found


def _first_place(case: Case) -> tuple[str, Span]:
    extent = case.members[0].extent
    return extent.path, extent.span


def _judge_open(question: Question, name: str, root: Path, workers: Workers,
                positions: Sequence[int], digests: Digests) -> Iterator[list[Told]]:  # fmt: skip
    if len(positions) > _CHUNK * 4:
        workers.start()
    this_round = next(_rounds)
    chunks = (tuple(question.cases[i] for i in positions[start : start + _CHUNK])
              for start in range(0, len(positions), _CHUNK))  # fmt: skip
    return workers.map(judge_cases, [
        Task(str(root), name, question.patterns, question.options, cases,
             _digests(cases, digests), this_round)
        for cases in chunks
    ])  # fmt: skip


def _digests(cases: Sequence[Case], digests: Digests) -> dict[str, str]:
    """What the files of cases held when their facts were read; those that were read."""
    known = {path: digests.get(path, "") for case in cases for path in _paths(case)}
    return {p: digest for p, digest in known.items() if digest and not digest.startswith(UNREAD)}


def _keys(
    cases: Sequence[Case], question: Question, judges: str, name: str, digests: Digests
) -> list[str]:
    """What names the verdict on each of some cases: what it says, its files, and who judges."""
    begun = blake2b(f"{judges} {name} {question.key}".encode("utf-8", "replace"), digest_size=16)
    found = []
    for case in cases:
        digest = begun.copy()
        digest.update(key_of(case) or repr(case).encode("utf-8", "replace"))
        for member in case.members:
            digest.update(digests.get(member.place.path, "").encode())
        found.append(digest.hexdigest())
    return found


def _judges_digest(store: Store) -> str:
    """A digest of what judges; hundreds of files are not read again while none is another one."""
    known = store.recall(_JUDGES, source_state(store))
    if known is None:
        known = _read_judges().encode()
        store.remember(_JUDGES, {source_state(store): known}, only=True)
    return known.decode()


@cache
def _read_judges() -> str:
    package = Path(__file__).parent.parent
    files = [path for folder in _BEHIND for path in (package / folder).rglob("*.py")]
    return f"{digest_of(files)} {libraries()}"


def _pack(suspect: Case, verdict: Case | None, seen: Sequence[tuple[Look, bytes]] | None) -> bytes:
    rows = _told(suspect, seen or ()) if seen is not None else None
    if verdict is None:
        return msgspec.msgpack.encode(_Verdict([], seen=rows))
    positions = _positions(suspect, verdict)
    members = [
        (position, m.place.span, m.suspect, m.verdict, m.drifted,
         m.difference, m.note, msgspec.to_builtins(m.evidence))
        for position, m in zip(positions, verdict.members, strict=True)
    ]  # fmt: skip
    said = verdict.canonical, verdict.why, verdict.title, verdict.subject
    return msgspec.msgpack.encode(_Verdict(members, *said, rows))


def _told(
    case: Case, seen: Iterable[tuple[Look, bytes]]
) -> list[tuple[int, int, int, str, bytes]] | None:
    """What was seen, with the files by their numbers; None where one is not of the case."""
    numbers = {path: number for number, path in enumerate(_paths(case))}
    rows = [(numbers.get(k.path, -1), k.first, k.last, k.pick, digest) for k, digest in seen]
    return rows if all(row[0] >= 0 for row in rows) else None


def seen_for(
    question: Question, cases: Sequence[Case], digests: Digests, store: Store
) -> list[list[tuple[Look, bytes]] | None]:
    """What was read for the verdict on each of some cases; None where nobody knows.

    ``digests`` are those of the files when they were judged.
    """
    name = judge_name(question)
    if not name:
        return [None] * len(cases)
    judges = _judges_digest(store)
    keys = _keys(cases, question, judges, name, digests)
    known = store.recall_many(VERDICTS, keys)
    return [_seen(case, known.get(key, b"")) for case, key in zip(cases, keys, strict=True)]


def _seen(case: Case, data: bytes) -> list[tuple[Look, bytes]] | None:
    try:
        rows, paths = msgspec.msgpack.decode(data, type=_Verdict).seen, _paths(case)
        if rows is None:
            return None
        return [
            (Look(paths[n], first, last, pick), digest) for n, first, last, pick, digest in rows
        ]
    except (msgspec.MsgspecError, IndexError):
        return None


def _paths(case: Case) -> list[str]:
    """The files of a case, in an order of their own."""
    return sorted({place.path for m in case.members for place in (m.place, m.extent)})


def _positions(suspect: Case, verdict: Case) -> list[int]:
    """Which member of the suspect case each judged one is; one place may play several parts."""
    by_place: dict[tuple[Place, str, str], list[int]] = {}
    for position, member in enumerate(suspect.members):
        by_place.setdefault(_place_of(member), []).append(position)
    used: set[int] = set()
    found = []
    for judged in verdict.members:
        alike = by_place[_place_of(judged)]
        best = min(
            alike, key=lambda i: (suspect.members[i].importers != judged.importers, i in used, i)
        )
        used.add(best)
        found.append(best)
    return found


def _place_of(member: Member) -> tuple[Place, str, str]:
    return member.extent, member.symbol, member.target


def _recall(data: bytes, cases: list[Case], position: int, evidence: type[Evidence],
            verdicts: list[Verdict]) -> bool:  # fmt: skip
    case = cases[position]
    try:
        known = msgspec.msgpack.decode(data, type=_Verdict)
        if not known.members:
            return True
        members = tuple(_member(case.members, said, evidence) for said in known.members)
    except (msgspec.MsgspecError, IndexError):
        return False
    verdicts[position] = replace(
        case, members=members, canonical=known.canonical, why=known.why, title=known.title,
        subject=known.subject,
    )  # fmt: skip
    return True


def _member(suspected: Sequence[Member], said: _Judged, kind: type[Evidence]) -> Member:
    """A member with what was judged; itself where that is nothing, as of most that stand beside."""
    position, span, suspect, verdict, drifted, difference, note, facts = said
    old, evidence = suspected[position], msgspec.convert(facts, kind)
    was = (
        old.place.span, old.suspect, old.verdict, old.drifted, old.difference, old.note,
        old.evidence,
    )  # fmt: skip
    if was == (span, suspect, verdict, drifted, difference, note, evidence):
        return old
    return replace(
        old, place=Place(old.place.path, span), suspect=suspect, verdict=verdict, drifted=drifted,
        difference=difference, note=note, evidence=evidence,
    )  # fmt: skip
