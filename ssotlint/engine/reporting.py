"""From drafts to the report."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ssotlint import __version__
from ssotlint.detectors.view import View
from ssotlint.engine.detection import Question
from ssotlint.engine.drafts import Draft
from ssotlint.engine.findings import findings_of
from ssotlint.engine.snippets import Snippets
from ssotlint.index.index import Index
from ssotlint.model.report import Report, RuleCard, RuleStatistics, Scope
from ssotlint.model.source import Tree
from ssotlint.rulebook.selection import Selection


def report_of(
    drafts: Sequence[Draft], chosen: Selection, view: View, scope: Scope, snippets: Snippets
) -> Report:
    """Everything that was found, told by the drafts that are left; asks no surface any more."""
    found = findings_of(drafts, view)
    excerpts = snippets.of(row.place for row in found.rows)
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
        mixed=snippets.changed,
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
    modules = [m for m in index.all if m.is_read]
    return Scope(
        tuple(sorted({m.source.root or "." for m in modules if m.source.reported})),
        len(modules),
        sum(m.lines for m in modules),
        sum(m.source.reported for m in modules),
        tree.skipped,
        sum(m.lines for m in modules if m.source.reported),
    )
