"""What a module that only passes names on says about itself."""

import re
from collections.abc import Iterable

import libcst as cst

from ssotlint.graph.words import LEGACY
from ssotlint.judges.excerpts import Excerpts
from ssotlint.judges.illegible import where_illegible
from ssotlint.judges.imports import statement_of
from ssotlint.model.case import Member

_OLD = re.compile(
    r"\b(?:deprecat\w*|legacy|backwards?[- ]compat\w*|compat(?:ibility)?|old (?:home|place|path|"
    r"name|location|module|import)s?|former(?:ly)?|moved (?:to|into)|obsolete|superseded|"
    r"migrat\w+|shim)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:third[- ]part(?:y|ies)|external\w*|plug-?ins?|providers?|extensions?|add-?ons?|downstream)\b",
    re.IGNORECASE,
)
# What somebody has saved names the module where it was then; no search of any code finds that.
_SAVED = re.compile(
    r"\b(?:checkpoints?|pickle[sd]?|unpickl\w+|(?:old(?:er)?|saved|stored|trained) (?:\w+ )?models?)\b",
    re.IGNORECASE,
)
_WARNS = re.compile(
    r"\bwarn\w*\(|\b(?:Deprecation|Future)Warning\b|\.\. deprecated::"
    r"|\bwill be (?:removed|dropped|deleted) in (?:the|a) (?:near )?future\b",
    re.IGNORECASE,
)
_GOING = re.compile(r"\b(?:remov\w+|delet\w+|drop\w*)\b", re.IGNORECASE)
_LEAVING = re.compile(r"deprecat|obsolete|supersed|remov|delet|drop|legacy|\bold\b", re.IGNORECASE)
_IMPORT = re.compile(r"(?:from|import)\s+[\w.]+")
_NAMES = LEGACY | {"compat", "compatibility", "old", "shim"}


def says(member: Member, excerpts: Excerpts) -> str:
    """Where the head of a module calls it the old home of what it passes on; "" nowhere.

    ``member`` stands at the statement that passes a name on.
    """
    if not statement_of(member, excerpts) and not _is_alias(member, excerpts):
        return ""
    named = _NAMES.intersection(re.split(r"[._]", member.symbol))
    if named:
        return f"it is called {min(named)}"
    return said(_words(member, excerpts))


def serves_others(member: Member, excerpts: Excerpts) -> bool:
    """Whether the module says that it is there for code that is not here, and not until when.

    Or for what has been saved, which names it.
    """
    text = "\n".join(_words(member, excerpts))
    outside = _OUTSIDE.search(text) and not _GOING.search(text)
    return bool(outside or _SAVED.search(text))


def warns(lines: Iterable[str]) -> bool:
    """Whether a module tells whoever loads it that it will go: it waits for code that is not here."""
    return any(_WARNS.search(line) for line in lines)


def goes(says: str) -> bool:
    """Whether what a module says of itself is more than that it is there for old imports."""
    return bool(_LEAVING.search(says))


def said(lines: Iterable[str]) -> str:
    """The first of some lines that speaks of an old home or of what is to be used instead."""
    for line in lines:
        if _OLD.search(line):
            return f'it says "{_short(line.strip())}"'
    return ""


@where_illegible(False)
def _is_alias(member: Member, excerpts: Excerpts) -> bool:
    node = excerpts.of(member).statement
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
    warned = [_telling(lines, i) for i, line in enumerate(lines) if "DeprecationWarning" in line]
    return [line.strip("#\"' ") for line in (*lines[:first], *lines[above:at], *warned)]


def _telling(lines: list[str], at: int) -> str:
    """A line that names a warning, or the one above, with its text, where it does nothing else."""
    bare = not re.sub(r"[\W_]|DeprecationWarning|category", "", lines[at])
    return lines[at - 1] if bare and at else lines[at]


def _short(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"
