"""A plan: for a terminal, as a checklist, and for programs."""

from collections.abc import Callable, Iterator

from ssotlint.model.numbers import counted
from ssotlint.model.plan import Edit, Plan, Step, Task
from ssotlint.report.escape import plain
from ssotlint.report.jsontext import pretty
from ssotlint.report.markdown import code
from ssotlint.report.markdown import text as safe

_SHOWN = 8  # lines of one edit that a terminal shows; the other formats show all


def text(plan: Plan) -> str:
    """Numbered steps with the lines to change; long blocks are shortened."""
    numbers = {step.key: number for number, step in enumerate(plan.steps, 1)}
    rows = [f"{_headline(plan)}\n"]
    for step in plan.steps:
        rows.append(f"\n{numbers[step.key]}. {plain(step.title)}\n")
        rows += [f"   {plain(row)}\n" if row else "\n" for row in _rows(step, numbers)]
    return "".join(rows)


def _rows(step: Step, numbers: dict[str, int]) -> Iterator[str]:
    if step.why:
        yield f"why there: {step.why}"
    if step.after:
        yield f"after: {_after(step, numbers)}"
    for decision in step.decisions:
        yield f"decide {decision.path}:{decision.line} {decision.what}"
        yield f"  the edits below: {decision.chosen}"
        yield f"  otherwise: {decision.otherwise}"
    for edit in step.edits:
        yield f"edit {edit.path}:{edit.line}" + (f" ({edit.caution})" if edit.caution else "")
        yield from _shortened("-", edit.old)
        yield from _shortened("+", edit.new)
    for path in step.deletes:
        yield f"delete {path}"
    for task in step.tasks:
        yield f"by hand {task.path}:{task.line} {task.what}"
        yield f"  {task.todo}"
        if task.proposal:
            yield f"  proposed: {task.proposal}"
    yield f"done when `{step.check}` exits 0"


def _shortened(sign: str, block: str) -> Iterator[str]:
    lines = block.splitlines()
    shown = lines if len(lines) <= _SHOWN else lines[: _SHOWN // 2]
    yield from (f"  {sign} {line}".rstrip() for line in shown)
    if len(lines) > len(shown):
        yield f"  {sign} … {counted(len(lines) - len(shown), 'more line')}"


def _after(step: Step, numbers: dict[str, int]) -> str:
    return ", ".join(f"step {number}" for number in sorted(numbers[key] for key in step.after))


def _headline(plan: Plan) -> str:
    of = f" for {', '.join(plan.names)}" if plan.names else ""
    aside = f"; {counted(plan.notes, 'note')} left out" if plan.notes else ""
    if not plan.steps:
        near = f" (near: {', '.join(plan.near)})" if plan.near else ""
        return f"nothing is left to do{plain(of)}{plain(near)}{aside}"
    steps = f"{counted(len(plan.steps), 'step')}{plain(of)}"
    return f"{steps}, {counted(plan.findings, 'finding')}{aside}"


def markdown(plan: Plan) -> str:
    """A checklist: one box a step, one a thing to do."""
    numbers = {step.key: number for number, step in enumerate(plan.steps, 1)}
    rows = [f"# Plan\n\nMade by `ssotlint plan`: {safe(_headline(plan))}.\n"]
    for step in plan.steps:
        rows.append(f"\n## {numbers[step.key]}. {safe(step.title)}\n\n")
        if step.why:
            rows.append(f"Why there: {safe(step.why)}.\n\n")
        if step.after:
            rows.append(f"After {_after(step, numbers)}.\n\n")
        rows += [f"- [ ] {item}" for item in _items(step)]
        rows.append(f"- [ ] {code(step.check)} exits 0\n")
    return "".join(rows)


def _items(step: Step) -> Iterator[str]:
    for path, line, what, chosen, otherwise in step.decisions:
        yield (f"decide {code(f'{path}:{line}')} {safe(what)}\n\n"
               f"  The edits below: {safe(chosen)}. Otherwise: {safe(otherwise)}\n\n")  # fmt: skip
    for edit in step.edits:
        yield f"edit {code(f'{edit.path}:{edit.line}')}: {safe(_reason(edit))}\n\n{_diff(edit)}\n"
    for path in step.deletes:
        yield f"delete {code(path)}\n"
    for task in step.tasks:
        yield f"{code(f'{task.path}:{task.line}')} {safe(task.what)}\n\n  {safe(_answer(task))}\n\n"


def _reason(edit: Edit) -> str:
    return f"{edit.why} ({edit.caution})" if edit.caution else edit.why


def _answer(task: Task) -> str:
    return f"{task.todo} Proposed: {task.proposal}." if task.proposal else task.todo


def _diff(edit: Edit) -> str:
    lines = [f"-{line}" for line in edit.old.splitlines()]
    lines += [f"+{line}" for line in edit.new.splitlines()]
    fence = "`" * (3 + max(len(line) - len(line.replace("`", "")) for line in [*lines, ""]))
    return "\n".join(f"  {plain(line)}".rstrip() for line in [f"{fence}diff", *lines, fence]) + "\n"


def json(plan: Plan) -> str:
    """Every fact of every step, in order."""
    return pretty(
        {
            "schema": 1,
            "names": plan.names,
            "findings": plan.findings,
            "notes": plan.notes,
            "steps": [
                {
                    "key": step.key,
                    "title": step.title,
                    "why": step.why,
                    "rules": step.rules,
                    "after": step.after,
                    "edits": [edit._asdict() for edit in step.edits],
                    "deletes": step.deletes,
                    "decisions": [decision._asdict() for decision in step.decisions],
                    "tasks": [task._asdict() for task in step.tasks],
                    "check": step.check,
                }
                for step in plan.steps
            ],
        }
    )


FORMATS: dict[str, Callable[[Plan], str]] = {"text": text, "markdown": markdown, "json": json}
