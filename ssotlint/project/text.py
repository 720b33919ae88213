"""The text of a file: its bytes, their digest, and the characters that they stand for."""

import codecs
import re
from hashlib import blake2b
from pathlib import Path

from ssotlint.model.errors import InputError

_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_SHOWN = 40  # characters of a name that stands for nothing
_ESCAPES = ("unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape")


class TextError(InputError):
    """Bytes that are no Python text: ``line`` tells where, ``message`` why."""


def read(path: Path) -> bytes:
    """All bytes of a file; raises InputError when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("the file is not there any more", path=str(path)) from error
    except PermissionError as error:
        raise InputError("no permission to read the file", path=str(path)) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(f"the file cannot be read: {why}", path=str(path)) from error


def digest(data: bytes) -> str:
    """The identity of a content: 32 hexadecimal digits of BLAKE2b."""
    return blake2b(data, digest_size=16).hexdigest()


def decode(data: bytes) -> str:
    """The characters of a Python file, without a byte order mark, line ends as they are.

    Follows PEP 263, as Python does: a byte order mark or a declaration in the first two lines
    names the encoding, else it is UTF-8. Raises TextError for NUL bytes, an unknown encoding, and
    bytes that the encoding does not know.
    """
    if (nul := data.find(b"\0")) >= 0:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise TextError("the file is UTF-16, which Python does not read", line=1)
        raise TextError("the file holds a NUL byte", line=_line(data, nul))
    marked = data.startswith(codecs.BOM_UTF8)
    if marked:
        data = data[len(codecs.BOM_UTF8) :]
    encoding = _declared(data, marked=marked)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TextError(
            f"byte {data[error.start]:#04x} is not valid {encoding}",
            line=_line(data, error.start),
            remedy="declare the encoding in the first line (PEP 263), or save the file as UTF-8",
        ) from error
    except (UnicodeError, ValueError) as error:
        raise TextError(f"the file is not valid {encoding}: {error}", line=1) from error


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends, as Python counts them.

    ``str.splitlines`` also splits at form feeds and other separators, after which line numbers no
    longer fit those of ``ast``.
    """
    return with_line_feeds(text).split("\n")


def with_line_feeds(text: str) -> str:
    """A text whose lines all end with a line feed, whatever they ended with."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _declared(data: bytes, *, marked: bool) -> str:
    """The encoding that the first two lines declare; "utf-8" without a declaration."""
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", data[:1000], maxsplit=2)[:2], 1):
        if found := _CODING.match(line):
            return _known(found[1].decode("ascii", "replace"), number, marked=marked)
        if not _BLANK.match(line):
            break  # a declaration after code is a comment like any other
    return "utf-8"


def _known(name: str, line: int, *, marked: bool) -> str:
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError) as error:
        shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
        raise TextError(f'unknown encoding "{shown}"', line=line) from error
    if marked and codec.name != "utf-8":
        raise TextError(f'"{name}" is declared, but a UTF-8 byte order mark is there', line=line)
    # Codecs such as "hex" are no encodings of text, and escapes would hide what the bytes say.
    if not getattr(codec, "_is_text_encoding", True) or codec.name in _ESCAPES:
        raise TextError(f'"{name}" is no encoding of Python files', line=line)
    return codec.name


def _line(data: bytes, position: int) -> int:
    """The line, from 1, of a byte."""
    before = data[:position]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
