"""Questions asked of a project, one after the other: suspects, then judgements."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ssotlint.detectors.view import View
from ssotlint.engine import detection
from ssotlint.engine.answers import Answers
from ssotlint.engine.detection import Question
from ssotlint.engine.drafts import Draft, drafts_of
from ssotlint.engine.judging import Judging, begin
from ssotlint.engine.request import Progress
from ssotlint.engine.workers import Workers
from ssotlint.index.reads import Reads
from ssotlint.index.store import Store
from ssotlint.model.report import Fault


@dataclass(slots=True)
class _Asked:
    """A question that is being judged; ``reads`` is None where its answer was recalled in part."""

    question: Question
    judging: Judging
    reads: Reads | None = None
    shown: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class Inquiry:
    """What questions are asked of; ``faults`` are the bugs of ours that showed."""

    view: View
    root: Path
    store: Store
    workers: Workers
    progress: Progress
    answers: Answers | None = None  # those of the last run; None when nothing is remembered
    faults: list[Fault] = field(default_factory=list)
    disturbed: bool = False  # files changed while they were judged

    def ask(self, questions: Iterable[Question]) -> list[Draft]:
        """The drafts of what was confirmed."""
        questions = list(questions)
        # The workers judge while this process goes on to look.
        under_way = [asked for question in questions if (asked := self._begun(question))]
        for asked in under_way:
            self._end(asked)
        return drafts_of(questions)

    def _begun(self, question: Question) -> _Asked | None:
        """What is left to do for a question: nothing, or to judge what may be reported."""
        again = self.answers.recall(question) if self.answers is not None else None
        if again is not None:
            part = replace(question, cases=again)
            return _Asked(question, self._judging(part)) if again else None
        self.progress(f"looking for {question.detector}")
        with self.view.index.recorded() as reads:
            fault = detection.detect(question, self.view)
        shown = _paths(question)
        faults = [fault] if fault is not None else []
        return _Asked(question, self._judging(question), reads, shown, faults)

    def _judging(self, question: Question) -> Judging:
        return begin(question, self.view, self.root, self.store, self.workers)

    def _end(self, asked: _Asked) -> None:
        question, judging = asked.question, asked.judging
        self.progress(f"judging {question.detector}")
        faults = [*asked.faults, *judging.end(self.store)]
        self.faults += faults
        self.disturbed = self.disturbed or judging.disturbed
        sure = not faults and not judging.disturbed
        if self.answers is None:
            return
        if asked.reads is None:
            question.seconds += judging.question.seconds
            self.answers.mend(question, judging, sure=sure)
        elif sure:
            self.answers.note(judging, asked.reads, asked.shown)


def _paths(question: Question) -> set[str]:
    """The files in which the suspects of a question stand, and what is held against them."""
    members = [member for case in question.cases for member in case.members]
    return {place.path for member in members for place in (member.place, member.extent)}
