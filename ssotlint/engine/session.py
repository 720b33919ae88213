"""The stages in their order: from a project on disk to a report."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ssotlint.detectors.view import View
from ssotlint.engine import baseline_file, detection, ledger
from ssotlint.engine.answers import Answers
from ssotlint.engine.baseline import Applied, Companies, stale_of, told_of
from ssotlint.engine.drafts import Draft, fold, merged
from ssotlint.engine.inquiry import Inquiry
from ssotlint.engine.judged import Judged
from ssotlint.engine.opened import Opened, opened
from ssotlint.engine.opening import Project, open_project
from ssotlint.engine.outline import Outline, drawn
from ssotlint.engine.overrides import overridden
from ssotlint.engine.reporting import report_of, scope_of, statistics_of
from ssotlint.engine.request import Request
from ssotlint.engine.snippets import Snippets
from ssotlint.engine.suppression import Suppressions
from ssotlint.engine.workers import Workers, default_jobs
from ssotlint.engine.world import World
from ssotlint.index.store import StoreLostError
from ssotlint.model.baseline import Entry, KnownMember, Stale
from ssotlint.model.report import Report
from ssotlint.model.source import Tree
from ssotlint.model.value import Value, replace
from ssotlint.rulebook import book as rulebook
from ssotlint.rulebook.book import Rulebook
from ssotlint.rulebook.selection import Selection, select

Narrow = Callable[[Applied, Companies, View], Applied]
"""Takes away findings that a run is not asked for; the knowledge stays whole."""


class Result(Value, frozen=True):
    """A report, what a baseline can be made of, and the project that it speaks of."""

    report: Report
    known: tuple[Entry, ...]
    companies: Companies
    applied: Applied
    stale: tuple[tuple[Entry, KnownMember], ...]
    hidden: tuple[ledger.Hidden, ...]  # found, and not told
    world: World
    outline: Outline | None = None  # of what the next run may tell again


def investigate(project: Project, request: Request, narrow: Narrow | None = None) -> Report:
    """The report of a project, made from its facts."""
    return outlined(project, request, narrow)[0]


def outlined(
    project: Project, request: Request, narrow: Narrow | None = None, known: Opened | None = None
) -> tuple[Report, Outline | None]:
    """The same with its outline, where the next run may go on from it.

    ``known`` is the project where it is open already.
    """
    result = _again_if_lost(project, request, narrow, known, draw=True)
    return result.report, result.outline


def examine(project: Project, request: Request) -> Result:
    """The report of a project, with all that was accepted and all that could be."""
    return _again_if_lost(project, request, None, None, draw=False)


def _again_if_lost(
    project: Project, request: Request, narrow: Narrow | None, known: Opened | None, *, draw: bool
) -> Result:
    try:
        return _examine(project, request, narrow, known, draw=draw)
    except StoreLostError:  # the store is empty now: once more, from nothing
        return _examine(project, request, narrow, None, draw=draw)


def _examine(
    project: Project, request: Request, narrow: Narrow | None, known: Opened | None, *, draw: bool
) -> Result:
    book = rulebook.load([project.root / p for p in project.config.rule_packs])
    chosen = select(book, project.config, request.select, request.ignore)
    with Workers(request.jobs or default_jobs()) as workers:
        known = known or opened(project, request, workers)
        world, view = known.world, known.view
        inquiry = Inquiry(view, world.root, world.store, workers, request.progress)
        inquiry.new = 2 * world.fresh > len(world.index.all)
        inquiry.looked = known.looked
        if known.validity is not None:
            inquiry.answers = Answers(world.store, project.memory, view, known.validity)
        whole = _is_whole(request, world.tree)
        judged = Judged(book, chosen, view, project.survey.reports, whole=whole)
        session = _Session(project, request, chosen, inquiry, world, judged, narrow)
        result = session.result(book)
        entered = None
        if whole and _is_plain(project, request) and not inquiry.faults:
            found = ledger.favourites_of(world.index, world.graph)
            entered = ledger.keep(project, result.applied.new, result.hidden, found)
        if inquiry.answers is not None:  # by now all is found out that is shared
            inquiry.answers.keep()
        if draw:
            result = replace(result, outline=session.outline(result, entered))
        return result


@dataclass(slots=True)
class _Session:
    """One run after its files have been read."""

    project: Project
    request: Request
    chosen: Selection
    inquiry: Inquiry
    world: World
    judged: Judged
    narrow: Narrow | None
    _first: list[detection.Question] = field(default_factory=list)
    _shown: list[Draft] = field(default_factory=list)
    _silenced: list[Draft] = field(default_factory=list)

    def result(self, book: Rulebook) -> Result:
        first, second, third = detection.rounds(detection.questions(self.chosen.rules))
        self._first = first
        suppressions = Suppressions(self.world.index)
        told = fold(self._ask(first), first, self.request.absorb_nothing)
        self.inquiry.workers.end()  # no exception and no baseline is judged
        kept, gone = suppressions.apply(told)
        self.judged.fail(self.inquiry.faults)
        remains = suppressions.remains(book, self.judged, self.world.index)
        self.inquiry.view = replace(self.inquiry.view, suppressions=remains)
        later = self._ask(second)
        added, silenced = suppressions.apply(later)
        companies = Companies(merged(kept, added), suppressions.accepted, self.world.index)
        known = baseline_file.read(self.project.baseline, self.project.baseline_name)
        applied = companies.apply(known, self._detectors())
        stale = self._stale(applied)
        last = self._ask(third)
        if self.narrow is not None:
            applied = self.narrow(applied, companies, self.inquiry.view)
        shown, world = merged(applied.new, last), self.world
        memory = self.project.memory if self.inquiry.answers is not None else ""
        snippets = Snippets(world.root, self.inquiry.digests, world.store, memory)
        scope = scope_of(world.index, world.tree)
        report = report_of(shown, self.chosen, self.inquiry.view, scope, snippets)
        report = replace(
            report,
            mixed=report.mixed or self.inquiry.disturbed,
            suppressed=len(gone) + len(silenced) - len(applied.joined),
            baselined=applied.known,
            faults=tuple(self.inquiry.faults),
            statistics=statistics_of([*first, *second, *third], [*told, *later, *last]),
        )
        hidden = _hidden((*told, *later), applied.new, {d.identity for d in (*gone, *silenced)})
        self._shown, self._silenced = shown, [*gone, *silenced]
        return Result(report, known, companies, applied, stale, hidden, self.world)

    def outline(self, result: Result, entered: Sequence[ledger.Entered] | None) -> Outline | None:
        """What the report tells, for the next run; None where that cannot go on from it."""
        answers, report = self.inquiry.answers, result.report
        if answers is None or self.narrow is not None or result.known:
            return None
        if self.inquiry.faults or report.mixed or not self.project.survey.is_settled:
            return None
        named = answers.named(self._first)
        if named is None:
            return None
        return drawn(named, report, self._shown, self._silenced, entered, self.world.index)

    def _ask(self, questions: list[detection.Question]) -> list[Draft]:
        return overridden(self.inquiry.ask(questions), self.world.config.overrides)

    def _detectors(self) -> dict[str, str]:
        return {chosen.rule.name: chosen.rule.detector for chosen in self.chosen.rules}

    def _stale(self, applied: Applied) -> tuple[tuple[Entry, KnownMember], ...]:
        """What is left of the baseline; a part of the findings judges nothing of it."""
        if self.narrow is not None:
            return ()
        found = tuple(stale_of(applied, self.judged, self.world.index))
        if self.request.stale:
            name = self.project.baseline_name
            stale = tuple(Stale(name, entry, member) for entry, member in told_of(found))
            self.inquiry.view = replace(self.inquiry.view, stale=stale)
        return found


def _hidden(
    told: Iterable[Draft], shown: Iterable[Draft], silenced: set[tuple[str, str]]
) -> tuple[ledger.Hidden, ...]:
    """What was found and is not shown, with the reason."""
    seen = {draft.identity for draft in shown}
    return tuple(
        ledger.Hidden(draft, _SILENCED if draft.identity in silenced else _ACCEPTED)
        for draft in told
        if draft.identity not in seen
    )


_SILENCED = "a comment suppresses it (ssotlint: ignore)"
_ACCEPTED = "the baseline accepts it"


def _is_plain(project: Project, request: Request) -> bool:
    """Whether a run looks for all that the project asks for, in the files as they lie there.

    And tells it as a check does: what is absorbed and what is accepted.
    """
    narrowed = request.select or request.ignore or request.roles or request.focus
    is_other = request.diff or request.staged or request.absorb_nothing or request.baseline
    return project.lasting and request.use_baseline and not (narrowed or is_other)


def _is_whole(request: Request, tree: Tree) -> bool:
    """Whether all is looked at that the project wants to be looked at."""
    return not request.paths or all(source.reported for source in tree.sources)


def check_world(
    files: dict[str, str], root: Path, select: Sequence[str] = (), packs: Sequence[Path] = ()
) -> Report:
    """Write a small world below ``root`` and check it, without a cache; for examples and tests.

    ``packs`` are folders of rules beside those that the world's own configuration names.
    """
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    request = Request(paths=(root,), root=root, select=tuple(select), jobs=1, use_cache=False)
    project = open_project(request)
    more = (*project.config.rule_packs, *(str(pack.absolute()) for pack in packs))
    return investigate(replace(project, config=replace(project.config, rule_packs=more)), request)
