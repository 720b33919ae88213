"""The last report, told again when nothing that it depends on has changed."""

from __future__ import annotations

import marshal
import os
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from ssotlint import __version__
from ssotlint.engine import texts
from ssotlint.engine.request import Outcome, Request
from ssotlint.engine.version import source_state
from ssotlint.model.severity import Severity
from ssotlint.model.value import replace
from ssotlint.project.root import absolute
from ssotlint.report import TextOptions, write
from ssotlint.report.page import Page
from ssotlint.report.words import scanned, verdict
from ssotlint.rulebook.location import pack_contents

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssotlint.engine.opening import Project
    from ssotlint.engine.outline import Outline
    from ssotlint.model.report import Report


def outcome(project: Project, request: Request) -> Outcome | None:
    """The outcome of an equal run, None when something has changed or a text is missing.

    Statistics are times of a run: they are never told again.
    """
    told = texts.last(project) if may_recall(request) else None
    if told is None:
        return None
    contents, frame = project.contents, frame_of(project, request)
    if told.key != state_of(project, frame, contents.identities()):
        if told.key != state_of(project, frame, contents.identities(reading=True)):
            return None
        contents.remember()
    try:
        findings = {Severity(name): count for name, count in told.findings.items()}
    except ValueError:
        return None
    found = texts.recalled(project, told, names_of(request))
    if found is None:
        return None
    return Outcome(found, findings, told.summary, project.config.fail_level)


def remember(
    project: Project, request: Request, report: Report,
    outline: Callable[[], Outline | None] | None = None,
) -> Outcome:  # fmt: skip
    """Render what was asked for, and keep it for the next run unless something went wrong.

    ``outline`` is asked for when all is rendered.
    """
    may = may_recall(request)
    frame = frame_of(project, request) if may else ""
    names = names_of(request)
    pages = [texts.page(project, frame, name) if may else Page() for name in names]
    for page, name, look in zip(pages, request.formats, _looks(request), strict=True):
        write(name, report, look, page)
    found = tuple(page.text() for page in pages)
    findings = Counter(finding.severity for finding in report.findings)
    summary = f"{verdict(report)}; {scanned(report)}"
    # A file that may change and keep its stamp would go unnoticed.
    sure = not report.faults and not report.mixed and project.survey.is_settled
    if sure and may:
        key = state_of(project, frame, project.contents.identities())
        drawn = outline() if outline is not None else None
        if drawn is not None:
            from ssotlint.engine.outline import keep  # a run that is told again needs none

            keep(project, replace(drawn, frame=frame, state=key))
        told = texts.Told(key, frame, {level.value: n for level, n in findings.items()}, summary)
        both = zip(pages, found, strict=True)
        texts.keep(project, told, dict(zip(names, both, strict=True)))
    notices = (project.store.notice,) if project.store.notice else ()
    return Outcome(
        found, dict(findings), summary, project.config.fail_level, report.faults, notices
    )


def _looks(request: Request) -> list[TextOptions]:
    plain = request.options.plain()
    return [plain if number else request.options for number in range(len(request.formats))]


def names_of(request: Request) -> list[str]:
    """What tells the texts of one report apart: format and looks."""
    looks = zip(request.formats, _looks(request), strict=True)
    return [
        blake2b(repr(look).encode("utf-8", "replace"), digest_size=16).hexdigest() for look in looks
    ]


def may_recall(request: Request) -> bool:
    """Whether all that a run depends on is in the key: revisions and the index are not."""
    return request.use_cache and not (request.options.statistics or request.diff or request.staged)


def state_of(project: Project, frame: str, files: dict[str, str]) -> str:
    """A digest of tree, configuration, rules, tool and request; the formats are no part of it."""
    # Version 2 of marshal writes equal values as equal bytes; it is only hashed, never read.
    tree = marshal.dumps((frame, files, project.survey.marks), 2)
    return blake2b(tree, digest_size=16).hexdigest()


def frame_of(project: Project, request: Request) -> str:
    """A digest of configuration, rules, tool and request."""
    packs = [project.root / pack for pack in project.config.rule_packs]
    root = absolute(project.root)  # wherever it lies
    paths = [os.path.relpath(absolute(path), root) for path in request.paths]
    asked = (
        paths, request.select, request.ignore, sorted(request.roles), project.baseline,
        project.baseline_name, request.stale, request.focus,
    )  # fmt: skip
    rest = (
        __version__, project.survey.skipped, project.config, asked,
        pack_contents(packs),
        source_state(project.store),
    )  # fmt: skip
    return blake2b(repr(rest).encode("utf-8", "replace"), digest_size=16).hexdigest()
