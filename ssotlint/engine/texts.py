"""The texts of the last report, one a format.

One is kept whole, with the places of its pieces, or as what it does not share with one that is: after
most edits a report of 40 MB says a few lines otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import msgspec

from ssotlint.report.page import Page, Part, Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssotlint.engine.opening import Project

_LAST = "last"  # the key of what was told last
_PIECES = "pieces"  # ends the key of the pieces of a text
_PARTS = "parts"  # ends the key of what a text is made of
_MOST = 3  # texts of one report that are kept
_SHARE = 2  # a text is kept whole where less than twice as much as it says alone stands in another
_SPLIT = 4_000  # parts of a text that is not

_parts = msgspec.msgpack.Decoder(list[Part])
_spans = msgspec.msgpack.Decoder(dict[bytes, Span])


class Told(msgspec.Struct, array_like=True):
    """What is kept of a report: its key, and its texts by name, the oldest first.

    Each has the name of one that is kept whole. ``frame`` names what the key is made of
    besides the files: pieces of the texts hold as long.
    """

    key: str
    frame: str
    findings: dict[str, int]
    summary: str
    texts: dict[str, str] = {}


_told = msgspec.msgpack.Decoder(Told)


def last(project: Project) -> Told | None:
    """What was told last."""
    data = project.store.recall(_kind(project), _LAST)
    try:
        return _told.decode(data) if data is not None else None
    except msgspec.MsgspecError:
        return None


def recalled(project: Project, told: Told, names: Iterable[str]) -> tuple[Text, ...] | None:
    """Texts of a report; None where one is missing."""
    wanted = [(f"{told.texts.get(name)} {name}", f"{told.key} {name} {_PARTS}") for name in names]
    known = project.store.recall_many(_kind(project), {key for both in wanted for key in both})
    try:
        return tuple(Text(known[whole], _parts.decode(known[parts])) for whole, parts in wanted)
    except (KeyError, msgspec.MsgspecError):
        return None


def page(project: Project, frame: str, name: str) -> Page:
    """A text that may take over pieces of the one that was kept last under a name."""
    told = last(project)
    if told is None or told.frame != frame or name not in told.texts:
        return Page()
    names = text, pieces = f"{told.texts[name]} {name}", f"{told.texts[name]} {name} {_PIECES}"
    known = project.store.recall_many(_kind(project), names)
    try:
        return Page(known[text], _spans.decode(known[pieces]))
    except (KeyError, msgspec.MsgspecError):
        return Page()


def keep(project: Project, told: Told, pages: Mapping[str, tuple[Page, Text]]) -> None:
    """Keep texts beside those of the same report in other formats; those of others go."""
    before = last(project)
    known = before.texts if before is not None and before.frame == told.frame else {}
    alike = before is not None and before.key == told.key
    older = {name: whole for name, whole in known.items() if alike and name not in pages}
    told.texts = dict([*older.items(), *((name, known.get(name, "")) for name in pages)][-_MOST:])
    store, kind, values = project.store, _kind(project), dict[str, bytes]()
    for name in told.texts.keys() & pages.keys():
        page, text = pages[name]
        if not (told.texts[name] and _is_shared(text)):
            text = Text(bytes(text), [(0, page.size)])
            whole = told.texts[name] = f"{told.key}-{crc32(text.earlier):x}"
            values[f"{whole} {name}"] = text.earlier
            values[f"{whole} {name} {_PIECES}"] = msgspec.msgpack.encode(page.spans)
        values[f"{told.key} {name} {_PARTS}"] = msgspec.msgpack.encode(text.parts)
    store.remember(kind, values)
    store.remember(kind, {_LAST: msgspec.msgpack.encode(told)})
    kept = [
        (f"{w} {n}", f"{w} {n} {_PIECES}", f"{told.key} {n} {_PARTS}")
        for n, w in told.texts.items()
    ]
    store.retain(kind, {_LAST}.union(*kept))


def _is_shared(text: Text) -> bool:
    """Whether a text takes over so much that this need not be kept once more."""
    own = sum(len(part) for part in text.parts if isinstance(part, bytes))
    shared = sum(part[1] for part in text.parts if not isinstance(part, bytes))
    return own * _SHARE <= shared and len(text.parts) <= _SPLIT


def _kind(project: Project) -> str:
    return f"report {project.memory}"
