"""The end of the terminal report: what to fix first, and what the numbers rest on."""

from collections import Counter
from itertools import groupby

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ssotlint.model.numbers import counted, listed
from ssotlint.model.report import Finding, Report
from ssotlint.model.severity import Severity
from ssotlint.report import statistics
from ssotlint.report.blocks import Block
from ssotlint.report.text.screen import Screen, severity_word, styled
from ssotlint.report.words import scanned, verdict

_FIRST = 5
_PATHS = 3  # skipped paths that are named for each reason


def heading(screen: Screen, words: str, aside: str = "") -> None:
    """A title with a line behind it."""
    tail = f" {aside}" if aside else ""
    dashes = max(screen.width - cell_len(words) - cell_len(tail) - 1, 3)
    line = styled(screen.clean(words), "title").append(
        f" {screen.glyphs.rule * dashes}{tail}", "quiet"
    )
    screen.draw(line)


def draw(screen: Screen, report: Report, blocks: list[Block], folded: list[Finding]) -> None:
    """Draws the summary of ``report``; ``blocks`` are those shown, ``folded`` what was not."""
    if len(blocks) > 2:
        _first(screen, blocks[:_FIRST])
    if len({finding.rule for finding in report.findings}) > 1:
        _rules(screen, report)
    if report.findings:
        screen.blank()
    if screen.options.statistics:
        _statistics(screen, report)
    _totals(screen, report)
    _folded(screen, folded)
    _skipped(screen, report)


def _first(screen: Screen, blocks: list[Block]) -> None:
    screen.blank()
    heading(screen, "fix first")
    width = max(len(block.severity) for block in blocks)
    for number, block in enumerate(blocks, 1):
        label = Text(f"  {number}  ").append(severity_word(block.severity))
        hang = 5 + width + 2
        screen.say(styled(screen.clean(block.title), "title"), hang=hang, label=label)
        parts = [screen.place(block.entries[0].path, block.entries[0].line)]
        words = (*_impact(block), screen.clean(block.rules[0]))
        parts += [styled(word, "quiet") for word in words]
        separator = styled(screen.glyphs.separator, "quiet")
        screen.say(separator.join(parts), hang=hang, label=Text())


def _impact(block: Block) -> list[str]:
    words = []
    if block.of_copies:
        words.append(counted(block.copies, "copy", "copies"))
    elif len(block.findings) > 1:
        words.append(counted(len(block.findings), "place"))
    if block.drifted:
        words.append(f"{block.drifted:,} drifted")
    if block.importers:
        words.append(counted(block.importers, "importer"))
    return words


def _rules(screen: Screen, report: Report) -> None:
    """Findings by rule, the worst and then the most frequent in front."""
    screen.blank()
    heading(screen, "by rule")
    numbers: Counter[tuple[Severity, str]] = Counter(
        (finding.severity, finding.rule) for finding in report.findings
    )
    rows = sorted(numbers.items(), key=lambda row: (-row[0][0].rank, -row[1], row[0][1]))
    digits = max(len(f"{number:,}") for number in numbers.values())
    words = max(len(severity) for severity, _ in numbers)
    names = max(cell_len(screen.clean(rule)) for _, rule in numbers)
    for (severity, rule), number in rows:
        line = Text(f"  {number:>{digits},}  ").append(severity_word(severity))
        line.append(f"{'':{words - len(severity)}}  ")
        line.append(set_cell_size(screen.clean(rule), names))
        card = report.rules.get(rule)
        room = screen.width - cell_len(line.plain) - 2
        if card and room >= 20:
            line.append(f"  {_cropped(screen, card.summary, room)}", "quiet")
        line.rstrip()
        screen.draw(line)


def _cropped(screen: Screen, text: str, room: int) -> str:
    clean, more = screen.clean(text), screen.glyphs.more
    if cell_len(clean) <= room:
        return clean
    return set_cell_size(clean, room - len(more)).rstrip() + more


def _statistics(screen: Screen, report: Report) -> None:
    heading(screen, "statistics")
    for line in statistics.render(report, screen.options).splitlines():
        screen.draw(Text(f"  {line}"))
    screen.blank()


def _totals(screen: Screen, report: Report) -> None:
    words = verdict(report)
    worst = max(report.findings, key=lambda f: f.severity.rank, default=None)
    style = worst.severity.value if worst else "good"
    screen.say(styled(f"{words[0].upper()}{words[1:]}.", style))
    words = scanned(report)
    screen.say(styled(f"{words[0].upper()}{words[1:]}.", "quiet"))


def _folded(screen: Screen, folded: list[Finding]) -> None:
    for role, number in sorted(Counter(finding.role for finding in folded).items()):
        words = f"{counted(number, 'finding')} in {role.value} code not shown: --role {role.value}"
        screen.say(Text(words), hang=2)


def _skipped(screen: Screen, report: Report) -> None:
    skipped = sorted(report.scope.skipped, key=lambda item: (item.why, item.path))
    for why, items in groupby(skipped, key=lambda item: item.why):
        paths = [screen.path(item.path) for item in items]
        named = listed(paths, _PATHS)
        words = f"Skipped {counted(len(paths), 'path')} ({screen.clean(why)}): {named}"
        screen.say(styled(words, "quiet"), hang=2)
