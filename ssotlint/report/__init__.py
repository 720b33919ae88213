"""Telling: one pure function a format, from a report to text.

A format is a module with ``render(report, options) -> str``; it is loaded when it is asked for.
Every text ends with a newline or is empty, can be encoded as UTF-8, and holds no character that
could move a cursor or turn the writing direction except the newline (and, where colour is asked
for, the escape sequences of the terminal format).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from ssotlint.model.errors import InputError
from ssotlint.report.options import TextOptions

if TYPE_CHECKING:
    from ssotlint.model.report import Report
    from ssotlint.report.page import Page

__all__ = ["CHOICES", "FORMATS", "TextOptions", "known_format", "render", "write"]

FORMATS = {
    "text": "people at a terminal: grouped, with code frames",
    "lines": "pipes, editors, problem matchers: one line per finding",
    "json": "programs, `ssotlint report`: everything, with a schema",
    "jsonl": "stream processors: one finding as JSON per line",
    "github": "GitHub Actions: annotations, one per group, within GitHub's limits",
    "sarif": "code scanning and SARIF viewers: SARIF 2.1.0",
    "gitlab": "GitLab: code quality report",
    "rdjson": "reviewdog: one object",
    "rdjsonl": "reviewdog: one diagnostic per line",
    "junit": "test dashboards: JUnit XML",
    "checkstyle": "Jenkins and others: Checkstyle XML",
    "markdown": "merge requests and job summaries",
    "job-summary": "GitHub Actions: Markdown within what a step may write",
    "statistics": "authors of rules: suspects, confirmed, rejected, seconds per rule",
}
"""Who reads each format; the module of its name in this package writes it."""
CHOICES = f"formats: {', '.join(FORMATS)}"
"""What helps who has named none of them."""


class _Format(Protocol):
    def render(self, report: Report, options: TextOptions) -> str: ...


def render(name: str, report: Report, options: TextOptions | None = None) -> str:
    """The report in the format ``name``; raises InputError when there is no such format."""
    return _format(name).render(report, options or TextOptions())


def write(name: str, report: Report, options: TextOptions, page: Page) -> None:
    """The same in UTF-8; formats of long texts put them together from pieces."""
    module = _format(name)
    found: Callable[[Report, TextOptions, Page], None] | None = getattr(module, "write", None)
    if found is not None:
        found(report, options, page)
    else:
        page.put(module.render(report, options).encode())


def known_format(name: str) -> str:
    """The name of a format; raises InputError for another."""
    if name not in FORMATS:
        raise InputError(f"no format is called {name!r}", remedy=CHOICES)
    return name


def _format(name: str) -> _Format:
    return cast("_Format", import_module(f"{__name__}.{known_format(name).replace('-', '_')}"))
