"""A file's syntax trees, a few functions at a time.

The tree of a whole file fills half a megabyte. One of some thousand characters is made, walked and
let go of while it lies near the processor, and most of its line numbers are integers that Python
has at hand: that takes a quarter less.
"""

import ast
import re
from collections.abc import Iterator

from ssotlint.facts.newer import read
from ssotlint.model.facts import SyntaxFault

SIZE = 3_000
"""So many characters a piece has at least."""
_BEGIN = re.compile(r"\n(?:    )?(?:@|def |class |async def )")
_BEGIN_OUTSIDE = re.compile(r"\n(?:@|def |class |async def )")
_BEGUN = re.compile(r"\n(class|def|async def) ")  # at the margin
_HEADER = "class _:\n"  # in front of the members of a class that began in an earlier piece
_INDENT = 4


class Pieces:
    """The statements of a text, parsed when they are asked for.

    A text is cut in front of definitions at its margin, and of the members of classes there. The
    parser decides whether a cut is one: who cuts into a text, a bracket or a block gets a piece
    that is no Python or does not end in a class, and takes more. What the pieces say is what the
    whole would say; that the whole is no Python shows in some piece as ``SyntaxError``.
    """

    __slots__ = (
        "_lines", "_position", "_rest", "_source", "closing", "newer", "offset", "open"
    )  # fmt: skip

    def __init__(self, source: str, *, whole: bool = False) -> None:
        self._source = source
        self._position = 0  # where the next piece begins
        self._lines = 0  # in front of it
        self._rest: list[ast.stmt] = []  # of the piece in hand, those at the margin, last first
        self.offset = 0  # what the line numbers of the piece in hand lack
        self.open: ast.ClassDef | None = None  # its class that goes on in the next piece
        self.closing: ast.ClassDef | None = None  # what says where that class ends
        self.newer: SyntaxFault | None = None  # where a newer Python is needed first
        if whole or "\r" in source:
            tree, self.newer = read(source)
            self._rest = tree.body[::-1]
            self._position = len(source)

    def statements(self) -> Iterator[ast.stmt]:
        """The statements of the module."""
        rest = self._rest
        while rest or self._position < len(self._source):
            if rest:
                yield rest.pop()
            else:
                self._read("")

    def members(self, node: ast.ClassDef) -> Iterator[ast.stmt]:
        """The statements of a class that is open; it has none of them afterwards."""
        yield from _given_away(node)
        while self.open is node:
            self.closing = None
            self._read(_HEADER)
            part = self._rest.pop()
            assert isinstance(part, ast.ClassDef)  # noqa: S101 - the header is ours
            if self.open is part:
                self.open = node
            self.closing = part
            yield from _given_away(part)

    def _read(self, header: str) -> None:
        """Take the next piece, or as many as it takes to have one that ends where it may."""
        source, begin = self._source, self._position
        end = begin
        while True:
            end, inside = self._cut(end + max(SIZE, end - begin), begin, inside=bool(header))
            piece = f"{header}{source[begin:end]}"
            try:
                tree, newer = read(piece)
            except SyntaxError:
                if end == len(source):
                    raise
                continue
            statements = tree.body
            if not inside or (header and len(statements) == 1) or _ends_open(statements, piece):
                break
        last = statements[-1] if inside else None
        self.open = last if isinstance(last, ast.ClassDef) else None
        self._rest.extend(reversed(statements))
        self.offset = self._lines - len(header and "\n")
        if newer is not None and self.newer is None:
            self.newer = newer._replace(line=newer.line + self.offset)
        self._lines += piece.count("\n") - len(header and "\n")
        self._position = end

    def _cut(self, start: int, begin: int, *, inside: bool) -> tuple[int, bool]:
        """A place to cut at or behind ``start``, and whether it is within a class."""
        source, pattern = self._source, _BEGIN
        while match := pattern.search(source, start):
            start = match.end()
            if _is_decorated(source, match.start()):
                continue
            within = source[match.start() + 1] == " "
            if not within or _in_class(source, begin, match.start(), inside=inside):
                return match.start() + 1, within
            pattern = _BEGIN_OUTSIDE  # functions in a function
        return len(source), False


def _given_away(node: ast.ClassDef) -> Iterator[ast.stmt]:
    """The statements of a class; nothing of them is kept when the next one is asked for."""
    body = node.body[::-1]
    node.body.clear()
    while body:
        yield body.pop()


def _is_decorated(source: str, line_end: int) -> bool:
    """Whether the line that ends here is, or ends, a decorator as they are usually written."""
    line = source[source.rfind("\n", 0, line_end) + 1 : line_end].lstrip()
    return line.startswith(("@", ")"))


def _in_class(source: str, begin: int, end: int, *, inside: bool) -> bool:
    """Whether a class was begun last, as far as words tell; before ``begin`` one was, or not."""
    begun: list[str] = _BEGUN.findall(source, begin, end)
    if begun:
        return begun[-1] == "class"
    if source.startswith("class ", begin):
        return True
    return inside and not source.startswith(("def ", "async def "), begin)


def _ends_open(statements: list[ast.stmt], piece: str) -> bool:
    """Whether a piece ends in a class with which a member goes on that is indented as usual."""
    if not statements or not isinstance(statements[-1], ast.ClassDef):
        return False
    first = statements[-1].body[0]
    if first.col_offset != _INDENT:
        return False
    indent = piece.split("\n", first.lineno)[first.lineno - 1][:_INDENT]
    return not indent.strip(" ")
