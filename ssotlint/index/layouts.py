"""What is asked of the files as a whole, by their paths and roles, and whether that is another now.

Some questions look at all files, each for a part: so they have another answer where one comes that
has something there. Others look at where all files lie: which folders are editions of each other,
which hold packages of one shape. A function at the top of a module that finds it out from all files tells by
its name what was asked. It is tried on the files of the last run and on those of now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from ssotlint.model.ours import function_of
from ssotlint.model.source import SourceFile

_EACH = "each of "  # begins what is taken of each of some files
_LAYOUT = "files "  # begins what such a function is called among the parts of what was read
Layout = Callable[..., Any]
"""Is given all files, and a few texts; what it returns can be compared."""


@cache
def part_of(layout: Layout, *wanted: str) -> str:
    """What a layout is called among the parts that were read; ``wanted`` are its further arguments."""
    return f"{_LAYOUT}{layout.__module__}/{layout.__qualname__}/{json.dumps(wanted)}"


def is_layout(part: str) -> bool:
    """Whether a part is no part of files, but how they lie."""
    return part.startswith(_LAYOUT)


def each(files: str, part: str) -> str:
    """Stands for a part of each of some files, whichever there are."""
    return f"{_EACH}{files}/{part}"


def taken(read: str) -> tuple[str, str] | None:
    """The files of which each is asked for a part, and the part; None where that is not so."""
    if not read.startswith(_EACH):
        return None
    files, _, part = read.removeprefix(_EACH).partition("/")
    return files, part


def differs(part: str, then: Sequence[SourceFile], now: Sequence[SourceFile]) -> bool:
    """Whether files lie otherwise than others, as far as a part tells."""
    module, name, wanted = part.removeprefix(_LAYOUT).split("/", 2)
    layout: Layout | None = function_of(module, name)
    if layout is None:
        return True
    known = json.loads(wanted)
    return bool(layout(then, *known) != layout(now, *known))
