"""Markdown for merge requests and job summaries, as GitHub and GitLab render it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ssotlint.model.numbers import counted
from ssotlint.model.report import Report
from ssotlint.report.blocks import Block, Entry, arrange
from ssotlint.report.escape import plain
from ssotlint.report.evidence import Change, changes, differences
from ssotlint.report.options import TextOptions
from ssotlint.report.words import scanned, verdict

_FIRST = 5
_ENTRIES = 20
_DIFFERENCES = 5
_SPECIAL = re.compile(r"[\\`*{}\[\]<>&|~$]|(?<![^\W_])_|_(?![^\W_])")
_ALERTING = re.compile(r"[@#](?=\w)")  # names of people and numbers of issues become links
_TICKS = re.compile("`+")


def render(report: Report, options: TextOptions) -> str:
    """The verdict, what to fix first, and every group of every role."""
    return "".join(pieces(report, options))


def pieces(report: Report, options: TextOptions) -> Iterator[str]:
    """The document, from the most to the least important, to be cut between any two pieces."""
    words = verdict(report)
    title, _, rest = words.partition(": ")
    yield f"## ssotlint: {text(title)}\n\n"
    yield f"{text(rest[:1].upper() + rest[1:])}. " if rest else ""
    what = scanned(report)
    yield f"{text(what[:1].upper() + what[1:])}.\n"
    if report.scope.skipped:
        yield f"\nNot read: {counted(len(report.scope.skipped), 'path')}.\n"
    for fault in report.faults:
        yield f"\n**Bug in ssotlint**: {text(fault.where)} failed: {text(fault.what)}\n"
    blocks = arrange(report, report.findings)
    if len(blocks) > 2:
        yield "\n### Fix first\n\n"
        yield from (_first(i, one, options) for i, one in enumerate(blocks[:_FIRST], 1))
    for family, members in groupby(sorted(blocks, key=lambda b: b.family), lambda b: b.family):
        yield f"\n### {text(family)}\n"
        yield from (_block(one, options) for one in members)


def text(words: str) -> str:
    """Words that mean nothing to Markdown: no tag, link, mention or emphasis."""
    escaped = _SPECIAL.sub(_escaped, plain(words))
    return _ALERTING.sub(lambda match: f"{match.group()}<!-- -->", escaped)


def code(words: str) -> str:
    """Words as a code span, whatever they hold."""
    shown = plain(words)
    longest = max((len(ticks) for ticks in _TICKS.findall(shown)), default=0)
    fence = "`" * (longest + 1)
    # Markdown takes one blank off both ends when both have one, so both get one more.
    pad = " " if shown[:1] in {"`", " "} or shown[-1:] in {"`", " "} or not shown.strip() else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _escaped(match: re.Match[str]) -> str:
    entities = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
    return entities.get(match.group(), f"\\{match.group()}")


def _first(number: int, block: Block, options: TextOptions) -> str:
    entry = block.entries[0]
    return f"{number}. **{block.severity}** {text(block.title)} ({_place(entry, options)})\n"


def _place(entry: Entry, options: TextOptions) -> str:
    return code(f"{options.in_repository(entry.path)}:{entry.line}")


def _block(block: Block, options: TextOptions) -> str:
    rules = ", ".join(code(rule) for rule in block.rules)
    rows = [f"\n#### {block.severity}: {text(block.title)}\n\n{rules}\n\n"]
    rows += [_entry(entry, block, options) for entry in block.entries[:_ENTRIES]]
    rest = len(block.entries) - _ENTRIES
    if rest > 0:
        rows.append(f"- and {counted(rest, 'more place')}\n")
    remedies = dict.fromkeys(finding.remedy for finding in block.findings if finding.remedy)
    rows += [f"\n{text(remedy)}\n" for remedy in list(remedies)[:3]]
    return "".join(rows)


def _entry(entry: Entry, block: Block, options: TextOptions) -> str:
    words = []
    if entry.canonical:
        words.append(f"**canonical**: {text(block.why)}" if block.why else "**canonical**")
    if entry.drifted:
        words.append("**drifted**")
    if entry.importers:
        words.append(counted(entry.importers, "importer"))
    if entry.unused and not entry.canonical:
        words.append("0 importers, can be deleted")
    if entry.note:
        words.append(text(entry.note))
    row = f"- {_place(entry, options)}{' ' if words else ''}{'; '.join(words)}\n"
    for finding in entry.findings:
        found = changes(finding.evidence)
        if found:
            row += _diff(found)
            continue
        if finding.message != block.title:
            row += f"  - {text(finding.message)}\n"
        row += "".join(
            f"  - differs: {text(one)}\n" for one in differences(finding.evidence)[:_DIFFERENCES]
        )
    return row


def _diff(found: Sequence[Change]) -> str:
    """What differs as a block that forges colour; the lines say what a difference does."""
    lines: list[str] = []
    said = ""
    for change in sorted(found, key=lambda change: not change.changes)[:_DIFFERENCES]:
        lines += [f"# {plain(change.effect)}"] if change.effect != said else []
        said = change.effect
        lines += [f"- {plain(change.canonical_code)}"] if change.canonical_code else []
        lines += [f"+ {plain(change.code)}"] if change.code else []
    longest = max((len(ticks) for line in lines for ticks in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    body = "".join(f"  {line}\n" for line in (f"{fence}diff", *lines, fence))
    more = len(found) - _DIFFERENCES
    return body + (f"  - and {counted(more, 'more difference')}\n" if more > 0 else "")
