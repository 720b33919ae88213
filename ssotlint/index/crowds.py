"""What a search leaves behind, so that it can be told whether an edit matters to what it found.

Some questions look at all files, and few files matter to each other: two functions of ten thousand.
What was compared is left as columns of numbers, with the content of each file then. After an edit
they tell whether what the edited files say would meet anybody; if not, the answer stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import msgspec

from ssotlint.index import codec
from ssotlint.index.found import leave
from ssotlint.index.results import contents_of

if TYPE_CHECKING:
    from ssotlint.index.index import Index
    from ssotlint.index.store import Store


_Result = TypeVar("_Result")


class Others(NamedTuple, Generic[_Result]):
    """What can be asked of all files: their paths in order, and what is found out about one.

    The latter is None where nobody knows. ``modules`` are their names by path.
    """

    paths: Sequence[str]
    modules: Mapping[str, str]
    page: Callable[[int], _Result | None]


class _Left(msgspec.Struct, array_like=True):
    """``files`` are the contents of all files in the order of their paths, ``data`` what was compared."""

    files: dict[str, str]
    data: bytes


_left = msgspec.msgpack.Decoder(_Left)
ABSENT = None
"""The content of a file that is not there."""


class Crowd:
    """What was compared, and the files that say something else since; ``digests`` are those of now."""

    def __init__(self, left: _Left, digests: Mapping[str, str]) -> None:
        self.data = left.data
        self.paths = [*left.files, *sorted(digests.keys() - left.files.keys())]
        """All files by the numbers that they have in it; those that came since stand behind."""
        then = ((path, left.files.get(path, ABSENT)) for path in self.paths)
        self.then = {path: old for path, old in then if old != digests.get(path, ABSENT)}
        """The contents of then, by path."""


def leave_crowd(index: Index, name: str, make: Callable[[Mapping[str, int]], object]) -> None:
    """Leave to the next run what was compared of an aspect.

    It is made of the files by the numbers that they have in it.
    """
    if index.aspects is None or not index.aspects.memory:
        return
    digests = {path: index.by_path[path].digest for path in sorted(index.by_path)}
    made = make({path: number for number, path in enumerate(digests)})
    leave(index, _key(name), codec.packed(_Left(digests, codec.packed(made))))


def left_crowd(
    store: Store, memory: str, name: str, epoch: str, contents: str, digests: Mapping[str, str]
) -> Crowd | None:
    """What was left while surfaces said what ``epoch`` names; None where nothing was.

    Nor is it of use if it was left while files held something else than ``contents``: a run leaves
    it before it writes down its answers, and may be stopped in between.
    """
    found = codec.unpacked(_left, store.recall(f"{_key(name)} {memory}", epoch) or b"")
    if found is None or contents_of(found.files) != contents:
        return None
    return Crowd(found, digests)


def _key(name: str) -> str:
    return f"crowd of {name}"
