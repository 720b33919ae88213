"""Questions asked of a project, one after the other: suspects, then judgements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
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
        under_way: list[tuple[Judging, Reads, set[str], list[Fault]]] = []
        for question in questions:
            if self.answers is not None and self.answers.recall(question):
                continue
            self.progress(f"looking for {question.detector}")
            with self.view.index.recorded() as reads:
                fault = detection.detect(question, self.view)
            shown = _paths(question)
            # The workers judge while this process goes on to look.
            judging = begin(question, self.view, self.root, self.store, self.workers)
            under_way.append((judging, reads, shown, [fault] if fault is not None else []))
        for judging, reads, shown, found in under_way:
            self.progress(f"judging {judging.question.detector}")
            faults = [*found, *judging.end(self.store)]
            self.faults += faults
            self.disturbed = self.disturbed or judging.disturbed
            if self.answers is not None and not faults and not judging.disturbed:
                self.answers.note(judging.question, reads, shown)
        return drafts_of(questions)


def _paths(question: Question) -> set[str]:
    """The files in which the suspects of a question stand, and what is held against them."""
    members = [member for case in question.cases for member in case.members]
    return {place.path for member in members for place in (member.place, member.extent)}
