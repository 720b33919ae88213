"""Excerpts of files for judges, parsed when asked for."""

from functools import lru_cache
from pathlib import Path

from ssotlint.model.case import Member
from ssotlint.model.place import Place
from ssotlint.syntax.excerpt import Excerpt, excerpt


class Excerpts:
    """Definitions and statements of a project's files as concrete syntax trees.

    A member's extent is parsed, nothing else of its file; ``ExcerptError`` says that it could
    not be (LibCST's grammar and that of the running Python differ).
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lines = lru_cache(maxsize=256)(self._read)
        self._parsed = lru_cache(maxsize=512)(self._parse)

    def of(self, member: Member) -> Excerpt:
        """The syntax of a member's extent."""
        return self.at(member.extent)

    def at(self, place: Place) -> Excerpt:
        """The syntax of the definition or statement at a place."""
        return self._parsed(place)

    def lines(self, path: str) -> tuple[str, ...]:
        """The text of a file by lines, without line ends."""
        return self._lines(path)

    def _parse(self, place: Place) -> Excerpt:
        return excerpt(self._lines(place.path), place.span, place.span.line)

    def _read(self, path: str) -> tuple[str, ...]:
        from ssotlint.project import text

        return tuple(text.split_lines(text.decode(text.read(self.root / path))))
