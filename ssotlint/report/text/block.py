"""One block: what was found, who should own it, who else has it, what to do."""

from rich.cells import cell_len
from rich.text import Text

from ssotlint.model.numbers import counted, percent
from ssotlint.model.report import Finding, Report
from ssotlint.model.source import Role
from ssotlint.report.blocks import Block, Entry
from ssotlint.report.evidence import changes, differences, similarity
from ssotlint.report.text import difference, frame
from ssotlint.report.text.screen import GUTTER, Screen, severity_word, styled

_ENTRIES = 12  # of one block; `lines` and `json` have them all
_FRAMES = 3
_REMEDIES = 4
_ASIDE = GUTTER + 2
_DIFFERENCES = 5


def draw(screen: Screen, block: Block, report: Report) -> None:
    """Draws the block, a blank line in front."""
    screen.blank()
    screen.say(_title(screen, block), hang=len(block.severity) + 2)
    shown = block.entries[:_ENTRIES]
    uses = [_uses(entry, screen, block) for entry in shown]
    column = _column(screen, shown, uses)
    framed: set[str] = set()
    label = ""
    for entry, known in zip(shown, uses, strict=True):
        previous, label = label, _label(entry, block)
        _entry(screen, entry, known, (label if label != previous else "", column))
        if entry.canonical and block.why not in ("", entry.note, _imported(entry)):
            _aside(screen, styled(screen.clean(block.why), "quiet"))
        _details(screen, entry, block, report, framed)
    _rest(screen, block)
    _remedies(screen, block)


def _title(screen: Screen, block: Block) -> Text:
    rule, *others = block.rules
    names = f"{rule}, also {', '.join(others)}" if others else rule
    title = severity_word(block.severity).append(": ", block.severity.value)
    return title.append(screen.clean(block.title), "title").append(
        f" [{screen.clean(names)}]", "rule-name"
    )


def _column(screen: Screen, entries: tuple[Entry, ...], uses: list[list[Text]]) -> int:
    """Where the uses begin: behind the longest place that leaves them room enough."""
    widths = [cell_len(screen.place(entry.path, entry.line).plain) for entry in entries]
    longest = max((cell_len(known[0].plain) for known in uses if known), default=0)
    whole = screen.width - GUTTER
    room = max(whole - longest - 2, whole * 3 // 5)
    return max((width for width in widths if width <= room), default=0) + 2


def _label(entry: Entry, block: Block) -> str:
    if entry.canonical:
        return "canonical"
    if entry.drifted:
        return "drifted"
    return "copy" if block.of_copies else "at"


_LABELS = {"canonical": "good", "drifted": "bad"}


def _entry(screen: Screen, entry: Entry, uses: list[Text], layout: tuple[str, int]) -> None:
    """The place, and what is known of it on the same line as far as it fits, else below."""
    word, column = layout
    line = screen.place(entry.path, entry.line)
    line.pad_right(max(column - cell_len(line.plain), 2))
    below = list(uses)
    gap = ""
    while below and GUTTER + cell_len(f"{line.plain}{gap}{below[0].plain}") <= screen.width:
        line.append(gap).append_text(below.pop(0))
        gap = ", "
    line.rstrip()
    screen.say(line, hang=GUTTER, label=styled(f"  {word}", _LABELS.get(word, "label")))
    if below:
        _aside(screen, Text(", ").join(below))


def _aside(screen: Screen, text: Text) -> None:
    screen.say(text, hang=_ASIDE, label=Text())


def _uses(entry: Entry, screen: Screen, block: Block) -> list[Text]:
    """Importers, likeness, role and note of a place, as far as they say something."""
    uses: list[Text] = []
    if entry.unused and not entry.canonical:
        uses.append(Text("0 importers: ").append("can be deleted", "good"))
    elif entry.canonical and entry.importers and block.why == _imported(entry):
        uses.append(Text(block.why))
    elif entry.importers or (block.of_copies and block.importers):
        uses.append(Text(counted(entry.importers, "importer")))
    alike = [similarity(finding.evidence) for finding in entry.findings]
    uses += [
        Text(f"{percent(value)}% alike") for value in alike[:1] if value is not None and value < 1
    ]
    roles = dict.fromkeys(finding.role for finding in entry.findings)
    uses += [Text(role.value) for role in roles if role is not Role.PRODUCTION]
    if entry.note:
        uses.append(styled(screen.clean(entry.note), "quiet"))
    return uses


def _imported(entry: Entry) -> str:
    """The reason that its uses give to a canonical member: they need not be told twice."""
    return f"imported by {entry.importers}" if entry.importers else ""


def _details(screen: Screen, entry: Entry, block: Block, report: Report, framed: set[str]) -> None:
    """Messages, frames and differences: for each line of code once, and for a few only.

    A copy that was compared statement by statement shows just what differs.
    """
    for finding in entry.findings:
        found = changes(finding.evidence)
        if found:
            difference.draw(screen, found, _ASIDE)
            continue
        told = ""
        excerpt = report.excerpts.get(finding.place.path, {})
        look = excerpt.get(finding.place.line, "").strip()
        if _is_plain_copy(finding, block):
            pass  # the title, the place and the canonical member say it all
        elif (look or finding.rule) not in framed and len(framed) < _FRAMES:
            framed.update({look, finding.rule} - {""})
            told = finding.message
            more = told.removeprefix(entry.note).lstrip()  # the note stands above
            if more and told != block.title:
                _aside(screen, Text(screen.clean(more)))
            frame.draw(screen, finding.place, excerpt, f"mark.{finding.severity}", _ASIDE)
        _differences(screen, finding, told)


def _is_plain_copy(finding: Finding, block: Block) -> bool:
    """Whether a finding is one of several copies that were measured against the same thing."""
    return similarity(finding.evidence) is not None and block.title != finding.message


def _differences(screen: Screen, finding: Finding, told: str) -> None:
    """What the message that stands above does not say itself."""
    found = [text for text in differences(finding.evidence) if text not in told]
    for text in found[:_DIFFERENCES]:
        _aside(screen, styled("differs: ", "bad").append(screen.clean(text)))
    if len(found) > _DIFFERENCES:
        more = counted(len(found) - _DIFFERENCES, "more difference")
        _aside(screen, styled(f"and {more}", "quiet"))


def _rest(screen: Screen, block: Block) -> None:
    rest = len(block.entries) - _ENTRIES
    if rest > 0:
        hint = f"and {counted(rest, 'more place')} (--select {block.rules[0]} --format lines)"
        screen.say(styled(screen.clean(hint), "quiet"), hang=GUTTER, label=Text())


def _remedies(screen: Screen, block: Block) -> None:
    """What to do: for most of the places, then for those that want something else, by name."""
    held: dict[str, list[Finding]] = {}
    for finding in block.findings:
        if finding.remedy:
            held.setdefault(finding.remedy, []).append(finding)
    label = styled("  remedy", "good")
    ranked = sorted(held.items(), key=lambda row: -len(row[1]))
    for remedy, findings in ranked[:_REMEDIES]:
        text = Text(screen.clean(remedy))
        if remedy != ranked[0][0]:
            first = findings[0].place
            text = screen.place(first.path, first.line).append(": ").append_text(text)
        screen.say(text, hang=GUTTER, label=label)
        label = Text()
