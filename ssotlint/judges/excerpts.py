"""Excerpts of files for judges, parsed when asked for."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

import libcst as cst

from ssotlint.judges.sight import Look, name_of, seen, told
from ssotlint.model.case import Member
from ssotlint.model.errors import ExcerptError, InputError
from ssotlint.model.place import Place, Span
from ssotlint.syntax.excerpt import Excerpt, excerpt
from ssotlint.syntax.hollow import hollow
from ssotlint.syntax.outline import Outline, OutlineError
from ssotlint.syntax.parsed import Parsed

_Answer = TypeVar("_Answer")


class _File(NamedTuple):
    text: str
    lines: tuple[str, ...]


class Excerpts:
    """Definitions and statements of a project's files as concrete syntax trees.

    A member's extent is parsed, nothing else of its file; ``ExcerptError`` says that it could
    not be (LibCST's grammar and that of the running Python differ, or the file is gone).
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changed = False
        """Whether a file was met that is not what it was when its facts were read."""
        self.looks: set[Look] = set()
        """What was read of which files since somebody has emptied it."""
        self._digests: dict[str, str] = {}
        # What a judge found out, for its other cases, and what it has read for it.
        self._answers: dict[object, tuple[object, set[Look]]] = {}
        # Cases come in the order of their places: more would be held for one question in a hundred.
        self._files = lru_cache(maxsize=24)(self._read)
        self._trees = lru_cache(maxsize=16)(Parsed)  # many calls are written alike
        self._parsed = lru_cache(maxsize=8)(self._parse)
        self._headed = lru_cache(maxsize=8)(self._header)
        # Many cases look at one callee, or at one file.
        self._seen = lru_cache(maxsize=4096)(self._see)
        self._around: tuple[Place, Outline] | None = None

    def expect(self, digests: Mapping[str, str]) -> None:
        """Hold files, by path, to the text of which their facts speak."""
        self._digests.update(digests)

    def forget(self) -> None:
        """Let go of all that was read."""
        self._answers.clear()
        self._around = None
        for known in (self._files, self._trees, self._parsed, self._headed, self._seen):
            known.cache_clear()

    def of(self, member: Member) -> Excerpt:
        """The syntax of a member's extent."""
        return self.at(member.extent)

    def at(self, place: Place) -> Excerpt:
        """The syntax of the definition or statement at a place."""
        self._look(place)
        return self._parsed(place)

    def known(self, key: object, find: Callable[[], _Answer]) -> _Answer:
        """What a judge finds out, once for all its cases."""
        answer = self._answers.get(key)
        if answer is None:
            outer, self.looks = self.looks, set()
            try:
                found = find()
            finally:
                inner, self.looks = self.looks, outer
                outer |= inner
            answer = self._answers[key] = found, inner
        self.looks |= answer[1]
        return cast("_Answer", answer[0])

    def picked(self, path: str, pick: Callable[[str], _Answer]) -> _Answer:
        """What a function tells of the text of a file, and no more of it. Raises ExcerptError."""
        look = Look(path, pick=name_of(pick))
        self.looks.add(look)
        if look not in self._answers:
            self._answers[look] = pick(self._files(path).text), set()
        return cast("_Answer", self._answers[look][0])

    def seen(self) -> list[tuple[Look, bytes]] | None:
        """All that was read, with what was seen there; None where that is not there any more."""
        try:
            return [(look, self._seen(look)) for look in sorted(self.looks)]
        except ExcerptError:
            return None

    def _see(self, look: Look) -> bytes:
        if look in self._answers:
            return told(self._answers[look][0])
        file = self._files(look.path)
        return seen(look, file.text, file.lines)

    def _look(self, place: Place) -> None:
        self.looks.add(Look(place.path, place.span.line, place.span.end_line))

    def hollow(self, place: Place, without: Iterable[Span] = ()) -> tuple[str, ...]:
        """The lines of an expression, with `...` for some parts of it. Raises ExcerptError."""
        self._look(place)
        return hollow(self._files(place.path).lines, place.span, without)

    def expression(self, rows: tuple[str, ...]) -> cst.BaseExpression | None:
        """The syntax of the expression in some lines; it knows no places.

        None where they hold something else. Raises ExcerptError.
        """
        body = self._trees(rows).module.body
        line = body[0] if len(body) == 1 else None
        alone = line.body[0] if isinstance(line, cst.SimpleStatementLine) else None
        return alone.value if isinstance(alone, cst.Expr) else None

    def header(self, extent: Place, line: int) -> Excerpt:
        """The syntax of a definition whose ``def`` stands at ``line``, with its header alone.

        Signatures stand in headers, and functions are long. Raises ExcerptError.
        """
        self._look(extent)
        self.looks.add(Look(extent.path, line, extent.span.end_line))
        return self._headed(extent, line)

    def frame(self, place: Place) -> Excerpt:
        """The syntax of a class with `...` for what its methods hold; it knows no places.

        Raises ExcerptError.
        """
        self._look(place)
        lines, span = self._files(place.path).lines, place.span._replace(column=1)
        try:
            rows = hollow(lines, span, Outline(lines, place.span).bodies())
        except OutlineError:
            return self._parsed(place)
        return excerpt(rows, Span(1, 1, len(rows), len(rows[-1]) + 1), 1, self._trees)

    def parts(self, place: Place) -> tuple[Place, ...]:
        """Where the statements of a class stand. Raises ExcerptError."""
        self._look(place)

        def find() -> tuple[Place, ...]:
            spans = Outline(self._files(place.path).lines, place.span).parts()
            return tuple(Place(place.path, span) for span in spans)

        return self.known(("parts", place), find)

    def outline(self, place: Place) -> Outline:
        """What stands around the places inside a function; raises OutlineError.

        One is kept: cases come in the order of their places, and a tree is made and gone through a
        fifth faster where that of the function before has just been let go of.
        """
        if self._around is None or self._around[0] != place:
            self._around = None
            self._look(place)
            self._around = place, Outline(self._files(place.path).lines, place.span)
        self._look(place)
        return self._around[1]

    def lines(self, path: str) -> tuple[str, ...]:
        """The text of a file by lines, without line ends. Raises ExcerptError."""
        self.looks.add(Look(path))
        return self._files(path).lines

    def whole(self, path: str) -> str:
        """The text of a file, its lines parted by line feeds. Raises ExcerptError."""
        self.looks.add(Look(path))
        return self._files(path).text

    def text(self, place: Place) -> str:
        """The lines of a place, whole, without any tree. Raises ExcerptError."""
        self._look(place)
        lines = self._files(place.path).lines
        return "\n".join(lines[place.span.line - 1 : place.span.end_line])

    def above(self, place: Place) -> tuple[str, ...]:
        """The lines of comment right above a place. Raises ExcerptError."""
        lines, first = self._files(place.path).lines, place.span.line - 1
        start = first
        while start > 0 and lines[start - 1].lstrip().startswith("#"):
            start -= 1
        self.looks.add(Look(place.path, max(start, 1), place.span.line))
        return lines[start:first]

    def _parse(self, place: Place) -> Excerpt:
        return excerpt(self._files(place.path).lines, place.span, place.span.line, self._trees)

    def _header(self, extent: Place, first: int) -> Excerpt:
        rows = self._files(extent.path).lines
        for last in range(first, extent.span.end_line):
            if rows[last - 1].partition("#")[0].rstrip().endswith(":"):
                row = rows[first - 1]
                body = f"{row[: len(row) - len(row.lstrip())]}    ..."
                span = extent.span._replace(end_line=last + 1, end_column=len(body) + 1)
                with suppress(ExcerptError):
                    return excerpt((*rows[:last], body), span, span.line, self._trees)
        return self._parsed(extent)

    def _read(self, path: str) -> "_File":
        from ssotlint.project import text
        from ssotlint.project.identifiers import read_as
        from ssotlint.project.text import TextError

        known = self._digests.get(path)
        try:
            data = text.read(self.root / path)
            if known in {None, text.digest(data)}:
                whole = read_as(data)
                return _File(whole, tuple(whole.split("\n")))
        except TextError as error:
            raise ExcerptError(str(error)) from error
        except InputError as error:
            self.changed = self.changed or known is not None
            raise ExcerptError(str(error)) from error
        self.changed = True
        raise ExcerptError("the file has changed since it was read")
