"""The report for people at a terminal: calm, aligned, the most urgent last where eyes are."""

from itertools import groupby

from ssotlint.model.numbers import counted
from ssotlint.model.report import Finding, Report
from ssotlint.report.blocks import Block, arrange
from ssotlint.report.options import TextOptions
from ssotlint.report.text import block, summary
from ssotlint.report.text.screen import Screen, styled


def render(report: Report, options: TextOptions) -> str:
    """Families with their groups, then a summary; roles that are not shown fold to a count."""
    screen = Screen(options)
    shown, folded = _split(arrange(report, report.findings), options)
    for number, (family, blocks) in enumerate(_families(shown)):
        if number:
            screen.blank()
        findings = sum(len(one.findings) for one in blocks)
        numbers = f"{counted(len(blocks), 'group')}, {counted(findings, 'finding')}"
        summary.heading(screen, family, numbers)
        for one in blocks:
            block.draw(screen, one, report)
    _faults(screen, report)
    if not options.quiet:
        summary.draw(screen, report, shown, folded)
    return screen.written()


def _split(blocks: list[Block], options: TextOptions) -> tuple[list[Block], list[Finding]]:
    shown: list[Block] = []
    folded: list[Finding] = []
    for one in blocks:
        if any(finding.role in options.roles_shown for finding in one.findings):
            shown.append(one)
        else:
            folded += one.findings
    return shown, folded


def _families(blocks: list[Block]) -> list[tuple[str, list[Block]]]:
    """The blocks by family, in the order of the most urgent block of each."""
    order = {family: i for i, family in enumerate(dict.fromkeys(b.family for b in blocks))}
    ordered = sorted(blocks, key=lambda one: order[one.family])  # stable: urgent blocks in front
    return [(family, list(group)) for family, group in groupby(ordered, lambda one: one.family)]


def _faults(screen: Screen, report: Report) -> None:
    for fault in report.faults:
        screen.blank()
        words = f"{fault.where} failed, the rest went on: {fault.what}"
        title = styled("bug in ssotlint: ", "error").append(screen.clean(words), "title")
        screen.say(title, hang=2)
        for line in fault.trace.splitlines():
            screen.draw(styled(f"  {screen.clean(line)}", "quiet"))
