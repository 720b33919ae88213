"""The last report, told again when nothing that it depends on has changed."""

from __future__ import annotations

import marshal
from collections import Counter
from hashlib import blake2b
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ssotlint import __version__
from ssotlint.engine.request import Outcome, Request
from ssotlint.engine.version import stamps_of
from ssotlint.model.severity import Severity
from ssotlint.report import render
from ssotlint.report.words import scanned, verdict
from ssotlint.rulebook.location import pack_files, rule_files

if TYPE_CHECKING:
    from ssotlint.engine.opening import Project
    from ssotlint.model.report import Report


class _Told(msgspec.Struct, array_like=True):
    """An outcome on disk."""

    texts: tuple[str, ...]
    findings: dict[str, int]
    summary: str


def outcome(project: Project, request: Request) -> Outcome | None:
    """The outcome of an equal run, None when something has changed or a text is missing.

    Statistics are times of a run: they are never told again.
    """
    if not _may_recall(request):
        return None
    data = project.store.recall(_kind(project), _key(project, request))
    if data is None:
        return None
    try:
        told = msgspec.msgpack.decode(data, type=_Told)
        findings = {Severity(name): count for name, count in told.findings.items()}
    except (msgspec.MsgspecError, ValueError):
        return None
    return Outcome(told.texts, findings, told.summary, project.config.fail_level)


def remember(project: Project, request: Request, report: Report) -> Outcome:
    """Render what was asked for, and keep it for the next run unless something went wrong."""
    looks = [request.options, *([request.options.plain()] * len(request.formats))]
    texts = tuple(map(render, request.formats, repeat(report), looks))
    findings = Counter(finding.severity for finding in report.findings)
    summary = f"{verdict(report)}; {scanned(report)}"
    told = _Told(texts, {level.value: n for level, n in findings.items()}, summary)
    # A file that may change and keep its stamp would go unnoticed.
    if not report.faults and _may_recall(request) and project.survey.is_settled:
        data = msgspec.msgpack.encode(told)
        project.store.remember(_kind(project), {_key(project, request): data}, only=True)
    notices = (project.store.notice,) if project.store.notice else ()
    return Outcome(
        texts, dict(findings), told.summary, project.config.fail_level, report.faults, notices
    )


def _may_recall(request: Request) -> bool:
    """Whether all that a run depends on is in the key: revisions and the index are not."""
    return request.use_cache and not (request.options.statistics or request.diff or request.staged)


def _kind(project: Project) -> str:
    return f"report {project.memory}"


def _key(project: Project, request: Request) -> str:
    """A digest of tree, configuration, rules, tool and request."""
    survey = project.survey
    digest = blake2b(digest_size=16)
    # Version 2 of marshal writes equal values as equal bytes; it is only hashed, never read.
    digest.update(marshal.dumps((survey.stamps, survey.marks), 2))
    packs = [project.root / pack for pack in project.config.rule_packs]
    asked = (
        request.paths, request.select, request.ignore, sorted(request.roles), request.formats,
        request.options, project.baseline, project.baseline_name, request.stale, request.focus,
    )  # fmt: skip
    rest = (
        __version__, survey.skipped, project.config, asked, stamps_of(rule_files()),
        [path.read_bytes() for path in pack_files(packs)],
        stamps_of(sorted(Path(__file__).parent.parent.rglob("*.py"))),
    )  # fmt: skip
    digest.update(repr(rest).encode("utf-8", "replace"))
    return digest.hexdigest()
