"""Which symbols are imported through more than one path in a domain?"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ssotlint.detectors import places
from ssotlint.detectors.path_splits import splits_of, statement_of
from ssotlint.detectors.scopes import written
from ssotlint.detectors.split import Split
from ssotlint.detectors.view import View
from ssotlint.graph.importers import ImportUse
from ssotlint.graph.paths import Path
from ssotlint.graph.resolution import Step
from ssotlint.model.case import Case, Member
from ssotlint.model.dotted import seen_from
from ssotlint.model.evidence import Evidence
from ssotlint.model.facts import Context
from ssotlint.model.options import Allowing
from ssotlint.model.place import Place, Span


class ImportPathsEvidence(Evidence, frozen=True, kw_only=True):
    """What one statement takes from where, and what should stand there.

    ``names`` of the used ``module`` are the symbols ``imported`` (by their origins), to be taken
    from ``canonical_paths``; ``homes`` says the same in short: the modules, and the whole path
    where the name is another one. ``statements`` take them from there; ``others`` tells that the
    statement has more names, which stay. ``paths`` are all paths to the first symbol with the
    number of files that use each; ``close`` tells that the canonical ones have no clear majority.
    """

    imported: tuple[str, ...]
    names: tuple[str, ...]
    module: str
    canonical_paths: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    others: bool = False
    paths: tuple[str, ...] = ()
    close: bool = False
    type_checking_only: bool = False


EVIDENCE = ImportPathsEvidence
OPTIONS = Allowing


class Change(NamedTuple):
    """One name of a statement, and the split that it is a part of."""

    split: Split
    use: ImportUse

    @property
    def wanted(self) -> Path:
        """The path that should stand there."""
        return self.split.choice.wanted(self.use.module)

    @property
    def home(self) -> str:
        """The module to import from; the whole path where the name there is another one."""
        same = self.wanted.name == self.use.row.name
        return self.wanted.module.name if same else self.wanted.text

    @property
    def target(self) -> str:
        """What is imported, as what: a part of the finding's identity."""
        row = self.use.row
        return self.use.path if row.bound == row.name else f"{self.use.path} as {row.bound}"


def detect(view: View, options: Allowing) -> Iterator[Case]:
    """One case a symbol and domain; a suspect each statement that uses another path.

    A statement that takes several such names is told once, in the group of the name that most
    imports have to change.
    """
    splits = list(splits_of(view, options.allow))
    by_statement: dict[tuple[str, Span], list[Change]] = defaultdict(list)
    for split in splits:
        for use in split.wrong:
            by_statement[use.module.path, use.row.span].append(Change(split, use))
    told: dict[Split, list[list[Change]]] = defaultdict(list)
    for changes in by_statement.values():
        host = min((c.split for c in changes), key=lambda s: (-len(s.wrong), s.symbol))
        told[host].append(sorted(changes, key=lambda c: (c.split is not host, c.use.row.name)))
    domains = Counter(split.symbol for split in told)
    for split in splits:
        if split in told:
            guests = {c.split: None for changes in told[split] for c in changes}
            homeless = [guest for guest in guests if guest not in told]
            where = _where(split) if domains[split.symbol] > 1 else ""
            yield _case(split, told[split], homeless, where, view)


def _where(split: Split) -> str:
    """In which domain, for a symbol of which several tell: each has a case of its own."""
    return f" in {split.domain}" if split.domain else " in files of no domain"


def _case(
    split: Split, told: list[list[Change]], guests: list[Split], where: str, view: View
) -> Case:
    """The bindings that the paths reach, then the imports to change, and those told elsewhere."""
    context: dict[tuple[str, int], Member] = {}
    for one in (split, *guests):
        for member in _context(one, view):
            context.setdefault((member.place.path, member.place.line), member)
    suspects = [_suspect(changes) for changes in told]
    suspects.sort(key=lambda m: (m.place.path, m.place.span, m.target))
    shown = {(m.place.path, m.place.span) for m in suspects}
    elsewhere = [u for u in split.wrong if (u.module.path, u.row.span) not in shown]
    named = f"{split.symbol} and {len(guests)} more are" if guests else f"{split.symbol} is"
    return Case(
        detector="import_paths",
        subject=split.symbol,
        title=f"{named} imported through {len(split.paths)} paths{where}",
        members=(*context.values(), *suspects, *map(_told_elsewhere, elsewhere)),
        canonical=0,
        why=split.choice.why,
    )


def _context(split: Split, view: View) -> list[Member]:
    """The binding that the canonical path reaches, then the origin, re-exports and aliases."""
    steps: dict[tuple[str, int], tuple[Step, str]] = {}
    canonical, origin = split.choice.path, split.answer.chain[-1]
    if canonical.uses:
        steps[canonical.step.path, canonical.step.line] = (canonical.step, "canonical path")
    steps.setdefault((origin.path, origin.line), (origin, "where it is defined"))
    for path in split.paths:
        for step in path.uses[0].answer.chain[:-1]:
            steps.setdefault((step.path, step.line), (step, f"re-exports it as {step.name}"))
    for alias in view.graph.aliases.get(split.symbol, ()):
        line = alias.binding.span.line
        step = Step(alias.module.name, alias.binding.name, alias.module.path, line)
        steps.setdefault((step.path, line), (step, f"another name of it: {step.name}"))
    return [_member_at(step, note) for step, note in steps.values()]


def _member_at(step: Step, note: str) -> Member:
    place = Place(step.path, Span(step.line, 1, step.line, 1))
    evidence = ImportPathsEvidence(imported=(), names=(step.name,), module=step.module)
    return Member(
        place=place, symbol=f"{step.module}.{step.name}", evidence=evidence,
        suspect=False, target="binding", note=note,
    )  # fmt: skip


def _told_elsewhere(use: ImportUse) -> Member:
    """An import whose statement is reported in the group of another name."""
    evidence = ImportPathsEvidence(imported=(), names=(use.row.name,), module=use.base)
    return places.imported(use, evidence, f"imports it from {use.base}", use.path)


def _suspect(changes: list[Change]) -> Member:
    first = changes[0]
    use = first.use
    evidence = ImportPathsEvidence(
        imported=tuple(c.split.symbol for c in changes),
        names=tuple(c.use.row.name for c in changes),
        module=use.base,
        canonical_paths=tuple(c.wanted.text for c in changes),
        homes=tuple(dict.fromkeys(c.home for c in changes)),
        statements=tuple(_statements(changes)),
        others=any(row not in {c.use.row for c in changes} for row in statement_of(use)),
        paths=tuple(f"{path.text} {path.importers}" for path in first.split.paths),
        close=all(c.split.is_close(c.use) for c in changes),
        type_checking_only=bool(use.row.context & Context.TYPING),
    )
    note = f"imports {', '.join(evidence.names)} from {use.base}"
    target = ", ".join(sorted(c.target for c in changes))
    return places.imported(use, evidence, note, target, suspect=True)


def _statements(changes: list[Change]) -> Iterator[str]:
    """What takes the names from where they should come, an import a module."""
    use = changes[0].use
    wanted: dict[str, list[str]] = {}
    for change in changes:
        part = written(change.wanted.name, change.use.row.bound)
        wanted.setdefault(change.wanted.module.name, []).append(part)
    for module, parts in wanted.items():
        source = seen_from(use.module.source.package, module, use.row.level)
        yield f"from {source} import {', '.join(parts)}"
