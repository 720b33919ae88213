"""The last report, told again when nothing that it depends on has changed."""

from __future__ import annotations

import marshal
from collections import Counter
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ssotlint import __version__
from ssotlint.engine.contents import Contents
from ssotlint.engine.request import Outcome, Request
from ssotlint.engine.version import stamps_of
from ssotlint.model.severity import Severity
from ssotlint.report import TextOptions, encoded
from ssotlint.report.words import scanned, verdict
from ssotlint.rulebook.location import pack_files, rule_files

if TYPE_CHECKING:
    from ssotlint.engine.opening import Project
    from ssotlint.model.report import Report


_LAST = "last"  # the key of what was told last
_MOST = 3  # texts of one report that are kept


class _Told(msgspec.Struct, array_like=True):
    """What is kept of a report: its key, and those of its texts, the oldest first."""

    key: str
    findings: dict[str, int]
    summary: str
    texts: list[str]


def outcome(project: Project, request: Request) -> Outcome | None:
    """The outcome of an equal run, None when something has changed or a text is missing.

    Statistics are times of a run: they are never told again.
    """
    told = _last(project) if _may_recall(request) else None
    if told is None:
        return None
    contents = Contents(project)
    if told.key != _key(project, request, contents.identities()):
        if told.key != _key(project, request, contents.identities(reading=True)):
            return None
        contents.remember()
    names = _names(request)
    texts = project.store.recall_many(_kind(project), [f"{told.key} {name}" for name in names])
    if len(texts) < len(set(names)):
        return None
    try:
        findings = {Severity(name): count for name, count in told.findings.items()}
    except ValueError:
        return None
    found = tuple(texts[f"{told.key} {name}"] for name in names)
    return Outcome(found, findings, told.summary, project.config.fail_level)


def remember(project: Project, request: Request, report: Report) -> Outcome:
    """Render what was asked for, and keep it for the next run unless something went wrong."""
    texts = tuple(
        encoded(name, report, look)
        for name, look in zip(request.formats, _looks(request), strict=True)
    )
    findings = Counter(finding.severity for finding in report.findings)
    summary = f"{verdict(report)}; {scanned(report)}"
    # A file that may change and keep its stamp would go unnoticed.
    sure = not report.faults and not report.mixed and project.survey.is_settled
    if sure and _may_recall(request):
        key = _key(project, request, Contents(project).identities())
        told = _Told(key, {level.value: n for level, n in findings.items()}, summary, [])
        _keep(project, told, dict(zip(_names(request), texts, strict=True)))
    notices = (project.store.notice,) if project.store.notice else ()
    return Outcome(
        texts, dict(findings), summary, project.config.fail_level, report.faults, notices
    )


def _last(project: Project) -> _Told | None:
    data = project.store.recall(_kind(project), _LAST)
    try:
        return msgspec.msgpack.decode(data, type=_Told) if data is not None else None
    except msgspec.MsgspecError:
        return None


def _keep(project: Project, told: _Told, texts: dict[str, bytes]) -> None:
    """Keep texts beside those of the same report in other formats; those of others go."""
    last = _last(project)
    alike = last is not None and last.key == told.key
    older = [name for name in last.texts if name not in texts] if last is not None and alike else []
    told.texts.extend([*older, *texts][-_MOST:])
    values = {f"{told.key} {n}": data for n, data in texts.items() if n in told.texts}
    kind = _kind(project)
    project.store.remember(kind, {**values, _LAST: msgspec.msgpack.encode(told)}, only=not alike)
    project.store.forget(kind, [f"{told.key} {n}" for n in older if n not in told.texts])


def _looks(request: Request) -> list[TextOptions]:
    plain = request.options.plain()
    return [plain if number else request.options for number in range(len(request.formats))]


def _names(request: Request) -> list[str]:
    """What tells the texts of one report apart: format and looks."""
    looks = zip(request.formats, _looks(request), strict=True)
    return [
        blake2b(repr(look).encode("utf-8", "replace"), digest_size=16).hexdigest() for look in looks
    ]


def _may_recall(request: Request) -> bool:
    """Whether all that a run depends on is in the key: revisions and the index are not."""
    return request.use_cache and not (request.options.statistics or request.diff or request.staged)


def _kind(project: Project) -> str:
    return f"report {project.memory}"


def _key(project: Project, request: Request, files: dict[str, str]) -> str:
    """A digest of tree, configuration, rules, tool and request; the formats are no part of it."""
    survey = project.survey
    digest = blake2b(digest_size=16)
    # Version 2 of marshal writes equal values as equal bytes; it is only hashed, never read.
    digest.update(marshal.dumps((files, survey.marks), 2))
    packs = [project.root / pack for pack in project.config.rule_packs]
    asked = (
        request.paths, request.select, request.ignore, sorted(request.roles), project.baseline,
        project.baseline_name, request.stale, request.focus,
    )  # fmt: skip
    rest = (
        __version__, survey.skipped, project.config, asked, stamps_of(rule_files()),
        [path.read_bytes() for path in pack_files(packs)],
        stamps_of(sorted(Path(__file__).parent.parent.rglob("*.py"))),
    )  # fmt: skip
    digest.update(repr(rest).encode("utf-8", "replace"))
    return digest.hexdigest()
