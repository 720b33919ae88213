"""Does the statement really import what does not exist, and does nobody supply or expect that?"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import cast

from ssotlint.detectors.unresolved import UnresolvedEvidence
from ssotlint.judges.absent import words_of
from ssotlint.judges.confirming import confirmed
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.imports import statement_of
from ssotlint.model.case import Case, Member
from ssotlint.model.options import Allowing
from ssotlint.model.place import Place
from ssotlint.model.value import replace

_FAILS = re.compile(r"\b(?:fail\(|assert False\b|raise AssertionError\b|assert 0\b)")
_HANDLER = re.compile(r"\s*except\b.*\bas\s+(\w+)\s*:\s*(?:#.*)?$")
_ASSERTS = re.compile(r"\s*(?:assert\b|\w+\.assert[A-Z_])")
_MEANT = re.compile(
    r"#(?!.*\benable=).*(?:no-name-in-module|import-error|E0611|E0401|import-not-found|reportMissingImports)"
)
_WITH = re.compile(r"\s*(?:async\s+)?with\b")
_DEF = re.compile(r"\s*(?:async\s+)?def\b")
_AFTER = 4  # lines behind a guarded import in which a test says that it must fail


def judge(case: Case, excerpts: Excerpts, _options: Allowing) -> Case | None:
    """The case with the imports that are what the detector took them for."""
    found = confirmed(case, "judges.unresolved", lambda member: _is_proved(member, excerpts))
    if found is None or found.members[0] is case.members[0]:
        return found
    return replace(found, canonical=None)


def _is_proved(member: Member, excerpts: Excerpts) -> bool:
    evidence = cast("UnresolvedEvidence", member.evidence)
    written = any(
        s.means(evidence.module.lstrip(".")) and all(map(s.brings, evidence.names))
        for s in statement_of(member, excerpts)
    )
    if _is_meant(member, excerpts) or not written:
        return False
    path = member.extent.path
    words = excerpts.picked(path, words_of)  # the file as a whole is read where they stand in it
    if "sys.modules" in words or "importorskip" in words:
        text = excerpts.whole(path)
        if any(f"{q}{evidence.module}{q}" in text for q in "\"'"):
            return False  # the file itself supplies the module, or skips without it
    if evidence.guarded and (_must_fail(member, excerpts) or _is_one_try(member, excerpts)):
        return False
    return "__import__" not in words or not _is_answered(member, excerpts.lines(path))


def _is_meant(member: Member, excerpts: Excerpts) -> bool:
    """Whether a comment tells another linter that the name is known to be missing.

    It does so in the statement: one at the head of a file is meant for what is not installed.
    """
    return any(map(_MEANT.search, excerpts.text(member.extent).split("\n")))


def _must_fail(member: Member, excerpts: Excerpts) -> bool:
    """Whether a test goes on to fail when the import succeeds: `try: import x; fail()`.

    Or asserts what the failure says: `except ImportError as e: assert "moved" in str(e)`.
    """
    path, span = member.extent.path, member.extent.span
    in_test = cast("UnresolvedEvidence", member.evidence).in_test
    column = span.column - 1
    below = Place(path, span._replace(end_line=span.end_line + _AFTER))
    rest = iter(excerpts.text(below).split("\n")[span.end_line - span.line + 1 :])
    for line in rest:
        if line.strip() and _depth(line) < column:
            return in_test and _asserts(line, rest)
        if _FAILS.search(line):
            return True
    return False


def _is_one_try(member: Member, excerpts: Excerpts) -> bool:
    """Whether a test tries the paths that a name had, one by one: its function has the right one too.

    What stands in the handler itself is a fallback that is dead, and no try.
    """
    evidence = cast("UnresolvedEvidence", member.evidence)
    at = member.extent.span.line - 1
    lines = excerpts.lines(member.extent.path) if evidence.in_test and evidence.statement else ()
    before = next((line for line in reversed(lines[:at]) if line.strip()), "")
    if not lines or before.lstrip().startswith("except"):
        return False
    within = _depth(lines[at])
    heads = [n for n in range(at) if _DEF.match(lines[n]) and _depth(lines[n]) < within]
    if not heads:
        return False
    depth, body = _depth(lines[heads[-1]]), lines[heads[-1] + 1 :]
    function = takewhile(lambda line: not line.strip() or _depth(line) > depth, body)
    return any(line.strip() == evidence.statement for line in function)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _asserts(head: str, rest: Iterator[str]) -> bool:
    """Whether a handler begins with asserting something of what it has caught."""
    caught = _HANDLER.match(head)
    first = next((line for line in rest if line.strip()), "")
    return (
        caught is not None
        and _ASSERTS.match(first) is not None
        and (re.search(rf"\b{caught[1]}\b", first) is not None)
    )


def _is_answered(member: Member, lines: tuple[str, ...]) -> bool:
    """Whether the import runs in a ``with`` that puts something in place of ``__import__``."""
    column = member.extent.span.column - 1
    for line in reversed(lines[: member.extent.span.line - 1]):
        depth = _depth(line)
        if line.strip() and depth < column:
            if _WITH.match(line) and "__import__" in line:
                return True
            column = depth
    return False
