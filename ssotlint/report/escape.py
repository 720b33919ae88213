"""Making text safe to show: nothing may move a cursor, turn the direction or end a line.

Paths and source lines come from the checked project, which nobody has to trust: a file name can
hold a newline, a terminal sequence or the half of a character.
"""

import re
from collections.abc import Iterator

# C0 and C1 controls, everything of Unicode's class Cf that hides or turns text (bidirectional
# marks, zero-width and tag characters, soft hyphen), the two line separators, lone surrogates.
_BEYOND_ASCII = (
    "\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f"
)
_UNSAFE = re.compile(f"[\x00-\x1f{_BEYOND_ASCII}]")
_UNSAFE_IN_JSON = re.compile(f"[{_BEYOND_ASCII}]")  # which has escaped the others itself
_PIECE = 4096
_POSITION = re.compile(r":\d+:\d+(?=: )")
_NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}


def plain(text: str) -> str:
    """``text`` on one line, each unsafe character written as Python would write it."""
    return _UNSAFE.sub(_as_python, text)


def shown_path(path: str) -> str:
    """``plain`` for a path that begins a line, so that it can be told from what follows.

    A line that begins with two colons is an order to the runner of GitHub Actions, and a name
    that holds ``:12:3: `` would end where its own line and column seem to stand.
    """
    shown = _POSITION.sub(lambda match: match.group().replace(":", r"\x3a"), plain(path))
    return f"./{shown}" if shown.lstrip().startswith("::") else shown


def no_order(line: str) -> str:
    """A line of a log without the older spelling of orders to a runner: ``##[error]``."""
    return line.replace("##[", r"##\[")


def address(path: str) -> str:
    """A path as part of an address: percent-encoded, bytes that are no UTF-8 as they are."""
    from urllib.parse import quote  # slow to load, and most formats have no addresses

    return quote(path.encode("utf-8", "surrogateescape"))


def cut(text: str, units: int) -> str:
    """``text`` shortened to so many UTF-16 units, which is how C# and JavaScript count."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    if len(encoded) <= units * 2:
        return text
    return encoded[: (units - 1) * 2].decode("utf-16-le", "ignore") + "…"


def ascii_only(text: str) -> str:
    """``plain`` for screens that know nothing but ASCII."""
    return plain(text).encode("ascii", "backslashreplace").decode("ascii")


def json_text(document: bytes) -> bytes:
    """A JSON document with unsafe characters of its strings written as JSON escapes.

    Outside of strings such a document has none of them but newlines, which stay. Most of a long
    one is ASCII: it is looked at piece by piece, and what is in other letters alone is decoded.
    """
    if document.isascii() and b"\x7f" not in document:
        return document
    return b"".join(map(_safe, _pieces(document)))


def _pieces(document: bytes) -> Iterator[bytes]:
    """Some thousand bytes each, up to the end of a line: no character is cut in two."""
    start, size = 0, len(document)
    while start < size:
        end = document.find(b"\n", start + _PIECE) + 1 or size
        yield document[start:end]
        start = end


def _safe(piece: bytes) -> bytes:
    if piece.isascii() and b"\x7f" not in piece:
        return piece
    return _UNSAFE_IN_JSON.sub(_as_json, piece.decode()).encode()


def encodable(text: str) -> str:
    """``text`` with lone surrogates spelled out: they have no place in UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _as_python(match: re.Match[str]) -> str:
    character = match.group()
    point = ord(character)
    if character in _NAMED:
        return _NAMED[character]
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def _as_json(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
