"""Questions asked of a project, one after the other: suspects, then judgements."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ssotlint.detectors.view import View
from ssotlint.engine.answers import Answers
from ssotlint.engine.detection import Question, aspects_of
from ssotlint.engine.drafts import Draft, drafts_of
from ssotlint.engine.judging import Judging, begin
from ssotlint.engine.lanes import Lanes, Looked, look
from ssotlint.engine.request import Progress
from ssotlint.engine.survey import survey
from ssotlint.engine.workers import Workers, can_fork
from ssotlint.index.reads import Trace
from ssotlint.index.store import Store
from ssotlint.model.report import Fault
from ssotlint.model.value import replace

_MANY = 600  # files: of fewer, all suspects are found in the time that it takes to hand them over
_WHOLE = 16  # questions: fewer are asked after an edit, and find most of what they found before
_LANES = 4  # more would wait for the one that follows the calls


@dataclass(slots=True)
class _Asked:
    """A question that is being judged; ``trace`` is None where its answer was recalled in part."""

    question: Question
    judging: Judging
    trace: Trace | None = None
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class Inquiry:
    """What questions are asked of; ``faults`` are the bugs of ours that showed.

    ``new`` tells that most files were never seen before, so that each is looked at anew.
    """

    view: View
    root: Path
    store: Store
    workers: Workers
    progress: Progress
    answers: Answers | None = None  # those of the last run; None when nothing is remembered
    faults: list[Fault] = field(default_factory=list)
    disturbed: bool = False  # files changed while they were judged
    new: bool = False
    looked: dict[str, Looked] = field(default_factory=dict)  # what was asked before, by its key
    digests: dict[str, str] = field(init=False)  # of all files, by path

    def __post_init__(self) -> None:
        self.digests = {module.path: module.digest for module in self.view.index.all}

    def ask(self, questions: Iterable[Question]) -> list[Draft]:
        """The drafts of what was confirmed."""
        questions = list(questions)
        under_way: dict[str, _Asked] = {}
        fresh = []
        for question in questions:
            again = self.answers.recall(question) if self.answers is not None else None
            if again is None:
                fresh.append(question)
            elif again:
                part = replace(question, cases=again)
                under_way[question.key] = _Asked(question, self._judging(part))
        # The workers judge while others are still looked for.
        with closing(self._looked(fresh)) as found:
            for looked in found:
                under_way[looked.question.key] = self._begun(looked)
        # In the order in which they began: the judges are still at work on the last ones.
        ended = {key: self._end(under_way.pop(key)) for key in [*under_way]}
        self.faults += (fault for question in questions for fault in ended.get(question.key, ()))
        return drafts_of(questions)

    def _looked(self, questions: Sequence[Question]) -> Generator[Looked]:
        """Every question when its suspects are known; in several processes where that pays."""
        yield from (_taken_over(self.looked[q.key], q) for q in questions if q.key in self.looked)
        questions = [q for q in questions if q.key not in self.looked]
        processes = min(self.workers.jobs, len(questions), _LANES)
        many = _MANY // 4 if self.new else _MANY  # there is more to do for each
        few = len(questions) < _WHOLE or len(self.view.index.all) < many
        alone = processes < 2 or few or not can_fork()
        if self.new:
            self.progress("looking at each file")
            survey(self.view, aspects_of(questions, self.view), 1 if alone else processes, few=few)
        if alone:
            # What breaks first: each such case is judged by itself, and the judges wait for work.
            for question in sorted(questions, key=lambda q: not q.breaks):
                self._began(question)
                yield look(question, self.view)
            return
        self.workers.start()  # no process is forked while threads tend the lanes
        self.workers.give_way()  # what they judge waits for who asks
        lanes = Lanes(questions, self.view, processes - 1, self.workers)
        yield from lanes.looked(self._began)

    def _began(self, question: Question) -> None:
        self.progress(f"looking for {question.detector}")

    def _begun(self, looked: Looked) -> _Asked:
        """What is left to do for a question: to judge what may be reported."""
        question, faults = looked.question, [looked.fault] if looked.fault is not None else []
        return _Asked(question, self._judging(question), looked.trace, faults)

    def _judging(self, question: Question) -> Judging:
        return begin(question, self.digests, self.root, self.store, self.workers)

    def _end(self, asked: _Asked) -> list[Fault]:
        question, judging = asked.question, asked.judging
        self.progress(f"judging {question.detector}")
        judged = [replace(fault, where=question.names) for fault in judging.end(self.store)]
        faults = [*asked.faults, *judged]
        self.disturbed = self.disturbed or judging.disturbed
        sure = not faults and not judging.disturbed
        if self.answers is None:
            return faults
        if asked.trace is None:
            question.seconds += judging.question.seconds
            self.answers.mend(question, judging, sure=sure)
        elif sure:
            self.answers.note(judging, asked.trace)
        return faults


def _taken_over(looked: Looked, question: Question) -> Looked:
    """What was found for an equal question."""
    question.cases, question.suspects = looked.question.cases, looked.question.suspects
    question.seconds += looked.question.seconds
    return looked._replace(question=question)
