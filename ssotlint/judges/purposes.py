"""What code says of itself: that it was written again on purpose.

"Copied from the driver", "keep in sync with", "mirrors": whoever wrote that knows of the copy. It
is worth knowing, and no oversight. Where it also says why ("duplicated to need no driver",
"overridden to take no lock"), it has been decided, and nobody wants to hear of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ssotlint.judges.illegible import where_illegible
from ssotlint.model.case import Member
from ssotlint.syntax.running import is_guard, is_guarded

if TYPE_CHECKING:
    from ssotlint.judges.excerpts import Excerpts

_AGAIN = (
    r"(?:copied|cop(?:y|ies)|duplicat\w+|replicat\w+|repeated|redefined|re-?implement\w+|inlined)"
)
# Of the code, and not of what it copies: "Copied from", "this was mostly copied from".
_STARTS = r"(?:^|[.:;(]\s*|\b(?:this|is|was|are|been|code|mostly|largely|directly|shamelessly)\s+)"
_SAID = re.compile(
    rf"{_STARTS}(?:copied|duplicated|replicated|repeated|redefined)\s+(?:\w+\s+)?(?:from|here)\b"
    r"|\b(?:to\s+be\s+)?kee?pt?\s+(?:\w+\s+){0,2}(?:in\s+sync|in\s+step)\b"
    r"|\bmirrors\s+(?:the\s+)?[^.:]{0,40}`",
    re.IGNORECASE,
)
_IMPORTING = r"\b(?:import(?:s|ing|able)?|depend\w*|circular\w*|cycl(?:e|es|ic))\b"
_DECIDED = re.compile(
    rf"\b{_AGAIN}\b(?:[^.:]|\.(?=\w)){{0,90}}\b(?:to\s+avoid|so(?:\s+that)?|because|instead\s+of)\b"
    rf"[^.:]{{0,40}}{_IMPORTING}|\binstead\s+of\s+importing\b"
    r"|\b(?:declared?|defined?|hard-?coded?|keep|kept|spelled)\b(?:(?!import)[^.:]){0,40}"
    rf"\b(?:here|locally|separately)\s+to\s+avoid\b[^.:]{{0,40}}{_IMPORTING}"
    rf"|\b(?:deliberate(?:ly)?|intentional(?:ly)?|purposely)\b[^.:]{{0,30}}\b(?:{_AGAIN}|separate|not\s+shared)"
    rf"|\b(?:needs?|has|have|must)\s+(?:to\s+)?be\s+{_AGAIN}\b"
    r"|\boverrid(?:e|es|den)\s+(?:\w+\s+)?(?:to\s+(?:not|avoid|skip)|because|so\s+that)\b"
    r"|\bnot\s+imported\b|\bkee?pt?\s+(?:\w+\s+){0,2}separate\b"
    r"|\bseparately\s+implemented\b|\bimplemented\s+separately\b"
    # What a tool writes into a file, nobody else shares.
    r"|\bdo\s+not\s+(?:edit|modify)\s+(?:manually|by\s+hand)\b"
    r"|\bthis\s+(?:method|function|class|code)\s+(?:was|is)\s+auto(?:matically)?[- ]?generated\b",
    re.IGNORECASE,
)
# What the head of a module says of all that stands in it: it is run, or shipped, by itself.
_ALONE = re.compile(
    r"\b(?:no|avoid|without|don't|do\s+not|must\s+not|never)\s+(?:\w+\s+){0,2}imports?\s+"
    r"(?:anything\s+|code\s+)?(?:to|from|of)\b",
    re.IGNORECASE,
)
_HEAD = 20  # lines
_CLASS = re.compile(r"(?:\s*@[^\n]*\n)*\s*class\b")
_METHOD = re.compile(r"\n\s+(?:async\s+)?def\s")
_FOR_A_PYTHON = re.compile(
    r"(?P<place>.*?)_?(?:py(?:thon)?_?(?P<py>[23])(?:x|_?\d+)?|(?P<python>[23])(?:x|(?<=2)7|(?<=3)\d))\.py"
)
_AT_THE_EDGE = re.compile(r"[^\s#)\]}]")
_COMMENT = re.compile(r"[ \t]*#+[ \t]?")
_NOTE = re.compile(r"#[^\n]*|\"\"\".*?\"\"\"|'''.*?'''", re.DOTALL)
_SHOWN, _BEFORE = 72, 24  # characters


def purpose(owner: Member, member: Member, excerpts: Excerpts) -> str:
    """What the copy, or else its original, says about being written twice; "" for nothing."""
    found = (_note(one, excerpts, _SAID) for one in (member, owner))
    return next((_quoted(note) for note in found if note), "")


def is_decided(owner: Member, member: Member, excerpts: Excerpts) -> bool:
    """Whether one of both says why it is written twice, or the copy that it takes no imports.

    So does what stands where its file is run by itself: it shows how that is used, and so do two
    files of which a program loads that for its Python.
    """
    both = (member, owner)
    return (
        any(_note(one, excerpts, _DECIDED) for one in both)
        or any(_is_shown(one, excerpts) for one in both)
        or _is_alone(member, excerpts)
        or _are_alternatives(owner.place.path, member.place.path)
    )


def _are_alternatives(first: str, second: str) -> bool:
    """Whether two files are written for two Pythons: ``http27.py`` and ``http3x.py``."""
    pair = [_FOR_A_PYTHON.fullmatch(path) for path in (first, second)]
    found = [(m["place"], m["py"] or m["python"]) for m in pair if m is not None]
    return len(found) == 2 and found[0][0] == found[1][0] and found[0][1] != found[1][1]


@where_illegible(False)
def _is_shown(member: Member, excerpts: Excerpts) -> bool:
    """Whether a definition stands under `if __name__ == "__main__"`."""
    path = member.extent.path
    lines = excerpts.lines(path) if excerpts.picked(path, is_guarded) else ()
    above = reversed(lines[: member.extent.span.line])
    return is_guard(next((line for line in above if _AT_THE_EDGE.match(line)), ""))


@where_illegible(False)
def _is_alone(member: Member, excerpts: Excerpts) -> bool:
    return excerpts.picked(member.place.path, _takes_no_imports)


def _takes_no_imports(text: str) -> bool:
    """Whether the head of a file says that it is to be read alone."""
    lines = text.split("\n", _HEAD)[:_HEAD]
    return any(map(_ALONE.search, _notes("\n".join(lines))))


def _note(member: Member, excerpts: Excerpts, said: re.Pattern[str]) -> str:
    """The first comment or docstring of a definition that says something, "" for none.

    What stands in a method is said of that, and not of its class.
    """
    return excerpts.known(("note", member.extent, said), lambda: _read_note(member, excerpts, said))


@where_illegible("")
def _read_note(member: Member, excerpts: Excerpts, said: re.Pattern[str]) -> str:
    own = excerpts.text(member.extent)
    if _CLASS.match(own):
        own = _METHOD.split(own, maxsplit=1)[0]
    text = "\n".join((*excerpts.above(member.extent), own))
    if said.search(_COMMENT.sub("", text)) is None:  # most texts say nothing of the kind
        return ""
    return next(filter(said.search, _notes(text)), "")


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
