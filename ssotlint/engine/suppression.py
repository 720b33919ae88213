"""Exceptions that stand in the code, each with its reason."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ssotlint.index.index import Index, Module
from ssotlint.model.facts import Comment
from ssotlint.model.report import Finding

_IGNORE = re.compile(
    r"#\s*ssotlint:\s*(?P<file>ignore-file|ignore)\[(?P<names>[^\]]*)\]\s*(?:--\s*(?P<why>.*\S))?"
)


@dataclass(slots=True)
class Suppression:
    """One comment: the rules or families that it names, and the lines that it covers."""

    comment: Comment
    names: frozenset[str]
    reason: str
    first: int
    last: int
    used: set[str] = field(default_factory=set)


def suppressions_of(module: Module) -> list[Suppression]:
    """The exceptions of one file."""
    found: list[Suppression] = []
    for comment in module.surface.comments:
        match = _IGNORE.match(comment.text)
        if match is None:
            continue
        names = frozenset(n.strip() for n in match["names"].split(",") if n.strip())
        if match["file"] == "ignore-file":
            first, last = 1, module.surface.lines + 1
        else:
            first, last = _covered(module, comment)
        found.append(Suppression(comment, names, match["why"] or "", first, last))
    return found


def _covered(module: Module, comment: Comment) -> tuple[int, int]:
    """The lines of the statement or definition that a comment stands on, or alone above."""
    line = comment.line + 1 if comment.alone else comment.line
    for definition in module.surface.definitions:
        if definition.start_line <= line <= definition.header_end_line:
            return definition.start_line, definition.span.end_line
    spans = [b.span for b in module.surface.bindings] + [i.span for i in module.surface.imports]
    for span in spans:
        if span.line <= line <= span.end_line:
            return span.line, span.end_line
    return line, line


def suppress(
    rows: Iterable[Finding], index: Index
) -> tuple[list[Finding], list[Finding], dict[str, list[Suppression]]]:
    """(kept, suppressed, all exceptions by path); one without a reason suppresses nothing."""
    known = {m.path: suppressions_of(m) for m in index.modules if m.surface.comments}
    kept: list[Finding] = []
    gone: list[Finding] = []
    for row in rows:
        (gone if _is_suppressed(row, known.get(row.place.path, ())) else kept).append(row)
    return kept, gone, known


def _is_suppressed(row: Finding, known: Iterable[Suppression]) -> bool:
    hit = False
    for exception in known:
        names = exception.names & {row.rule, row.family, *row.also}
        if names and exception.first <= row.place.line <= exception.last:
            exception.used |= names
            hit = hit or bool(exception.reason)
    return hit
