"""What code says of itself: that it was written again on purpose.

"Copied from the driver to avoid the import", "remain separately implemented for each dialect",
"keep in sync with": whoever wrote that knows of the copy. It is worth knowing, and no oversight.
"""

import re

from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Member
from ssotlint.syntax.excerpt import ExcerptError

_AGAIN = (
    r"(?:copied|cop(?:y|ies)|duplicat\w+|replicat\w+|repeated|redefined|re-?implement\w+|inlined)"
)
# Of the code, and not of what it copies: "Copied from", "this was mostly copied from".
_STARTS = r"(?:^|[.:;(]\s*|\b(?:this|is|was|are|been|code|mostly|largely|directly|shamelessly)\s+)"
_SAID = re.compile(
    rf"{_STARTS}(?:copied|duplicated|replicated|repeated|redefined)\s+(?:\w+\s+)?(?:from|here)\b"
    rf"|\b{_AGAIN}\b[^.:]{{0,60}}\b(?:to\s+avoid|on\s+purpose|so\s+that|because|instead\s+of\s+import)"
    rf"|\b(?:deliberate(?:ly)?|intentional(?:ly)?|purposely)\b[^.:]{{0,30}}\b(?:{_AGAIN}|separate|not\s+shared)"
    r"|\b(?:to\s+be\s+)?kee?pt?\s+(?:\w+\s+){0,2}(?:in\s+sync|in\s+step|separate)\b"
    r"|\bnot\s+imported\b|\bmirrors\s+(?:the\s+)?[^.:]{0,40}`"
    r"|\bseparately\s+implemented\b|\bimplemented\s+separately\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"[ \t]*#+[ \t]?")
_NOTE = re.compile(r"#[^\n]*|\"\"\".*?\"\"\"|'''.*?'''", re.DOTALL)
_SHOWN, _BEFORE = 72, 24  # characters


def purpose(owner: Member, member: Member, excerpts: Excerpts) -> str:
    """What the copy, or else its original, says about being written twice; "" for nothing."""
    return _said(member, excerpts) or _said(owner, excerpts)


def _said(member: Member, excerpts: Excerpts) -> str:
    try:
        text = "\n".join((*_above(member, excerpts), excerpts.text(member.extent)))
    except ExcerptError:
        return ""
    if _SAID.search(_COMMENT.sub("", text)) is None:  # most texts say nothing of the kind
        return ""
    return next((_quoted(note) for note in _notes(text) if _SAID.search(note)), "")


def _above(member: Member, excerpts: Excerpts) -> list[str]:
    """The comment that stands directly above a definition."""
    lines = excerpts.lines(member.extent.path)
    first = member.extent.span.line - 1
    start = first
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return list(lines[start:first])


def _notes(text: str) -> list[str]:
    """Comments, those of consecutive lines as one, and texts in three quotes."""
    rows: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        is_comment = line.lstrip().startswith("#")
        if is_comment and goes_on:
            rows[-1] += f" {_COMMENT.sub('', line, count=1).strip()}"
        else:
            rows.append(line)
        goes_on = is_comment
    found = _NOTE.findall("\n".join(rows))
    return [re.sub(r"\s+", " ", note.strip("#\"' \n")) for note in found]


def _quoted(note: str) -> str:
    """The words that say it, with some of those around them."""
    found = _SAID.search(note)
    start = max(found.start() - _BEFORE, 0) if found is not None else 0
    start = note.find(" ", start) + 1 if start else 0
    end = start + _SHOWN
    text = note[start:] if len(note) <= end else f"{note[start : end - 1]}…"
    return f"…{text}" if start else text
