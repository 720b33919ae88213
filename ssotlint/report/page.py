"""A text that is put together from pieces, so that the next one can take over what it says too."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Spans = Mapping[bytes, tuple[int, int]]
"""Where each piece stands in a text, by its key: where it begins, and its length."""


class Page:
    """A text in the making, with what is known of the pieces of an earlier one.

    A key says all that a piece is made from; one that is empty says nothing.
    """

    def __init__(self, earlier: bytes = b"", spans: Spans | None = None) -> None:
        self._earlier, self._known = memoryview(earlier), spans or {}
        self._parts: list[bytes | memoryview] = []
        self._size = 0
        self.spans: dict[bytes, tuple[int, int]] = {}

    def put(self, data: bytes | memoryview) -> None:
        """Go on with what stands in this text alone."""
        self._parts.append(data)
        self._size += len(data)

    def piece(self, key: bytes, make: Callable[[], bytes]) -> None:
        """Go on with a piece, which is made where the earlier text did not have it."""
        span = self._known.get(key) if key else None
        data: bytes | memoryview
        if span is not None:
            start, size = span
            data = self._earlier[start : start + size]
        else:
            data = make()
            size = len(data)
        if key:
            self.spans[key] = self._size, size
        self._parts.append(data)  # as `put` does: a report has tens of thousands
        self._size += size

    def text(self) -> bytes:
        """All of it."""
        return b"".join(self._parts)
