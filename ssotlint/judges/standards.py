"""What a standard has fixed, or nature: two places that say it cannot come to disagree."""

import re
from collections.abc import Iterable
from math import isclose

# Uniform resource names (RFC 8141), namespaces of XML (in braces, too), media types (RFC 2046), this machine.
_NAMES = re.compile(
    r"urn:[a-z0-9-]+:|\{?https?://(?:www\.w3\.org|schemas?\.[\w.-]+|purl\.org)/"
    r"|(?:application|audio|font|image|message|model|multipart|text|video)/[\w.+-]+$"
    r"|(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?)$",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"(?P<kind>[a-z]*)(?P<quote>\"\"\"|'''|\"|')(?P<said>.*)(?P=quote)", re.IGNORECASE
)
_PATTERN = re.compile(r"(?:re\.)?compile\(")
# A pattern of blanks and line ends, a text in bytes that no keyboard has.
_BLANKS = re.compile(r"(?:\\[snrt]|[\s^$()\[\]{}?*+|,:\d])+")
# What moves a terminal to show a color: ECMA-48.
_ESCAPE = re.compile(r"(?:\\(?:033|x1b|u001b|e)\[[\d;]*m)+", re.IGNORECASE)
_BYTES = re.compile(r"\\x[0-9a-f]{2}", re.IGNORECASE)
_UNIT = (
    r"(?:[num]?s|(?:nano|micro|milli)?s(?:ec(?:ond)?s?)?|millis|micros|nanos|min(?:ute)?s?|hours?|days?"
    r"|weeks?|years?|bits?|[kmgt]?i?b(?:ytes?)?)"
)
_CONVERSION = re.compile(rf"(?:\w+_)?{_UNIT}_(?:per|to|in)(?:_an?)?_{_UNIT}", re.IGNORECASE)
_RATIOS = (60, 1000, 1024, 3600, 86_400, 1_000_000, 1_048_576)


def is_fixed(name: str, codes: Iterable[str]) -> bool:
    """Whether each value of a constant is what others have laid down for everybody."""
    return _CONVERSION.fullmatch(name) is not None or all(map(_is_fixed, codes))


def _is_fixed(code: str) -> bool:
    found = _TEXT.search(code)
    if found is None:
        return False
    if _PATTERN.match(code):
        return _BLANKS.fullmatch(found["said"]) is not None
    is_binary = "b" in found["kind"].lower() and _BYTES.search(found["said"]) is not None
    fixed = _NAMES.match(found["said"]) or _ESCAPE.fullmatch(found["said"])
    return is_binary or fixed is not None


def is_one_amount(code: str, other: str) -> bool:
    """Whether two numbers are one amount in two units: 1.5 seconds and 1500 milliseconds."""
    try:
        less, more = sorted(map(abs, (float(code), float(other))))
    except ValueError:
        return False
    return less > 0 and any(isclose(more / less, ratio) for ratio in _RATIOS)
