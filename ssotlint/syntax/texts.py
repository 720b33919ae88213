"""What text literals say, whatever their quotes, prefixes and line breaks."""

import ast
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache

import libcst as cst

Part = str | bytes | cst.CSTNode
_Formatted = cst.FormattedString | cst.TemplatedString
_QUOTE = re.compile(r'(\\.)|"', re.DOTALL)


def parts_of(node: cst.BaseString) -> tuple[str, tuple[Part, ...]]:
    """The kind of a literal (s, b, f or t) and its parts: texts, and what stands in braces.

    Literals that stand side by side are one; neighbouring texts are joined.
    """
    kind = "s"
    parts: list[Part] = []
    for literal in _literals(node):
        for part in _parts(literal):
            last = parts[-1] if parts else None
            if isinstance(part, str) and isinstance(last, str):
                parts[-1] = last + part
                continue
            if isinstance(part, bytes) and isinstance(last, bytes):
                parts[-1] = last + part
                continue
            parts.append(part)
        kind = max(kind, _kind(literal), key="sbft".index)
    return kind, tuple(part for part in parts if part or len(parts) == 1)


def _kind(literal: cst.BaseString) -> str:
    if isinstance(literal, cst.TemplatedString):
        return "t"
    if isinstance(literal, cst.FormattedString):
        return "f"
    return "b" if isinstance(literal, cst.SimpleString) and "b" in literal.prefix else "s"


def _literals(node: cst.BaseString) -> Iterator[cst.BaseString]:
    while isinstance(node, cst.ConcatenatedString):
        yield from _literals(node.left)  # one literal: LibCST nests them to the right
        node = node.right
    yield node


def _parts(literal: cst.BaseString) -> Iterator[Part]:
    if isinstance(literal, cst.SimpleString):
        read = _evaluated(literal.value)
        yield literal.value if read is None else read
    elif isinstance(literal, _Formatted):
        raw = "r" in literal.prefix
        for part in literal.parts:
            if isinstance(part, cst.FormattedStringText | cst.TemplatedStringText):
                yield text_in_braces(part.value, raw=raw)
            else:
                yield part


def text_in_braces(value: str, *, raw: bool) -> str:
    """The characters that a text between the braces of an f-string stands for."""
    if "\\" in value and not raw:
        escaped = _QUOTE.sub(lambda m: m[1] or '\\"', value)
        read = _evaluated(f'"""{escaped}"""')
        value = read if isinstance(read, str) else value
    return value.replace("{{", "{").replace("}}", "}")


@lru_cache(maxsize=4096)
def _evaluated(code: str) -> str | bytes | None:
    """The value of a plain literal; None where LibCST reads more than this Python does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are no business of ours
        try:
            value = ast.literal_eval(code)
        except (ValueError, SyntaxError):
            return None
    return value if isinstance(value, str | bytes) else None
