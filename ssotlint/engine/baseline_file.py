"""The file of accepted findings: a JSON array with one group a line.

Each line but the first begins with its comma, so that two branches which add lines at different
places merge without a conflict.
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ssotlint.model.baseline import Entry, KnownMember
from ssotlint.model.errors import InputError

_HEAD = "ssotlint-baseline"
_VERSION = 1
_REMEDY = "`ssotlint baseline update` writes it anew"


def read(data: bytes, source: str) -> tuple[Entry, ...]:
    """The entries of a baseline, each with its line; raises InputError for what is none.

    No bytes at all are no entries.
    """
    if not data:
        return ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("the baseline is not UTF-8", path=source, remedy=_REMEDY) from error
    values = list(_values(text, source))
    if not values or not isinstance(values[0][1], dict) or _HEAD not in values[0][1]:
        raise InputError("this is no baseline of ssotlint", path=source, line=1, remedy=_REMEDY)
    if values[0][1][_HEAD] != _VERSION:
        reason = f"a baseline of version {values[0][1][_HEAD]}; known is {_VERSION}"
        raise InputError(reason, path=source, line=values[0][0])
    return tuple(_entry(value, line, source) for line, value in values[1:])


def text_of(entries: Iterable[Entry]) -> str:
    """The text of a baseline: sorted, and the same for the same findings."""
    lines = [json.dumps({_HEAD: _VERSION})]
    lines += sorted(_line(entry) for entry in entries)  # equal ones too: each accepts one finding
    return "[" + "\n,".join(lines) + "\n]\n"


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write a baseline, whole or not at all; raises InputError when that is refused."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(text_of(entries), encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError(f"cannot be written: {error.strerror}", path=str(path)) from error


def _values(text: str, source: str) -> Iterator[tuple[int, Any]]:
    """(line, value) of each item of the array."""
    decoder = json.JSONDecoder()
    position = _skip(text, 0, "")
    if text[position : position + 1] != "[":
        raise InputError("the baseline is no JSON array", path=source, line=1, remedy=_REMEDY)
    position = _skip(text, position + 1, "")
    while text[position : position + 1] != "]":
        try:
            value, end = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            raise InputError(
                f"the baseline is no JSON: {error.msg}", path=source,
                line=text.count("\n", 0, error.pos) + 1, remedy=_REMEDY,
            ) from error  # fmt: skip
        yield text.count("\n", 0, position) + 1, value
        position = _skip(text, end, ",")


def _skip(text: str, position: int, also: str) -> int:
    while position < len(text) and text[position] in " \t\r\n" + also:
        position += 1
    return position


def _line(entry: Entry) -> str:
    members = [
        {k: v for k, v in (("symbol", m.symbol), ("target", m.target), ("rule", m.rule),
                           ("body", m.body), ("path", m.path), ("difference", m.difference)) if v}
        for m in sorted(entry.members)
    ]  # fmt: skip
    value: dict[str, object] = {"rules": list(entry.rules)}
    if entry.reason:
        value["reason"] = entry.reason
    return json.dumps({**value, "members": members}, ensure_ascii=True)


def _entry(value: Any, line: int, source: str) -> Entry:  # noqa: ANN401 - what JSON may hold
    try:
        members = tuple(sorted(_member(member) for member in value["members"]))
        reason = value.get("reason", "")
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(
            "this is no entry of a baseline", path=source, line=line, remedy=_REMEDY
        ) from error
    return Entry(members, str(reason), line)


def _member(value: dict[str, str]) -> KnownMember:
    fields = ("target", "rule", "body", "path", "difference")
    return KnownMember(str(value["symbol"]), *(str(value.get(field, "")) for field in fields))
