"""A code frame: the reported lines, with the beginning of what is reported underlined."""

from rich.cells import cell_len

from ssotlint.model.place import Place
from ssotlint.model.value import Value
from ssotlint.report.text.screen import Screen, styled

_LINES = 3  # of one finding; the place says where the rest is
_TAB = 4


class _Row(Value, frozen=True):
    """A source line, ready to show: cells, and the range of them to underline."""

    number: int
    text: str
    start: int
    end: int


def draw(screen: Screen, place: Place, excerpt: dict[int, str], style: str, indent: int) -> None:
    """Draws the frame of ``place`` from the lines that the report holds; nothing without them."""
    rows = _rows(screen, place, excerpt)
    if not rows:
        return
    digits = len(str(rows[-1].number))
    room = screen.width - indent - digits - 3
    bar = f" {screen.glyphs.bar} "
    for row in rows:
        text, start, end = _fitted(row, room, screen.glyphs.more)
        gutter = styled(f"{'':{indent}}{row.number:>{digits}}{bar}", "quiet")
        screen.draw(gutter.append(text))
        if end > start:
            gutter = styled(f"{'':{indent + digits}}{bar}", "quiet")
            mark = screen.glyphs.underline * (end - start)
            screen.draw(gutter.append(" " * start).append(mark, style))


def _rows(screen: Screen, place: Place, excerpt: dict[int, str]) -> list[_Row]:
    span = place.span
    if span[:2] == span[2:]:
        return []  # a folder: its first line says nothing
    numbers = [
        n for n in range(span.line, min(span.end_line, span.line + _LINES - 1) + 1) if n in excerpt
    ]
    sources = [excerpt[n] for n in numbers]
    margin = min((_indent(source) for source in sources if source.strip()), default=0)
    rows = []
    for number, source in zip(numbers, sources, strict=True):
        first = span.column - 1
        last = span.end_column - 1 if number == span.end_line else len(source.rstrip())
        marked = (first, last) if number == span.line else (0, 0)  # one line is enough to see it
        rows.append(_row(screen, number, source, (margin, *marked)))
    return rows


def _row(screen: Screen, number: int, source: str, columns: tuple[int, int, int]) -> _Row:
    margin, first, last = columns
    cells = [0]  # cells before each code point of the source
    shown: list[str] = []
    for character in source.rstrip("\r\n")[margin:]:
        piece = " " * _TAB if character == "\t" else screen.clean(character)
        shown.append(piece)
        cells.append(cells[-1] + cell_len(piece))
    start = min(max(first - margin, 0), len(cells) - 1)
    end = min(max(last - margin, start), len(cells) - 1)
    return _Row(number, "".join(shown).rstrip(), cells[start], cells[end])


def _fitted(row: _Row, room: int, more: str) -> tuple[str, int, int]:
    """The part of a long line that shows where the underline begins."""
    text, start, end = row.text, row.start, row.end
    if cell_len(text) <= room:
        return text, start, end
    skip = max(0, start - room // 3) if end > room else 0
    if skip:
        text = more + _after(text, skip + len(more))
        start, end = max(start - skip, len(more)), end - skip
    if cell_len(text) > room:
        text = _before(text, room - len(more)) + more
        end = min(end, room)
    return text, start, end


def _after(text: str, cells: int) -> str:
    """What follows the first ``cells`` cells; half of a wide character becomes a blank."""
    position = passed = 0
    while passed < cells:
        passed += cell_len(text[position])
        position += 1
    return " " * (passed - cells) + text[position:]


def _before(text: str, cells: int) -> str:
    """The first ``cells`` cells; half of a wide character becomes a blank."""
    position = passed = 0
    while position < len(text) and passed + cell_len(text[position]) <= cells:
        passed += cell_len(text[position])
        position += 1
    return text[:position] + " " * (cells - passed)


def _indent(source: str) -> int:
    return len(source) - len(source.lstrip())
