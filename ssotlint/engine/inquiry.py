"""Questions asked of a project, one after the other: suspects, then judgements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ssotlint.detectors.view import View
from ssotlint.engine import detection
from ssotlint.engine.detection import Question
from ssotlint.engine.drafts import Draft, drafts_of
from ssotlint.engine.judging import Judging, begin
from ssotlint.engine.request import Progress
from ssotlint.engine.workers import Workers
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
    faults: list[Fault] = field(default_factory=list)

    def ask(self, questions: Iterable[Question]) -> list[Draft]:
        """The drafts of what was confirmed."""
        questions = list(questions)
        under_way: list[Judging] = []
        for question in questions:
            self.progress(f"looking for {question.detector}")
            fault = detection.detect(question, self.view)
            if fault is not None:
                self.faults.append(fault)
            # The workers judge while this process goes on to look.
            under_way.append(begin(question, self.view, self.root, self.store, self.workers))
        for judging in under_way:
            self.progress(f"judging {judging.question.detector}")
            self.faults += judging.end(self.store)
        return drafts_of(questions)
