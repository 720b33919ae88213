"""Whether a tool wrote a file, as the file itself says."""

import re

_COMMENTS = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|(?<=.)\Z))*")
_BY_A_TOOL = re.compile(
    rb"@generated|\bdo not (?:edit|modify)|\bauto(?:matically)?[- ]?generated\b"
    rb"|\bthis (?:file )?is a generated\b|\bchanges made in this file will be lost\b"
    rb"|\bgenerated (?:by|from|with)\b(?!.*\b(?:ai|chatgpt|claude|codex|copilot|cursor|gemini)\b)",
    re.IGNORECASE,
)
_IN_DOCSTRING = re.compile(
    rb"@generated\b|generated.{0,200}\b(?:do not (?:edit|modify)"
    rb"|changes[^.]{0,60}\b(?:discarded|erased|lost|overwritten))\b",
    re.IGNORECASE | re.DOTALL,
)
_MADE_FROM = re.compile(rb"\bgenerated\b[^\r\n]{0,40}\bfrom\s+`?([\w./-]+\.py)\b", re.IGNORECASE)
_FILLED_IN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
HEAD = 2048
"""How many bytes of a file tell whether a tool wrote it."""


def is_generated(head: bytes) -> bool:
    """Whether the first ``HEAD`` bytes of a file say that a tool wrote it.

    The comments above all code, before a docstring or after it, say so plainly; a docstring must
    also forbid to edit, because people write there what *their* code generates, or who helped them
    once.
    """
    head = head[:HEAD]
    match = _COMMENTS.match(head)
    end = match.end() if match else 0
    if _BY_A_TOOL.search(head[:end]):
        return True
    rest = head[end:].lstrip(b"rRuU")
    quote = rest[:3]
    if quote not in {b'"""', b"'''"}:
        return False
    said, _, below = rest[3:].partition(quote)
    match = _COMMENTS.match(below.lstrip())
    return bool(_IN_DOCSTRING.search(said) or (match and _BY_A_TOOL.search(match[0])))


def made_from(head: bytes) -> str:
    """The Python file that a generated file, by its head, was made from; "" where it names none."""
    found = _MADE_FROM.search(head[:HEAD])
    return found[1].decode() if found else ""


def is_template(source: str, line: int) -> bool:
    """Whether a text that no parser can read stops where a tool is to fill something in.

    `from {{package}}.crew import Crew`, `{% if async %}`.
    """
    rows = source.splitlines()
    return 0 < line <= len(rows) and bool(_FILLED_IN.search(rows[line - 1]))
