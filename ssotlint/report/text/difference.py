"""A small diff: what the canonical member says, what the copy says, and what that changes."""

from collections.abc import Sequence

from rich.cells import cell_len

from ssotlint.model.numbers import counted
from ssotlint.report.evidence import Change
from ssotlint.report.text.screen import Screen, styled

_SHOWN = 6  # of one copy; JSON has them all


def draw(screen: Screen, changes: Sequence[Change], indent: int) -> None:
    """Draws the differences in the order of the lines; those that change nothing are quiet.

    When there are too many, those that change what happens come first.
    """
    weighty = sorted(range(len(changes)), key=lambda i: not changes[i].changes)[:_SHOWN]
    shown = [changes[i] for i in sorted(weighty)]
    digits = max((len(str(max(c.line, c.canonical_line))) for c in shown), default=1)
    said = ""
    for change in shown:
        if change.effect != said:
            style = "bad" if change.changes else "quiet"
            screen.say(
                styled(screen.clean(_heading(change)), style), hang=indent, label=styled("", "")
            )
            said = change.effect
        _row(screen, "-", (change.canonical_line, change.canonical_code), indent, digits)
        _row(screen, "+", (change.line, change.code), indent, digits)
    if len(changes) > len(shown):
        more = f"and {counted(len(changes) - len(shown), 'more difference')}"
        screen.say(styled(more, "quiet"), hang=indent, label=styled("", ""))


def _heading(change: Change) -> str:
    return change.effect if change.changes else f"{change.effect} (same behaviour)"


def _row(screen: Screen, sign: str, at: tuple[int, str], indent: int, digits: int) -> None:
    line, code = at
    if not line or not code:
        return
    style = "gone" if sign == "-" else "come"
    gutter = styled(" " * indent, "quiet").append(f"{sign} ", style)
    gutter.append(f"{line:>{digits}} {screen.glyphs.bar} ", "quiet")
    text = screen.clean(code)
    room = screen.width - cell_len(gutter.plain)
    if cell_len(text) > room:
        while cell_len(text) > room - len(screen.glyphs.more):
            text = text[:-1]
        text += screen.glyphs.more
    screen.draw(gutter.append(text, style))
