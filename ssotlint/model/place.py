"""Where something stands: a file and a span in it."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of a text; lines and columns count from 1, columns in code points."""

    line: int
    column: int
    end_line: int
    end_column: int


class Place(NamedTuple):
    """A span in a file; ``path`` is relative to the project root, with forward slashes."""

    path: str
    span: Span

    @property
    def line(self) -> int:
        """First line of the span, from 1."""
        return self.span.line


NOWHERE = Span(1, 1, 1, 1)
