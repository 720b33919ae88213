"""A rule's examples as small worlds that are checked, and what became of them.

The lines that must be reported carry a mark, ``# <- rule-name`` or ``# <- one-rule, other-rule``.
"""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import NamedTuple

from ssotlint.model.rule import Example, Rule
from ssotlint.model.value import Value
from ssotlint.rulebook.refusal import refusal

_ARROW = re.compile(r"#[ \t]*<-([^\"\n]*)")  # in JSON a mark ends with its text
_NAMES = re.compile(r"\s*[a-z][a-z0-9-]*(\s*,\s*[a-z][a-z0-9-]*)*\s*")


class Mark(NamedTuple):
    """A line on which a rule reports, or must."""

    path: str
    line: int
    rule: str


Check = Callable[[Mapping[str, str]], AbstractSet[tuple[str, int, str]]]
"""Checks files (path to text) and returns where which rule reports."""


class Verdict(StrEnum):
    """What became of an example."""

    OK = "ok"
    NOISY = "noisy"  # something is reported that carries no mark
    MISSING = "missing"  # something is marked that is not reported
    WRONG = "wrong"  # both: it is reported in another place or by another rule


class Outcome(Value, frozen=True):
    """An example, tried: the verdict, and the marks that make it less than ok."""

    rule: str
    example: Example
    verdict: Verdict
    unexpected: tuple[Mark, ...] = ()
    absent: tuple[Mark, ...] = ()

    def __str__(self) -> str:
        kind = "bad" if self.example.bad else "good"
        lines = [f'{self.rule}, {kind} example "{self.example.title}": {self.verdict}']
        for what, marks in (("reported, not marked", self.unexpected), ("silent", self.absent)):
            lines.extend(f"  {what}: {m.path}:{m.line} [{m.rule}]" for m in marks)
        return "\n".join(lines)


def marks(files: Mapping[str, str]) -> frozenset[Mark]:
    """Every marked line; raises ValueError for a mark that names no rule."""
    found: list[Mark] = []
    for path, text in files.items():
        for arrow in _ARROW.finditer(text):
            line = text.count("\n", 0, arrow.start()) + 1
            if not _NAMES.fullmatch(arrow[1]):
                raise ValueError(f"{path}:{line}: a mark is a comment `# <- rule-name`")
            found.extend(Mark(path, line, name.strip()) for name in arrow[1].split(","))
    return frozenset(found)


def refuse_marks(rule: Rule) -> None:
    """Raise InputError for a bad example without a mark of its rule, or a good one with any."""
    seen = {True: 0, False: 0}
    for example in rule.examples:
        trail = ("bad" if example.bad else "good", seen[example.bad])
        seen[example.bad] += 1
        if not example.files:
            raise refusal(rule.source, trail, "no file", "add one: \"app.py\" = '''…'''")
        try:
            marked = marks(example.files)
        except ValueError as error:
            raise refusal(rule.source, trail, str(error)) from error
        if example.bad and rule.name not in {mark.rule for mark in marked}:
            reason = f"no line is marked `# <- {rule.name}`"
            raise refusal(rule.source, trail, reason, "mark each line that must be reported")
        if not example.bad and marked:
            raise refusal(rule.source, trail, "a good example carries a mark")


def outcome(rule: str, example: Example, check: Check) -> Outcome:
    """Try one example with ``check``."""
    expected = marks(example.files)
    found = frozenset(Mark(*place) for place in check(example.files))
    unexpected, absent = tuple(sorted(found - expected)), tuple(sorted(expected - found))
    if unexpected and absent:
        verdict = Verdict.WRONG
    elif unexpected:
        verdict = Verdict.NOISY
    else:
        verdict = Verdict.MISSING if absent else Verdict.OK
    return Outcome(rule, example, verdict, unexpected, absent)
