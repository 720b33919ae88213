"""Does the code itself call the one the old one?"""

import re
from dataclasses import replace
from typing import cast

import libcst as cst
import libcst.matchers as m

from ssotlint.detectors.migrations import MigrationsEvidence, MigrationsOptions
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.imports import statement_of
from ssotlint.model.case import Case, Member
from ssotlint.syntax.excerpt import ExcerptError

_OLD = re.compile(
    r"\b(?:deprecat\w*|legacy|backwards?[- ]compat\w*|compat(?:ibility)?|old (?:home|place|path|"
    r"name|location|module|import)s?|former(?:ly)?|moved (?:to|into)|obsolete|superseded|"
    r"migrat\w+|shim)\b",
    re.IGNORECASE,
)
_SIGNPOST = m.SimpleStatementLine(
    body=[m.Pass() | m.Raise() | m.Expr(m.Ellipsis() | m.SimpleString() | m.ConcatenatedString())]
)
_IMPORT = re.compile(r"(?:from|import)\s+[\w.]+")
_NAMES = frozenset(("compat", "compatibility", "deprecated", "legacy", "obsolete", "old", "shim"))


def judge(case: Case, excerpts: Excerpts, options: MigrationsOptions) -> Case | None:
    """The case where what is left behind says so, in its name or in its words."""
    del options
    members = list(case.members)
    position = next(i for i, member in enumerate(members) if member.suspect)
    member = members[position]
    evidence = cast("MigrationsEvidence", member.evidence)
    says = _home(member, excerpts) if evidence.form == "home" else _definition(member, excerpts)
    if not says:
        return None
    proved = replace(evidence, proof="judges.migrations", says=says)
    members[position] = replace(member, evidence=proved)
    return replace(case, members=tuple(members))


def _home(member: Member, excerpts: Excerpts) -> str:
    """What the head of a module that passes a name on says about itself."""
    if not statement_of(member, excerpts) and not _is_alias(member, excerpts):
        return ""
    named = _NAMES.intersection(re.split(r"[._]", member.symbol))
    if named:
        return f"it is called {min(named)}"
    for line in _words(member, excerpts):
        if _OLD.search(line):
            return f'it says "{_short(line)}"'
    return ""


def _is_alias(member: Member, excerpts: Excerpts) -> bool:
    try:
        node = excerpts.of(member).statement
    except ExcerptError:
        return False
    if not isinstance(node, cst.SimpleStatementLine) or not node.body:
        return False
    first = node.body[0]
    return isinstance(first, cst.Assign) and isinstance(first.value, cst.Name | cst.Attribute)


def _words(member: Member, excerpts: Excerpts) -> list[str]:
    """What stands above the first import, and above that what is passed on; and what it warns of."""
    lines = [line.strip() for line in excerpts.lines(member.place.path)]
    first = next((i for i, line in enumerate(lines) if _IMPORT.match(line)), 0)
    above = at = member.place.line - 1
    while above and lines[above - 1].startswith("#"):
        above -= 1
    warned = [line for line in lines if "DeprecationWarning" in line]
    return [line.strip("#\"' ") for line in (*lines[:first], *lines[above:at], *warned)]


def _definition(member: Member, excerpts: Excerpts) -> str:
    """Whether the definition is called the old one and does anything but say so."""
    try:
        node = excerpts.of(member).statement
    except ExcerptError:
        return ""
    if not isinstance(node, cst.ClassDef | cst.FunctionDef):
        return ""
    if all(m.matches(statement, _SIGNPOST) for statement in node.body.body):
        return ""
    return f"it is called {node.name.value}"


def _short(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"
