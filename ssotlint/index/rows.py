"""Rows of texts as bytes, whatever characters they hold; none of them is empty or has a NUL."""

from collections.abc import Iterable, Sequence

_CELL, _ROW = "\0", "\0\0"


def packed(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of cells."""
    return _ROW.join(map(_CELL.join, rows)).encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> list[list[str]]:
    """The rows that were packed."""
    text = data.decode("utf-8", "surrogatepass")
    return [row.split(_CELL) for row in text.split(_ROW)] if text else []
