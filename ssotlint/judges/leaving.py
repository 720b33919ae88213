"""Code that says of itself that it is deprecated: it goes, and its copy with it."""

import re

from ssotlint.judges.excerpts import Excerpts
from ssotlint.model.case import Member
from ssotlint.syntax.excerpt import ExcerptError

_DOCSTRING = re.compile(r"\s*(?:#[^\n]*\n\s*)*[rRuU]?(\"\"\"|''')(?P<said>.*?)\1", re.DOTALL)
_HEADER = re.compile(r"(?:async\s+)?(?:def|class)\b.*?:[ \t]*(?:#[^\n]*)?\n", re.DOTALL)
_SAID = re.compile(
    r"\bthis\s+(?:module|class|function|method|file|\w+\s+module)\s+(?:is|has\s+been)\s+(?:now\s+)?"
    r"deprecated\b|\A\W*deprecated\b",
    re.IGNORECASE,
)
# A class that passes on to what took its place; a function or module is called so for less.
_SHIM = re.compile(r"\bcompatibility\s+(?:layer|shim|wrapper)\b", re.IGNORECASE)
_REGION = 60  # lines of a class in which it warns whoever makes one


def is_module_leaving(member: Member, excerpts: Excerpts) -> bool:
    """Whether the module of a member calls itself deprecated."""
    try:
        return _says("\n".join(excerpts.lines(member.place.path)[:_REGION]))
    except ExcerptError:
        return False


def is_leaving(member: Member, class_name: str, excerpts: Excerpts) -> bool:
    """Whether a function or its class calls itself deprecated."""
    try:
        lines = excerpts.lines(member.place.path)
        own = excerpts.text(member.extent)
    except ExcerptError:
        return False
    return _says(own[found.end() :] if (found := _HEADER.search(own)) else "") or (
        bool(class_name) and _is_class_leaving(class_name, lines)
    )


def _says(text: str, *others: re.Pattern[str]) -> bool:
    """Whether the docstring in front of a text says it, or one of other things."""
    found = _DOCSTRING.match(text)
    return found is not None and any(one.search(found["said"]) for one in (_SAID, *others))


def _is_class_leaving(name: str, lines: tuple[str, ...]) -> bool:
    header = re.compile(rf"class\s+{re.escape(name)}\b")
    warned = re.compile(rf"\b{re.escape(name)}\b[^\n]{{0,40}}\bdeprecated\b")
    for start, line in enumerate(lines):
        if header.match(line.lstrip()):
            text = "\n".join(lines[start : start + _REGION])
            found = _HEADER.search(text)
            inside = text[found.end() :] if found else ""
            return _says(inside, _SHIM) or warned.search(inside) is not None
    return False
