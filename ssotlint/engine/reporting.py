"""From drafts to the report."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from ssotlint import __version__
from ssotlint.detectors.view import View
from ssotlint.engine.contents import UNREAD
from ssotlint.engine.detection import Question
from ssotlint.engine.drafts import Draft
from ssotlint.engine.findings import findings_of
from ssotlint.index.index import Index
from ssotlint.model.report import Finding, Report, RuleCard, RuleStatistics, Scope
from ssotlint.model.source import Tree
from ssotlint.project import text
from ssotlint.rulebook.selection import Selection


def report_of(
    drafts: Sequence[Draft], chosen: Selection, view: View, scope: Scope, root: Path
) -> Report:
    """Everything that was found, told by the drafts that are left; asks no surface any more."""
    found = findings_of(drafts, view)
    excerpts, changed = _excerpts(found.rows, root, view.index)
    return Report(
        version=__version__,
        scope=scope,
        findings=tuple(found.rows),
        groups=found.groups,
        rules={
            c.rule.name: RuleCard(
                c.rule.name, c.rule.family, c.rule.summary, c.rule.rationale, c.severity
            )
            for c in chosen.rules
        },
        excerpts=excerpts,
        mixed=changed,
    )


def statistics_of(asked: Iterable[Question], drafts: Iterable[Draft]) -> dict[str, RuleStatistics]:
    """What each rule cost; ``drafts`` are those before exceptions were made."""
    confirmed = Counter(draft.name for draft in drafts)
    table: dict[str, RuleStatistics] = {}
    for question in asked:
        rejected = question.suspects - sum(m.suspect for c in question.cases for m in c.members)
        for chosen in question.rules:
            name = chosen.rule.name
            table[name] = RuleStatistics(
                question.suspects, confirmed[name], rejected, question.seconds / len(question.rules)
            )
    return table


def scope_of(index: Index, tree: Tree) -> Scope:
    """What was looked at."""
    modules = index.modules
    return Scope(
        tuple(sorted({m.source.root or "." for m in modules if m.source.reported})),
        len(modules),
        sum(m.lines for m in modules),
        sum(m.source.reported for m in modules),
        tree.skipped,
        sum(m.lines for m in modules if m.source.reported),
    )


def _excerpts(
    rows: Iterable[Finding], root: Path, index: Index
) -> tuple[dict[str, dict[int, str]], bool]:
    """The first lines of each reported place, for code frames; whether a file has changed."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.place.path, set()).update(
            range(row.place.line, min(row.place.line + 3, row.place.span.end_line + 1))
        )
    texts: dict[str, dict[int, str]] = {}
    changed = False
    for path, numbers in wanted.items():
        digest = index.by_path[path].digest if path in index.by_path else ""
        try:
            data = (root / path).read_bytes()
        except OSError:
            changed = changed or not digest.startswith(UNREAD)
            continue
        changed = changed or text.digest(data) != digest
        lines = data.splitlines()
        texts[path] = {
            n: lines[n - 1].decode("utf-8", "replace") for n in sorted(numbers) if n <= len(lines)
        }
    return texts, changed
