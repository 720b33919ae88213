"""What a run has left, brought up to now by one that has told its report again.

What was found again after an edit need not be found again after the next one: that counts from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ssotlint.engine import outline
from ssotlint.engine.answers import Answers

if TYPE_CHECKING:
    from ssotlint.engine.opened import Opened
    from ssotlint.engine.outline import Outline
    from ssotlint.engine.retelling import Retelling
    from ssotlint.engine.validity import Validity
    from ssotlint.model.report import Scope


def advanced(known: Opened, validity: Validity, retelling: Retelling, scope: Scope) -> Outline:
    """Leave the answers of now to the next run; the outline of what was told of them."""
    project, last = retelling.project, retelling.last
    answers = Answers(project.store, project.memory, known.view, validity)
    _enter(answers, retelling)
    questions = tuple(_questions(answers, retelling))
    answers.keep()
    findings, groups = retelling.telling.outlined()
    torn = (w if w == outline.UNKNOWN else retelling.turnover.now(w) for w in last.torn)
    return replace(
        last, questions=questions, torn=frozenset(torn),
        findings=findings, groups=groups, companies=retelling.companies,
        numbers=(scope.read, scope.lines, scope.reported, scope.reported_lines),
    )  # fmt: skip


def _enter(answers: Answers, retelling: Retelling) -> None:
    """Enter each answer as it is now."""
    for number, kept in enumerate(retelling.edited.answers):
        question, found = retelling.question(number), retelling.now.get(number)
        looked = retelling.again.get(number)
        if looked is None or found is None:
            answers.hold(question, kept, found)
        else:
            suspected = answers.blob(found.suspected)
            answers.enter(question, looked.trace, question.cases, (suspected, found.confirmed))


def _questions(
    answers: Answers, retelling: Retelling
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The questions with the keys of their answers of now."""
    for key, _, rules in retelling.last.questions:
        yield key, answers.kept[key].confirmed, rules
