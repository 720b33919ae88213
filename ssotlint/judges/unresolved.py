"""Does the statement really import what does not exist, and does nobody supply or expect that?"""

import re
from dataclasses import replace
from typing import cast

from ssotlint.detectors.unresolved import UnresolvedEvidence, UnresolvedOptions
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.imports import statement_of
from ssotlint.model.case import Case, Member

_FAILS = re.compile(r"\b(?:fail\(|assert False\b|raise AssertionError\b|assert 0\b)")
_MEANT = re.compile(
    r"#(?!.*\benable=).*(?:no-name-in-module|import-error|E0611|E0401|import-not-found|reportMissingImports)"
)
_WITH = re.compile(r"\s*(?:async\s+)?with\b")
_AFTER = 4  # lines behind a guarded import in which a test says that it must fail


def judge(case: Case, excerpts: Excerpts, options: UnresolvedOptions) -> Case | None:
    """The case with the imports that are what the detector took them for."""
    del options
    members = tuple(
        replace(m, evidence=replace(m.evidence, proof="judges.unresolved")) if m.suspect else m
        for m in case.members
        if not m.suspect or _is_proved(m, excerpts)
    )
    if not any(m.suspect for m in members):
        return None
    canonical = case.canonical if members[0] is case.members[0] else None
    return replace(case, members=members, canonical=canonical)


def _is_proved(member: Member, excerpts: Excerpts) -> bool:
    evidence = cast("UnresolvedEvidence", member.evidence)
    written = any(
        s.means(evidence.module.lstrip(".")) and all(map(s.brings, evidence.names))
        for s in statement_of(member, excerpts)
    )
    lines, text = excerpts.lines(member.extent.path), excerpts.whole(member.extent.path)
    if _is_meant(member, lines):
        return False
    if not written or _is_supplied(evidence, text) or _must_fail(member, evidence, lines):
        return False
    return "__import__" not in text or not _is_answered(member, lines)


def _is_meant(member: Member, lines: tuple[str, ...]) -> bool:
    """Whether a comment tells another linter that the name is known to be missing.

    It does so in the statement: one at the head of a file is meant for what is not installed.
    """
    span = member.extent.span
    return any(map(_MEANT.search, lines[span.line - 1 : span.end_line]))


def _is_supplied(evidence: UnresolvedEvidence, text: str) -> bool:
    """Whether the file itself puts the module into ``sys.modules``, or skips without it."""
    supplies = "sys.modules" in text or "importorskip" in text
    return supplies and any(f"{q}{evidence.module}{q}" in text for q in "\"'")


def _must_fail(member: Member, evidence: UnresolvedEvidence, lines: tuple[str, ...]) -> bool:
    """Whether a test goes on to fail when the import succeeds: `try: import x; fail()`."""
    if not evidence.guarded:
        return False
    end = member.extent.span.end_line
    column = member.extent.span.column - 1
    for line in lines[end : end + _AFTER]:
        if line.strip() and len(line) - len(line.lstrip()) < column:
            return False
        if _FAILS.search(line):
            return True
    return False


def _is_answered(member: Member, lines: tuple[str, ...]) -> bool:
    """Whether the import runs in a ``with`` that puts something in place of ``__import__``."""
    column = member.extent.span.column - 1
    for line in reversed(lines[: member.extent.span.line - 1]):
        depth = len(line) - len(line.lstrip())
        if line.strip() and depth < column:
            if _WITH.match(line) and "__import__" in line:
                return True
            column = depth
    return False
