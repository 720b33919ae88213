"""A text that is put together from pieces, so that the next one can take over what it says too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

Span = tuple[int, int]
"""Where something stands in a text: where it begins, and its length."""
Part = bytes | Span
"""What an earlier text does not have, or where it stands there."""


_BLOCK = 64  # lines that are looked for together


class Text(NamedTuple):
    """A text: what it takes over from an earlier one, and what stands in this one alone."""

    earlier: bytes
    parts: Sequence[Part]

    def __bytes__(self) -> bytes:
        """All of it."""
        pieces = [*self.pieces()]
        return bytes(pieces[0]) if len(pieces) == 1 else b"".join(pieces)

    def pieces(self) -> Iterator[bytes | memoryview]:
        """The same, one after the other: what is taken over is not copied for that."""
        earlier = memoryview(self.earlier)
        for part in self.parts:
            yield part if isinstance(part, bytes) else earlier[part[0] : sum(part)]


class Page:
    """A text in the making, with what is known of the pieces of an earlier one.

    A key says all that a piece is made from; one that is empty says nothing. What stands in both
    texts in a row is one part of the new one.
    """

    def __init__(self, earlier: bytes = b"", spans: Mapping[bytes, Span] | None = None) -> None:
        self._earlier, self._known = earlier, spans or {}
        self._parts: list[Part] = []
        self._own: list[bytes] = []  # what is not taken over, in a row
        self._begin = self._end = 0  # what is taken over just now, behind that
        self.size = 0
        self.spans: dict[bytes, Span] = {}

    def put(self, data: bytes) -> None:
        """Go on with what stands between pieces."""
        self.size += len(data)
        if self._earlier.startswith(data, self._end):
            self._end += len(data)
        else:
            self._add(data)

    def lines(self, data: bytes) -> None:
        """The same of what has many lines, few of which are others than in the earlier text."""
        lines = data.splitlines(keepends=True)
        for first in range(0, len(lines), _BLOCK):
            block = lines[first : first + _BLOCK]
            whole = b"".join(block)
            for line in (whole,) if self._earlier.startswith(whole, self._end) else block:
                self._line(line)

    def _line(self, line: bytes) -> None:
        there = self._end
        self.put(line)
        if self._end == there:  # another line; the next one may be what stands behind that
            self._begin = self._end = self._earlier.find(b"\n", there) + 1 or there

    def pieces(self, rows: Iterable[tuple[bytes, bytes]], make: Callable[[int], bytes]) -> None:
        """Many pieces: what stands in front of each, and its key; ``make`` is given its number."""
        known, earlier, spans = self._known, self._earlier, self.spans
        for number, (between, key) in enumerate(rows):
            span = known.get(key)
            there = self._end + len(between)
            if span is not None and span[0] == there and earlier.startswith(between, self._end):
                spans[key] = self.size + len(between), span[1]  # as below: there are thousands
                self.size += len(between) + span[1]
                self._end = there + span[1]
            else:
                self.put(between)
                self.piece(key, partial(make, number))

    def piece(self, key: bytes, make: Callable[[], bytes]) -> None:
        """Go on with a piece, which is made where the earlier text did not have it."""
        span = self._known.get(key) if key else None
        if span is None:
            data = make()
            size = len(data)
            self._add(data)
        else:
            start, size = span
            if start != self._end:
                self._close()
                self._begin = start
            self._end = start + size
        if key:
            self.spans[key] = self.size, size
        self.size += size

    def text(self) -> Text:
        """What it says."""
        self._close()
        self._part()
        return Text(self._earlier, self._parts)

    def _add(self, data: bytes) -> None:
        """What follows may be what followed in the earlier text, so its place there stays known."""
        self._close()
        self._own.append(data)

    def _close(self) -> None:
        if self._begin < self._end:
            self._part()
            self._parts.append((self._begin, self._end - self._begin))
            self._begin = self._end

    def _part(self) -> None:
        if self._own:
            self._parts.append(b"".join(self._own))
            self._own = []
