"""Which detectors run with which options, and the suspects that they name."""

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

from ssotlint.detectors.counts import Counts
from ssotlint.detectors.domains import CopyEvidence, twins_of
from ssotlint.detectors.view import BREAKING_ROLES, View
from ssotlint.index.aspect import Aspect
from ssotlint.index.store import StoreLostError
from ssotlint.model.case import Case, Member
from ssotlint.model.errors import PatternError
from ssotlint.model.report import Fault
from ssotlint.model.requirement import Requirement
from ssotlint.model.source import Role
from ssotlint.model.value import Value, parts_of, replace
from ssotlint.rulebook.reading import PATTERNS
from ssotlint.rulebook.selection import Chosen


@dataclass(slots=True)
class Question:
    """One detector with its options, for the rules that share it."""

    detector: str
    patterns: tuple[str, ...]
    options: Value
    rules: list[Chosen] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    suspects: int = 0
    seconds: float = 0.0
    earlier: str = ""  # the same of its last answer
    epoch: str = ""  # names what it sees of what files say to others; see ``engine.answers``

    @property
    def key(self) -> str:
        """Tells questions apart: pattern rules ask one each."""
        return f"{self.detector} {self.patterns!r} {self.options!r}"

    @property
    def names(self) -> str:
        """The rules that ask it."""
        return ", ".join(chosen.rule.name for chosen in self.rules)

    @property
    def breaks(self) -> bool:
        """Whether what it finds fails at run time."""
        return any(chosen.rule.breaking for chosen in self.rules)


def questions(chosen: Iterable[Chosen]) -> list[Question]:
    """One question a detector; a rule with patterns asks its own."""
    found: dict[tuple[str, tuple[str, ...]], Question] = {}
    for rule in chosen:
        key = (rule.rule.detector, rule.rule.patterns)
        question = found.get(key)
        if question is None:
            question = found[key] = Question(*key, rule.options)
        else:
            question.options = _merged(question.options, rule.options)
        question.rules.append(rule)
    return list(found.values())


def _merged(first: Value, second: Value) -> Value:
    """The options of two rules on one detector: what differs from the default counts."""
    default = type(first)()
    changes = {
        name: getattr(second, name)
        for name in parts_of(type(first))
        if getattr(second, name) != getattr(default, name)
    }
    return replace(first, **changes)


def rounds(asked: Iterable[Question]) -> tuple[list[Question], ...]:
    """The questions to ask first, then those about exceptions, then those about the baseline."""
    parts: tuple[list[Question], ...] = ([], [], [])
    for question in asked:
        parts[round_of(question.detector)].append(question)
    return parts


def together(asked: Sequence[Question]) -> list[list[int]]:
    """Positions of questions, those of one list best asked by one process.

    A detector that works out what another one has worked out names it in ``BESIDE``.
    """
    found: dict[str, list[int]] = {}
    for position, question in enumerate(asked):
        beside = str(getattr(_detector(question.detector), "BESIDE", question.detector))
        key = question.key if question.detector == PATTERNS else beside
        found.setdefault(key, []).append(position)
    return list(found.values())


def delay(question: Question) -> int:
    """How many steps after most, by ``LONG``, a detector is asked, since it takes long; -1: at once."""
    return int(getattr(_detector(question.detector), "LONG", 0))


def aspects_of(asked: Sequence[Question], view: View) -> list[Aspect[Any, Any]]:
    """What the detectors of some questions look at in each file, of those that say so.

    They name it in ``ASPECTS``, and read the same of a file.
    """
    made = [m for q in asked for m in getattr(_detector(q.detector), "ASPECTS", ())]
    return [make(view) for make in made]


def round_of(detector: str) -> int:
    """When a detector is asked: 0 first, 1 when exceptions were made, 2 after the baseline."""
    return int(getattr(_detector(detector), "ROUND", 0))


def is_of_python(detector: str) -> bool:
    """Whether it says by ``OF_PYTHON`` that another Python that runs us may find something else."""
    return bool(getattr(_detector(detector), "OF_PYTHON", False))


def detect(question: Question, view: View) -> Fault | None:
    """Fill a question's cases with what may be reported; a crash becomes a fault."""
    started = time.perf_counter()
    if view.index.aspects is not None:
        view.index.aspects.epoch = question.epoch
        view.index.aspects.earlier = question.earlier
    try:
        module = _detector(question.detector)
        found: Iterable[Case]
        if question.detector == PATTERNS:
            found = module.detect(view, question.options, _requirements(question))
        else:
            found = module.detect(view, question.options)
        if view.config.cross_domain and issubclass(module.EVIDENCE, CopyEvidence):
            found = _with_twins(list(found), module.detect, question.options, view)
        roles, counts = roles_of(question, view), Counts(view)
        for case in found:
            kept = _reportable(case, view, roles)
            if any(m.suspect for m in kept.members):
                question.cases.append(_counted(kept, counts))
                question.suspects += sum(m.suspect for m in kept.members)
    except (StoreLostError, PatternError):
        raise  # no bug of ours: the run begins anew, or says which pattern is wrong
    except Exception as error:  # noqa: BLE001 - one rule's bug must not end the others
        return Fault(question.names, f"{type(error).__name__}: {error}", traceback.format_exc())
    finally:
        question.seconds += time.perf_counter() - started
    return None


def _with_twins(
    cases: list[Case], ask: Callable[[View, object], Iterable[Case]], options: object, view: View
) -> Iterator[Case]:
    """The cases of each domain as they are, and then the twins in others."""
    told = {m.place for case in cases for m in case.members if m.suspect}
    yield from cases
    for case in ask(replace(view, crossing=True), options):
        yield twins_of(case, view, told)


def _requirements(question: Question) -> tuple[Requirement, ...]:
    """What code must hold for some patterns to match; detectors know no syntax."""
    from ssotlint.syntax.pattern import compile_pattern  # loads LibCST

    try:
        return tuple(compile_pattern(code).requirement for code in question.patterns)
    except PatternError as error:
        error.path = question.rules[0].rule.source
        raise


def roles_of(question: Question, view: View) -> frozenset[Role]:
    """The roles in which a question's rules report; a detector may add some that are its own."""
    own: frozenset[Role] = getattr(_detector(question.detector), "ROLES", frozenset())
    if question.breaks:
        own |= BREAKING_ROLES
    return view.roles | own


def _detector(name: str) -> ModuleType:
    return import_module(f"ssotlint.detectors.{name}")


def _reportable(case: Case, view: View, roles: frozenset[Role]) -> Case:
    """The case with those members as suspects that stand where findings are asked for."""
    members = tuple(
        m if not m.suspect or _is_asked_for(m, view, roles) else replace(m, suspect=False)
        for m in case.members
    )
    return replace(case, members=members)


def _counted(case: Case, counts: Counts) -> Case:
    """The case with the numbers of importers that it is to tell."""
    members = tuple(
        replace(m, importers=counts.told(m.counted)) if m.counted else m for m in case.members
    )
    return replace(case, members=members)


def _is_asked_for(member: Member, view: View, roles: frozenset[Role]) -> bool:
    module = view.index.by_path.get(member.place.path)
    if module is None:
        return True  # a file that could not be read at all
    return module.source.reported and module.source.role in roles
