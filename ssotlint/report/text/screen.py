"""The terminal as the report sees it: a width, a palette, a set of glyphs."""

import io
import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

from ssotlint.model.severity import Severity
from ssotlint.model.value import Value
from ssotlint.report.escape import address, ascii_only, plain, shown_path
from ssotlint.report.options import TextOptions

GUTTER = 13  # where the text of a block begins: two columns, the longest label, two columns
_LINK_ID = re.compile(r"\x1b]8;id=[^;]*;")  # rich draws it by lot; two runs give one answer

_THEME = Theme(
    {
        "error": "bold red",
        "warning": "bold yellow",
        "note": "bold cyan",
        "mark.error": "red",
        "mark.warning": "yellow",
        "mark.note": "cyan",
        "title": "bold",
        "place": "none",
        "quiet": "dim",
        "label": "dim",
        "good": "green",
        "bad": "yellow",
        "gone": "red",
        "come": "green",
        "rule-name": "dim",
    },
    inherit=False,
)


class Glyphs(Value, frozen=True):
    """What is drawn; the plain set is for screens that know nothing but ASCII."""

    rule: str
    bar: str
    underline: str
    more: str
    separator: str


_DRAWN = Glyphs("─", "│", "━", "…", " · ")
_PLAIN = Glyphs("-", "|", "^", "...", ", ")


class Screen:
    """Collects what is written, wrapped to a width; asks nothing of the machine."""

    def __init__(self, options: TextOptions) -> None:
        self.options = options
        self.glyphs = _DRAWN if options.unicode else _PLAIN
        self.width = max(options.width, 40)
        self._lines: list[str] = []
        # It wraps and knows the palette; asked nothing of the terminal, it says nothing of it.
        self._console = Console(file=io.StringIO(), width=self.width, theme=_THEME, _environ={})

    def clean(self, text: str) -> str:
        """Text of the checked project, fit for this screen."""
        return plain(text) if self.options.unicode else ascii_only(text)

    def path(self, path: str) -> str:
        """A path of the report as the reader would type it, fit for this screen."""
        return self.clean(shown_path(self.options.shown(path)))

    def place(self, path: str, line: int) -> Text:
        """``path:line`` as the reader would type it, linked where the terminal can."""
        text = styled(self.path(path), "place").append(f":{line}", "quiet")
        if self.options.color and self.options.hyperlinks:
            text.stylize(Style(link=f"{self.options.hyperlinks}{address(path)}#L{line}"))
        return text

    def blank(self) -> None:
        """An empty line."""
        self._lines.append("")

    def say(self, text: Text, *, hang: int = 0, label: Text | None = None) -> None:
        """Writes ``text`` wrapped; all lines but the first begin at ``hang``.

        With a label the first line begins there too, behind the label.
        """
        first = label or Text()
        if label is not None:
            first.pad_right(max(hang - cell_len(label.plain), 0))
        for part in self._wrapped(text, self.width - hang):
            part.rstrip()
            self.draw(Text.assemble(first, part))
            first = Text(" " * hang)

    def draw(self, text: Text) -> None:
        """Writes ``text`` as it is, on one line."""
        self._lines.append(self._colored(text) if self.options.color else text.plain)

    def written(self) -> str:
        """All that was written."""
        return _LINK_ID.sub("\x1b]8;;", "".join(f"{line}\n" for line in self._lines))

    def _wrapped(self, text: Text, room: int) -> Iterable[Text]:
        if cell_len(text.plain) <= room:
            return [text]
        return text.wrap(self._console, room, overflow="fold")

    def _colored(self, text: Text) -> str:
        return "".join(
            (segment.style or Style.null()).render(
                segment.text, color_system=ColorSystem.STANDARD, legacy_windows=False
            )
            for segment in text.render(self._console)
        )


def severity_word(severity: Severity) -> Text:
    """The word in its colour."""
    return styled(severity.value, severity.value)


def styled(words: str, style: str) -> Text:
    """Words in a style that what is appended to them does not inherit."""
    return Text().append(words, style)
